//! The product on the host: matrixmultiply's sgemm.

use super::{MatMut, MatRef, Start};

/// [`gemm`](super::gemm) by matrixmultiply. The shapes have been checked.
pub(super) fn gemm(a: MatRef, b: MatRef, mut c: MatMut, start: Start) {
    let beta = match start {
        Start::Zero => 0.0,
        Start::Existing => 1.0,
        Start::Bias(bias) => {
            for i in 0..c.rows() {
                c.row_mut(i).copy_from_slice(bias);
            }
            1.0
        }
    };
    let (m, k, n, row_stride) = (a.rows(), a.cols(), b.cols(), c.row_stride());
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
            c.data_mut().as_mut_ptr(),
            row_stride as isize,
            1,
        );
    }
}
