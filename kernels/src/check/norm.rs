//! The norms against their definition and its finite differences.

use super::compare::{Outcome, Tolerance, close, random, wide};
use super::{AWKWARD, oracle};
use crate::norm::{layer_norm_backward, layer_norm_forward, rms_norm_backward, rms_norm_forward};

/// A few roundings of values near 1, and of the mean that is taken off before small deviations are scaled up.
const VALUE: Tolerance = Tolerance { absolute: 4e-6, relative: 2e-6 };
/// Sums of up to a few hundred products of values of a few units. A row of one or two elements normalises deviations
/// that may be small, by a factor of up to 1/√eps = 316.
const GRADIENT: Tolerance = Tolerance { absolute: 1e-4, relative: 1e-5 };

pub fn check() -> Outcome {
    for d in AWKWARD {
        for rows in [1, 3] {
            case(rows, d, true)?;
            case(rows, d, false)?;
        }
    }
    non_finite()
}

fn case(rows: usize, d: usize, centred: bool) -> Outcome {
    let what = |part: &str| format!("{part} of {rows} rows of {d}, centred {centred}");
    let (x, dy) = (random(rows * d, 1), random(rows * d, 2));
    let (weight, bias) = (random(d, 3), random(d, 4));
    let mut y = vec![f32::NAN; rows * d];
    let (mut mean, mut rstd) = (vec![f32::NAN; rows], vec![f32::NAN; rows]);
    let (mut dx, mut dweight, mut dbias) = (vec![f32::NAN; rows * d], random(d, 5), random(d, 6));
    let (held_weight, held_bias) = (wide(&dweight), wide(&dbias));
    let (wx, wdy, ww, wb) = (wide(&x), wide(&dy), wide(&weight), wide(&bias));
    let wb = centred.then_some(&wb[..]);
    if centred {
        layer_norm_forward(&x, &weight, &bias, &mut y, &mut mean, &mut rstd);
        layer_norm_backward(&dy, &x, &weight, &mean, &rstd, &mut dx, &mut dweight, &mut dbias);
        let want = oracle::gradient(&wide(&bias), |b| oracle::dot(&oracle::norm(&wx, &ww, Some(b), true), &wdy));
        let want: Vec<f64> = want.iter().zip(held_bias).map(|(g, held)| g + held).collect();
        close(&what("dbias"), &dbias, &want, GRADIENT)?;
    } else {
        rms_norm_forward(&x, &weight, &mut y, &mut rstd);
        rms_norm_backward(&dy, &x, &weight, &rstd, &mut dx, &mut dweight);
    }
    close(&what("y"), &y, &oracle::norm(&wx, &ww, wb, centred), VALUE)?;
    let want = oracle::gradient(&wx, |x| oracle::dot(&oracle::norm(x, &ww, wb, centred), &wdy));
    close(&what("dx"), &dx, &want, GRADIENT)?;
    let want = oracle::gradient(&ww, |w| oracle::dot(&oracle::norm(&wx, w, wb, centred), &wdy));
    let want: Vec<f64> = want.iter().zip(held_weight).map(|(g, held)| g + held).collect();
    close(&what("dweight"), &dweight, &want, GRADIENT)
}

/// A NaN in a row makes the whole row NaN and leaves the others alone.
fn non_finite() -> Outcome {
    let d = 7;
    let (mut x, ones) = (random(3 * d, 1), vec![1.0; d]);
    x[d + 6] = f32::NAN;
    let want = oracle::norm(&wide(&x), &wide(&ones), None, false);
    let (mut y, mut rstd) = (vec![0.0; 3 * d], vec![0.0; 3]);
    rms_norm_forward(&x, &ones, &mut y, &mut rstd);
    close("RMS norm with a NaN", &y, &want, VALUE)?;
    let want = oracle::norm(&wide(&x), &wide(&ones), None, true);
    layer_norm_forward(&x, &ones, &vec![0.0; d], &mut y, &mut [0.0; 3], &mut rstd);
    close("layer norm with a NaN", &y, &want, VALUE)
}
