//! The exact GELU, x · Φ(x) with the normal distribution's Φ (Hendrycks & Gimpel 2016; `torch.nn.GELU()`).

use std::f64::consts::{FRAC_1_SQRT_2, TAU};

/// y = x · Φ(x).
///
/// # Panics
/// If the lengths differ.
pub fn gelu_forward(x: &[f32], y: &mut [f32]) {
    assert_eq!(x.len(), y.len(), "x and y differ in length");
    for (y, &x) in y.iter_mut().zip(x) {
        *y = x * phi(x);
    }
}

/// The gradient of [`gelu_forward`]: dx = dy · (Φ(x) + x · φ(x)), recomputed from x.
///
/// # Panics
/// If the lengths differ.
pub fn gelu_backward(dy: &[f32], x: &[f32], dx: &mut [f32]) {
    assert_eq!(x.len(), dy.len(), "x and dy differ in length");
    assert_eq!(x.len(), dx.len(), "x and dx differ in length");
    for ((dx, dy), &x) in dx.iter_mut().zip(dy).zip(x) {
        let density = (-0.5 * f64::from(x) * f64::from(x)).exp() / TAU.sqrt();
        *dx = dy * (phi(x) + x * density as f32);
    }
}

fn phi(x: f32) -> f32 {
    // Abramowitz & Stegun 7.1.26.
    let z = f64::from(x).abs() * FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let p = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    let tail = 0.5 * p * (-z * z).exp();
    (if x < 0.0 { tail } else { 1.0 - tail }) as f32
}
