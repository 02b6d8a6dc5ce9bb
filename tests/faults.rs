//! What comes from outside and is wrong is refused by its field's name, its value and a remedy; a run that stops being
//! finite stops with its step and keeps its last finite weights.

use headline_lab::checkpoint::to_safetensors;
use headline_lab::config::{Config, ConfigError, Init, Norm, Optimizer, Position, Schedule, from_json, merge, resolve};
use headline_lab::data::TokenData;
use headline_lab::model::{Gpt, Visitor};
use headline_lab::ops::buffer;
use headline_lab::rng::{Purpose, Stream};
use headline_lab::train::trainer::{Divergence, Progress, Trainer};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use std::process::Command;
use std::rc::Rc;

fn refused(set: &Value) -> ConfigError {
    let set = set.as_object().expect("an object");
    resolve("champion", "tiny", set).expect_err("can't train")
}

/// The names of all fields.
fn known() -> Vec<String> {
    headline_lab::config::to_map(&Config::default()).into_iter().map(|(name, _)| name).collect()
}

/// A sentence that names the field and its value, and says what to do.
fn is_told(error: &ConfigError, field: &str) -> Result<(), TestCaseError> {
    let sentence = error.to_string();
    prop_assert_eq!(&error.field, field, "{}", sentence);
    prop_assert!(!error.value.is_empty() && !error.remedy.is_empty(), "{}", sentence);
    prop_assert!(sentence.contains(&format!("{field} = {}", error.value)) && sentence.ends_with('.'), "{}", sentence);
    prop_assert!(sentence.chars().count() < 1_000, "a sentence of {} characters", sentence.chars().count());
    Ok(())
}

#[test]
fn every_field_refuses_every_wrong_type_by_its_name() {
    let wrong =
        [json!(null), json!([1]), json!({"a": 1}), json!("fast"), json!(true), json!(-1), json!(0.5), json!(1e300)];
    for field in known() {
        let (mut refused_here, base) = (0, Config::default());
        for value in &wrong {
            let set = Map::from_iter([(field.clone(), value.clone())]);
            match merge(&base, &set).and_then(|config| config.validate().map(|()| config)) {
                Err(error) => {
                    is_told(&error, &field).unwrap_or_else(|error| panic!("{error}"));
                    let is_type = error.problem.contains("type");
                    assert!(!is_type || error.value == format!("{value}"), "{field} = {value}: {error}");
                    refused_here += 1;
                }
                Ok(config) => {
                    let found = &headline_lab::config::to_map(&config)[&field];
                    assert!(found == value || found.as_f64() == value.as_f64(), "{field} = {value} became {found}");
                }
            }
        }
        assert!(refused_here >= 6, "{field} took {} of {wrong:?}", wrong.len() - refused_here);
    }
}

#[test]
fn impossible_values_are_refused_by_name_value_and_remedy() {
    let cases = [
        (json!({"lr": 1_001}), "lr", "1001"),
        (json!({"lr": -1e-9}), "lr", "-0.000000001"),
        (json!({"eps": 0}), "eps", "0"),
        (json!({"eps": 1e-300}), "eps", "0.000"),
        (json!({"dropout": 1}), "dropout", "1"),
        (json!({"momentum": 1}), "momentum", "1"),
        (json!({"beta2": 1.0}), "beta2", "1"),
        (json!({"n_layer": u64::MAX}), "n_layer", "18446744073709551615"),
        (json!({"titles": 1}), "titles", "1"),
        (json!({"steps": 100_000_001}), "steps", "100000001"),
        (json!({"warmup_frac": 1.5}), "warmup_frac", "1.5"),
        (json!({"d_model": 65}), "d_model", "65"),
        (json!({"d_model": 66, "n_head": 6, "position": "rope"}), "position", "rope"),
        (json!({"": 1}), "", "1"),
        (json!({"learning rate": 1}), "learning rate", "1"),
        (json!({"LR": 1}), "LR", "1"),
    ];
    for (set, field, value) in cases {
        let error = refused(&set);
        is_told(&error, field).unwrap_or_else(|error| panic!("{set}: {error}"));
        assert!(error.value.starts_with(value), "{set}: {error}");
    }
    let long = refused(&json!({ "lr": "9".repeat(1_000_000) })).to_string();
    assert!(long.chars().count() < 600, "{} characters", long.chars().count());
}

#[test]
fn json_text_is_refused_by_name_and_a_field_given_twice_too() {
    let cases = [
        (r#"{"lr": 0.1, "seed": 2, "lr": 0.2}"#, "lr"),
        (r#"{"lr": 0.1, "lr": 0.1}"#, "lr"),
        (r#"{"nlayer": 2}"#, "nlayer"),
        (r#"{"n_layer": "2"}"#, "n_layer"),
        (r#"{"lr": NaN}"#, "configuration"),
        (r#"{"lr": 1e999}"#, "configuration"),
        ("[]", "configuration"),
        ("", "configuration"),
        ("{", "configuration"),
    ];
    for (text, field) in cases {
        let error = from_json(text).expect_err(text);
        assert_eq!(error.field, field, "{error}");
        is_told(&error, field).unwrap_or_else(|error| panic!("{text}: {error}"));
    }
    let config = Config { lr: 0.25, norm: Norm::RmsNorm, ..Config::default() };
    assert_eq!(from_json(&serde_json::to_string(&config).expect("JSON")), Ok(config));
}

#[test]
fn the_command_refuses_by_name_value_and_remedy() {
    let cases: [(&[&str], &[&str]); 8] = [
        (&["lr=0.1", "lr=0.2"], &["lr = 0.2", "a second time, after 0.1", "once"]),
        (&["lr=NaN"], &["lr = \"NaN\"", "wrong type", "a value like"]),
        (&["lr=1e999"], &["lr = \"1e999\"", "wrong type"]),
        (&["lr=1e99"], &["lr = 1000", "from 0 up to 1000"]),
        (&["n_layer=2.5"], &["n_layer = 2.5", "wrong type"]),
        (&["seed=-1"], &["seed = -1", "wrong type"]),
        (&["norm=batchnorm"], &["norm = \"batchnorm\"", "layernorm", "rmsnorm"]),
        (&["nlayer=2"], &["nlayer = 2", "not a configuration field", "n_layer"]),
    ];
    for (settings, parts) in cases {
        let mut command = Command::new(env!("CARGO_BIN_EXE_headline"));
        command.args(["train", "--data", "nowhere.txt", "--size", "tiny"]);
        settings.iter().for_each(|setting| _ = command.args(["--set", setting]));
        let output = command.output().expect("the binary starts");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{settings:?}: {complaint}");
        assert!(parts.iter().all(|part| complaint.contains(part)), "{settings:?}: {complaint}");
        assert!(output.stdout.is_empty() && !complaint.contains("panicked"), "{complaint}");
    }
}

fn cases(usual: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(usual),
    }
}

/// Any JSON, most of it near what a field takes.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3i64..5_000).prop_map(Value::from),
        (-1.5f64..3.0).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        select(vec!["rope", "learned", "sgd", "adamw", "he", "cosine", "rmsnorm", "1", ""]).prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_fields() -> impl Strategy<Value = Vec<(String, Value)>> {
    let name = prop_oneof![9 => select(known()), 1 => any::<String>()];
    prop::collection::vec((name, any_json()), 0..5)
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_json_is_a_configuration_or_is_refused_by_name(fields in any_fields()) {
        let set: Map<String, Value> = fields.iter().cloned().collect();
        match resolve("baseline", "classroom", &set) {
            Ok(resolved) => {
                prop_assert!(resolved.config.validate().is_ok());
                let text = serde_json::to_string(&resolved.config).expect("JSON");
                prop_assert_eq!(from_json(&text), Ok(resolved.config));
            }
            Err(error) => {
                let field = error.field.clone();
                // A long name is cut; what two fields do not do together is told of one that a size may have set.
                let given = |key: &String| match field.strip_suffix('…') {
                    Some(start) => key.starts_with(start),
                    None => *key == field,
                };
                prop_assert!(known().contains(&field) || set.keys().any(given), "{}", error);
                is_told(&error, &field)?;
            }
        }
    }

    #[test]
    fn any_text_is_a_configuration_or_is_refused(fields in any_fields(), cut in 0usize..400) {
        let pairs: Vec<String> =
            fields.iter().map(|(field, value)| format!("{}:{value}", Value::from(field.as_str()))).collect();
        let text: String = format!("{{{}}}", pairs.join(",")).chars().take(cut).collect();
        if let Err(error) = from_json(&text) {
            is_told(&error, &error.field)?;
        }
    }

    #[test]
    fn any_preset_and_size_are_the_tables_or_are_refused(preset in ".{0,12}", size in ".{0,12}") {
        if let Err(error) = resolve(&preset, &size, &Map::new()) {
            prop_assert!(["preset", "size"].contains(&error.field.as_str()), "{}", error);
        }
    }
}

/// A rate or deviation from its least to its most over all orders of magnitude, and 0.
fn over(least: f64, most: f64) -> impl Strategy<Value = f64> {
    let scaled = (least.log10()..=most.log10()).prop_map(|exponent| 10f64.powf(exponent));
    prop_oneof![1 => Just(0.0), 1 => Just(most), 12 => scaled]
}

/// How large a model of a random configuration may be, and what three of its steps may cost.
struct Scale {
    n_layer: usize,
    heads: usize,
    d_head: usize,
    block: usize,
    batch: usize,
    vocab: usize,
    flop: f64,
}

/// Seconds of a test.
const SHORT: Scale = Scale { n_layer: 3, heads: 4, d_head: 9, block: 20, batch: 5, vocab: 90, flop: 3e7 };
/// Minutes of a soak: every size as far as its cost allows.
const LONG: Scale = Scale { n_layer: 64, heads: 64, d_head: 200, block: 1_024, batch: 300, vocab: 20_000, flop: 2e10 };

fn scale() -> Scale {
    if std::env::var_os("HEADLINE_SOAK").is_some() { LONG } else { SHORT }
}

/// Sizes, small ones as likely as large ones.
fn size(most: usize) -> impl Strategy<Value = usize> {
    (0.0..=(most as f64 + 0.999).log2()).prop_map(|exponent| exponent.exp2() as usize)
}

/// A configuration over the whole range of every field, most of which train.
fn any_config() -> impl Strategy<Value = Config> {
    let Scale { n_layer, heads, d_head, block, batch, vocab, .. } = scale();
    let shape = (size(n_layer), size(heads), size(d_head), size(block), size(batch), 4..=vocab, 0..=batch, 0usize..3);
    let parts = (
        select(vec![Norm::LayerNorm, Norm::RmsNorm]),
        select(vec![Position::Learned, Position::Rope]),
        select(vec![Init::Gpt2, Init::He]),
        select(vec![Optimizer::Sgd, Optimizer::AdamW]),
        select(vec![Schedule::Constant, Schedule::Cosine, Schedule::WarmupCosine]),
    );
    let share = || prop_oneof![0.0..1.0, select(vec![0.0, 0.999_999, 1.0 - 1e-15, 1.0])];
    let numbers = (share(), over(1e-12, 1e3), share(), share(), share(), over(1e-20, 1.0), over(1e-9, 100.0));
    let rest = (share(), share(), over(1e-9, 1e9), any::<u64>());
    (shape, parts, numbers, rest).prop_map(|(shape, parts, numbers, rest)| {
        let (n_layer, n_head, d_head, block_size, batch_size, vocab_size, micro_batch_size, odd) = shape;
        let (norm, position, init, optimizer, schedule) = parts;
        let (dropout, lr, momentum, beta1, beta2, eps, weight_decay) = numbers;
        let (warmup_frac, min_lr_frac, grad_clip, seed) = rest;
        let (d_model, steps) = (n_head * d_head + usize::from(odd == 2), 3);
        Config {
            n_layer,
            n_head,
            d_model,
            block_size,
            batch_size,
            vocab_size,
            micro_batch_size,
            norm,
            position,
            init,
            optimizer,
            schedule,
            dropout,
            lr,
            momentum,
            beta1,
            beta2,
            eps,
            weight_decay,
            warmup_frac,
            min_lr_frac,
            grad_clip,
            seed: seed >> 10,
            steps,
            ..Config::default()
        }
    })
}

/// Made-up ids, as many as two batches and some validation take.
fn data(config: &Config) -> Rc<TokenData> {
    let mut stream = Stream::new(5, Purpose::Bench);
    let mut ids = |n: usize| -> Vec<u32> { (0..n).map(|_| stream.below(config.vocab_size as u32)).collect() };
    let (train_ids, val_ids) = (ids(2 * config.batch_tokens() + 2), ids(config.block_size + 2));
    let (train_chars, val_chars) = (4 * train_ids.len(), 4 * val_ids.len());
    let vocab_size = config.vocab_size;
    Rc::new(TokenData { vocab_size, train_ids, val_ids, train_chars, val_chars, train_titles: 9, val_titles: 1 })
}

fn weights_are_finite(gpt: &Gpt) -> bool {
    struct Finite(bool);
    impl Visitor for Finite {
        fn visit<const D: usize>(&mut self, _: &str, parameter: &mut burn::tensor::Tensor<D>) {
            self.0 &= buffer::read(parameter, |values| values.iter().all(|x| x.is_finite()));
        }
    }
    let mut finite = Finite(true);
    gpt.clone().visit(&mut finite);
    finite.0
}

/// A rate at which an update may well throw the weights out of all bounds: such a run may diverge, by name.
fn is_hot(config: &Config) -> bool {
    config.lr > 1.0 || config.lr * config.weight_decay > 1.0
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..cases(96) })]

    #[test]
    fn any_configuration_is_refused_by_name_or_trains(config in any_config()) {
        match config.validate() {
            Err(error) => return is_told(&error, &error.field.clone()),
            Ok(()) => prop_assume!(3.0 * config.flop_per_token() * config.batch_tokens() as f64 <= scale().flop),
        }
        let mut trainer = Trainer::new(&config, data(&config)).expect("enough data");
        let mut steps = 0;
        while !trainer.is_finished() {
            match trainer.advance() {
                Progress::Step(report) => {
                    prop_assert!(report.train_loss.is_finite() && report.grad_norm.is_finite() && report.lr.is_finite());
                    steps += 1;
                }
                Progress::Diverged { step, what } => {
                    prop_assert!(is_hot(&config), "the {what} of update {step}");
                    prop_assert_eq!(step, steps + 1);
                    prop_assert!(weights_are_finite(trainer.gpt()), "weights after the {} of update {} diverged", what, step);
                    return Ok(());
                }
                Progress::Eval { losses, .. } => {
                    prop_assert!(is_hot(&config) || losses.val_loss_full.is_finite(), "{losses:?}");
                }
                _ => {}
            }
        }
        prop_assert_eq!(steps, 3);
        prop_assert!(weights_are_finite(trainer.gpt()));
    }
}

/// A model small enough to train in a moment, and what makes it diverge.
fn hot() -> Config {
    Config {
        n_layer: 1,
        n_head: 2,
        d_model: 8,
        vocab_size: 30,
        block_size: 8,
        batch_size: 4,
        micro_batch_size: 1,
        optimizer: Optimizer::Sgd,
        schedule: Schedule::Constant,
        lr: 900.0,
        weight_decay: 2.0,
        grad_clip: 0.0,
        steps: 60,
        ..Config::default()
    }
}

/// Advances to the end, or to where the run diverges: the updates made, and the weights after each.
fn follow(trainer: &mut Trainer) -> (Vec<Vec<u8>>, Option<(usize, Divergence)>) {
    let mut weights = vec![to_safetensors(trainer.gpt()).expect("writes")];
    loop {
        match trainer.advance() {
            Progress::Step(report) => {
                assert!(report.train_loss.is_finite() && report.grad_norm.is_finite());
                weights.push(to_safetensors(trainer.gpt()).expect("writes"));
            }
            Progress::Diverged { step, what } => return (weights, Some((step, what))),
            Progress::Finished { .. } => return (weights, None),
            _ => {}
        }
    }
}

#[test]
fn a_run_that_diverges_stops_with_its_step_and_its_last_finite_weights() {
    for config in [hot(), Config { weight_decay: 100.0, ..hot() }, Config { momentum: 0.99, ..hot() }] {
        let mut trainer = Trainer::new(&config, data(&config)).expect("enough data");
        let (weights, diverged) = follow(&mut trainer);
        let (step, what) = diverged.expect("so hot a run diverges");
        // Every update before it was made and is kept; the bad one was not.
        assert_eq!((step, trainer.step()), (weights.len(), weights.len() - 1));
        assert!(step > 1 && what != Divergence::Size, "{what} at {step}");
        assert_eq!(to_safetensors(trainer.gpt()).expect("writes"), weights[step - 1]);
        assert!(weights_are_finite(trainer.gpt()));
        // It stays so, and says so again.
        assert_eq!(trainer.advance(), Progress::Diverged { step, what });
        assert!(trainer.is_diverged() && !trainer.is_finished());
        assert_eq!(to_safetensors(trainer.gpt()).expect("writes"), weights[step - 1]);
    }
}

#[test]
fn an_update_that_could_take_a_weight_past_the_largest_float_is_not_made() {
    let config = Config { lr: 1e38, weight_decay: 0.0, ..hot() };
    let mut trainer = Trainer::new(&config, data(&config)).expect("enough data");
    let (weights, diverged) = follow(&mut trainer);
    assert_eq!((diverged, weights.len()), (Some((1, Divergence::Size)), 1));
    assert!(weights_are_finite(trainer.gpt()));
}

#[test]
fn a_run_that_diverges_leaves_the_others_as_they_are() {
    let calm = Config { lr: 0.1, weight_decay: 0.0, ..hot() };
    let data = data(&calm);
    let (alone, none) = follow(&mut Trainer::new(&calm, data.clone()).expect("enough data"));
    assert_eq!((none, alone.len()), (None, 61));
    let mut wild = Trainer::new(&hot(), data.clone()).expect("enough data");
    let mut beside = Trainer::new(&calm, data).expect("enough data");
    let mut weights = vec![to_safetensors(beside.gpt()).expect("writes")];
    while !beside.is_finished() {
        wild.advance();
        if let Progress::Step(_) = beside.advance() {
            weights.push(to_safetensors(beside.gpt()).expect("writes"));
        }
    }
    assert!(wild.is_diverged());
    assert_eq!(weights, alone);
}

/// Weights that are broken from the start are found before they are moved.
#[test]
fn broken_weights_diverge_at_the_first_update_and_are_not_touched() {
    let config = Config { lr: 0.1, weight_decay: 0.0, ..hot() };
    let mut gpt = Gpt::new(&config, config.vocab_size);
    buffer::update(&mut gpt.blocks[0].c_fc.weight, |values| values[3] = f32::INFINITY);
    let before = to_safetensors(&gpt).expect("writes");
    let mut trainer = Trainer::with_weights(&config, data(&config), gpt).expect("enough data");
    let (_, diverged) = follow(&mut trainer);
    assert_eq!(diverged.map(|(step, _)| step), Some(1));
    assert_eq!(to_safetensors(trainer.gpt()).expect("writes"), before);
}
