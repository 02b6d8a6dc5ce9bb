//! Sums of gradients that operations add to directly.
//!
//! A batch's gradients add up over its micro-batches. Whoever wants the sums lends them for the time of one forward and
//! backward, and an operation that finds the sum for its weight adds to it where it would make a gradient of its own:
//! large matrices, the token table above all, need not be cleared, filled and added for every micro-batch.

use super::buffer;
use super::tape::{Gradients, NodeId, Tracked};
use burn::backend::{Autodiff, NdArray};
use burn::tensor::Tensor;
use std::cell::RefCell;
use std::collections::HashMap;

/// A sum on loan.
struct Loan {
    values: Vec<f32>,
    /// Whether an operation has added to it.
    used: bool,
}

thread_local! {
    /// The sums, by the leaf of the parameter. One that an operation holds on to until its backward is not among them.
    static LENT: RefCell<HashMap<NodeId, Loan>> = RefCell::default();
}

/// Lends the sum of the gradients of `parameter`, a leaf.
///
/// # Panics
/// If the parameter is not tracked.
pub fn lend<const D: usize>(parameter: &Tensor<D>, values: Vec<f32>) {
    LENT.with_borrow_mut(|lent| lent.insert(leaf(parameter), Loan { values, used: false }));
}

/// Takes back what was lent for `parameter`: the sum, and whether an operation has added to it.
///
/// # Panics
/// If nothing was lent, or the parameter is not tracked.
pub fn take_back<const D: usize>(parameter: &Tensor<D>) -> (Vec<f32>, bool) {
    let loan = LENT.with_borrow_mut(|lent| lent.remove(&leaf(parameter)));
    let Loan { values, used } = loan.expect("a sum is taken back after the backward");
    (values, used)
}

fn leaf<const D: usize>(parameter: &Tensor<D>) -> NodeId {
    let tracked: Result<Tracked, _> = parameter.clone().try_into_primitive::<Autodiff<NdArray>>();
    tracked.expect("gradients are summed for tracked parameters").id()
}

/// The sum on loan for a leaf, if there is one, for an operation that gives it back by [`give_back`].
pub(super) fn borrow(id: NodeId) -> Option<Vec<f32>> {
    LENT.with_borrow_mut(|lent| lent.remove(&id)).map(|loan| loan.values)
}

/// Gives back a sum that was added to.
pub(super) fn give_back(id: NodeId, values: Vec<f32>) {
    LENT.with_borrow_mut(|lent| lent.insert(id, Loan { values, used: true }));
}

/// Has `add` add a gradient of `shape` to the sum on loan for the leaf `id`, or else to zeros that are then registered.
pub(super) fn add(grads: &mut Gradients, id: NodeId, shape: &[usize], add: impl FnOnce(&mut [f32])) {
    match borrow(id) {
        Some(mut sum) => {
            add(&mut sum);
            give_back(id, sum);
        }
        None => {
            let mut gradient = vec![0.0; shape.iter().product()];
            add(&mut gradient);
            grads.register::<NdArray>(id, buffer::tensor(gradient, shape));
        }
    }
}
