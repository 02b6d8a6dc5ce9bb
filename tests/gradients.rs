//! The whole model: each parameter's gradient against finite differences of the loss, and what a value that is not finite
//! reaches.

use headline_lab::config::{Config, Init, Norm, Position};
use headline_lab::model::{Gpt, Rows, Visitor};
use headline_lab::ops::buffer;
use headline_lab::rng::{DropoutStep, Purpose, Stream};
use headline_lab::train::optimizer::Gradients;

/// Of a slope along a random direction, against the sum of the absolute terms of gradient · direction: differences of the
/// fourth order over steps of [`MOVE`].
const SLOPE: f64 = 1e-2;

/// How far a parameter is moved, against its deviation.
const MOVE: f64 = 0.02;

/// Of the loss, relative: its rounding in f32, which a difference divides by its step.
const LOSS_ROUNDING: f64 = 5e-7;

fn config() -> Config {
    Config { n_layer: 2, n_head: 2, d_model: 12, vocab_size: 29, block_size: 9, ..Config::default() }
}

fn modern() -> Config {
    Config { norm: Norm::RmsNorm, position: Position::Rope, init: Init::He, ..config() }
}

/// A model of random weights as large as trained ones, no bias or position at 0.
fn gpt(config: &Config) -> Gpt {
    struct Draw(Stream);
    impl Visitor for Draw {
        fn visit<const D: usize>(&mut self, name: &str, parameter: &mut burn::tensor::Tensor<D>) {
            let is_norm = name.contains("ln_") && name.ends_with("weight");
            buffer::update(parameter, |values| {
                self.0.fill_normal(0.3, values);
                values.iter_mut().for_each(|x| *x += f32::from(u8::from(is_norm)));
            });
        }
    }
    let mut gpt = Gpt::new(config, config.vocab_size);
    gpt.visit(&mut Draw(Stream::new(17, Purpose::Bench)));
    gpt
}

/// Ids and targets of two rows, and the masks of an update.
fn batch(config: &Config) -> (Vec<u32>, Rows) {
    let mut stream = Stream::new(23, Purpose::Bench);
    let ids = (0..2 * config.block_size + 1).map(|_| stream.below(config.vocab_size as u32)).collect();
    let dropout = Some(DropoutStep::new(5, 2, 0.2));
    (ids, Rows { seq_len: config.block_size, first_row: 0, dropout })
}

fn loss(gpt: &Gpt, ids: &[u32], rows: &Rows) -> f64 {
    let n = ids.len() - 1;
    f64::from(gpt.loss(&ids[..n], &ids[1..], rows, 1.0).into_scalar::<f32>())
}

/// Changes the parameter of one number, in the model's order; gives its name, and nothing past the last.
fn change(gpt: &mut Gpt, number: usize, with: impl FnMut(&mut [f32])) -> Option<String> {
    struct Change<F>(usize, Option<String>, F);
    impl<F: FnMut(&mut [f32])> Visitor for Change<F> {
        fn visit<const D: usize>(&mut self, name: &str, parameter: &mut burn::tensor::Tensor<D>) {
            if self.0 == 0 && self.1.is_none() {
                buffer::update(parameter, &mut self.2);
                self.1 = Some(name.to_owned());
            }
            self.0 = self.0.saturating_sub(1);
        }
    }
    let mut change = Change(number, None, with);
    gpt.visit(&mut change);
    change.1
}

#[test]
fn every_parameters_gradient_is_the_slope_of_the_loss() {
    for config in [config(), modern()] {
        let (gpt, (ids, rows)) = (gpt(&config), batch(&config));
        let mut tracked = gpt.tracked();
        let mut gradients = Gradients::default();
        gradients.lend(&mut tracked);
        let found = tracked.loss(&ids[..ids.len() - 1], &ids[1..], &rows, 1.0).backward();
        gradients.accumulate(&mut tracked, found);
        let mut stream = Stream::new(31, Purpose::Bench);
        for (number, gradient) in gradients.0.iter().enumerate() {
            let mut direction = vec![0.0; gradient.len()];
            stream.fill_normal(1.0, &mut direction);
            let mut name = None;
            let mut at = |step: f64| {
                let mut gpt = gpt.clone();
                name = change(&mut gpt, number, |values| {
                    for (x, u) in values.iter_mut().zip(&direction) {
                        *x += (step * MOVE * 0.3) as f32 * u;
                    }
                });
                loss(&gpt, &ids, &rows)
            };
            let differences = (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / 12.0;
            let slope = differences / (MOVE * 0.3);
            let name = name.expect("a parameter for each gradient");
            let terms = || gradient.iter().zip(&direction).map(|(&g, &u)| f64::from(g) * f64::from(u));
            let (sum, size) = (terms().sum::<f64>(), terms().map(f64::abs).sum::<f64>());
            let noise = LOSS_ROUNDING * loss(&gpt, &ids, &rows) / (MOVE * 0.3);
            let off = (sum - slope).abs();
            assert!(off <= SLOPE * size + noise, "{name}: {sum}, and by differences {slope}, of {size} and {noise}");
        }
    }
}

#[test]
fn every_parameter_that_is_not_finite_makes_the_loss_not_finite() {
    for config in [config(), modern()] {
        let (ids, rows) = batch(&config);
        assert!(loss(&gpt(&config), &ids, &rows).is_finite());
        for bad in [f32::NAN, f32::INFINITY] {
            let mut number = 0;
            loop {
                let mut gpt = gpt(&config);
                // The first element: of the position table the first position, which every row has.
                let Some(name) = change(&mut gpt, number, |values| values[0] = bad) else { break };
                let rows = Rows { dropout: None, ..rows.clone() };
                let found = loss(&gpt, &ids, &rows);
                assert!(!found.is_finite(), "{bad} in {name}: the loss is {found}");
                number += 1;
            }
            assert!(number > 15, "{number} parameters");
        }
    }
}

/// A token whose embedding is not finite spoils its own position and the later ones of its row, and no other.
#[test]
fn a_bad_token_reaches_its_position_and_later_ones_alone() {
    for config in [config(), modern()] {
        let t = config.block_size;
        for at in 0..t {
            let mut gpt = gpt(&config);
            let token = 7;
            let width = config.d_model;
            buffer::update(&mut gpt.wte, |values| values[token * width] = f32::NAN);
            let mut ids: Vec<u32> = (0..3 * t).map(|i| 8 + (i * 5 % 20) as u32).collect();
            ids[t + at] = token as u32;
            let hidden = buffer::read(&gpt.hidden(&ids, &Rows::plain(t)), <[f32]>::to_vec);
            for (row, values) in hidden.chunks(width).enumerate() {
                let spoiled = (t + at..2 * t).contains(&row);
                let holds = values.iter().all(|x| x.is_finite() != spoiled);
                assert!(holds, "a NaN at {}: row {row} is {values:?}", t + at);
            }
        }
    }
}
