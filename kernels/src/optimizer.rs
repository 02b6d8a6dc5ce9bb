//! AdamW and SGD in place, as `torch.optim.AdamW` and `torch.optim.SGD` compute them on the CPU in float32.
//!
//! The scalars are computed once, in f64, and rounded to f32 where they meet an element, as PyTorch does. The gradient
//! is multiplied by `grad_scale` on the way (1 for none): the factor of `torch.nn.utils.clip_grad_norm_`.

use crate::parallel;

/// Elements of a task: an update passes over four slices.
const GRAIN: usize = parallel::GRAIN_FLOATS;

/// AdamW's scalars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamW {
    /// The learning rate.
    pub lr: f64,
    /// The decay of the mean of gradients.
    pub beta1: f64,
    /// The decay of the mean of squared gradients.
    pub beta2: f64,
    /// What is added to the root.
    pub eps: f64,
    /// Decoupled weight decay.
    pub weight_decay: f64,
}

/// SGD's scalars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sgd {
    /// The learning rate.
    pub lr: f64,
    /// The decay of the velocity; no dampening, no Nesterov.
    pub momentum: f64,
    /// Weight decay, added to the gradient.
    pub weight_decay: f64,
}

/// One update of parameters `p` with gradients `g`, first moments `m` and second moments `v`; `step` counts from 1.
///
/// p ← p·(1 − lr·wd); m ← m + (1 − β₁)(g − m); v ← β₂·v + (1 − β₂)·g²; p ← p − lr/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + eps).
///
/// # Panics
/// If the lengths differ or `step` is 0.
pub fn adamw_update(adamw: AdamW, step: u64, grad_scale: f32, p: &mut [f32], g: &[f32], m: &mut [f32], v: &mut [f32]) {
    assert!(step > 0, "AdamW's steps count from 1");
    assert_eq!([g.len(), m.len(), v.len()], [p.len(); 3], "p, g, m and v differ in length");
    let t = step as f64;
    let decay = (1.0 - adamw.lr * adamw.weight_decay) as f32;
    let (w1, b2, w2) = ((1.0 - adamw.beta1) as f32, adamw.beta2 as f32, (1.0 - adamw.beta2) as f32);
    let step_size = (-adamw.lr / (1.0 - adamw.beta1.powf(t))) as f32;
    let root = (1.0 - adamw.beta2.powf(t)).sqrt() as f32;
    let eps = adamw.eps as f32;
    parallel::chunks([p, m, v], parallel::chunk_len(g.len(), GRAIN), |first, [p, m, v]| {
        for (((p, g), m), v) in p.iter_mut().zip(&g[first..]).zip(m).zip(v) {
            let g = g * grad_scale;
            *m += w1 * (g - *m);
            *v = *v * b2 + w2 * g * g;
            let denominator = v.sqrt() / root + eps;
            *p = *p * decay + step_size * *m / denominator;
        }
    });
}

/// One update of parameters `p` with gradients `g` and velocity `m`, which is overwritten at the `first` step and may
/// be left out where the momentum is 0.
///
/// g ← g + wd·p; m ← μ·m + g (m = g at first); p ← p − lr·m.
///
/// # Panics
/// If the lengths differ, or `m` is missing with a momentum other than 0.
pub fn sgd_update(sgd: Sgd, first: bool, grad_scale: f32, p: &mut [f32], g: &[f32], m: Option<&mut [f32]>) {
    assert_eq!(p.len(), g.len(), "p and g differ in length");
    let (lr, momentum, wd) = (-sgd.lr as f32, sgd.momentum as f32, sgd.weight_decay as f32);
    let Some(m) = m else {
        assert!(sgd.momentum == 0.0, "a momentum of {} needs a velocity", sgd.momentum);
        return parallel::chunks([p], parallel::chunk_len(g.len(), GRAIN), |first, [p]| {
            for (p, g) in p.iter_mut().zip(&g[first..]) {
                *p += lr * (g * grad_scale + wd * *p);
            }
        });
    };
    assert_eq!(p.len(), m.len(), "p and m differ in length");
    parallel::chunks([p, m], parallel::chunk_len(g.len(), GRAIN), |at, [p, m]| {
        for ((p, g), m) in p.iter_mut().zip(&g[at..]).zip(m) {
            let g = g * grad_scale + wd * *p;
            *m = if first { g } else { momentum * *m + g };
            *p += lr * *m;
        }
    });
}
