//! The product as a triple loop in f64: the oracle of the others.

use super::{MatMut, MatRef, Start};

/// [`gemm`](super::gemm), slowly and exactly: every element is summed in f64 and rounded once.
pub fn gemm(a: MatRef, b: MatRef, mut c: MatMut, start: Start) {
    super::check_shapes(&a, &b, &c, &start);
    for i in 0..a.rows() {
        for (j, out) in c.row_mut(i).iter_mut().enumerate() {
            let first = match start {
                Start::Zero => 0.0,
                Start::Existing => f64::from(*out),
                Start::Bias(bias) => f64::from(bias[j]),
            };
            let product = (0..a.cols()).map(|k| f64::from(a.at(i, k)) * f64::from(b.at(k, j)));
            *out = product.fold(first, |sum, p| sum + p) as f32;
        }
    }
}
