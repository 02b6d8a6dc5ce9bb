//! Softmax cross-entropy fused with the tied head, and the head alone.

use super::embedding::TokenIds;
use super::profile::span;
use super::tape::{Backward, CheckpointStrategy, Checkpointer, Gradients, OpsKind, Primitive, Step, Tracked};
use super::{NdArray, Tensor, buffer, sums};
use headline_kernels::cross_entropy::{cross_entropy_forward, cross_entropy_forward_backward};
use headline_kernels::gemm::{MatMut, MatRef, Start, gemm};

/// The summed cross-entropy, in nats, of the logits x `[N, d]` · wteᵀ against `targets`, added up in f64.
pub fn cross_entropy_sum(x: &Tensor<2>, wte: &Tensor<2>, targets: &[u32]) -> f64 {
    let _span = span("cross-entropy");
    buffer::read(x, |x| buffer::read(wte, |wte| cross_entropy_forward(x, wte, targets)))
}

/// x `[N, d]` · wteᵀ → `[N, V]`, row after row.
pub fn logits(x: &Tensor<2>, wte: &Tensor<2>) -> Vec<f32> {
    let _span = span("logits");
    let ([n, d], [v, _]) = (x.dims(), wte.dims());
    let mut logits = vec![0.0; n * v];
    buffer::read(x, |x| {
        buffer::read(wte, |wte| {
            let (x, head) = (MatRef::new(x, n, d), MatRef::new(wte, v, d).t());
            gemm(x, head, MatMut::new(&mut logits, n, v), Start::Zero);
        });
    });
    logits
}

pub(super) fn forward(x: &Primitive, wte: &Primitive, targets: &TokenIds, scale: f32) -> Primitive {
    let _span = span("cross-entropy");
    let sum = cross_entropy_forward(buffer::slice(x), buffer::slice(wte), &targets.ids);
    loss(sum, scale)
}

fn loss(sum: f64, scale: f32) -> Primitive {
    buffer::tensor(vec![(sum * f64::from(scale)) as f32], &[1])
}

#[derive(Debug)]
struct CrossEntropyBackward;

impl Backward<NdArray, 2> for CrossEntropyBackward {
    /// The gradients for x and wte of a loss whose own gradient is 1; whether that for wte is a sum on loan, which holds
    /// other gradients too.
    type State = (Primitive, Primitive, bool);

    fn backward(self, step: Step<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let dloss = buffer::slice(&grads.consume::<NdArray>(&step.node))[0];
        let (dx, dwte, on_loan) = step.state;
        let [for_x, for_wte] = step.parents;
        if let Some(node) = for_x {
            grads.register::<NdArray>(node.id, scaled(dx, dloss));
        }
        match for_wte {
            Some(node) if on_loan => {
                assert!(
                    dloss == 1.0,
                    "a loss whose gradients are summed is the last of the graph, not scaled by {dloss}"
                );
                sums::give_back(node.id, buffer::into_vec(dwte));
            }
            Some(node) => grads.register::<NdArray>(node.id, scaled(dwte, dloss)),
            None => {}
        }
    }
}

fn scaled(gradient: Primitive, factor: f32) -> Primitive {
    // The loss is the last thing computed, so that the factor is 1 in all but tests.
    if factor == 1.0 {
        return gradient;
    }
    let shape = buffer::rows_cols(&gradient);
    buffer::tensor(buffer::into_vec(gradient).into_iter().map(|g| g * factor).collect(), &shape)
}

pub(super) fn tracked<C: CheckpointStrategy>(x: Tracked, wte: Tracked, targets: TokenIds, scale: f32) -> Tracked {
    match CrossEntropyBackward.prepare::<C>([x.node(), wte.node()]).compute_bound().stateful() {
        OpsKind::Tracked(step) => {
            let _span = span("cross-entropy with gradients");
            let lent = sums::borrow(wte.id());
            let on_loan = lent.is_some();
            let (x, wte) = (x.primitive(), wte.primitive());
            let (x_shape, wte_shape) = (buffer::rows_cols(x), buffer::rows_cols(wte));
            let (x, wte) = (buffer::slice(x), buffer::slice(wte));
            let (mut dx, mut dwte) = (vec![0.0; x.len()], lent.unwrap_or_else(|| vec![0.0; wte.len()]));
            let sum = cross_entropy_forward_backward(x, wte, &targets.ids, scale, &mut dx, &mut dwte);
            let gradients = (buffer::tensor(dx, &x_shape), buffer::tensor(dwte, &wte_shape), on_loan);
            step.finish(gradients, loss(sum, scale))
        }
        OpsKind::UnTracked(step) => step.finish(forward(x.primitive(), wte.primitive(), &targets, scale)),
    }
}
