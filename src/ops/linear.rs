//! x · weight + bias.

use super::profile::span;
use super::tape::{Backward, CheckpointStrategy, Checkpointer, Gradients, OpsKind, Primitive, Step, Tracked};
use super::{NdArray, buffer, sums};
use headline_kernels::gemm::{MatMut, MatRef, Start, gemm};
use headline_kernels::reduce::add_column_sums;

pub(super) fn forward(x: &Primitive, weight: &Primitive, bias: &Primitive) -> Primitive {
    let _span = span("linear");
    let [n, k] = buffer::rows_cols(x);
    let [_, m] = buffer::rows_cols(weight);
    let mut y = vec![0.0; n * m];
    let (a, b) = (MatRef::new(buffer::slice(x), n, k), MatRef::new(buffer::slice(weight), k, m));
    gemm(a, b, MatMut::new(&mut y, n, m), Start::Bias(buffer::slice(bias)));
    buffer::tensor(y, &[n, m])
}

#[derive(Debug)]
struct LinearBackward;

impl Backward<NdArray, 3> for LinearBackward {
    /// x and weight.
    type State = (Primitive, Primitive);

    fn backward(self, step: Step<Self::State, 3>, grads: &mut Gradients, _: &mut Checkpointer) {
        let _span = span("linear backward");
        let dy = grads.consume::<NdArray>(&step.node);
        let (x, weight) = step.state;
        let [n, k] = buffer::rows_cols(&x);
        let [_, m] = buffer::rows_cols(&weight);
        let dy_matrix = MatRef::new(buffer::slice(&dy), n, m);
        let [for_x, for_weight, for_bias] = step.parents;
        if let Some(node) = for_x {
            let mut dx = vec![0.0; n * k];
            let transposed = MatRef::new(buffer::slice(&weight), k, m).t();
            gemm(dy_matrix, transposed, MatMut::new(&mut dx, n, k), Start::Zero);
            grads.register::<NdArray>(node.id, buffer::tensor(dx, &[n, k]));
        }
        if let Some(node) = for_weight {
            let transposed = MatRef::new(buffer::slice(&x), n, k).t();
            sums::add(grads, node.id, &[k, m], |dweight| {
                gemm(transposed, dy_matrix, MatMut::new(dweight, k, m), Start::Existing);
            });
        }
        if let Some(node) = for_bias {
            sums::add(grads, node.id, &[m], |dbias| add_column_sums(buffer::slice(&dy), dbias));
        }
    }
}

pub(super) fn tracked<C: CheckpointStrategy>(x: Tracked, weight: Tracked, bias: Tracked) -> Tracked {
    let y = forward(x.primitive(), weight.primitive(), bias.primitive());
    match LinearBackward.prepare::<C>([x.node(), weight.node(), bias.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish((x.into_primitive(), weight.into_primitive()), y),
        OpsKind::UnTracked(step) => step.finish(y),
    }
}
