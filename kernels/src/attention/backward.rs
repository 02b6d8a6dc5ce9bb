//! Attention's backward pass.

use super::triangle::{Block, Right};
use super::{AttentionDims, AttentionOptions, Head, Part, softmax};
use crate::gemm::MatMut;
use crate::parallel;
use crate::rope::Rope;
use crate::scratch::{self, Scratch};
use crate::simd::{F32x4, dot, each, update, update_with};

/// The gradient of [`attention_forward`](super::attention_forward): `dqkv` (overwritten) from `dout`.
///
/// With P the probabilities, M dropout's mask and dP = M ∘ (dO · Vᵀ): dV = (P ∘ M)ᵀ · dO, dS = P ∘ (dP − rowsum(P ∘ dP)),
/// dQ = dS · K / √d_head and dK = dSᵀ · Q / √d_head.
///
/// # Panics
/// If lengths do not fit `dims`.
pub fn attention_backward(dims: AttentionDims, options: AttentionOptions, qkv: &[f32], dout: &[f32], dqkv: &mut [f32]) {
    dims.check(qkv, dout, options.rope);
    assert_eq!(dqkv.len(), qkv.len(), "dqkv and qkv differ in length");
    let d = dims.d_model();
    let (dq, rest) = MatMut::new(dqkv, dims.batch * dims.seq_len, 3 * d).split_at_col(d);
    let (dk, dv) = rest.split_at_col(d);
    parallel::blocks([dq, dk, dv], dims.seq_len.max(1), dims.d_head.max(1), |row, col, gradients| {
        backward_head(Head::at(dims, row, col), options, qkv, dout, gradients);
    });
}

/// `gradients` are the head's `[seq_len, d_head]` for queries, keys and values.
fn backward_head(head: Head, options: AttentionOptions, qkv: &[f32], dout: &[f32], gradients: [MatMut; 3]) {
    let (n, dh) = (head.dims.seq_len, head.dims.d_head);
    let q = head.load(qkv, Part::Query, options.rope);
    let k = head.load(qkv, Part::Key, options.rope);
    let dout = load_out(head, dout);
    let (keys, keys_plain) = (Right::transposed(&k, dh), Right::plain(&k, dh));
    let values = Right::transposed(&head.load(qkv, Part::Value, None), dh);
    let (mut dq, mut dk, mut dv) = (scratch::take(n * dh), scratch::take(n * dh), scratch::take(n * dh));
    dk.fill(0.0);
    dv.fill(0.0);
    let mut mask = scratch::take(n);
    for (first, rows) in Block::spans(n) {
        let span = first * dh..(first + rows) * dh;
        let mut p = Block::product(&q, &keys, first, rows);
        let mut dp = Block::product(&dout, &values, first, rows);
        for r in 0..rows {
            let t = first + r;
            let (p, dp) = (p.row_mut(r), dp.row_mut(r));
            softmax(p);
            match options.dropout.filter(|d| !d.keeps_all()) {
                None => differentiate(p, dp),
                Some(dropout) => {
                    let mask = &mut mask[..=t];
                    dropout.mask_row(head.dropout_row(options.first_sequence, t), mask);
                    update_with(dp, mask, |dp, m| dp * m);
                    differentiate(p, dp);
                    update_with(p, mask, |p, m| p * m);
                }
            }
        }
        dp.times(&keys_plain, &k, MatMut::new(&mut dq[span.clone()], rows, dh));
        dp.transposed_times(&q[span.clone()], dh, &mut dk);
        p.transposed_times(&dout[span], dh, &mut dv);
    }
    // The queries were scaled when they were loaded, and so dK has its factor already.
    let scale = F32x4::splat(head.scale());
    update(&mut dq, |x| x * scale);
    let [out_q, out_k, out_v] = gradients;
    store(&mut dq, options.rope, out_q);
    store(&mut dk, options.rope, out_k);
    store(&mut dv, None, out_v);
}

/// dS from P and dP, in dP's place: the derivative of the softmax of one row.
fn differentiate(p: &[f32], dp: &mut [f32]) {
    let mean = F32x4::splat(dot(p, dp));
    each([p], [dp], |[p], [dp]| [p * (dp - mean)]);
}

/// A copy of the head's rows of `[batch * seq_len, d]`.
fn load_out(head: Head, x: &[f32]) -> Scratch {
    let dh = head.dims.d_head;
    let mut rows = scratch::take(head.dims.seq_len * dh);
    for (t, row) in rows.chunks_exact_mut(dh).enumerate() {
        row.copy_from_slice(&x[head.in_out(t)..][..dh]);
    }
    rows
}

/// Writes the head's rows to their place in dqkv, turned back.
fn store(rows: &mut [f32], rope: Option<&Rope>, mut out: MatMut) {
    let dh = out.cols();
    for (t, row) in rows.chunks_exact_mut(dh).enumerate() {
        if let Some(rope) = rope {
            rope.rotate_back(row, t);
        }
        out.row_mut(t).copy_from_slice(row);
    }
}
