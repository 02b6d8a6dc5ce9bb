//! Layer norm (Ba et al. 2016; `torch.nn.LayerNorm`) and RMS norm (Zhang & Sennrich 2019; `torch.nn.RMSNorm`).
//!
//! x is `[rows, d]` and each row is normalised alone; d is the length of `weight`.

use crate::gemm::MatMut;
use crate::parallel;
use crate::scratch;
use crate::simd::{F32x4, dot, each, sum_over, update_with};

/// What is added to the variance or mean square before its root.
pub const EPS: f32 = 1e-5;

/// Rows of a task: about [`parallel::GRAIN_FLOATS`], and at most a sixteenth of all, whose sums of gradients are kept apart
/// and then added in the order of the rows.
fn group(rows: usize, d: usize) -> usize {
    (parallel::GRAIN_FLOATS / d).max(rows.div_ceil(16)).max(1)
}

fn check_rows(d: usize, x: &[f32], y: &[f32], per_row: &[f32]) {
    assert!(d > 0 && x.len().is_multiple_of(d), "{} elements are no whole rows of {d}", x.len());
    assert_eq!(x.len(), y.len(), "input and output differ in length");
    assert_eq!(per_row.len(), x.len() / d, "one value a row is needed");
}

/// y = (x − mean) · rstd · weight + bias with rstd = 1/√(var + eps), var being the mean of squares about the mean.
/// `mean` and `rstd`, `[rows]`, are what the backward needs.
///
/// # Panics
/// If lengths do not fit together.
pub fn layer_norm_forward(x: &[f32], weight: &[f32], bias: &[f32], y: &mut [f32], mean: &mut [f32], rstd: &mut [f32]) {
    let d = weight.len();
    check_rows(d, x, y, mean);
    assert_eq!((bias.len(), rstd.len()), (d, mean.len()), "bias needs d elements and rstd one a row");
    let rows = mean.len();
    let matrices = [MatMut::new(y, rows, d), MatMut::new(mean, rows, 1), MatMut::new(rstd, rows, 1)];
    let len = group(rows, d);
    parallel::row_groups(matrices, [len; 3], |group, [mut y, mut mean, mut rstd]| {
        for (r, x) in x[group * len * d..].chunks_exact(d).take(y.rows()).enumerate() {
            let y = y.row_mut(r);
            let (mean, rstd) = (&mut mean.row_mut(r)[0], &mut rstd.row_mut(r)[0]);
            *mean = mean_of(x);
            let m = F32x4::splat(*mean);
            each([x], [&mut *y], |[x], [_]| [x - m]);
            *rstd = 1.0 / (dot(y, y) / d as f32 + EPS).sqrt();
            let s = F32x4::splat(*rstd);
            each([weight, bias], [y], |[w, b], [deviation]| [deviation * s * w + b]);
        }
    });
}

fn mean_of(x: &[f32]) -> f32 {
    sum_over(x, x, |x, _| x) / x.len() as f32
}

/// The gradients of [`layer_norm_forward`]: `dx` is overwritten, `dweight` and `dbias` are added to.
///
/// With x̂ = (x − mean) · rstd and g = dy · weight: dx = rstd · (g − mean(g) − x̂ · mean(g · x̂)),
/// dweight = Σ dy · x̂ and dbias = Σ dy over the rows.
///
/// # Panics
/// If lengths do not fit together.
#[allow(clippy::too_many_arguments)]
pub fn layer_norm_backward(
    dy: &[f32],
    x: &[f32],
    weight: &[f32],
    mean: &[f32],
    rstd: &[f32],
    dx: &mut [f32],
    dweight: &mut [f32],
    dbias: &mut [f32],
) {
    let d = weight.len();
    check_rows(d, x, dx, mean);
    check_rows(d, dy, dx, rstd);
    assert_eq!((dweight.len(), dbias.len()), (d, d), "dweight and dbias need d elements");
    backward_groups(dx, [dweight, dbias], |r, dx, [dweight, dbias]| {
        let (dy, x) = (&dy[r * d..][..d], &x[r * d..][..d]);
        layer_norm_backward_row(dy, x, weight, mean[r], rstd[r], dx, dweight, dbias);
    });
}

/// Calls `f` with every row of `dx` and with sums over rows, which are added to `sums` in the end.
fn backward_groups<const N: usize>(
    dx: &mut [f32],
    sums: [&mut [f32]; N],
    f: impl Fn(usize, &mut [f32], [&mut [f32]; N]) + Sync,
) {
    let d = sums[0].len();
    let rows = dx.len() / d;
    let len = group(rows, d);
    let groups = rows.div_ceil(len);
    let mut partial = scratch::take(groups * N * d);
    partial.fill(0.0);
    let matrices = [MatMut::new(dx, rows, d), MatMut::new(&mut partial, groups, N * d)];
    parallel::row_groups(matrices, [len, 1], |group, [mut dx, mut partial]| {
        for r in 0..dx.rows() {
            let mut parts = partial.row_mut(0).chunks_exact_mut(d);
            let sums = std::array::from_fn(|_| parts.next().unwrap_or_default());
            f(group * len + r, dx.row_mut(r), sums);
        }
    });
    let mut sums = sums;
    for partial in partial.chunks_exact(N * d) {
        for (sum, part) in sums.iter_mut().zip(partial.chunks_exact(d)) {
            update_with(sum, part, |sum, part| sum + part);
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn layer_norm_backward_row(
    dy: &[f32],
    x: &[f32],
    weight: &[f32],
    mean: f32,
    rstd: f32,
    dx: &mut [f32],
    dweight: &mut [f32],
    dbias: &mut [f32],
) {
    let d = weight.len();
    let (m, s) = (F32x4::splat(mean), F32x4::splat(rstd));
    let (mut sum_g, mut sum_gx) = (F32x4::zero(), F32x4::zero());
    each([dy, x, weight], [&mut *dweight, &mut *dbias], |[dy, x, w], [dw, db]| {
        let (g, xhat) = (dy * w, (x - m) * s);
        sum_g = sum_g + g;
        sum_gx = sum_gx + g * xhat;
        [dw + dy * xhat, db + dy]
    });
    let (mean_g, mean_gx) = (F32x4::splat(sum_g.sum() / d as f32), F32x4::splat(sum_gx.sum() / d as f32));
    each([dy, x, weight], [&mut *dx], |[dy, x, w], [_]| {
        let (g, xhat) = (dy * w, (x - m) * s);
        [s * (g - mean_g - xhat * mean_gx)]
    });
}

/// y = x · rstd · weight with rstd = 1/√(mean(x²) + eps). `rstd`, `[rows]`, is what the backward needs.
///
/// # Panics
/// If lengths do not fit together.
pub fn rms_norm_forward(x: &[f32], weight: &[f32], y: &mut [f32], rstd: &mut [f32]) {
    let d = weight.len();
    check_rows(d, x, y, rstd);
    let rows = rstd.len();
    let len = group(rows, d);
    let matrices = [MatMut::new(y, rows, d), MatMut::new(rstd, rows, 1)];
    parallel::row_groups(matrices, [len; 2], |group, [mut y, mut rstd]| {
        for (r, x) in x[group * len * d..].chunks_exact(d).take(y.rows()).enumerate() {
            let rstd = &mut rstd.row_mut(r)[0];
            *rstd = 1.0 / (dot(x, x) / d as f32 + EPS).sqrt();
            let s = F32x4::splat(*rstd);
            each([x, weight], [y.row_mut(r)], |[x, w], [_]| [x * s * w]);
        }
    });
}

/// The gradients of [`rms_norm_forward`]: `dx` is overwritten, `dweight` is added to.
///
/// With x̂ = x · rstd and g = dy · weight: dx = rstd · (g − x̂ · mean(g · x̂)) and dweight = Σ dy · x̂ over the rows.
///
/// # Panics
/// If lengths do not fit together.
pub fn rms_norm_backward(dy: &[f32], x: &[f32], weight: &[f32], rstd: &[f32], dx: &mut [f32], dweight: &mut [f32]) {
    let d = weight.len();
    check_rows(d, x, dx, rstd);
    check_rows(d, dy, dx, rstd);
    assert_eq!(dweight.len(), d, "dweight needs d elements");
    backward_groups(dx, [dweight], |r, dx, [dweight]| {
        let (dy, x) = (&dy[r * d..][..d], &x[r * d..][..d]);
        let s = F32x4::splat(rstd[r]);
        let mut sum = F32x4::zero();
        each([dy, x, weight], [dweight], |[dy, x, w], [dw]| {
            let xhat = x * s;
            sum = sum + dy * w * xhat;
            [dw + dy * xhat]
        });
        let mean = F32x4::splat(sum.sum() / d as f32);
        each([dy, x, weight], [dx], |[dy, x, w], [_]| [s * (dy * w - x * s * mean)]);
    });
}
