//! Causal multi-head attention: over whole rows in training, and over a key-value cache in generation.

use super::profile::span;
use super::tape::{Backward, CheckpointStrategy, Checkpointer, Gradients, OpsKind, Primitive, Step, Tracked};
use super::{NdArray, Tensor, buffer};
use headline_kernels::attention::{
    AttentionDims, AttentionOptions, attention_backward, attention_decode, attention_forward,
};
use headline_kernels::dropout::Dropout;
use headline_kernels::parallel;
use headline_kernels::rope::Rope;
use std::sync::Arc;

/// The shape of an attention and its switches.
#[derive(Clone, Debug)]
pub struct Attention {
    /// Tokens in a row of the batch.
    pub seq_len: usize,
    /// Heads.
    pub n_head: usize,
    /// The table that turns queries and keys, for RoPE.
    pub rope: Option<Arc<Rope>>,
    /// Dropout on the probabilities.
    pub dropout: Option<Dropout>,
    /// The place of the first row in the whole batch, for dropout.
    pub first_row: usize,
}

impl Attention {
    fn dims(&self, qkv: &Primitive) -> AttentionDims {
        let [n, width] = buffer::rows_cols(qkv);
        let d_head = width / 3 / self.n_head;
        AttentionDims { batch: n / self.seq_len, seq_len: self.seq_len, n_head: self.n_head, d_head }
    }

    fn options(&self) -> AttentionOptions<'_> {
        AttentionOptions { rope: self.rope.as_deref(), dropout: self.dropout, first_sequence: self.first_row }
    }
}

pub(super) fn forward(qkv: &Primitive, attention: &Attention) -> Primitive {
    let _span = span("attention");
    let [n, width] = buffer::rows_cols(qkv);
    let mut y = vec![0.0; n * width / 3];
    attention_forward(attention.dims(qkv), attention.options(), buffer::slice(qkv), &mut y);
    buffer::tensor(y, &[n, width / 3])
}

#[derive(Debug)]
struct AttentionBackward;

impl Backward<NdArray, 1> for AttentionBackward {
    /// qkv and the switches.
    type State = (Primitive, Attention);

    fn backward(self, step: Step<Self::State, 1>, grads: &mut Gradients, _: &mut Checkpointer) {
        let _span = span("attention backward");
        let dy = grads.consume::<NdArray>(&step.node);
        let (qkv, attention) = step.state;
        let [for_qkv] = step.parents;
        if let Some(node) = for_qkv {
            let shape = buffer::rows_cols(&qkv);
            let dims = attention.dims(&qkv);
            let (qkv, dy) = (buffer::slice(&qkv), buffer::slice(&dy));
            let mut dqkv = vec![0.0; qkv.len()];
            attention_backward(dims, attention.options(), qkv, dy, &mut dqkv);
            grads.register::<NdArray>(node.id, buffer::tensor(dqkv, &shape));
        }
    }
}

pub(super) fn tracked<C: CheckpointStrategy>(qkv: Tracked, attention: Attention) -> Tracked {
    let y = forward(qkv.primitive(), &attention);
    match AttentionBackward.prepare::<C>([qkv.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish((qkv.into_primitive(), attention), y),
        OpsKind::UnTracked(step) => step.finish(y),
    }
}

/// The keys and values of one layer for the positions generated so far, keys turned already under RoPE.
#[derive(Clone, Debug, Default)]
pub struct KeyValue {
    keys: Vec<f32>,
    values: Vec<f32>,
}

/// Attention of new positions, the rows of qkv `[n, 3·d]`, over the cached ones and themselves → `[n, d]`; the caches
/// take them in. With one cache the rows are positions one after the other, with several each row belongs to its own.
///
/// # Panics
/// If there are several caches and not as many rows.
pub fn attention_cached(qkv: Tensor<2>, n_head: usize, rope: Option<&Rope>, caches: &mut [&mut KeyValue]) -> Tensor<2> {
    let [n, width] = qkv.dims();
    assert!(caches.len() == 1 || caches.len() == n, "{n} rows for {} caches", caches.len());
    let d = width / 3;
    let mut out = vec![0.0; n * d];
    let mut rows = buffer::into_vec(buffer::primitive(qkv));
    let one = caches.len() < n;
    for (i, (row, out)) in rows.chunks_exact_mut(width).zip(out.chunks_exact_mut(d)).enumerate() {
        let cache = &mut *caches[if one { 0 } else { i }];
        let position = cache.keys.len() / d;
        let (query, rest) = row.split_at_mut(d);
        let (key, value) = rest.split_at_mut(d);
        if let Some(rope) = rope {
            rope.rotate(query, position);
            rope.rotate(key, position);
        }
        cache.keys.extend_from_slice(key);
        cache.values.extend_from_slice(value);
        if one {
            attention_decode(n_head, query, &cache.keys, &cache.values, out);
        }
    }
    if !one {
        // Each row has a cache of its own, so that threads can share them.
        let caches = &*caches;
        parallel::chunks([&mut out], d, |first, [out]| {
            let (query, cache) = (&rows[first / d * width..][..d], &caches[first / d]);
            attention_decode(n_head, query, &cache.keys, &cache.values, out);
        });
    }
    buffer::from_values(out, [n, d])
}

/// The probabilities of causal attention for one sequence, from its qkv `[T, 3·d]`: `[n_head][T][T]`, row after row, with
/// zeros above the diagonal. It is for looking at, so that it is written for the reader and not for speed.
pub fn attention_map(qkv: Tensor<2>, n_head: usize, rope: Option<&Rope>) -> Vec<f32> {
    let [n, width] = qkv.dims();
    let d = width / 3;
    let d_head = d / n_head;
    let mut rows = buffer::into_vec(buffer::primitive(qkv));
    if let Some(rope) = rope {
        for (position, row) in rows.chunks_exact_mut(width).enumerate() {
            let (query, rest) = row.split_at_mut(d);
            rope.rotate(query, position);
            rope.rotate(&mut rest[..d], position);
        }
    }
    let query = |head: usize, t: usize| &rows[t * width + head * d_head..][..d_head];
    let key = |head: usize, t: usize| &rows[t * width + d + head * d_head..][..d_head];
    let scale = 1.0 / (d_head as f32).sqrt();
    let mut map = vec![0.0; n_head * n * n];
    for (index, row) in map.chunks_exact_mut(n).enumerate() {
        let (head, t) = (index / n, index % n);
        let seen = &mut row[..=t];
        for (past, score) in seen.iter_mut().enumerate() {
            *score = scale * query(head, t).iter().zip(key(head, past)).map(|(q, k)| q * k).sum::<f32>();
        }
        let largest = seen.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        seen.iter_mut().for_each(|score| *score = libm::expf(*score - largest));
        let sum: f32 = seen.iter().sum();
        seen.iter_mut().for_each(|p| *p /= sum);
    }
    map
}
