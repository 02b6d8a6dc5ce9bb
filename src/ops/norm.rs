//! Layer norm and RMS norm of each row.

use super::profile::span;
use super::tape::{Backward, CheckpointStrategy, Checkpointer, Gradients, OpsKind, Primitive, Step, Tracked};
use super::{NdArray, buffer};
use headline_kernels::norm;

/// The output, and each row's mean and reciprocal deviation.
pub(super) fn layer_norm(x: &Primitive, weight: &Primitive, bias: &Primitive) -> (Primitive, Vec<f32>, Vec<f32>) {
    let _span = span("norm");
    let [n, d] = buffer::rows_cols(x);
    let (mut y, mut mean, mut rstd) = (vec![0.0; n * d], vec![0.0; n], vec![0.0; n]);
    let (x, weight, bias) = (buffer::slice(x), buffer::slice(weight), buffer::slice(bias));
    norm::layer_norm_forward(x, weight, bias, &mut y, &mut mean, &mut rstd);
    (buffer::tensor(y, &[n, d]), mean, rstd)
}

/// The output, and each row's reciprocal root mean square.
pub(super) fn rms_norm(x: &Primitive, weight: &Primitive) -> (Primitive, Vec<f32>) {
    let _span = span("norm");
    let [n, d] = buffer::rows_cols(x);
    let (mut y, mut rstd) = (vec![0.0; n * d], vec![0.0; n]);
    norm::rms_norm_forward(buffer::slice(x), buffer::slice(weight), &mut y, &mut rstd);
    (buffer::tensor(y, &[n, d]), rstd)
}

#[derive(Debug)]
struct LayerNormBackward;

impl Backward<NdArray, 3> for LayerNormBackward {
    /// x, weight, mean and reciprocal deviation.
    type State = (Primitive, Primitive, Vec<f32>, Vec<f32>);

    fn backward(self, step: Step<Self::State, 3>, grads: &mut Gradients, _: &mut Checkpointer) {
        let _span = span("norm backward");
        let dy = grads.consume::<NdArray>(&step.node);
        let (x, weight, mean, rstd) = step.state;
        let [n, d] = buffer::rows_cols(&x);
        let (mut dx, mut dweight, mut dbias) = (vec![0.0; n * d], vec![0.0; d], vec![0.0; d]);
        let (dy, x, weight) = (buffer::slice(&dy), buffer::slice(&x), buffer::slice(&weight));
        norm::layer_norm_backward(dy, x, weight, &mean, &rstd, &mut dx, &mut dweight, &mut dbias);
        let [for_x, for_weight, for_bias] = step.parents;
        let results = [(for_x, dx, vec![n, d]), (for_weight, dweight, vec![d]), (for_bias, dbias, vec![d])];
        for (node, gradient, shape) in results {
            if let Some(node) = node {
                grads.register::<NdArray>(node.id, buffer::tensor(gradient, &shape));
            }
        }
    }
}

#[derive(Debug)]
struct RmsNormBackward;

impl Backward<NdArray, 2> for RmsNormBackward {
    /// x, weight and reciprocal root mean square.
    type State = (Primitive, Primitive, Vec<f32>);

    fn backward(self, step: Step<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let _span = span("norm backward");
        let dy = grads.consume::<NdArray>(&step.node);
        let (x, weight, rstd) = step.state;
        let [n, d] = buffer::rows_cols(&x);
        let (mut dx, mut dweight) = (vec![0.0; n * d], vec![0.0; d]);
        let (dy, x, weight) = (buffer::slice(&dy), buffer::slice(&x), buffer::slice(&weight));
        norm::rms_norm_backward(dy, x, weight, &rstd, &mut dx, &mut dweight);
        let [for_x, for_weight] = step.parents;
        for (node, gradient, shape) in [(for_x, dx, vec![n, d]), (for_weight, dweight, vec![d])] {
            if let Some(node) = node {
                grads.register::<NdArray>(node.id, buffer::tensor(gradient, &shape));
            }
        }
    }
}

pub(super) fn tracked_layer_norm<C: CheckpointStrategy>(x: Tracked, weight: Tracked, bias: Tracked) -> Tracked {
    let (y, mean, rstd) = layer_norm(x.primitive(), weight.primitive(), bias.primitive());
    match LayerNormBackward.prepare::<C>([x.node(), weight.node(), bias.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish((x.into_primitive(), weight.into_primitive(), mean, rstd), y),
        OpsKind::UnTracked(step) => step.finish(y),
    }
}

pub(super) fn tracked_rms_norm<C: CheckpointStrategy>(x: Tracked, weight: Tracked) -> Tracked {
    let (y, rstd) = rms_norm(x.primitive(), weight.primitive());
    match RmsNormBackward.prepare::<C>([x.node(), weight.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish((x.into_primitive(), weight.into_primitive(), rstd), y),
        OpsKind::UnTracked(step) => step.finish(y),
    }
}
