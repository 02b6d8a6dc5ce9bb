//! Dropout, embedding, the optimizers, reductions and the exponential.

use super::AWKWARD;
use super::compare::{Outcome, Tolerance, close, ensure, random, reaches, wide};
use crate::dropout::{Dropout, dropout_backward, dropout_forward, residual_dropout_forward};
use crate::embedding::{embedding_backward, embedding_forward};
use crate::optimizer::{AdamW, Sgd, adamw_update, sgd_update};
use crate::parallel::GRAIN_FLOATS;
use crate::philox::philox4x32;
use crate::reduce::{add_column_sums, all_finite, sum_of_squares};
use crate::simd::{Exp, F32x4};

/// What takes no more than a rounding or two.
const ROUNDING: Tolerance = Tolerance { absolute: 1e-7, relative: 2e-7 };
/// Ten updates, each with a handful of roundings of values near 1.
const TEN_UPDATES: Tolerance = Tolerance { absolute: 2e-6, relative: 2e-6 };

/// One less and one more than what a thread's task passes over.
const LARGE: [usize; 3] = [GRAIN_FLOATS - 1, GRAIN_FLOATS + 1, 4 * GRAIN_FLOATS + 1];

pub fn check() -> Outcome {
    AWKWARD.iter().chain(&LARGE).try_for_each(|&n| case(n))?;
    AWKWARD.iter().try_for_each(|&n| non_finite(n))?;
    exponential()
}

/// Every kernel here, over rows of `n`.
pub fn case(n: usize) -> Outcome {
    dropout(n)?;
    embedding(n)?;
    optimizers(n)?;
    reductions(n)
}

/// A NaN or infinity spoils its own element and what is summed of it.
fn non_finite(n: usize) -> Outcome {
    let at = n / 2;
    for bad in [f32::NAN, f32::INFINITY] {
        let what = |of: &str| format!("{of} of {n} with {bad}");
        let (clean, mut g) = (random(3 * n, 1), random(3 * n, 2));
        g[n + at] = bad;
        let mut out = vec![0.0; 3 * n];
        dropout_forward(Dropout::new([1, 2], 3, 4, 0.0), n, 0, &g, &mut out);
        reaches(&what("dropout of nothing"), &out, |i| i == n + at)?;
        let masked = Dropout::new([1, 2], 3, 4, 0.5);
        residual_dropout_forward(masked, n, 0, &g, &clean, &mut out);
        reaches(&what("a residual"), &out, |i| i == n + at)?;
        let (mut p, mut m, mut v) = (clean.clone(), vec![0.0; 3 * n], vec![0.0; 3 * n]);
        let adamw = AdamW { lr: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.1 };
        adamw_update(adamw, 1, 1.0, &mut p, &g, &mut m, &mut v);
        reaches(&what("AdamW"), &p, |i| i == n + at)?;
        let (mut p, mut velocity) = (clean.clone(), vec![0.0; 3 * n]);
        sgd_update(Sgd { lr: 0.01, momentum: 0.9, weight_decay: 0.1 }, true, 1.0, &mut p, &g, Some(&mut velocity));
        reaches(&what("SGD"), &p, |i| i == n + at)?;
        let mut sums = vec![0.0; n];
        add_column_sums(&g, &mut sums);
        reaches(&what("column sums"), &sums, |i| i == at)?;
        let mut rows = vec![0.0; 4 * n];
        embedding_forward(&[0, 1, 2, 1], 2, &g, None, &mut rows);
        reaches(&what("embeddings"), &rows, |i| i == n + at || i == 3 * n + at)?;
        let (mut table, mut positions) = (vec![0.0; 3 * n], vec![0.0; 3 * n]);
        embedding_backward(&[2, 0, 2], 3, &g, Some(&mut table), Some(&mut positions));
        reaches(&what("token gradients"), &table, |i| i == at)?;
        reaches(&what("position gradients"), &positions, |i| i == n + at)?;
    }
    Ok(())
}

fn dropout(cols: usize) -> Outcome {
    let (rows, first) = (3, 41);
    let (x, residual) = (random(rows * cols, 1), random(rows * cols, 2));
    for p in [0.0, 0.25, 0.9] {
        let dropout = Dropout::new([1, 2], 3, 4, p);
        let factor = |i: usize| {
            let (row, col) = ((first + i / cols) as u32, (i % cols) as u32);
            let word = philox4x32([col / 4, row, 4, 3], [1, 2])[col as usize % 4];
            if f64::from(word) < (p * 2f64.powi(32)).round() { 0.0 } else { 1.0 / (1.0 - p) }
        };
        let want: Vec<f64> = wide(&x).iter().enumerate().map(|(i, x)| x * factor(i)).collect();
        let mut out = vec![f32::NAN; x.len()];
        dropout_forward(dropout, cols, first, &x, &mut out);
        close(&format!("dropout {p} of rows of {cols}"), &out, &want, ROUNDING)?;
        dropout_backward(dropout, cols, first, &x, &mut out);
        close(&format!("dropout's gradient, {p}, rows of {cols}"), &out, &want, ROUNDING)?;
        let want: Vec<f64> = want.iter().zip(&residual).map(|(x, &r)| x + f64::from(r)).collect();
        residual_dropout_forward(dropout, cols, first, &residual, &x, &mut out);
        close(&format!("residual dropout {p} of rows of {cols}"), &out, &want, ROUNDING)?;
        // The last row by itself is the same row.
        let mut alone = vec![f32::NAN; cols];
        residual_dropout_forward(dropout, cols, first + 2, &residual[2 * cols..], &x[2 * cols..], &mut alone);
        ensure(alone == out[2 * cols..], || format!("rows of {cols} depend on where a batch is cut"))?;
    }
    Ok(())
}

fn embedding(d: usize) -> Outcome {
    let (vocab, seq_len, ids) = (5, 3, [4u32, 0, 4, 2, 2, 4]);
    let (wte, wpe, dout) = (random(vocab * d, 1), random(seq_len * d, 2), random(6 * d, 3));
    let (mut out, mut dwte, mut dwpe) = (vec![f32::NAN; 6 * d], random(vocab * d, 4), random(seq_len * d, 5));
    let (mut want, mut want_wte, mut want_wpe) = (Vec::new(), wide(&dwte), wide(&dwpe));
    for (i, &id) in ids.iter().enumerate() {
        for c in 0..d {
            let (token, position) = (id as usize * d + c, i % seq_len * d + c);
            want.push(f64::from(wte[token]) + f64::from(wpe[position]));
            want_wte[token] += f64::from(dout[i * d + c]);
            want_wpe[position] += f64::from(dout[i * d + c]);
        }
    }
    embedding_forward(&ids, seq_len, &wte, Some(&wpe), &mut out);
    close(&format!("embeddings of {d}"), &out, &want, ROUNDING)?;
    embedding_backward(&ids, seq_len, &dout, Some(&mut dwte), Some(&mut dwpe));
    close(&format!("token gradients of {d}"), &dwte, &want_wte, TEN_UPDATES)?;
    close(&format!("position gradients of {d}"), &dwpe, &want_wpe, TEN_UPDATES)?;
    embedding_forward(&ids, seq_len, &wte, None, &mut out);
    ensure(out[..d] == wte[4 * d..], || format!("embeddings of {d} without positions"))
}

fn optimizers(n: usize) -> Outcome {
    let (lr, wd, scale) = (0.01, 0.1, 0.5);
    let adamw = AdamW { lr, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: wd };
    let sgd = Sgd { lr, momentum: 0.9, weight_decay: wd };
    let start = random(n, 1);
    let (mut pa, mut ma, mut va) = (start.clone(), vec![0.0; n], vec![0.0; n]);
    let (mut ps, mut ms, mut plain) = (start.clone(), vec![f32::NAN; n], start.clone());
    let (mut wpa, mut wma, mut wva) = (wide(&start), vec![0.0; n], vec![0.0; n]);
    let (mut wps, mut wms, mut wplain) = (wide(&start), vec![0.0; n], wide(&start));
    for step in 1..=10 {
        let g = random(n, 10 + step as u32);
        adamw_update(adamw, step, scale as f32, &mut pa, &g, &mut ma, &mut va);
        sgd_update(sgd, step == 1, scale as f32, &mut ps, &g, Some(&mut ms));
        sgd_update(Sgd { momentum: 0.0, ..sgd }, step == 1, scale as f32, &mut plain, &g, None);
        for i in 0..n {
            let g = f64::from(g[i]) * scale;
            wpa[i] *= 1.0 - lr * wd;
            wma[i] = 0.9 * wma[i] + 0.1 * g;
            wva[i] = 0.999 * wva[i] + 0.001 * g * g;
            let (m, v) = (wma[i] / (1.0 - 0.9f64.powi(step as i32)), wva[i] / (1.0 - 0.999f64.powi(step as i32)));
            wpa[i] -= lr * m / (v.sqrt() + 1e-8);
            let decayed = g + wd * wps[i];
            wms[i] = if step == 1 { decayed } else { 0.9 * wms[i] + decayed };
            wps[i] -= lr * wms[i];
            wplain[i] -= lr * (g + wd * wplain[i]);
        }
    }
    close(&format!("AdamW of {n}"), &pa, &wpa, TEN_UPDATES)?;
    close(&format!("SGD of {n}"), &ps, &wps, TEN_UPDATES)?;
    close(&format!("SGD without momentum of {n}"), &plain, &wplain, TEN_UPDATES)
}

fn reductions(n: usize) -> Outcome {
    let x = random(n, 1);
    let want: f64 = wide(&x).iter().map(|x| x * x).sum();
    let got = sum_of_squares(&x);
    // Each addition rounds, the oracle's too, to either side.
    let rounding = 4.0 * f64::EPSILON * (n as f64).sqrt();
    ensure((got - want).abs() <= rounding * want, || format!("the sum of {n} squares is {got}, not {want}"))?;
    let huge = sum_of_squares(&vec![1e30; n]);
    ensure(huge.is_finite(), || format!("the sum of {n} squares of 1e30 is {huge}"))?;
    ensure(all_finite(&x), || format!("{n} finite values are not all finite"))?;
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut x = x.clone();
        x[n / 2] = bad;
        ensure(!all_finite(&x), || format!("{n} values with {bad} are all finite"))?;
        ensure(!sum_of_squares(&x).is_finite(), || format!("{bad} vanished from the sum of {n} squares"))?;
    }
    let (rows, mut sums) = (random(3 * n, 2), random(n, 3));
    let want: Vec<f64> =
        (0..n).map(|j| (0..3).map(|i| f64::from(rows[i * n + j])).sum::<f64>() + f64::from(sums[j])).collect();
    add_column_sums(&rows, &mut sums);
    close(&format!("{n} column sums"), &sums, &want, TEN_UPDATES)
}

fn exponential() -> Outcome {
    // 1.5 ulp of a value just above a power of two.
    const EXP: Tolerance = Tolerance { absolute: 1.5 * 1.4e-45, relative: 1.8e-7 };
    let special = [f32::NEG_INFINITY, f32::INFINITY, f32::NAN, 0.0, -0.0, 88.72, 88.73, -87.4, -103.9, -110.0];
    let x: Vec<f32> = (-104_000..88_700).map(|i| i as f32 * 0.001).chain(special).collect();
    for x in x.chunks(4) {
        let got = Exp::new().of(F32x4::load_part(x, 0.0)).to_array();
        let want: Vec<f64> = x.iter().map(|&x| f64::from((f64::from(x).exp()) as f32)).collect();
        close(&format!("exp of {x:?}"), &got[..x.len()], &want, EXP)?;
    }
    Ok(())
}
