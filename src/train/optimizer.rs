//! SGD and AdamW as PyTorch defines them, and the clipping before them.

use super::inside::Watch;
use crate::config::{Config, Optimizer as Kind};
use crate::model::{Gpt, Visitor};
use crate::ops::{buffer, sums};
use burn::tensor::Tensor;
use headline_kernels::optimizer::{AdamW, Sgd, adamw_update, sgd_update};
use headline_kernels::reduce::sum_of_squares;

/// What the clipped norm is divided by, so that a norm of 0 is no division by 0 (PyTorch's `clip_grad_norm_`).
const CLIP_EPS: f64 = 1e-6;

/// Gradients of a whole batch, one slice for each parameter in the model's order.
#[derive(Clone, Debug, Default)]
pub struct Gradients(pub Vec<Vec<f32>>);

impl Gradients {
    /// ‖g‖₂ over all parameters together.
    pub fn norm(&self) -> f64 {
        self.0.iter().map(|gradient| sum_of_squares(gradient)).sum::<f64>().sqrt()
    }

    /// Lends the sums to the operations on `tracked`, which add to them where they can. [`Self::accumulate`] ends it.
    pub fn lend(&mut self, tracked: &mut Gpt) {
        tracked.visit(&mut Lend(std::mem::take(&mut self.0).into_iter()));
    }

    /// Takes the sums back, and adds what else a micro-batch's backward left at the leaves of `tracked`.
    ///
    /// # Panics
    /// If they were not lent, or a parameter took no part in the loss.
    pub fn accumulate(&mut self, tracked: &mut Gpt, found: burn::tensor::Gradients) {
        tracked.visit(&mut Collect { sums: &mut self.0, found });
    }
}

struct Lend(std::vec::IntoIter<Vec<f32>>);

impl Visitor for Lend {
    fn visit<const D: usize>(&mut self, _: &str, parameter: &mut Tensor<D>) {
        // The first micro-batch adds to zeros.
        let sum = self.0.next().unwrap_or_else(|| vec![0.0; parameter.shape().num_elements()]);
        sums::lend(parameter, sum);
    }
}

struct Collect<'a> {
    sums: &'a mut Vec<Vec<f32>>,
    found: burn::tensor::Gradients,
}

impl Visitor for Collect<'_> {
    fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>) {
        let (mut sum, used) = sums::take_back(parameter);
        let gradient = parameter.grad_remove(&mut self.found);
        assert!(used || gradient.is_some(), "{name} takes part in the loss");
        if let Some(gradient) = gradient {
            buffer::read(&gradient, |gradient| {
                for (sum, g) in sum.iter_mut().zip(gradient) {
                    *sum += g;
                }
            });
        }
        self.sums.push(sum);
    }
}

/// The factor of the clipping: min(1, c / (‖g‖₂ + 1e-6)), and 1 where `max_norm` is 0.
pub fn clip_factor(norm: f64, max_norm: f64) -> f64 {
    if max_norm == 0.0 { 1.0 } else { (max_norm / (norm + CLIP_EPS)).min(1.0) }
}

/// An update rule with its state.
#[derive(Clone, Debug)]
pub struct Optimizer {
    rule: Rule,
    /// How many of the two below the rule keeps.
    moments: usize,
    /// The first moments, or SGD's velocity; nothing for plain SGD and before the first update.
    pub first: Vec<Vec<f32>>,
    /// AdamW's second moments.
    pub second: Vec<Vec<f32>>,
    /// Updates since the moments began, which AdamW corrects them by.
    updates: usize,
    bounds: Bounds,
}

/// The largest magnitude that a weight may reach: far enough below f32's largest for the roundings of an update.
const LARGEST: f64 = f32::MAX as f64 / 4.0;

/// Upper bounds of ‖weights‖₂ and of ‖first moments‖₂, and so of each of their elements. They are worked out from update
/// to update, which costs nothing, and measured where they have grown past [`LARGEST`].
#[derive(Clone, Copy, Debug)]
struct Bounds {
    weights: f64,
    first: f64,
}

impl Bounds {
    const UNKNOWN: Self = Self { weights: f64::INFINITY, first: f64::INFINITY };

    fn measured(gpt: &Gpt, first: &[Vec<f32>]) -> Self {
        struct Squares(f64);
        impl Visitor for Squares {
            fn visit<const D: usize>(&mut self, _: &str, parameter: &mut Tensor<D>) {
                self.0 += buffer::read(parameter, sum_of_squares);
            }
        }
        let mut weights = Squares(0.0);
        gpt.clone().visit(&mut weights);
        let first: f64 = first.iter().map(|moments| sum_of_squares(moments)).sum();
        Self { weights: weights.0.sqrt(), first: first.sqrt() }
    }

    /// Written so that what is not a number does not hold.
    fn hold(self) -> bool {
        self.weights < LARGEST && self.first < LARGEST
    }
}

#[derive(Clone, Copy, Debug)]
enum Rule {
    Sgd(Sgd),
    AdamW(AdamW),
}

impl Optimizer {
    /// The rule of `config`, without any state yet.
    pub fn new(config: &Config) -> Self {
        let (lr, weight_decay) = (config.lr, config.weight_decay);
        let rule = match config.optimizer {
            Kind::Sgd => Rule::Sgd(Sgd { lr, momentum: config.momentum, weight_decay }),
            Kind::AdamW => {
                let Config { beta1, beta2, eps, .. } = *config;
                Rule::AdamW(AdamW { lr, beta1, beta2, eps, weight_decay })
            }
        };
        Self {
            rule,
            moments: config.moments(),
            first: Vec::new(),
            second: Vec::new(),
            updates: 0,
            bounds: Bounds::UNKNOWN,
        }
    }

    /// The rule of `config` after `updates` updates of `gpt`, its moments still to be filled.
    pub(super) fn with_zero_moments(config: &Config, gpt: &Gpt, updates: usize) -> Self {
        struct Zeros(Vec<Vec<f32>>);
        impl Visitor for Zeros {
            fn visit<const D: usize>(&mut self, _: &str, parameter: &mut Tensor<D>) {
                self.0.push(vec![0.0; parameter.shape().num_elements()]);
            }
        }
        let zeros = |needed: bool| {
            let mut zeros = Zeros(Vec::new());
            if needed {
                gpt.clone().visit(&mut zeros);
            }
            zeros.0
        };
        let new = Self::new(config);
        let moments = if updates == 0 { 0 } else { new.moments };
        Self { first: zeros(moments >= 1), second: zeros(moments == 2), updates, ..new }
    }

    /// Updates since the moments began.
    pub fn updates(&self) -> usize {
        self.updates
    }

    /// The same state under the rule of `config`, for a run whose rate or decay changes on its way.
    #[must_use]
    pub fn with_rule_of(self, config: &Config) -> Self {
        Self { rule: Self::new(config).rule, ..self }
    }

    /// Whether an update by gradients of the norm `gradient`, clipped, leaves every weight finite. Loss and norm do not tell:
    /// a rate and decay that double the weights again and again end in an infinity that no later check could take back.
    pub fn stays_finite(&mut self, gpt: &Gpt, gradient: f64, lr: f64) -> bool {
        let mut next = self.bounds_after(self.bounds, gradient, lr);
        if !next.hold() {
            next = self.bounds_after(Bounds::measured(gpt, &self.first), gradient, lr);
        }
        self.bounds = next;
        next.hold()
    }

    /// The bounds after an update, by the triangle inequality.
    fn bounds_after(&self, before: Bounds, gradient: f64, lr: f64) -> Bounds {
        match self.rule {
            Rule::Sgd(Sgd { momentum, weight_decay, .. }) => {
                let first = momentum * before.first + gradient + weight_decay * before.weights;
                // Without momentum there is no state, whatever the bound said.
                let first = if momentum == 0.0 { gradient + weight_decay * before.weights } else { first };
                Bounds { weights: before.weights + lr * first, first }
            }
            Rule::AdamW(AdamW { beta1, eps, weight_decay, .. }) => {
                let first = beta1 * before.first + (1.0 - beta1) * gradient;
                // √v̂ is at least 0, so that this is more than any update is.
                let step = first / (1.0 - libm::pow(beta1, (self.updates + 1) as f64)) / eps;
                Bounds { weights: before.weights * (1.0 - lr * weight_decay).abs() + lr * step, first }
            }
        }
    }

    /// Moves the parameters along `grad_scale` times the gradients with the rate `lr`. `watch` sees what that does.
    pub(super) fn step(
        &mut self,
        gpt: &mut Gpt,
        gradients: &Gradients,
        grad_scale: f64,
        lr: f64,
        watch: Option<&mut Watch>,
    ) {
        let zeros = || gradients.0.iter().map(|gradient| vec![0.0; gradient.len()]).collect::<Vec<_>>();
        if self.moments >= 1 && self.first.is_empty() {
            self.first = zeros();
        }
        if self.moments == 2 && self.second.is_empty() {
            self.second = zeros();
        }
        self.updates += 1;
        gpt.visit(&mut Update { optimizer: self, gradients, grad_scale: grad_scale as f32, lr, watch, index: 0 });
    }
}

struct Update<'a> {
    optimizer: &'a mut Optimizer,
    gradients: &'a Gradients,
    grad_scale: f32,
    lr: f64,
    watch: Option<&'a mut Watch>,
    index: usize,
}

impl Visitor for Update<'_> {
    fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>) {
        let Self { grad_scale, lr, index, .. } = *self;
        let gradient = self.gradients.0[index].as_slice();
        let Optimizer { rule, first, second, updates, .. } = &mut *self.optimizer;
        let (rule, updates) = (*rule, *updates);
        let mut first = first.get_mut(index).map(Vec::as_mut_slice);
        let mut second = second.get_mut(index).map(Vec::as_mut_slice);
        // Each element is updated by itself, so that pieces give the same as the whole.
        let mut change = |at: usize, values: &mut [f32]| {
            let here = at..at + values.len();
            let gradient = &gradient[here.clone()];
            let first = first.as_deref_mut().map(|first| &mut first[here.clone()]);
            let second = second.as_deref_mut().map(|second| &mut second[here]);
            match (rule, first, second) {
                (Rule::Sgd(sgd), velocity, _) => {
                    sgd_update(Sgd { lr, ..sgd }, updates == 1, grad_scale, values, gradient, velocity);
                }
                (Rule::AdamW(adamw), Some(m), Some(v)) => {
                    adamw_update(AdamW { lr, ..adamw }, updates as u64, grad_scale, values, gradient, m, v);
                }
                (Rule::AdamW(_), ..) => unreachable!("AdamW's moments were made before its first update"),
            }
        };
        let watch = self.watch.as_deref_mut();
        buffer::update(parameter, |values| match watch {
            None => change(0, values),
            Some(watch) => {
                watch.begin(name);
                for (piece, values) in values.chunks_mut(Watch::PIECE).enumerate() {
                    let at = piece * Watch::PIECE;
                    watch.around(values, &gradient[at..at + values.len()], |values| change(at, values));
                }
            }
        });
        self.index += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clipping_follows_pytorch() {
        assert_eq!(clip_factor(0.5, 1.0), 1.0);
        assert_eq!(clip_factor(4.0, 0.0), 1.0);
        assert_eq!(clip_factor(4.0, 1.0), 1.0 / (4.0 + 1e-6));
    }

    #[test]
    fn the_norm_is_over_all_parameters_together() {
        assert_eq!(Gradients(vec![vec![3.0], vec![0.0, 4.0]]).norm(), 5.0);
    }
}
