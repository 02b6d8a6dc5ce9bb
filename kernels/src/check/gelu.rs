//! GELU against the f64 truth.

use super::compare::{Outcome, Tolerance, close, wide};
use super::{AWKWARD, oracle};
use crate::gelu::{gelu_backward, gelu_forward};

/// 4 ulp; results below the normal floats keep an absolute accuracy.
const VALUE: Tolerance = Tolerance { absolute: 1e-37, relative: 4.8e-7 };
/// The derivative crosses zero, where its two terms cancel.
const DERIVATIVE: Tolerance = Tolerance { absolute: 1.5e-7, relative: 4.8e-7 };

pub fn check() -> Outcome {
    let grid: Vec<f32> = (-30_000..30_000).map(|i| i as f32 * 0.001_003).collect();
    let special = [0.0, -0.0, 1e-30, -1e-30, 1e4, -1e4, 3e38, -3e38, f32::INFINITY, f32::NAN];
    for x in [&grid[..], &special] {
        case(x)?;
    }
    AWKWARD.iter().try_for_each(|&n| case(&grid[29_990..][..n]))
}

/// Values and derivatives at `x`.
pub fn case(x: &[f32]) -> Outcome {
    let mut y = vec![f32::NAN; x.len()];
    gelu_forward(x, &mut y);
    let want: Vec<f64> = wide(x).into_iter().map(oracle::gelu).collect();
    close(&format!("{} values", x.len()), &y, &want, VALUE)?;
    gelu_backward(&vec![1.0; x.len()], x, &mut y);
    let density = |x: f64| if x.is_infinite() { f64::NAN } else { (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt() };
    let want: Vec<f64> = wide(x).into_iter().map(|x| oracle::normal(x) + x * density(x)).collect();
    // At ∞ the derivative is 1 in the limit; ∞ · 0 on the way there makes it NaN, here as in PyTorch.
    close(&format!("derivative of {} values", x.len()), &y, &want, DERIVATIVE)
}
