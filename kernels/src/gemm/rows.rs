//! The product of a few rows, where packing the right operand would cost more than it saves: decoding one token.

use super::{MatMut, MatRef, Start};
use crate::simd::{self, F32x4, update_with};

/// Up to this many rows come here.
pub const MAX_ROWS: usize = 4;

/// [`gemm`](super::gemm), row by row, B being read where it lies.
pub fn gemm(a: MatRef, b: MatRef, mut c: MatMut, start: Start) {
    super::check_shapes(&a, &b, &c, &start);
    for i in 0..c.rows() {
        let out = c.row_mut(i);
        match start {
            Start::Zero => out.fill(0.0),
            Start::Existing => {}
            Start::Bias(bias) => out.copy_from_slice(bias),
        }
        if b.col_stride() == 1 {
            // C's row is a sum of B's rows.
            for k in 0..a.cols() {
                let (x, row) = (F32x4::splat(a.at(i, k)), &b.data()[k * b.row_stride()..]);
                update_with(out, &row[..b.cols()], |out, y| out + x * y);
            }
        } else {
            for (j, out) in out.iter_mut().enumerate() {
                *out += dot(a, i, b, j);
            }
        }
    }
}

/// Row `i` of A times column `j` of B.
fn dot(a: MatRef, i: usize, b: MatRef, j: usize) -> f32 {
    let k = a.cols();
    if a.col_stride() != 1 || b.row_stride() != 1 {
        return (0..k).map(|p| a.at(i, p) * b.at(p, j)).sum();
    }
    let (x, y) = (&a.data()[i * a.row_stride()..][..k], &b.data()[j * b.col_stride()..][..k]);
    simd::dot(x, y)
}
