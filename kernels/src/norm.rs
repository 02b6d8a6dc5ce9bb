//! Layer norm (Ba et al. 2016; `torch.nn.LayerNorm`) and RMS norm (Zhang & Sennrich 2019; `torch.nn.RMSNorm`).
//!
//! x is `[rows, d]` and each row is normalised alone; d is the length of `weight`.

/// What is added to the variance or mean square before its root.
pub const EPS: f32 = 1e-5;

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
    for (r, (x, y)) in x.chunks_exact(d).zip(y.chunks_exact_mut(d)).enumerate() {
        mean[r] = x.iter().sum::<f32>() / d as f32;
        let var = x.iter().map(|x| (x - mean[r]) * (x - mean[r])).sum::<f32>() / d as f32;
        rstd[r] = 1.0 / (var + EPS).sqrt();
        for i in 0..d {
            y[i] = (x[i] - mean[r]) * rstd[r] * weight[i] + bias[i];
        }
    }
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
    for r in 0..mean.len() {
        let (dy, x, dx) = (&dy[r * d..][..d], &x[r * d..][..d], &mut dx[r * d..][..d]);
        let (mut sum_g, mut sum_gx) = (0.0, 0.0);
        for i in 0..d {
            let (g, xhat) = (dy[i] * weight[i], (x[i] - mean[r]) * rstd[r]);
            sum_g += g;
            sum_gx += g * xhat;
            dweight[i] += dy[i] * xhat;
            dbias[i] += dy[i];
        }
        for i in 0..d {
            let (g, xhat) = (dy[i] * weight[i], (x[i] - mean[r]) * rstd[r]);
            dx[i] = rstd[r] * (g - sum_g / d as f32 - xhat * (sum_gx / d as f32));
        }
    }
}

/// y = x · rstd · weight with rstd = 1/√(mean(x²) + eps). `rstd`, `[rows]`, is what the backward needs.
///
/// # Panics
/// If lengths do not fit together.
pub fn rms_norm_forward(x: &[f32], weight: &[f32], y: &mut [f32], rstd: &mut [f32]) {
    let d = weight.len();
    check_rows(d, x, y, rstd);
    for (r, (x, y)) in x.chunks_exact(d).zip(y.chunks_exact_mut(d)).enumerate() {
        rstd[r] = 1.0 / (x.iter().map(|x| x * x).sum::<f32>() / d as f32 + EPS).sqrt();
        for i in 0..d {
            y[i] = x[i] * rstd[r] * weight[i];
        }
    }
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
    for r in 0..rstd.len() {
        let (dy, x, dx) = (&dy[r * d..][..d], &x[r * d..][..d], &mut dx[r * d..][..d]);
        let mut sum = 0.0;
        for i in 0..d {
            sum += dy[i] * weight[i] * x[i] * rstd[r];
            dweight[i] += dy[i] * x[i] * rstd[r];
        }
        for i in 0..d {
            dx[i] = rstd[r] * (dy[i] * weight[i] - x[i] * rstd[r] * (sum / d as f32));
        }
    }
}
