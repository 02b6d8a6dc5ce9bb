//! The norms against their definition and its finite differences.

use super::compare::{Outcome, Tolerance, close, ensure, random, reaches, wide};
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
            case(rows, d, true, 1)?;
            case(rows, d, false, 1)?;
        }
    }
    large()?;
    non_finite()
}

/// So many rows that threads share them: each is the same bit for bit as alone, and the sums over them are theirs.
fn large() -> Outcome {
    let (rows, d) = (601, 67);
    let (x, dy) = (random(rows * d, 1), random(rows * d, 2));
    let (weight, bias) = (random(d, 3), random(d, 4));
    for centred in [true, false] {
        let [y, dx, dweight, dbias] = both(&x, &dy, &weight, &bias, centred);
        let (mut sum_weight, mut sum_bias) = (vec![0.0; d], vec![0.0; d]);
        for row in 0..rows {
            let of_row = |all: &[f32]| all[row * d..][..d].to_vec();
            let [y1, dx1, dweight1, dbias1] = both(&of_row(&x), &of_row(&dy), &weight, &bias, centred);
            let same = y1 == of_row(&y) && dx1 == of_row(&dx);
            ensure(same, || format!("row {row} of {rows}, centred {centred}, is not what it is alone"))?;
            sum_weight.iter_mut().zip(dweight1).for_each(|(sum, x)| *sum += f64::from(x));
            sum_bias.iter_mut().zip(dbias1).for_each(|(sum, x)| *sum += f64::from(x));
        }
        close(&format!("dweight of {rows} rows, centred {centred}"), &dweight, &sum_weight, GRADIENT)?;
        close(&format!("dbias of {rows} rows, centred {centred}"), &dbias, &sum_bias, GRADIENT)?;
    }
    Ok(())
}

/// y, dx, dweight and dbias, the last one zeros without centring.
fn both(x: &[f32], dy: &[f32], weight: &[f32], bias: &[f32], centred: bool) -> [Vec<f32>; 4] {
    let (d, rows) = (weight.len(), x.len() / weight.len());
    let (mut y, mut dx) = (vec![f32::NAN; x.len()], vec![f32::NAN; x.len()]);
    let (mut mean, mut rstd) = (vec![0.0; rows], vec![0.0; rows]);
    let (mut dweight, mut dbias) = (vec![0.0; d], vec![0.0; d]);
    if centred {
        layer_norm_forward(x, weight, bias, &mut y, &mut mean, &mut rstd);
        layer_norm_backward(dy, x, weight, &mean, &rstd, &mut dx, &mut dweight, &mut dbias);
    } else {
        rms_norm_forward(x, weight, &mut y, &mut rstd);
        rms_norm_backward(dy, x, weight, &rstd, &mut dx, &mut dweight);
    }
    [y, dx, dweight, dbias]
}

/// One shape, with numbers of a seed.
pub fn case(rows: usize, d: usize, centred: bool, seed: u32) -> Outcome {
    let what = |part: &str| format!("{part} of {rows} rows of {d}, centred {centred}, seed {seed}");
    let (x, dy) = (random(rows * d, seed), random(rows * d, seed ^ 2));
    let (weight, bias) = (random(d, seed ^ 3), random(d, seed ^ 4));
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

/// A NaN or infinity in a row makes the whole row of y and dx non-finite and leaves the other rows alone; in dweight and
/// dbias it reaches the columns that depend on it.
fn non_finite() -> Outcome {
    let (rows, d) = (3, 7);
    let ones = vec![1.0; d];
    for bad in [f32::NAN, f32::INFINITY] {
        for (bad_x, bad_dy) in [(true, false), (false, true)] {
            for centred in [true, false] {
                let (mut x, mut dy) = (random(rows * d, 1), random(rows * d, 2));
                let spoiled = if bad_x { &mut x } else { &mut dy };
                spoiled[d + 6] = bad;
                let (mut y, mut dx) = (vec![0.0; rows * d], vec![0.0; rows * d]);
                let (mut mean, mut rstd) = ([0.0; 3], [0.0; 3]);
                let (mut dweight, mut dbias) = (vec![0.0; d], vec![0.0; d]);
                if centred {
                    layer_norm_forward(&x, &ones, &vec![0.0; d], &mut y, &mut mean, &mut rstd);
                    layer_norm_backward(&dy, &x, &ones, &mean, &rstd, &mut dx, &mut dweight, &mut dbias);
                } else {
                    rms_norm_forward(&x, &ones, &mut y, &mut rstd);
                    rms_norm_backward(&dy, &x, &ones, &rstd, &mut dx, &mut dweight);
                }
                let what = |part: &str| format!("{part} with {bad} in x {bad_x}, in dy {bad_dy}, centred {centred}");
                reaches(&what("y"), &y, |i| bad_x && i / d == 1 && (centred || bad.is_nan() || i % d == 6))?;
                reaches(&what("dx"), &dx, |i| i / d == 1)?;
                reaches(
                    &what("dweight"),
                    &dweight,
                    |i| if bad_x { centred || bad.is_nan() || i == 6 } else { i == 6 },
                )?;
                reaches(&what("dbias"), &dbias, |i| centred && bad_dy && i == 6)?;
            }
        }
    }
    Ok(())
}
