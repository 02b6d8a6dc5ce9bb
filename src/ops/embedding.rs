//! Rows of the token table, with or without those of the position table.

use super::profile::span;
use super::tape::{Backward, CheckpointStrategy, Checkpointer, Gradients, NodeId, OpsKind, Primitive, Step, Tracked};
use super::{NdArray, buffer, sums};
use headline_kernels::embedding::{embedding_backward, embedding_forward};
use std::sync::Arc;

/// The ids of a batch: whole rows of `seq_len`, one after the other.
#[derive(Clone, Debug)]
pub struct TokenIds {
    /// `rows · seq_len` ids.
    pub ids: Arc<[u32]>,
    /// Tokens in a row, which count the positions from 0.
    pub seq_len: usize,
}

impl TokenIds {
    /// Ids in rows of `seq_len`.
    pub fn new(ids: &[u32], seq_len: usize) -> Self {
        Self { ids: ids.into(), seq_len }
    }
}

pub(super) fn forward(wte: &Primitive, wpe: Option<&Primitive>, tokens: &TokenIds) -> Primitive {
    let _span = span("embedding");
    let [_, d] = buffer::rows_cols(wte);
    let mut y = vec![0.0; tokens.ids.len() * d];
    embedding_forward(&tokens.ids, tokens.seq_len, buffer::slice(wte), wpe.map(buffer::slice), &mut y);
    buffer::tensor(y, &[tokens.ids.len(), d])
}

/// The shapes of the tables, which are all that backward needs of them.
#[derive(Clone, Debug)]
struct Tables {
    tokens: TokenIds,
    wte: [usize; 2],
    wpe: Option<[usize; 2]>,
}

impl Tables {
    /// Adds the gradients of the token table and of the position table, where they are wanted.
    fn backward(&self, dy: &Primitive, grads: &mut Gradients, for_wte: Option<NodeId>, for_wpe: Option<NodeId>) {
        let _span = span("embedding backward");
        let (dy, Tables { tokens, wte, wpe }) = (buffer::slice(dy), self);
        if let Some(id) = for_wte {
            sums::add(grads, id, wte, |dwte| embedding_backward(&tokens.ids, tokens.seq_len, dy, Some(dwte), None));
        }
        if let (Some(id), Some(shape)) = (for_wpe, wpe) {
            sums::add(grads, id, shape, |dwpe| embedding_backward(&tokens.ids, tokens.seq_len, dy, None, Some(dwpe)));
        }
    }
}

#[derive(Debug)]
struct TokensBackward;

impl Backward<NdArray, 1> for TokensBackward {
    type State = Tables;

    fn backward(self, step: Step<Self::State, 1>, grads: &mut Gradients, _: &mut Checkpointer) {
        let dy = grads.consume::<NdArray>(&step.node);
        let [for_wte] = step.parents;
        step.state.backward(&dy, grads, for_wte.map(|node| node.id), None);
    }
}

#[derive(Debug)]
struct EmbedBackward;

impl Backward<NdArray, 2> for EmbedBackward {
    type State = Tables;

    fn backward(self, step: Step<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let dy = grads.consume::<NdArray>(&step.node);
        let [for_wte, for_wpe] = step.parents;
        step.state.backward(&dy, grads, for_wte.map(|node| node.id), for_wpe.map(|node| node.id));
    }
}

pub(super) fn tracked_tokens<C: CheckpointStrategy>(wte: Tracked, tokens: TokenIds) -> Tracked {
    let y = forward(wte.primitive(), None, &tokens);
    let tables = Tables { tokens, wte: buffer::rows_cols(wte.primitive()), wpe: None };
    match TokensBackward.prepare::<C>([wte.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish(tables, y),
        OpsKind::UnTracked(step) => step.finish(y),
    }
}

pub(super) fn tracked<C: CheckpointStrategy>(wte: Tracked, wpe: Tracked, tokens: TokenIds) -> Tracked {
    let y = forward(wte.primitive(), Some(wpe.primitive()), &tokens);
    let shapes = [wte.primitive(), wpe.primitive()].map(buffer::rows_cols);
    let tables = Tables { tokens, wte: shapes[0], wpe: Some(shapes[1]) };
    match EmbedBackward.prepare::<C>([wte.node(), wpe.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish(tables, y),
        OpsKind::UnTracked(step) => step.finish(y),
    }
}
