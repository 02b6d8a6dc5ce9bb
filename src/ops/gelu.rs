//! Exact GELU. burn's own has the tanh approximation's derivative in its backward, off by up to 8.7e-4.

use super::profile::span;
use super::tape::{Backward, CheckpointStrategy, Checkpointer, Gradients, OpsKind, Primitive, Step, Tracked};
use super::{NdArray, buffer};
use headline_kernels::gelu;

pub(super) fn forward(x: &Primitive) -> Primitive {
    let _span = span("gelu");
    let mut y = vec![0.0; buffer::slice(x).len()];
    gelu::gelu_forward(buffer::slice(x), &mut y);
    buffer::tensor(y, &buffer::rows_cols(x))
}

#[derive(Debug)]
struct GeluBackward;

impl Backward<NdArray, 1> for GeluBackward {
    /// x.
    type State = Primitive;

    fn backward(self, step: Step<Self::State, 1>, grads: &mut Gradients, _: &mut Checkpointer) {
        let _span = span("gelu backward");
        let dy = grads.consume::<NdArray>(&step.node);
        let [for_x] = step.parents;
        if let Some(node) = for_x {
            let x = &step.state;
            let mut dx = vec![0.0; buffer::slice(x).len()];
            gelu::gelu_backward(buffer::slice(&dy), buffer::slice(x), &mut dx);
            grads.register::<NdArray>(node.id, buffer::tensor(dx, &buffer::rows_cols(x)));
        }
    }
}

pub(super) fn tracked<C: CheckpointStrategy>(x: Tracked) -> Tracked {
    let y = forward(x.primitive());
    match GeluBackward.prepare::<C>([x.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish(x.into_primitive(), y),
        OpsKind::UnTracked(step) => step.finish(y),
    }
}
