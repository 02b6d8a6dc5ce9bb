//! The product on the host: matrixmultiply's sgemm.

use super::{MatMut, MatRef, Start};
use crate::parallel;

/// [`gemm`](super::gemm) by matrixmultiply, of as many blocks as there are threads. The shapes have been checked.
pub(super) fn gemm(a: MatRef, b: MatRef, c: MatMut, start: Start) {
    let (m, k, n) = (a.rows(), a.cols(), b.cols());
    let worthwhile = (2 * m * k * n / parallel::GRAIN).max(1);
    let parts = parallel::threads().min(worthwhile);
    let (rows, cols) = if m >= n { (m.div_ceil(parts).max(1), n.max(1)) } else { (m.max(1), n.div_ceil(parts)) };
    parallel::blocks([c], rows, cols, |i, j, [c]| {
        let (rows, cols) = (c.rows(), c.cols());
        block(a.block(i, rows, 0, k), b.block(0, k, j, cols), c, start.columns(j, cols));
    });
}

fn block(a: MatRef, b: MatRef, mut c: MatMut, start: Start) {
    let beta = match start {
        Start::Zero => 0.0,
        Start::Existing => 1.0,
        Start::Bias(_) => {
            start.fill(&mut c);
            1.0
        }
    };
    let (m, k, n, row_stride) = (a.rows(), a.cols(), b.cols(), c.row_stride());
    if m == 0 || n == 0 {
        return;
    }
    // SAFETY: the views' constructors have checked that every element of a `[m, k]`, `[k, n]` and `[m, n]` matrix of
    // these strides lies within its slice, and C's slice is borrowed exclusively, its rows not overlapping.
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            1.0,
            a.data().as_ptr(),
            a.row_stride() as isize,
            a.col_stride() as isize,
            b.data().as_ptr(),
            b.row_stride() as isize,
            b.col_stride() as isize,
            beta,
            c.at_mut(0, 0),
            row_stride as isize,
            1,
        );
    }
}
