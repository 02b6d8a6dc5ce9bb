//! Token and position embeddings: rows gathered forward, scatter-added backward.

use crate::simd::update_with;

/// Checks lengths and ids; returns d.
fn check(ids: &[u32], seq_len: usize, rows: &[f32], wte: &[f32], wpe: Option<&[f32]>) -> usize {
    assert!(!ids.is_empty(), "there are no ids");
    let d = rows.len() / ids.len();
    assert!(d > 0 && rows.len() == d * ids.len(), "{} elements are no {} rows", rows.len(), ids.len());
    assert!(wte.len().is_multiple_of(d), "wte has no rows of {d}: {} elements", wte.len());
    let vocab = wte.len() / d;
    if let Some(id) = ids.iter().find(|&&id| id as usize >= vocab) {
        panic!("id {id} is beyond the vocabulary of {vocab}");
    }
    if let Some(wpe) = wpe {
        assert!(seq_len > 0 && wpe.len() >= seq_len * d, "wpe has fewer than {seq_len} rows of {d}");
    }
    d
}

/// out\[i\] = wte\[ids\[i\]\] (+ wpe\[i mod seq_len\]) for wte `[vocab, d]`, wpe `[at least seq_len, d]` and out `[n, d]`.
///
/// # Panics
/// If lengths do not fit together or an id is beyond the vocabulary.
pub fn embedding_forward(ids: &[u32], seq_len: usize, wte: &[f32], wpe: Option<&[f32]>, out: &mut [f32]) {
    let d = check(ids, seq_len, out, wte, wpe);
    for (i, (&id, out)) in ids.iter().zip(out.chunks_exact_mut(d)).enumerate() {
        out.copy_from_slice(&wte[id as usize * d..][..d]);
        if let Some(wpe) = wpe {
            add(out, &wpe[i % seq_len * d..][..d]);
        }
    }
}

/// The gradients of [`embedding_forward`], added to `dwte` and `dwpe`, row by row in the order of `ids`.
///
/// # Panics
/// If lengths do not fit together or an id is beyond the vocabulary.
pub fn embedding_backward(ids: &[u32], seq_len: usize, dout: &[f32], dwte: &mut [f32], mut dwpe: Option<&mut [f32]>) {
    let d = check(ids, seq_len, dout, dwte, dwpe.as_deref());
    for (i, (&id, dout)) in ids.iter().zip(dout.chunks_exact(d)).enumerate() {
        add(&mut dwte[id as usize * d..][..d], dout);
        if let Some(dwpe) = &mut dwpe {
            add(&mut dwpe[i % seq_len * d..][..d], dout);
        }
    }
}

fn add(out: &mut [f32], x: &[f32]) {
    update_with(out, x, |out, x| out + x);
}
