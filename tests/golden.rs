//! The model and the trainer held to PyTorch: every case of `assets/golden`, made by the scripts beside it. The
//! comparing is in `tests/proof`, which the browser tests run as wasm.

use headline_lab::config::Config;
use headline_lab::data::batches::Cursor;
use headline_lab::model::Gpt;
use headline_lab::ops::buffer;
use headline_lab::train::trainer::{Progress, Trainer};
use headline_proof::Report;
use headline_proof::golden::{CASES, Case, check_rates};
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

/// Of a loss, relative: the same sum by another road.
const OTHER_ROAD: f64 = 1e-6;

fn golden(file: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/golden").join(file);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn case(name: &str) -> Case {
    Case::read(name, &golden(&format!("{name}.json")), &golden(&format!("{name}.safetensors")))
}

#[test]
fn logits_gradients_updates_and_losses_are_pytorchs() {
    let mut report = Report::default();
    for name in CASES {
        report.merge(case(name).check());
    }
    println!("{} values compared, the largest share of each tolerance: {:.3?}", report.compared, report.largest);
    report.hold();
    for kind in ["logit", "gradient", "loss", "norm", "loss after updates", "val_loss", "val_loss_full", "uniform"] {
        assert!(report.largest.contains_key(kind), "{kind} was not compared");
    }
}

#[test]
fn rates_are_pytorchs() {
    let report = check_rates(&golden("schedule.json"));
    report.hold();
    assert!(report.compared > 200, "{}", report.compared);
}

/// The pointer that a trace compares is a cursor of the check's own: this holds the trainer's batches to it.
#[test]
fn the_trainer_takes_the_batches_of_the_cursor() {
    let case = case("default");
    let config = Config { lr: 0.0, weight_decay: 0.0, ..case.config() };
    let (data, gpt) = (Rc::new(case.data()), case.gpt(&config));
    let mut trainer = Trainer::with_weights(&config, data.clone(), gpt.clone()).expect("enough data");
    let mut cursor = Cursor::default();
    while !trainer.is_finished() {
        if let Progress::Step(report) = trainer.advance() {
            let n = config.batch_tokens();
            let start = cursor.advance(n, data.train_ids.len());
            let (x, y) = (&data.train_ids[start..start + n], &data.train_ids[start + 1..start + n + 1]);
            let expected = gpt.loss_sum(x, y, config.block_size) / n as f64;
            let difference = (report.train_loss - expected).abs();
            assert!(difference <= OTHER_ROAD * expected, "update {}: {} {expected}", report.step, report.train_loss);
        }
    }
}

/// A file of weights must change what is compared, or the comparisons would pass on first values.
#[test]
fn golden_weights_differ_from_first_values() {
    for case in CASES.map(case) {
        let config = case.config();
        let fresh = Gpt::new(&config, config.vocab_size);
        let values = |gpt: &Gpt| buffer::read(&gpt.wte, <[f32]>::to_vec);
        assert_ne!(values(&fresh), values(&case.gpt(&config)));
        assert_eq!(values(&case.gpt(&config)), case.tensor("transformer.wte.weight"));
    }
}
