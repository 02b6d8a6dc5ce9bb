//! SGD and AdamW as PyTorch defines them, and the clipping before them.

use crate::config::{Config, Optimizer as Kind};
use crate::model::{Gpt, Visitor};
use crate::ops::buffer;
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

    /// Adds what a micro-batch's backward left at the leaves of `tracked`.
    ///
    /// # Panics
    /// If a parameter took no part in the loss.
    pub fn accumulate(&mut self, tracked: &mut Gpt, found: burn::tensor::Gradients) {
        let mut collect = Collect { sums: &mut self.0, found, index: 0 };
        tracked.visit(&mut collect);
    }
}

struct Collect<'a> {
    sums: &'a mut Vec<Vec<f32>>,
    found: burn::tensor::Gradients,
    index: usize,
}

impl Visitor for Collect<'_> {
    fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>) {
        let gradient = parameter.grad_remove(&mut self.found);
        let gradient = gradient.unwrap_or_else(|| panic!("{name} takes part in the loss"));
        match self.sums.get_mut(self.index) {
            None => self.sums.push(buffer::into_vec(buffer::primitive(gradient))),
            Some(sum) => buffer::read(&gradient, |gradient| {
                for (sum, g) in sum.iter_mut().zip(gradient) {
                    *sum += g;
                }
            }),
        }
        self.index += 1;
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
    /// The first moments, or SGD's velocity; nothing for plain SGD and before the first update.
    pub first: Vec<Vec<f32>>,
    /// AdamW's second moments.
    pub second: Vec<Vec<f32>>,
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
        Self { rule, first: Vec::new(), second: Vec::new() }
    }

    /// Moves the parameters along `grad_scale` times the gradients with the rate `lr`. `update` counts from 1.
    pub fn step(&mut self, gpt: &mut Gpt, gradients: &Gradients, grad_scale: f64, lr: f64, update: usize) {
        let zeros = || gradients.0.iter().map(|gradient| vec![0.0; gradient.len()]).collect::<Vec<_>>();
        let (needs_first, needs_second) = match self.rule {
            Rule::Sgd(sgd) => (sgd.momentum != 0.0, false),
            Rule::AdamW(_) => (true, true),
        };
        if needs_first && self.first.is_empty() {
            self.first = zeros();
        }
        if needs_second && self.second.is_empty() {
            self.second = zeros();
        }
        gpt.visit(&mut Update { optimizer: self, gradients, grad_scale: grad_scale as f32, lr, update, index: 0 });
    }
}

struct Update<'a> {
    optimizer: &'a mut Optimizer,
    gradients: &'a Gradients,
    grad_scale: f32,
    lr: f64,
    update: usize,
    index: usize,
}

impl Visitor for Update<'_> {
    fn visit<const D: usize>(&mut self, _: &str, parameter: &mut Tensor<D>) {
        let Self { grad_scale, lr, update, index, .. } = *self;
        let gradient = &self.gradients.0[index];
        let Optimizer { rule, first, second } = &mut *self.optimizer;
        buffer::update(parameter, |values| match *rule {
            Rule::Sgd(sgd) => {
                let velocity = first.get_mut(index).map(Vec::as_mut_slice);
                sgd_update(Sgd { lr, ..sgd }, update == 1, grad_scale, values, gradient, velocity);
            }
            Rule::AdamW(adamw) => {
                let (m, v) = (&mut first[index], &mut second[index]);
                adamw_update(AdamW { lr, ..adamw }, update as u64, grad_scale, values, gradient, m, v);
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
