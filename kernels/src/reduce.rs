//! Reductions: the parts of a global norm, the check for non-finite values, sums over rows.

use crate::gemm::MatMut;
use crate::parallel::{self, GRAIN_FLOATS};
use crate::simd::update_with;

/// Independent sums, so that additions need not wait for each other. Fixed, and so is the order of every sum.
const LANES: usize = 8;

/// The sum of squares, in f64. The global norm is the root of the sum over all parameters.
pub fn sum_of_squares(x: &[f32]) -> f64 {
    const CHUNK: usize = 4 * GRAIN_FLOATS;
    let chunk = |task: usize| &x[task * CHUNK..x.len().min((task + 1) * CHUNK)];
    parallel::sum(x.len().div_ceil(CHUNK), |task| sum_of_chunk(chunk(task)))
}

fn sum_of_chunk(x: &[f32]) -> f64 {
    let mut sums = [0.0f64; LANES];
    let mut chunks = x.chunks_exact(LANES);
    for chunk in &mut chunks {
        for (s, &x) in sums.iter_mut().zip(chunk) {
            *s += f64::from(x) * f64::from(x);
        }
    }
    let tail: f64 = chunks.remainder().iter().map(|&x| f64::from(x) * f64::from(x)).sum();
    sums.iter().sum::<f64>() + tail
}

/// Whether every element is finite.
pub fn all_finite(x: &[f32]) -> bool {
    const EXPONENT: u32 = 0x7f80_0000;
    // No early exit within a block, so that it vectorises.
    x.chunks(1024).all(|block| block.iter().fold(true, |ok, x| ok & (x.to_bits() & EXPONENT != EXPONENT)))
}

/// out\[j\] += Σ_i x\[i, j\] for x `[rows, out.len()]`: the gradient of a bias.
///
/// # Panics
/// If `x` has no whole rows.
pub fn add_column_sums(x: &[f32], out: &mut [f32]) {
    assert!(!out.is_empty() && x.len().is_multiple_of(out.len()), "{} elements are no rows of {}", x.len(), out.len());
    let (d, rows) = (out.len(), x.len() / out.len());
    // Cut by columns, so that every sum runs over its rows in their order.
    let cols = parallel::chunk_len(d, GRAIN_FLOATS / rows.max(1));
    parallel::blocks([MatMut::new(out, 1, d)], 1, cols, |_, first, [mut out]| {
        let out = out.row_mut(0);
        for row in x.chunks_exact(d) {
            update_with(out, &row[first..first + out.len()], |out, x| out + x);
        }
    });
}
