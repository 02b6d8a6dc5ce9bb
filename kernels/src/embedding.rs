//! Token and position embeddings: rows gathered forward, scatter-added backward.

use crate::gemm::MatMut;
use crate::parallel::{self, GRAIN_FLOATS};
use crate::simd::update_with;

/// d, for rows of one id each.
fn width(ids: &[u32], rows: &[f32]) -> usize {
    assert!(!ids.is_empty(), "there are no ids");
    let d = rows.len() / ids.len();
    assert!(d > 0 && rows.len() == d * ids.len(), "{} elements are no {} rows", rows.len(), ids.len());
    d
}

fn check_tokens(ids: &[u32], wte: &[f32], d: usize) {
    assert!(wte.len().is_multiple_of(d), "wte has no rows of {d}: {} elements", wte.len());
    let vocab = wte.len() / d;
    if let Some(id) = ids.iter().find(|&&id| id as usize >= vocab) {
        panic!("id {id} is beyond the vocabulary of {vocab}");
    }
}

fn check_positions(seq_len: usize, wpe: &[f32], d: usize) {
    assert!(wpe.len().is_multiple_of(d), "wpe has no rows of {d}: {} elements", wpe.len());
    assert!(seq_len > 0 && wpe.len() >= seq_len * d, "wpe has fewer than {seq_len} rows of {d}");
}

/// out\[i\] = wte\[ids\[i\]\] (+ wpe\[i mod seq_len\]) for wte `[vocab, d]`, wpe `[at least seq_len, d]` and out `[n, d]`.
///
/// # Panics
/// If lengths do not fit together or an id is beyond the vocabulary.
pub fn embedding_forward(ids: &[u32], seq_len: usize, wte: &[f32], wpe: Option<&[f32]>, out: &mut [f32]) {
    let d = width(ids, out);
    check_tokens(ids, wte, d);
    if let Some(wpe) = wpe {
        check_positions(seq_len, wpe, d);
    }
    let rows = (GRAIN_FLOATS / d).max(1);
    parallel::row_groups([MatMut::new(out, ids.len(), d)], [rows], |group, [mut out]| {
        let first = group * rows;
        for (i, &id) in ids[first..].iter().enumerate().take(out.rows()) {
            let out = out.row_mut(i);
            out.copy_from_slice(&wte[id as usize * d..][..d]);
            if let Some(wpe) = wpe {
                add(out, &wpe[(first + i) % seq_len * d..][..d]);
            }
        }
    });
}

/// The gradients of [`embedding_forward`], added to `dwte` and `dwpe`, row by row in the order of `ids`.
///
/// # Panics
/// If lengths do not fit together or an id is beyond the vocabulary.
pub fn embedding_backward(
    ids: &[u32],
    seq_len: usize,
    dout: &[f32],
    dwte: Option<&mut [f32]>,
    dwpe: Option<&mut [f32]>,
) {
    let d = width(ids, dout);
    if let Some(dwte) = dwte {
        check_tokens(ids, dwte, d);
        scatter(ids.iter().map(|&id| id as usize), dout, dwte, d);
    }
    if let Some(dwpe) = dwpe {
        check_positions(seq_len, dwpe, d);
        scatter((0..ids.len()).map(|i| i % seq_len), dout, dwpe, d);
    }
}

/// Adds each row of `dout` to the row of `table` that `rows` tells. Cut by columns, so that a table's row takes its terms in
/// their order.
fn scatter(rows: impl ExactSizeIterator<Item = usize> + Clone + Sync, dout: &[f32], table: &mut [f32], d: usize) {
    let cols = parallel::chunk_len(d, GRAIN_FLOATS / rows.len());
    let height = table.len() / d;
    parallel::blocks([MatMut::new(table, height, d)], height.max(1), cols, |_, first, [mut table]| {
        let end = first + table.cols();
        for (row, dout) in rows.clone().zip(dout.chunks_exact(d)) {
            add(table.row_mut(row), &dout[first..end]);
        }
    });
}

fn add(out: &mut [f32], x: &[f32]) {
    update_with(out, x, |out, x| out + x);
}
