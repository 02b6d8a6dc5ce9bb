//! The fused head and loss against the definition and its finite differences.

use super::compare::{Outcome, Tolerance, close, ensure, random, wide};
use super::oracle;
use crate::cross_entropy::{cross_entropy_forward, cross_entropy_forward_backward};

/// Logits of up to a few units, summed over d terms in f32; relative to a loss of a few nats a row.
const LOSS: f64 = 2e-6;
/// Sums over the vocabulary or the rows of products below 1, times the scale of 0.5.
const GRADIENT: Tolerance = Tolerance { absolute: 2e-6, relative: 1e-5 };

pub fn check() -> Outcome {
    for rows in [1, 2, 5, 9] {
        for vocab in [1, 2, 3, 4, 7, 33] {
            for d in [1, 3, 8, 17] {
                case(rows, vocab, d, 1)?;
            }
        }
    }
    // So many logits that they are cut into chunks.
    large()?;
    non_finite()
}

/// One shape, with numbers of a seed.
pub fn case(rows: usize, vocab: usize, d: usize, seed: u32) -> Outcome {
    let what = |part: &str| format!("{part} of {rows} rows, vocabulary {vocab}, d {d}, seed {seed}");
    let (x, wte) = (random(rows * d, seed), random(vocab * d, seed ^ 2));
    let targets: Vec<u32> = (0..rows).map(|i| (i * 5 % vocab) as u32).collect();
    let (mut dx, mut dwte) = (vec![f32::NAN; x.len()], random(wte.len(), seed ^ 3));
    let held = wide(&dwte);
    let got = cross_entropy_forward_backward(&x, &wte, &targets, 0.5, &mut dx, &mut dwte);
    let (wx, wwte) = (wide(&x), wide(&wte));
    let want = oracle::cross_entropy(&wx, &wwte, &targets);
    ensure((got - want).abs() <= LOSS * rows as f64, || format!("{}: {got}, not {want}", what("loss")))?;
    let alone = cross_entropy_forward(&x, &wte, &targets);
    ensure(alone == got, || format!("{}: {alone} without gradients, {got} with", what("loss")))?;
    let want = oracle::gradient(&wx, |x| 0.5 * oracle::cross_entropy(x, &wwte, &targets));
    close(&what("dx"), &dx, &want, GRADIENT)?;
    let want = oracle::gradient(&wwte, |wte| 0.5 * oracle::cross_entropy(&wx, wte, &targets));
    let want: Vec<f64> = want.iter().zip(held).map(|(g, held)| g + held).collect();
    close(&what("dwte"), &dwte, &want, GRADIENT)
}

fn large() -> Outcome {
    let (rows, vocab, d) = (75, 120_001, 2);
    let (x, wte) = (random(rows * d, 1), random(vocab * d, 2));
    let targets: Vec<u32> = (0..rows as u32).map(|i| i * 1599).collect();
    let got = cross_entropy_forward(&x, &wte, &targets);
    let want = oracle::cross_entropy(&wide(&x), &wide(&wte), &targets);
    ensure((got - want).abs() <= LOSS * rows as f64, || format!("a large loss is {got}, not {want}"))?;
    let (mut dx, mut dwte) = (vec![0.0; x.len()], vec![0.0; wte.len()]);
    let with = cross_entropy_forward_backward(&x, &wte, &targets, 1.0, &mut dx, &mut dwte);
    ensure(with == got, || format!("a large loss is {got} without gradients, {with} with"))?;
    // Two halves of the rows, which are a chunk each.
    let (mut halved_dx, mut halved_dwte) = (vec![0.0; x.len()], vec![0.0; wte.len()]);
    let half = rows / 2;
    let (above, below) = halved_dx.split_at_mut(half * d);
    cross_entropy_forward_backward(&x[..half * d], &wte, &targets[..half], 1.0, above, &mut halved_dwte);
    cross_entropy_forward_backward(&x[half * d..], &wte, &targets[half..], 1.0, below, &mut halved_dwte);
    close("a large dx", &dx, &wide(&halved_dx), GRADIENT)?;
    close("a large dwte", &dwte, &wide(&halved_dwte), GRADIENT)
}

/// A NaN or infinity in a row of x spoils the loss, the row's gradient and the table's; one in the table spoils all.
fn non_finite() -> Outcome {
    let (rows, vocab, d) = (6, 9, 4);
    for bad in [f32::NAN, f32::INFINITY] {
        let (mut x, wte) = (random(rows * d, 1), random(vocab * d, 2));
        x[2 * d + 1] = bad;
        let (mut dx, mut dwte) = (vec![0.0; x.len()], vec![0.0; wte.len()]);
        let loss = cross_entropy_forward_backward(&x, &wte, &[1; 6], 1.0, &mut dx, &mut dwte);
        ensure(!loss.is_finite(), || format!("the loss with {bad} is {loss}"))?;
        for (i, row) in dx.chunks(d).enumerate() {
            let finite = row.iter().all(|x| x.is_finite());
            ensure(finite == (i != 2), || format!("row {i} of dx with {bad} in row 2 is {row:?}"))?;
        }
        ensure(dwte.iter().all(|x| !x.is_finite()), || format!("dwte with {bad} stays finite"))?;
        // Every row's probabilities depend on every token's.
        let (x, mut wte) = (random(rows * d, 1), random(vocab * d, 2));
        wte[3 * d] = bad;
        let loss = cross_entropy_forward_backward(&x, &wte, &[1; 6], 1.0, &mut dx, &mut dwte);
        ensure(!loss.is_finite(), || format!("the loss with {bad} in the table is {loss}"))?;
        // An infinity may make a token impossible as well as certain, by its sign, and then moves only its own column.
        let spoiled = |(i, x): (usize, &f32)| (bad.is_infinite() && i % d > 0) || !x.is_finite();
        ensure(dx.iter().enumerate().all(spoiled), || format!("dx with {bad} in the table is {dx:?}"))?;
    }
    Ok(())
}
