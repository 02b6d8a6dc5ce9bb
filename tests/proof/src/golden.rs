//! The model and the trainer held to PyTorch: the cases of `assets/golden`, made by the scripts there.

use crate::Report;
use headline_lab::checkpoint::load_weights;
use headline_lab::config::{Config, merge};
use headline_lab::data::TokenData;
use headline_lab::data::batches::Cursor;
use headline_lab::model::{Gpt, Rows, Visitor};
use headline_lab::train::evaluation::{Evaluation, Losses};
use headline_lab::train::optimizer::Gradients;
use headline_lab::train::schedule::learning_rate;
use headline_lab::train::trainer::{Progress, Trainer};
use safetensors::SafeTensors;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::rc::Rc;

/// Of a gradient's element, relative to itself: f32 sums in another order than PyTorch's.
pub const GRADIENT_RELATIVE: f64 = 1e-3;

/// Of a gradient's element, relative to ‖g‖₂: some true gradients are zero, such as a key bias's, and what is computed
/// for them is rounding of the terms that cancel.
pub const GRADIENT_OF_NORM: f64 = 1e-6;

/// Of a loss or a norm from the initial weights, relative: one forward and backward, which PyTorch's own f32 and f64
/// agree on to 1e-6.
pub const LOSS: f64 = 1e-4;

/// Of a loss or a norm within the 20 updates and after them, relative: an update feeds each rounding into the next.
pub const AFTER_UPDATES: f64 = 1e-3;

/// Of a logit, absolute, where logits are of the order of 1.
pub const LOGIT: f64 = 1e-4;

/// Of a learning rate, relative: f64, where a cosine may differ in its last bits.
pub const RATE: f64 = 1e-12;

/// Of what is a division of two numbers in f64, relative.
pub const EXACT: f64 = 1e-12;

/// Every case that the scripts make.
pub const CASES: [&str; 8] =
    ["default", "rmsnorm_rope_he", "rmsnorm", "rope", "he", "odd_heads", "uneven_micro_batches", "wide"];

/// The runs of 20 updates that every case has: each optimizer and each schedule, with and without decay and clipping.
pub const TRACES: [&str; 9] = [
    "sgd_constant",
    "sgd_cosine",
    "sgd_momentum_decay",
    "adamw_constant",
    "adamw_cosine",
    "adamw_warmup_cosine_decay_clip",
    "adamw_warmup_cosine_decay_small_clip",
    "sgd_warmup_cosine_small_clip",
    "adamw_every_setting",
];

#[derive(Deserialize)]
struct Facts {
    config: Map<String, Value>,
    parameters: usize,
    train_ids: Vec<u32>,
    val_ids: Vec<u32>,
    val_chars: usize,
    first_batch: FirstBatch,
    traces: Vec<Trace>,
}

#[derive(Deserialize)]
struct FirstBatch {
    loss: f64,
    grad_norm: f64,
}

#[derive(Deserialize)]
struct Trace {
    name: String,
    config: Map<String, Value>,
    steps: Vec<Step>,
    final_pointer: usize,
    final_loss: f64,
    before: GoldenLosses,
    after: GoldenLosses,
}

#[derive(Deserialize)]
struct Step {
    pointer: usize,
    train_loss: f64,
    lr: f64,
    grad_norm: f64,
}

#[derive(Deserialize)]
struct GoldenLosses {
    val_loss: f64,
    val_loss_full: f64,
    val_loss_token: f64,
    uniform: f64,
    uniform_full: f64,
}

/// One case: weights, and what PyTorch computes from them.
pub struct Case {
    name: String,
    facts: Facts,
    tensors: HashMap<String, Vec<f32>>,
    /// The parameters alone, as a file that a model loads.
    weights: Vec<u8>,
}

impl Case {
    /// Reads the two files of a case.
    ///
    /// # Panics
    /// If they are not what the scripts write.
    pub fn read(name: &str, facts: &[u8], tensors: &[u8]) -> Self {
        let file = SafeTensors::deserialize(tensors).expect("safetensors");
        let values = |data: &[u8]| data.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let parameters = file.iter().filter(|(name, _)| name.starts_with("transformer."));
        Self {
            name: name.to_owned(),
            facts: serde_json::from_slice(facts).expect("the facts of a case"),
            tensors: file.iter().map(|(name, view)| (name.to_owned(), values(view.data()))).collect(),
            weights: safetensors::serialize(parameters, None).expect("the parameters"),
        }
    }

    /// Everything that is compared of the case.
    pub fn check(&self) -> Report {
        let mut report = self.check_logits();
        report.merge(self.check_gradients());
        let names: Vec<&str> = self.facts.traces.iter().map(|trace| trace.name.as_str()).collect();
        report.same(&names, &TRACES.to_vec(), || format!("the traces of {}", self.name));
        for trace in &self.facts.traces {
            report.merge(self.follow(trace));
        }
        report
    }

    /// The configuration that the case's weights are for.
    pub fn config(&self) -> Config {
        self.configured(&self.facts.config)
    }

    fn configured(&self, fields: &Map<String, Value>) -> Config {
        let config = merge(&Config::default(), fields).expect("the design's fields");
        config.validate().expect("a configuration that trains");
        config
    }

    /// A model with the case's weights.
    pub fn gpt(&self, config: &Config) -> Gpt {
        let mut gpt = Gpt::new(config, config.vocab_size);
        load_weights(&mut gpt, &self.weights).expect("the case's parameters fit");
        gpt
    }

    /// One of the case's tensors, by its name in the file.
    pub fn tensor(&self, name: &str) -> &[f32] {
        &self.tensors[name]
    }

    /// The case's ids.
    pub fn data(&self) -> TokenData {
        TokenData {
            vocab_size: self.facts.config["vocab_size"].as_u64().expect("a size") as usize,
            train_ids: self.facts.train_ids.clone(),
            val_ids: self.facts.val_ids.clone(),
            train_chars: 4 * self.facts.train_ids.len(),
            val_chars: self.facts.val_chars,
            train_titles: 1,
            val_titles: 1,
        }
    }

    /// The logits of the first batch, and the number of parameters.
    pub fn check_logits(&self) -> Report {
        let mut report = Report::default();
        let config = self.config();
        let (gpt, name) = (self.gpt(&config), &self.name);
        let parameters = self.facts.parameters as u64;
        report.same(&gpt.count_parameters(), &parameters, || format!("parameters of {name}"));
        report.same(&config.count_parameters(config.vocab_size), &parameters, || format!("parameters of {name}"));
        let found = gpt.logits(&self.facts.train_ids[..config.batch_tokens()], config.block_size);
        let expected = self.tensor("logits");
        report.same(&found.len(), &expected.len(), || format!("number of logits of {name}"));
        for (index, (&a, &b)) in found.iter().zip(expected).enumerate() {
            report.within("logit", a.into(), b.into(), LOGIT, || format!("{name} at {index}"));
        }
        report
    }

    /// Loss, norm and every parameter's gradient of the first batch, in one micro-batch, as the case cuts it, and row by
    /// row.
    pub fn check_gradients(&self) -> Report {
        let mut report = Report::default();
        let config = self.config();
        let names = names(&self.gpt(&config));
        for rows in [config.batch_size, config.micro_batch_rows(), 1] {
            let what = || format!("{} in micro-batches of {rows}", self.name);
            let (loss, gradients) = self.first_batch(&config, rows);
            let FirstBatch { loss: expected_loss, grad_norm } = self.facts.first_batch;
            report.within("loss", loss, expected_loss, LOSS * expected_loss, what);
            report.within("norm", gradients.norm(), grad_norm, LOSS * grad_norm, what);
            report.same(&gradients.0.len(), &names.len(), || format!("number of gradients of {}", what()));
            for (name, gradient) in names.iter().zip(&gradients.0) {
                let expected = self.tensor(&format!("grad.{name}"));
                report.same(&gradient.len(), &expected.len(), || format!("size of {name} of {}", what()));
                for (index, (&a, &b)) in gradient.iter().zip(expected).enumerate() {
                    let (a, b) = (f64::from(a), f64::from(b));
                    let tolerance = GRADIENT_RELATIVE * b.abs() + GRADIENT_OF_NORM * grad_norm;
                    report.within("gradient", a, b, tolerance, || format!("{name}[{index}] of {}", what()));
                }
            }
        }
        report
    }

    /// The loss and the gradients of the first batch, in micro-batches of `rows` rows.
    fn first_batch(&self, config: &Config, rows: usize) -> (f64, Gradients) {
        let gpt = self.gpt(config);
        let (t, scale) = (config.block_size, 1.0 / config.batch_tokens() as f32);
        let (mut loss, mut gradients) = (0.0, Gradients::default());
        for first_row in (0..config.batch_size).step_by(rows) {
            let ids = first_row * t..config.batch_size.min(first_row + rows) * t;
            let (x, y) = (&self.facts.train_ids[ids.clone()], &self.facts.train_ids[ids.start + 1..ids.end + 1]);
            let mut tracked = gpt.tracked();
            gradients.lend(&mut tracked);
            let part = tracked.loss(x, y, &Rows { seq_len: t, first_row, dropout: None }, scale);
            loss += f64::from(part.clone().into_scalar::<f32>());
            gradients.accumulate(&mut tracked, part.backward());
        }
        (loss, gradients)
    }

    /// Runs the 20 updates of a trace, comparing as it goes.
    fn follow(&self, trace: &Trace) -> Report {
        let mut report = Report::default();
        let what = format!("{} {}", self.name, trace.name);
        let config = self.configured(&trace.config);
        let data = Rc::new(self.data());
        let before = evaluate(&config, &data, &self.gpt(&config));
        same_losses(&mut report, before, &trace.before, LOSS, &format!("before {what}"));
        let mut trainer = Trainer::with_weights(&config, data.clone(), self.gpt(&config)).expect("enough data");
        report.same(&trainer.plan().steps, &trace.steps.len(), || format!("updates of {what}"));
        let uniform = trainer.plan().uniform.unwrap_or(f64::NAN);
        report.within("uniform", uniform, trace.before.uniform, EXACT * uniform, || what.clone());
        let (full, expected) = (trainer.plan().uniform_full, trace.after.uniform_full);
        report.within("uniform", full, expected, EXACT * expected, || what.clone());
        let mut cursor = Cursor::default();
        let mut last_losses = None;
        while !trainer.is_finished() {
            match trainer.advance() {
                Progress::Step(step) => {
                    let expected = &trace.steps[step.step - 1];
                    let what = || format!("update {} of {what}", step.step);
                    let tolerance = if step.step == 1 { LOSS } else { AFTER_UPDATES };
                    let kind = |name: &str| format!("{name}{}", if step.step == 1 { "" } else { " after updates" });
                    let (loss, norm) = (expected.train_loss, expected.grad_norm);
                    report.within(&kind("loss"), step.train_loss, loss, tolerance * loss, what);
                    report.within(&kind("norm"), step.grad_norm, norm, tolerance * norm, what);
                    report.within("rate", step.lr, expected.lr, RATE * expected.lr, what);
                    let pointer = cursor.advance(config.batch_tokens(), data.train_ids.len());
                    report.same(&pointer, &expected.pointer, || format!("pointer of {}", what()));
                }
                Progress::Eval { losses, .. } => last_losses = Some(losses),
                Progress::Diverged { step, what: part } => {
                    report.fail(format!("the {part} of update {step} of {what} is not finite"));
                    return report;
                }
                _ => {}
            }
        }
        let losses = last_losses.expect("an evaluation after the last update");
        same_losses(&mut report, losses, &trace.after, AFTER_UPDATES, &format!("after {what}"));
        // The batch of an update after the last shows what the last one did.
        report.same(&cursor.pointer, &trace.final_pointer, || format!("pointer after {what}"));
        let ids = cursor.pointer..cursor.pointer + config.batch_tokens();
        let targets = &self.facts.train_ids[ids.start + 1..ids.end + 1];
        let sum = trainer.gpt().loss_sum(&self.facts.train_ids[ids], targets, config.block_size);
        let (found, expected) = (sum / config.batch_tokens() as f64, trace.final_loss);
        report.within("loss after updates", found, expected, AFTER_UPDATES * expected, || format!("the end of {what}"));
        report
    }
}

/// The parameters' names, in the order of the gradients.
fn names(gpt: &Gpt) -> Vec<String> {
    struct Names(Vec<String>);
    impl Visitor for Names {
        fn visit<const D: usize>(&mut self, name: &str, _: &mut burn::tensor::Tensor<D>) {
            self.0.push(name.to_owned());
        }
    }
    let mut names = Names(Vec::new());
    gpt.clone().visit(&mut names);
    names.0
}

/// The losses of a whole evaluation.
pub fn evaluate(config: &Config, data: &TokenData, gpt: &Gpt) -> Losses {
    let mut evaluation = Evaluation::new(config, data);
    loop {
        if let (_, _, Some(losses)) = evaluation.advance(gpt, &data.val_ids) {
            return losses;
        }
    }
}

fn same_losses(report: &mut Report, found: Losses, expected: &GoldenLosses, tolerance: f64, what: &str) {
    // The paper's loss is there wherever a window is whole, which it is in every case.
    let windowed = found.val_loss.unwrap_or(f64::NAN);
    for (kind, found, expected) in [
        ("val_loss", windowed, expected.val_loss),
        ("val_loss_full", found.val_loss_full, expected.val_loss_full),
        ("val_loss_token", found.val_loss_token, expected.val_loss_token),
    ] {
        report.within(kind, found, expected, tolerance * expected, || what.to_owned());
    }
}

/// Holds the rates of whole schedules to `schedule.json`.
///
/// # Panics
/// If the file is not what the scripts write.
pub fn check_rates(table: &[u8]) -> Report {
    #[derive(Deserialize)]
    struct Row {
        schedule: Value,
        lr: f64,
        steps: usize,
        warmup_frac: f64,
        min_lr_frac: f64,
        rates: Vec<(usize, f64)>,
    }
    let rows: Vec<Row> = serde_json::from_slice(table).expect("rows");
    let mut report = Report::default();
    for row in rows {
        let schedule = serde_json::from_value(row.schedule).expect("a schedule");
        let Row { lr, warmup_frac, min_lr_frac, .. } = row;
        let config = Config { schedule, lr, warmup_frac, min_lr_frac, ..Config::default() };
        for (t, expected) in row.rates {
            let found = learning_rate(&config, row.steps, t);
            // A cosine near its end is a difference of nearly equal numbers, so that the peak is what counts.
            report.within("rate", found, expected, RATE * lr, || format!("{schedule:?} of {} at {t}", row.steps));
        }
    }
    report
}
