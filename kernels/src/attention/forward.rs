//! Attention's forward pass.

use super::triangle::{Block, Right};
use super::{AttentionDims, AttentionOptions, Head, Part, softmax};
use crate::gemm::MatMut;
use crate::parallel;
use crate::scratch;
use crate::simd::update_with;

/// Attention over `qkv` into `out`, `[batch * seq_len, d]`.
///
/// # Panics
/// If lengths do not fit `dims`.
pub fn attention_forward(dims: AttentionDims, options: AttentionOptions, qkv: &[f32], out: &mut [f32]) {
    dims.check(qkv, out, options.rope);
    let out = MatMut::new(out, dims.batch * dims.seq_len, dims.d_model());
    parallel::blocks([out], dims.seq_len.max(1), dims.d_head.max(1), |row, col, [out]| {
        forward_head(Head::at(dims, row, col), options, qkv, out);
    });
}

/// `out` is the head's `[seq_len, d_head]`.
fn forward_head(head: Head, options: AttentionOptions, qkv: &[f32], mut out: MatMut) {
    let (n, dh) = (head.dims.seq_len, head.dims.d_head);
    let q = head.load(qkv, Part::Query, options.rope);
    let keys = Right::transposed(&head.load(qkv, Part::Key, options.rope), dh);
    let v = head.load(qkv, Part::Value, None);
    let values = Right::plain(&v, dh);
    let mut mask = scratch::take(n);
    for (first, rows) in Block::spans(n) {
        let mut p = Block::product(&q, &keys, first, rows);
        for r in 0..rows {
            let t = first + r;
            let p = p.row_mut(r);
            softmax(p);
            if let Some(dropout) = options.dropout.filter(|d| !d.keeps_all()) {
                dropout.mask_row(head.dropout_row(options.first_sequence, t), &mut mask[..=t]);
                update_with(p, &mask[..=t], |p, m| p * m);
            }
        }
        p.times(&values, &v, out.block(first, rows, 0, dh));
    }
}
