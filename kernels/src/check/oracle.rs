//! The definitions, as plain loops in f64.

use crate::attention::AttentionDims;

/// Central differences of `f` at `x`, element by element, of the fourth order: a norm of a single small number bends so
/// much that those of the second order are off by 1e-3. In f64 their error is near 1e-9 for the oracles here.
pub fn gradient(x: &[f64], f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    const STEP: f64 = 1e-5;
    let mut at = x.to_vec();
    let mut slope = |i: usize| {
        let mut difference = |step: f64| {
            at[i] = x[i] + step;
            let above = f(&at);
            at[i] = x[i] - step;
            above - f(&at)
        };
        let slope = (8.0 * difference(STEP) - difference(2.0 * STEP)) / (12.0 * STEP);
        at[i] = x[i];
        slope
    };
    (0..x.len()).map(&mut slope).collect()
}

/// Σ x · y: turns a function's output into a number whose gradient is a vector-Jacobian product.
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// Rows normalised with their mean (layer norm) or without (RMS norm), times `weight`, plus `bias`.
pub fn norm(x: &[f64], weight: &[f64], bias: Option<&[f64]>, centred: bool) -> Vec<f64> {
    let d = weight.len();
    let mut y = Vec::new();
    for x in x.chunks(d) {
        let mean = if centred { x.iter().sum::<f64>() / d as f64 } else { 0.0 };
        let square = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / d as f64;
        let rstd = 1.0 / (square + f64::from(crate::norm::EPS)).sqrt();
        y.extend((0..d).map(|i| (x[i] - mean) * rstd * weight[i] + bias.map_or(0.0, |b| b[i])));
    }
    y
}

/// Φ(x), the normal distribution function, with a relative error near 1e-13 on both sides.
pub fn normal(x: f64) -> f64 {
    let z = x.abs() / std::f64::consts::SQRT_2;
    let tail = if z < 2.0 {
        // erf(z) = 2/√π · exp(−z²) · Σ 2ⁿ z²ⁿ⁺¹ / (2n + 1)!!
        let (mut term, mut sum) = (z, 0.0);
        for n in 1..100 {
            sum += term;
            term *= 2.0 * z * z / f64::from(2 * n + 1);
        }
        1.0 - 2.0 / std::f64::consts::PI.sqrt() * (-z * z).exp() * sum
    } else {
        // erfc(z) = exp(−z²)/√π · 1/(z + ½/(z + 1/(z + 3⁄2/(z + …))))
        let fraction = (1..200).rev().fold(z, |f, n| z + 0.5 * f64::from(n) / f);
        (-z * z).exp() / std::f64::consts::PI.sqrt() / fraction
    } / 2.0;
    if x < 0.0 { tail } else { 1.0 - tail }
}

/// The exact GELU.
pub fn gelu(x: f64) -> f64 {
    x * normal(x)
}

/// A fused qkv with its q and k turned by the angles of their positions.
fn turned(dims: AttentionDims, qkv: &[f64]) -> Vec<f64> {
    let AttentionDims { seq_len, d_head, .. } = dims;
    let (d, half) = (dims.d_model(), d_head / 2);
    let mut turned = qkv.to_vec();
    for (row, x) in turned.chunks_mut(3 * d).enumerate() {
        for i in 0..half {
            let angle = (row % seq_len) as f64 * 10_000.0f64.powf(-2.0 * i as f64 / d_head as f64);
            let (sin, cos) = angle.sin_cos();
            for head in x[..2 * d].chunks_mut(d_head) {
                let (low, high) = (head[i], head[i + half]);
                head[i] = low * cos - high * sin;
                head[i + half] = high * cos + low * sin;
            }
        }
    }
    turned
}

/// Causal attention over a fused qkv. `mask(row, column)` is dropout's factor.
pub fn attention(dims: AttentionDims, qkv: &[f64], rope: bool, mask: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let AttentionDims { batch, seq_len, n_head, d_head } = dims;
    let d = dims.d_model();
    let qkv = if rope { turned(dims, qkv) } else { qkv.to_vec() };
    let head =
        |b: usize, t: usize, part: usize, h: usize| &qkv[(b * seq_len + t) * 3 * d + part * d + h * d_head..][..d_head];
    let mut out = Vec::new();
    for row in 0..batch * seq_len {
        let (b, t) = (row / seq_len, row % seq_len);
        for h in 0..n_head {
            let score = |j: usize| dot(head(b, t, 0, h), head(b, j, 1, h)) / (d_head as f64).sqrt();
            let scores: Vec<f64> = (0..=t).map(score).collect();
            let p = softmax(&scores);
            let masked: Vec<f64> = (0..=t).map(|j| p[j] * mask((b * n_head + h) * seq_len + t, j)).collect();
            out.extend((0..d_head).map(|i| (0..=t).map(|j| masked[j] * head(b, j, 2, h)[i]).sum::<f64>()));
        }
    }
    out
}

/// exp(x) / Σ exp(x).
pub fn softmax(x: &[f64]) -> Vec<f64> {
    let max = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let e: Vec<f64> = x.iter().map(|x| (x - max).exp()).collect();
    let sum: f64 = e.iter().sum();
    e.into_iter().map(|e| e / sum).collect()
}

/// Σ −ln softmax(x · wteᵀ)\[target\].
pub fn cross_entropy(x: &[f64], wte: &[f64], targets: &[u32]) -> f64 {
    let d = x.len() / targets.len();
    let loss = |(x, &target): (&[f64], &u32)| {
        let logits: Vec<f64> = wte.chunks(d).map(|w| dot(x, w)).collect();
        -softmax(&logits)[target as usize].ln()
    };
    x.chunks(d).zip(targets).map(loss).sum()
}
