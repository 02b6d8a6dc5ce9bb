//! The model and the trainer held to PyTorch: every case of `assets/golden`, made by the scripts beside it.

use headline_lab::checkpoint::load_weights;
use headline_lab::config::{Config, merge};
use headline_lab::data::TokenData;
use headline_lab::data::batches::Cursor;
use headline_lab::model::{Gpt, Rows, Visitor};
use headline_lab::ops::buffer;
use headline_lab::train::evaluation::{Evaluation, Losses};
use headline_lab::train::optimizer::Gradients;
use headline_lab::train::schedule::learning_rate;
use headline_lab::train::trainer::{Progress, Trainer};
use safetensors::SafeTensors;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

/// Of a gradient's element, relative to itself: f32 sums in another order than PyTorch's.
const GRADIENT_RELATIVE: f64 = 1e-3;

/// Of a gradient's element, relative to ‖g‖₂: some true gradients are zero, such as a key bias's, and what is computed
/// for them is rounding of the terms that cancel.
const GRADIENT_OF_NORM: f64 = 1e-6;

/// Of a loss or a norm from the initial weights, relative: one forward and backward, which PyTorch's own f32 and f64
/// agree on to 1e-6.
const LOSS: f64 = 1e-4;

/// Of a loss or a norm within the 20 updates and after them, relative: an update feeds each rounding into the next.
const AFTER_UPDATES: f64 = 1e-3;

/// Of a logit, absolute, where logits are of the order of 1.
const LOGIT: f64 = 1e-4;

/// Of a learning rate, relative: f64, where a cosine may differ in its last bits.
const RATE: f64 = 1e-12;

/// Of what is a division of two numbers in f64, relative.
const EXACT: f64 = 1e-12;

/// Every case that the scripts make.
const CASES: [&str; 7] = ["default", "rmsnorm_rope_he", "rmsnorm", "rope", "he", "odd_heads", "uneven_micro_batches"];

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

struct Case {
    name: &'static str,
    facts: Facts,
    tensors: HashMap<String, Vec<f32>>,
    /// The parameters alone, as a file that a model loads.
    weights: Vec<u8>,
}

fn golden(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/golden").join(file)
}

fn case(name: &'static str) -> Case {
    let facts = fs::read(golden(&format!("{name}.json"))).expect("a golden file");
    let bytes = fs::read(golden(&format!("{name}.safetensors"))).expect("a golden file");
    let file = SafeTensors::deserialize(&bytes).expect("safetensors");
    let values = |data: &[u8]| data.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let parameters = file.iter().filter(|(name, _)| name.starts_with("transformer."));
    Case {
        name,
        facts: serde_json::from_slice(&facts).expect("the facts of a case"),
        tensors: file.iter().map(|(name, view)| (name.to_owned(), values(view.data()))).collect(),
        weights: safetensors::serialize(parameters, None).expect("the parameters"),
    }
}

impl Case {
    fn config(&self, fields: &Map<String, Value>) -> Config {
        let config = merge(&Config::default(), fields).expect("the design's fields");
        config.validate().expect("a configuration that trains");
        config
    }

    fn gpt(&self, config: &Config) -> Gpt {
        let mut gpt = Gpt::new(config, config.vocab_size);
        load_weights(&mut gpt, &self.weights).expect("the case's parameters fit");
        gpt
    }

    fn data(&self) -> TokenData {
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
}

#[track_caller]
fn near(found: f64, expected: f64, relative: f64, what: &str) {
    let difference = (found - expected).abs();
    assert!(difference <= relative * expected.abs(), "{what}: {found}, and PyTorch has {expected}");
}

#[test]
fn logits_are_pytorchs() {
    for case in CASES.map(case) {
        let config = case.config(&case.facts.config);
        let gpt = case.gpt(&config);
        assert_eq!(gpt.count_parameters(), case.facts.parameters, "{}", case.name);
        assert_eq!(config.count_parameters(config.vocab_size), case.facts.parameters, "{}", case.name);
        let found = gpt.logits(&case.facts.train_ids[..config.batch_tokens()], config.block_size);
        let expected = &case.tensors["logits"];
        assert_eq!(found.len(), expected.len(), "{}", case.name);
        for (index, (a, b)) in found.iter().zip(expected).enumerate() {
            assert!(f64::from((a - b).abs()) <= LOGIT, "{}: logit {index} is {a}, and PyTorch has {b}", case.name);
        }
    }
}

/// The loss and the gradients of the first batch, in micro-batches of `rows` rows.
fn first_batch(case: &Case, config: &Config, rows: usize) -> (f64, Gradients) {
    let gpt = case.gpt(config);
    let (t, scale) = (config.block_size, 1.0 / config.batch_tokens() as f32);
    let (mut loss, mut gradients) = (0.0, Gradients::default());
    for first_row in (0..config.batch_size).step_by(rows) {
        let ids = first_row * t..config.batch_size.min(first_row + rows) * t;
        let (x, y) = (&case.facts.train_ids[ids.clone()], &case.facts.train_ids[ids.start + 1..ids.end + 1]);
        let mut tracked = gpt.tracked();
        let part = tracked.loss(x, y, &Rows { seq_len: t, first_row, dropout: None }, scale);
        loss += f64::from(part.clone().into_scalar::<f32>());
        gradients.accumulate(&mut tracked, part.backward());
    }
    (loss, gradients)
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

#[test]
fn loss_norm_and_every_gradient_are_pytorchs() {
    for case in CASES.map(case) {
        let config = case.config(&case.facts.config);
        let names = names(&case.gpt(&config));
        for rows in [config.batch_size, config.micro_batch_rows(), 1] {
            let what = format!("{} in micro-batches of {rows}", case.name);
            let (loss, gradients) = first_batch(&case, &config, rows);
            near(loss, case.facts.first_batch.loss, LOSS, &what);
            let norm = case.facts.first_batch.grad_norm;
            near(gradients.norm(), norm, LOSS, &what);
            assert_eq!(names.len(), gradients.0.len());
            for (name, gradient) in names.iter().zip(&gradients.0) {
                let expected = &case.tensors[&format!("grad.{name}")];
                assert_eq!(gradient.len(), expected.len(), "{what}: {name}");
                for (index, (&a, &b)) in gradient.iter().zip(expected).enumerate() {
                    let (a, b) = (f64::from(a), f64::from(b));
                    let tolerance = GRADIENT_RELATIVE * b.abs() + GRADIENT_OF_NORM * norm;
                    assert!((a - b).abs() <= tolerance, "{what}: {name}[{index}] is {a}, and PyTorch has {b}");
                }
            }
        }
    }
}

fn evaluate(config: &Config, data: &TokenData, gpt: &Gpt) -> Losses {
    let mut evaluation = Evaluation::new(config, data);
    loop {
        if let (_, _, Some(losses)) = evaluation.advance(gpt, &data.val_ids) {
            return losses;
        }
    }
}

fn same_losses(found: Losses, expected: &GoldenLosses, tolerance: f64, what: &str) {
    near(found.val_loss.expect("whole windows"), expected.val_loss, tolerance, &format!("val_loss {what}"));
    near(found.val_loss_full, expected.val_loss_full, tolerance, &format!("val_loss_full {what}"));
    near(found.val_loss_token, expected.val_loss_token, tolerance, &format!("val_loss_token {what}"));
}

/// Runs the 20 updates of a trace, comparing as it goes.
fn follow(case: &Case, trace: &Trace) {
    let what = format!("{} {}", case.name, trace.name);
    let config = case.config(&trace.config);
    let data = Rc::new(case.data());
    same_losses(evaluate(&config, &data, &case.gpt(&config)), &trace.before, LOSS, &format!("before {what}"));
    let mut trainer = Trainer::with_weights(&config, data.clone(), case.gpt(&config)).expect("enough data");
    assert_eq!(trainer.plan().steps, trace.steps.len());
    near(trainer.plan().uniform.expect("whole windows"), trace.before.uniform, EXACT, &what);
    near(trainer.plan().uniform_full, trace.after.uniform_full, EXACT, &what);
    let mut cursor = Cursor::default();
    let mut last_losses = None;
    while !trainer.is_finished() {
        match trainer.advance() {
            Progress::Step(report) => {
                let expected = &trace.steps[report.step - 1];
                let what = format!("{what}, update {}", report.step);
                let tolerance = if report.step == 1 { LOSS } else { AFTER_UPDATES };
                near(report.train_loss, expected.train_loss, tolerance, &format!("loss of {what}"));
                near(report.grad_norm, expected.grad_norm, tolerance, &format!("norm of {what}"));
                near(report.lr, expected.lr, RATE, &format!("rate of {what}"));
                let pointer = cursor.advance(config.batch_tokens(), data.train_ids.len());
                assert_eq!(pointer, expected.pointer, "pointer of {what}");
            }
            Progress::Eval { losses, .. } => last_losses = Some(losses),
            Progress::Diverged { step, what } => panic!("the {what} of update {step} is not finite"),
            _ => {}
        }
    }
    let losses = last_losses.expect("an evaluation after the last update");
    same_losses(losses, &trace.after, AFTER_UPDATES, &format!("after {what}"));
    next_batch_loss(case, trace, &config, &trainer, cursor, &what);
}

/// The batch of an update after the last, which shows what the last one did.
fn next_batch_loss(case: &Case, trace: &Trace, config: &Config, trainer: &Trainer, cursor: Cursor, what: &str) {
    assert_eq!(cursor.pointer, trace.final_pointer, "pointer after {what}");
    let ids = cursor.pointer..cursor.pointer + config.batch_tokens();
    let targets = &case.facts.train_ids[ids.start + 1..ids.end + 1];
    let sum = trainer.gpt().loss_sum(&case.facts.train_ids[ids], targets, config.block_size);
    near(sum / config.batch_tokens() as f64, trace.final_loss, AFTER_UPDATES, &format!("loss after {what}"));
}

#[test]
fn twenty_updates_under_every_optimizer_and_schedule_are_pytorchs() {
    for case in CASES.map(case) {
        assert_eq!(case.facts.traces.len(), 9, "{}", case.name);
        for trace in &case.facts.traces {
            follow(&case, trace);
        }
    }
}

/// The pointer that [`follow`] compares is a cursor of the test's own: this holds the trainer's batches to it.
#[test]
fn the_trainer_takes_the_batches_of_the_cursor() {
    let case = case("default");
    let config = Config { lr: 0.0, weight_decay: 0.0, ..case.config(&case.facts.config) };
    let (data, gpt) = (Rc::new(case.data()), case.gpt(&config));
    let mut trainer = Trainer::with_weights(&config, data.clone(), gpt.clone()).expect("enough data");
    let mut cursor = Cursor::default();
    while !trainer.is_finished() {
        if let Progress::Step(report) = trainer.advance() {
            let n = config.batch_tokens();
            let start = cursor.advance(n, data.train_ids.len());
            let (x, y) = (&data.train_ids[start..start + n], &data.train_ids[start + 1..start + n + 1]);
            near(report.train_loss, gpt.loss_sum(x, y, config.block_size) / n as f64, 1e-6, "the loss of a batch");
        }
    }
}

#[test]
fn rates_are_pytorchs() {
    #[derive(Deserialize)]
    struct Row {
        schedule: Value,
        lr: f64,
        steps: usize,
        warmup_frac: f64,
        min_lr_frac: f64,
        rates: Vec<(usize, f64)>,
    }
    let rows: Vec<Row> =
        serde_json::from_slice(&fs::read(golden("schedule.json")).expect("a golden file")).expect("rows");
    assert!(rows.len() >= 10);
    for row in rows {
        let schedule = serde_json::from_value(row.schedule).expect("a schedule");
        let Row { lr, warmup_frac, min_lr_frac, .. } = row;
        let config = Config { schedule, lr, warmup_frac, min_lr_frac, ..Config::default() };
        for (t, expected) in row.rates {
            let found = learning_rate(&config, row.steps, t);
            // A cosine near its end is a difference of nearly equal numbers, so that the peak is what counts.
            assert!((found - expected).abs() <= RATE * lr, "{schedule:?} of {} at {t}: {found} {expected}", row.steps);
        }
    }
}

/// A file of weights must change what is compared, or the comparisons would pass on first values.
#[test]
fn golden_weights_differ_from_first_values() {
    for case in CASES.map(case) {
        let config = case.config(&case.facts.config);
        let fresh = Gpt::new(&config, config.vocab_size);
        let values = |gpt: &Gpt| buffer::read(&gpt.wte, <[f32]>::to_vec);
        assert_ne!(values(&fresh), values(&case.gpt(&config)));
        assert_eq!(values(&case.gpt(&config)), case.tensors["transformer.wte.weight"]);
    }
}
