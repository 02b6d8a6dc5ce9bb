//! Attention against its definition and its finite differences.

use super::compare::{Outcome, Tolerance, close, ensure, random, wide};
use super::oracle;
use crate::attention::{AttentionDims, AttentionOptions, attention_backward, attention_decode, attention_forward};
use crate::dropout::Dropout;
use crate::rope::Rope;

/// Probabilities sum to 1 over values in [−1, 1), scaled by at most 2 under dropout.
const VALUE: Tolerance = Tolerance { absolute: 2e-6, relative: 1e-5 };
/// Sums over all later rows.
const GRADIENT: Tolerance = Tolerance { absolute: 1e-5, relative: 1e-5 };

/// batch, seq_len, n_head, d_head.
const SHAPES: [[usize; 4]; 9] = [
    [1, 1, 1, 1],
    [2, 3, 2, 2],
    [1, 5, 1, 3],
    [1, 8, 2, 4],
    [1, 9, 1, 8],
    [2, 7, 3, 5],
    [1, 13, 1, 10],
    [1, 17, 1, 2],
    [1, 6, 1, 17],
];
/// Too large for finite differences; their gradients are tied to the small ones by the same code.
const LARGE: [[usize; 4]; 4] = [[1, 64, 2, 32], [1, 65, 1, 16], [1, 131, 1, 20], [2, 130, 1, 64]];

pub fn check() -> Outcome {
    for (i, shape) in SHAPES.iter().chain(&LARGE).enumerate() {
        let [batch, seq_len, n_head, d_head] = *shape;
        let dims = AttentionDims { batch, seq_len, n_head, d_head };
        for dropout in [None, Some(Dropout::new([3, 4], 5, 6, 0.3))] {
            for rope in [false, true] {
                if !rope || d_head % 2 == 0 {
                    case(dims, rope, dropout, i < SHAPES.len())?;
                }
            }
        }
        decode(dims)?;
    }
    later_positions_are_not_read()?;
    non_finite()
}

fn case(dims: AttentionDims, rope: bool, dropout: Option<Dropout>, differences: bool) -> Outcome {
    let what = |part: &str| format!("{part} of {dims:?}, rope {rope}, {dropout:?}");
    let table = rope.then(|| Rope::new(dims.seq_len, dims.d_head));
    let options = AttentionOptions { rope: table.as_ref(), dropout, first_sequence: 3 };
    let rows = dims.batch * dims.seq_len;
    let qkv: Vec<f32> = random(rows * 3 * dims.d_model(), 1).iter().map(|x| 2.0 * x).collect();
    let mut out = vec![f32::NAN; rows * dims.d_model()];
    attention_forward(dims, options, &qkv, &mut out);
    let mask = |row: usize, column: usize| {
        let mut mask = vec![1.0; column + 1];
        if let Some(dropout) = dropout {
            dropout.mask_row((row + 3 * dims.n_head * dims.seq_len) as u32, &mut mask);
        }
        f64::from(mask[column])
    };
    close(&what("out"), &out, &oracle::attention(dims, &wide(&qkv), rope, mask), VALUE)?;
    let dout = random(out.len(), 2);
    let mut dqkv = vec![f32::NAN; qkv.len()];
    attention_backward(dims, options, &qkv, &dout, &mut dqkv);
    if differences {
        let dout = wide(&dout);
        let value = |qkv: &[f64]| oracle::dot(&oracle::attention(dims, qkv, rope, mask), &dout);
        return close(&what("dqkv"), &dqkv, &oracle::gradient(&wide(&qkv), value), GRADIENT);
    }
    // One direction stands for all elements: the slope along it.
    let direction = random(qkv.len(), 9);
    let along = |s: &[f64]| {
        let moved: Vec<f64> = qkv.iter().zip(&direction).map(|(&x, &u)| f64::from(x) + s[0] * f64::from(u)).collect();
        oracle::dot(&oracle::attention(dims, &moved, rope, mask), &wide(&dout))
    };
    let slope = oracle::gradient(&[0.0], along)[0];
    let got = oracle::dot(&wide(&dqkv), &wide(&direction));
    // The sum of a few thousand terms of either sign.
    ensure((got - slope).abs() < 1e-3, || format!("{}: the slope is {slope}, not {got}", what("dqkv")))
}

/// Decoding position by position from a cache gives the rows of the whole sequence.
fn decode(dims: AttentionDims) -> Outcome {
    let (d, n) = (dims.d_model(), dims.seq_len);
    let qkv = random(dims.batch * n * 3 * d, 1);
    let mut whole = vec![0.0; dims.batch * n * d];
    let rope = (dims.d_head.is_multiple_of(2)).then(|| Rope::new(n, dims.d_head));
    let options = AttentionOptions { rope: rope.as_ref(), ..AttentionOptions::default() };
    attention_forward(dims, options, &qkv, &mut whole);
    let (mut k, mut v, mut out) = (Vec::new(), Vec::new(), vec![f32::NAN; d]);
    for t in 0..n {
        let row = &qkv[t * 3 * d..][..3 * d];
        let (mut q, mut new) = (row[..d].to_vec(), row[d..2 * d].to_vec());
        if let Some(rope) = &rope {
            rope.rotate(&mut q, t);
            rope.rotate(&mut new, t);
        }
        k.extend(new);
        v.extend(&row[2 * d..]);
        attention_decode(dims.n_head, &q, &k, &v, &mut out);
        close(&format!("decoded position {t} of {dims:?}"), &out, &wide(&whole[t * d..][..d]), VALUE)?;
    }
    Ok(())
}

/// Whatever stands at later positions, an output is the same, bit for bit.
fn later_positions_are_not_read() -> Outcome {
    let dims = AttentionDims { batch: 1, seq_len: 70, n_head: 1, d_head: 9 };
    let options = AttentionOptions::default();
    let row = 3 * dims.d_model();
    let clean = random(dims.seq_len * row, 1);
    let (mut want, mut got) = (vec![0.0; 70 * 9], vec![0.0; 70 * 9]);
    attention_forward(dims, options, &clean, &mut want);
    for t in [0, 1, 2, 3, 4, 7, 62, 63, 64, 68] {
        for bad in [f32::NAN, f32::INFINITY, 1e30] {
            let mut dirty = clean.clone();
            dirty[(t + 1) * row..].fill(bad);
            attention_forward(dims, options, &dirty, &mut got);
            ensure(got[..(t + 1) * 9] == want[..(t + 1) * 9], || format!("row {t} read a later {bad}"))?;
            ensure(bad == 1e30 || got[(t + 1) * 9..].iter().all(|x| !x.is_finite()), || {
                format!("a {bad} from row {} on left an output finite", t + 1)
            })?;
        }
    }
    Ok(())
}

/// A NaN in q spoils its row, in k and v the rows from its position on, and of a gradient what depends on it.
fn non_finite() -> Outcome {
    let dims = AttentionDims { batch: 1, seq_len: 11, n_head: 1, d_head: 6 };
    let clean = random(11 * 18, 1);
    let (mut out, mut dqkv) = (vec![0.0; 11 * 6], vec![0.0; 11 * 18]);
    for (part, spoiled) in [(0, 5..6), (1, 5..11), (2, 5..11)] {
        let mut qkv = clean.clone();
        qkv[5 * 18 + part * 6 + 2] = f32::NAN;
        attention_forward(dims, AttentionOptions::default(), &qkv, &mut out);
        for (t, row) in out.chunks(6).enumerate() {
            let finite = row.iter().all(|x| x.is_finite());
            ensure(finite != spoiled.contains(&t), || format!("a NaN in part {part} of row 5: row {t} is {row:?}"))?;
        }
        attention_backward(dims, AttentionOptions::default(), &qkv, &random(66, 2), &mut dqkv);
        let dq = &dqkv[5 * 18..5 * 18 + 6];
        ensure(dq.iter().all(|x| !x.is_finite()), || format!("a NaN in part {part}: dq is {dq:?}"))?;
    }
    Ok(())
}
