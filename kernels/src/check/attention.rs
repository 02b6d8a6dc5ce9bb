//! Attention against its definition and its finite differences.

use super::compare::{Outcome, Tolerance, close, ensure, random, reaches, wide};
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
                    case(dims, rope, dropout, i < SHAPES.len(), 1)?;
                }
            }
        }
        decode(dims)?;
    }
    later_positions_are_not_read()?;
    non_finite()
}

/// One shape, with numbers of a seed; the gradient by `differences` of each element, or else along one direction.
pub fn case(dims: AttentionDims, rope: bool, dropout: Option<Dropout>, differences: bool, seed: u32) -> Outcome {
    let what = |part: &str| format!("{part} of {dims:?}, rope {rope}, {dropout:?}, seed {seed}");
    let table = rope.then(|| Rope::new(dims.seq_len, dims.d_head));
    let options = AttentionOptions { rope: table.as_ref(), dropout, first_sequence: 3 };
    let rows = dims.batch * dims.seq_len;
    let qkv: Vec<f32> = random(rows * 3 * dims.d_model(), seed).iter().map(|x| 2.0 * x).collect();
    let mut out = vec![f32::NAN; rows * dims.d_model()];
    attention_forward(dims, options, &qkv, &mut out);
    let masks = masks(dims, dropout, options.first_sequence);
    let mask = |row: usize, column: usize| masks[row * dims.seq_len + column];
    close(&what("out"), &out, &oracle::attention(dims, &wide(&qkv), rope, mask), VALUE)?;
    let dout = random(out.len(), seed ^ 2);
    let mut dqkv = vec![f32::NAN; qkv.len()];
    attention_backward(dims, options, &qkv, &dout, &mut dqkv);
    if differences {
        let dout = wide(&dout);
        let value = |qkv: &[f64]| oracle::dot(&oracle::attention(dims, qkv, rope, mask), &dout);
        return close(&what("dqkv"), &dqkv, &oracle::gradient(&wide(&qkv), value), GRADIENT);
    }
    // One direction stands for all elements: the slope along it.
    let direction = random(qkv.len(), seed ^ 9);
    let along = |s: &[f64]| {
        let moved: Vec<f64> = qkv.iter().zip(&direction).map(|(&x, &u)| f64::from(x) + s[0] * f64::from(u)).collect();
        oracle::dot(&oracle::attention(dims, &moved, rope, mask), &wide(&dout))
    };
    let slope = oracle::gradient(&[0.0], along)[0];
    let got = oracle::dot(&wide(&dqkv), &wide(&direction));
    // The sum of a few thousand terms of either sign.
    ensure((got - slope).abs() < 1e-3, || format!("{}: the slope is {slope}, not {got}", what("dqkv")))
}

/// Dropout's factor of every probability, row by row.
fn masks(dims: AttentionDims, dropout: Option<Dropout>, first_sequence: usize) -> Vec<f64> {
    let rows = dims.batch * dims.n_head * dims.seq_len;
    let mut masks = vec![1.0; rows * dims.seq_len];
    if let Some(dropout) = dropout {
        for (row, mask) in masks.chunks_mut(dims.seq_len).enumerate() {
            dropout.mask_row((row + first_sequence * dims.n_head * dims.seq_len) as u32, mask);
        }
    }
    wide(&masks)
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

/// A NaN in row 5 of q, k, v or the gradient reaches what depends on it, and nothing else.
fn non_finite() -> Outcome {
    let (rows, d, at) = (11, 6, 5);
    let dims = AttentionDims { batch: 1, seq_len: rows, n_head: 1, d_head: d };
    // The part, then which rows of out, dq, dk and dv: row t attends to the rows up to t.
    type Reach = fn(usize) -> bool;
    let (none, its_own): (Reach, Reach) = (|_| false, |t| t == 5);
    let (from, up_to, all): (Reach, Reach, Reach) = (|t| t >= 5, |t| t <= 5, |_| true);
    let parts: [(usize, [Reach; 4]); 4] = [
        (0, [its_own, its_own, up_to, up_to]),
        (1, [from, from, all, all]),
        (2, [from, from, all, none]),
        (3, [none, its_own, up_to, up_to]),
    ];
    for bad in [f32::NAN, f32::INFINITY] {
        for (part, [in_out, in_dq, in_dk, in_dv]) in parts {
            if bad.is_infinite() && part < 2 {
                // An infinite score may make a probability 1 or 0 as well as NaN, by its sign.
                continue;
            }
            let (mut qkv, mut dout) = (random(rows * 3 * d, 1), random(rows * d, 2));
            match part {
                3 => dout[at * d + 2] = bad,
                part => qkv[at * 3 * d + part * d + 2] = bad,
            }
            let (mut out, mut dqkv) = (vec![0.0; rows * d], vec![0.0; rows * 3 * d]);
            let what = |of: &str| format!("{of} with {bad} in part {part} of row {at}");
            attention_forward(dims, AttentionOptions::default(), &qkv, &mut out);
            // Of v and dout only one column is spoiled, and of an output that is a sum over v's rows only that one.
            reaches(&what("out"), &out, |i| in_out(i / d) && (part != 2 || i % d == 2))?;
            attention_backward(dims, AttentionOptions::default(), &qkv, &dout, &mut dqkv);
            for (name, first, reach) in [("dq", 0, in_dq), ("dk", d, in_dk), ("dv", 2 * d, in_dv)] {
                let row = |t: usize| &dqkv[t * 3 * d + first..][..d];
                let found: Vec<f32> = (0..rows).flat_map(row).copied().collect();
                reaches(&what(name), &found, |i| reach(i / d) && (part != 3 || first != 2 * d || i % d == 2))?;
            }
        }
    }
    decode_non_finite()
}

/// One head's keys and values do not reach another's output.
fn decode_non_finite() -> Outcome {
    let (heads, d, rows) = (2, 4, 5);
    for in_keys in [true, false] {
        let (q, mut k, mut v) = (random(heads * d, 1), random(rows * heads * d, 2), random(rows * heads * d, 3));
        let spoiled = if in_keys { &mut k } else { &mut v };
        spoiled[2 * heads * d + d + 1] = f32::NAN;
        let mut out = vec![0.0; heads * d];
        attention_decode(heads, &q, &k, &v, &mut out);
        reaches("a decoded output", &out, |i| i >= d && (in_keys || i == d + 1))?;
    }
    Ok(())
}
