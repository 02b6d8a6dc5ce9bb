//! Dropout, alone and into a residual sum, with the mask drawn again from its counter in backward.

use super::profile::span;
use super::tape::{Backward, CheckpointStrategy, Checkpointer, Gradients, OpsKind, Primitive, Step, Tracked};
use super::{NdArray, buffer};
use headline_kernels::dropout::{Dropout, add, dropout_backward, dropout_forward, residual_dropout_forward};

/// A dropout, and where its rows stand in the whole batch.
#[derive(Clone, Copy, Debug)]
pub struct Masked {
    /// The mask.
    pub dropout: Dropout,
    /// The place of the first row in the batch, so that micro-batches draw what the whole batch would.
    pub first_row: usize,
}

pub(super) fn forward(x: &Primitive, masked: Masked) -> Primitive {
    let _span = span("dropout");
    let [n, d] = buffer::rows_cols(x);
    let mut y = vec![0.0; n * d];
    dropout_forward(masked.dropout, d, masked.first_row, buffer::slice(x), &mut y);
    buffer::tensor(y, &[n, d])
}

pub(super) fn residual(residual: &Primitive, x: &Primitive, masked: Option<Masked>) -> Primitive {
    let _span = span("residual");
    let [n, d] = buffer::rows_cols(x);
    let (residual, x) = (buffer::slice(residual), buffer::slice(x));
    let mut y = vec![0.0; n * d];
    match masked {
        None => add(residual, x, &mut y),
        Some(Masked { dropout, first_row }) => residual_dropout_forward(dropout, d, first_row, residual, x, &mut y),
    }
    buffer::tensor(y, &[n, d])
}

fn masked_gradient(dy: &Primitive, masked: Masked) -> Primitive {
    let _span = span("dropout backward");
    let [n, d] = buffer::rows_cols(dy);
    let mut dx = vec![0.0; n * d];
    dropout_backward(masked.dropout, d, masked.first_row, buffer::slice(dy), &mut dx);
    buffer::tensor(dx, &[n, d])
}

#[derive(Debug)]
struct DropoutBackward;

impl Backward<NdArray, 1> for DropoutBackward {
    type State = Masked;

    fn backward(self, step: Step<Self::State, 1>, grads: &mut Gradients, _: &mut Checkpointer) {
        let dy = grads.consume::<NdArray>(&step.node);
        let [for_x] = step.parents;
        if let Some(node) = for_x {
            grads.register::<NdArray>(node.id, masked_gradient(&dy, step.state));
        }
    }
}

#[derive(Debug)]
struct ResidualBackward;

impl Backward<NdArray, 2> for ResidualBackward {
    type State = Option<Masked>;

    fn backward(self, step: Step<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let dy = grads.consume::<NdArray>(&step.node);
        let [for_residual, for_x] = step.parents;
        if let Some(node) = for_x {
            let dx = step.state.map_or_else(|| dy.clone(), |masked| masked_gradient(&dy, masked));
            grads.register::<NdArray>(node.id, dx);
        }
        if let Some(node) = for_residual {
            grads.register::<NdArray>(node.id, dy);
        }
    }
}

pub(super) fn tracked<C: CheckpointStrategy>(x: Tracked, masked: Masked) -> Tracked {
    let y = forward(x.primitive(), masked);
    match DropoutBackward.prepare::<C>([x.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish(masked, y),
        OpsKind::UnTracked(step) => step.finish(y),
    }
}

pub(super) fn tracked_residual<C: CheckpointStrategy>(start: Tracked, x: Tracked, masked: Option<Masked>) -> Tracked {
    let y = residual(start.primitive(), x.primitive(), masked);
    match ResidualBackward.prepare::<C>([start.node(), x.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish(masked, y),
        OpsKind::UnTracked(step) => step.finish(y),
    }
}
