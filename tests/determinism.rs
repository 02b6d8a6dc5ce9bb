//! The same seed gives the same run, whatever looks at it and however its batches are cut; and two runs share all that
//! their difference does not touch.

use headline_lab::checkpoint::to_safetensors;
use headline_lab::config::{Config, Init, Norm, Optimizer, Position, Schedule};
use headline_lab::data::titles;
use headline_lab::data::{DataError, TokenData};
use headline_lab::generate::{Generation, Sampling};
use headline_lab::model::{Gpt, Rows};
use headline_lab::ops::buffer;
use headline_lab::prepare::{Preparation, Prepared};
use headline_lab::rng::DropoutStep;
use headline_lab::train::evaluation::{Evaluation, Losses, ValLossAt};
use headline_lab::train::trainer::{Progress, StepReport, Trainer};
use std::rc::Rc;

/// Of a loss, relative: micro-batches and evaluation chunks add the same terms in another order.
const OTHER_ORDER: f64 = 1e-5;

/// A model small enough for a run of seconds without optimisation.
fn config() -> Config {
    Config {
        n_layer: 2,
        n_head: 2,
        d_model: 16,
        vocab_size: 200,
        block_size: 16,
        dropout: 0.2,
        lr: 3e-3,
        steps: 12,
        batch_size: 6,
        titles: 400,
        ..Config::default()
    }
}

/// Made-up headlines of different lengths and words.
fn prepare(n: usize, config: &Config) -> Result<Prepared, DataError> {
    const WORDS: [&str; 7] = ["Show", "compiler", "of", "a tiny", "browser", "why", "database"];
    let word = |i: usize, j: usize| WORDS[(i * (j + 3) + j * j) % WORDS.len()];
    let title = |i: usize| (0..3 + i % 5).map(|j| word(i, j)).collect::<Vec<_>>().join(" ");
    let text: String = (0..n).map(|i| format!("{} {i}\n", title(i))).collect();
    Preparation::new(titles::parse(text.as_bytes(), None, None)?, config).run(None)
}

fn data(config: &Config) -> Rc<TokenData> {
    Rc::new(prepare(config.titles, config).expect("enough titles").data)
}

/// All that a run reports, and its last weights.
#[derive(Debug, PartialEq)]
struct Curve {
    steps: Vec<StepReport>,
    evaluations: Vec<(usize, Losses)>,
    weights: Vec<u8>,
}

/// Runs to the end, calling `between` before each unit of work.
fn run_with(config: &Config, data: &Rc<TokenData>, between: impl FnMut(&Trainer)) -> Curve {
    to_its_end(Trainer::new(config, data.clone()).expect("enough data"), between)
}

fn to_its_end(mut trainer: Trainer, mut between: impl FnMut(&Trainer)) -> Curve {
    let (mut steps, mut evaluations) = (Vec::new(), Vec::new());
    while !trainer.is_finished() {
        between(&trainer);
        match trainer.advance() {
            Progress::Step(report) => steps.push(report),
            Progress::Eval { step, losses } => evaluations.push((step, losses)),
            Progress::Diverged { step, what } => panic!("the {what} of update {step} is not finite"),
            _ => {}
        }
    }
    Curve { steps, evaluations, weights: to_safetensors(trainer.gpt()).expect("writes") }
}

fn run(config: &Config, data: &Rc<TokenData>) -> Curve {
    run_with(config, data, |_| {})
}

#[test]
fn the_same_configuration_gives_the_same_curve_bit_for_bit() {
    let config = config();
    let curve = run(&config, &data(&config));
    assert_eq!(curve.steps.len(), 12);
    assert_eq!(curve, run(&config, &data(&config)));
    let other = Config { seed: 7, ..config.clone() };
    assert_ne!(curve.steps[0].train_loss, run(&other, &data(&other)).steps[0].train_loss);
}

#[test]
fn runs_in_lock_step_do_not_touch_each_other() {
    let config = config();
    let data = data(&config);
    let alone = run(&config, &data);
    let mut other = Trainer::new(&Config { seed: 7, dropout: 0.5, ..config.clone() }, data.clone()).expect("enough");
    let beside = run_with(&config, &data, |_| {
        other.advance();
    });
    assert_eq!(alone, beside);
}

#[test]
fn glances_and_samples_change_nothing() {
    let config = config();
    let prepared = prepare(config.titles, &config).expect("enough titles");
    let data = Rc::new(prepared.data);
    let mut glances = 0;
    let watched = run_with(&config, &data, |trainer| {
        let mut glance = trainer.glance();
        while trainer.advance_glance(&mut glance).is_none() {}
        glances += 1;
        let sampling = Sampling { max_tokens: 4, ..Sampling::default() };
        let mut generation = Generation::new(trainer.gpt(), &prepared.tokenizer, sampling).expect("fits");
        while !generation.advance(trainer.gpt()) {}
    });
    assert!(glances > 12);
    assert_eq!(watched, run(&config, &data));
}

#[test]
fn evaluations_without_val_loss_change_nothing_else() {
    let config = Config { evals_per_epoch: 1_000, ..config() };
    let data = data(&config);
    let all = run(&config, &data);
    let trainer = Trainer::new(&config, data.clone()).expect("enough data").with_val_loss_at(ValLossAt::EndsOfEpochs);
    let plan = trainer.plan().clone();
    let some = to_its_end(trainer, |_| {});
    assert_eq!((&all.steps, &all.weights), (&some.steps, &some.weights));
    let expected = all.evaluations.iter().map(|&(step, losses)| {
        let val_loss = losses.val_loss.filter(|_| plan.reports_val_loss(step));
        (step, Losses { val_loss, ..losses })
    });
    assert_eq!(some.evaluations, expected.collect::<Vec<_>>());
    let with = |curve: &Curve| curve.evaluations.iter().filter(|(_, losses)| losses.val_loss.is_some()).count();
    assert!(with(&all) == 12 && with(&some) >= 2 && with(&some) < 12, "{} of {}", with(&some), with(&all));
}

#[test]
fn micro_batches_have_the_batchs_dropout_and_losses() {
    let config = config();
    let data = data(&config);
    let whole = run(&Config { micro_batch_size: 6, ..config.clone() }, &data);
    for micro_batch_size in [1, 4] {
        let cut = run(&Config { micro_batch_size, ..config.clone() }, &data);
        for (a, b) in whole.steps.iter().zip(&cut.steps) {
            let difference = (a.train_loss - b.train_loss).abs();
            assert!(difference <= OTHER_ORDER * a.train_loss, "update {}: {a:?} {b:?}", a.step);
        }
    }
    // Another seed's dropout moves the loss by far more than that, so that the comparison could fail.
    let redrawn = first_loss(&config, &data, 8, 0);
    let drawn = first_loss(&config, &data, config.seed, 0);
    assert!((redrawn - drawn).abs() > 10.0 * OTHER_ORDER * drawn, "{redrawn} {drawn}");
}

/// The loss of the first batch's rows from `first_row` on, from the same weights, with the dropout of `seed`.
fn first_loss(config: &Config, data: &TokenData, seed: u64, first_row: usize) -> f64 {
    let gpt = Gpt::new(config, data.vocab_size);
    let n = config.batch_tokens() - first_row * config.block_size;
    let start = config.batch_tokens() - n;
    let dropout = Some(DropoutStep::new(seed, 0, config.dropout));
    let rows = Rows { seq_len: config.block_size, first_row, dropout };
    let (x, y) = (&data.train_ids[start..start + n], &data.train_ids[start + 1..start + n + 1]);
    f64::from(gpt.loss(x, y, &rows, 1.0 / n as f32).into_scalar::<f32>())
}

/// The switches of an update and of a model, each with another value than [`config`]'s.
fn switches() -> (Vec<Config>, Vec<Config>) {
    let base = config();
    let updates = vec![
        Config { optimizer: Optimizer::Sgd, ..base.clone() },
        Config { optimizer: Optimizer::Sgd, momentum: 0.9, ..base.clone() },
        Config { lr: 1e-2, ..base.clone() },
        Config { schedule: Schedule::Constant, ..base.clone() },
        Config { weight_decay: 0.0, ..base.clone() },
        Config { grad_clip: 0.01, ..base.clone() },
        Config { beta1: 0.5, beta2: 0.5, eps: 1e-3, ..base.clone() },
        Config { steps: 30, ..base.clone() },
    ];
    let models = vec![
        Config { norm: Norm::RmsNorm, ..base.clone() },
        Config { position: Position::Rope, ..base.clone() },
        Config { init: Init::He, ..base.clone() },
        Config { dropout: 0.0, ..base.clone() },
        Config { n_layer: 1, n_head: 4, d_model: 24, ..base.clone() },
        Config { seed: 7, ..base.clone() },
    ];
    (updates, models)
}

#[test]
fn runs_that_differ_in_their_updates_share_batches_weights_and_dropout() {
    let base = config();
    let data = data(&base);
    let first_and_twelfth = |config: &Config| {
        let steps = run(config, &data).steps;
        [0, 11].map(|index: usize| (steps[index].train_loss, steps[index].grad_norm))
    };
    let [first, twelfth] = first_and_twelfth(&base);
    for other in switches().0 {
        let [other_first, other_twelfth] = first_and_twelfth(&other);
        assert_eq!(first, other_first, "{other:?}");
        // What a switch does shows by then, so that the runs could have differed from the start.
        assert_ne!(twelfth, other_twelfth, "{other:?}");
    }
}

#[test]
fn a_comparison_shares_its_batches() {
    let base = config();
    let shared = data(&base);
    let (updates, models) = switches();
    for other in updates.iter().chain(&models) {
        assert_eq!(data(other), shared, "{other:?}");
    }
    for other in [
        Config { data_seed: 7, ..base.clone() },
        Config { shuffle: false, ..base.clone() },
        Config { titles: 300, ..base.clone() },
        Config { val_frac: 0.2, ..base.clone() },
        Config { vocab_size: 150, ..base.clone() },
    ] {
        assert_ne!(data(&other), shared, "{other:?}");
    }
}

#[test]
fn a_comparison_that_differs_in_one_part_shares_weights_and_dropout() {
    let plain = config();
    let data = data(&plain);
    let rms = Config { norm: Norm::RmsNorm, ..plain.clone() };
    let rope = Config { position: Position::Rope, ..plain.clone() };
    let (drawn, norm_differs, position_differs) = (dropped(&plain, &data), dropped(&rms, &data), dropped(&rope, &data));
    let share = drawn.iter().filter(|&&dropped| dropped).count() as f64 / drawn.len() as f64;
    assert!((0.4..0.6).contains(&share), "{share}");
    assert_eq!(drawn, norm_differs);
    assert_eq!(drawn, position_differs);
    assert_ne!(drawn, dropped(&Config { seed: 7, ..plain.clone() }, &data));
    let weights = |config: &Config| {
        let gpt = Gpt::new(config, data.vocab_size);
        buffer::read(&gpt.blocks[1].c_attn.weight, <[f32]>::to_vec)
    };
    assert_eq!(weights(&plain), weights(&rms));
    assert_eq!(weights(&plain), weights(&rope));
}

/// Which elements of the first rows' embeddings are dropped, seen through the last norm of a model without blocks.
fn dropped(config: &Config, data: &TokenData) -> Vec<bool> {
    let mut gpt = Gpt::new(config, data.vocab_size);
    gpt.blocks.clear();
    let dropout = Some(DropoutStep::new(config.seed, 0, 0.5));
    let rows = Rows { seq_len: config.block_size, first_row: 0, dropout };
    let hidden = gpt.hidden(&data.train_ids[..config.block_size], &rows);
    let is_dropped = |row: &[f32]| -> Vec<bool> {
        // A norm gives all zeros of a row one value, and no two drawn weights are alike.
        row.iter().map(|x| row.iter().filter(|y| x.to_bits() == y.to_bits()).count() > 1).collect()
    };
    buffer::read(&hidden, |hidden| hidden.chunks(config.d_model).flat_map(is_dropped).collect())
}

#[test]
fn few_titles_train_with_finite_losses_and_no_loss_is_never_0() {
    let mut without_window = 0;
    for titles in [50, 200, 1_000] {
        let config = Config { titles, steps: 3, batch_size: 16, ..config() };
        let prepared = prepare(titles, &config).expect("enough titles");
        let windows = prepared.data.val_ids.len() / (config.batch_tokens() + 1);
        let curve = run(&config, &Rc::new(prepared.data));
        assert!(curve.steps.iter().all(|report| report.train_loss.is_finite() && report.train_loss > 0.0));
        for (_, losses) in &curve.evaluations {
            assert_eq!(losses.val_loss.is_some(), windows > 0, "{titles} titles");
            assert!(losses.val_loss.is_none_or(|loss| loss.is_finite() && loss > 0.0));
            assert!(losses.val_loss_full.is_finite() && losses.val_loss_full > 0.0);
            assert!(losses.val_loss_token.is_finite() && losses.val_loss_token > 0.0);
        }
        without_window += usize::from(windows == 0);
    }
    assert!((1..3).contains(&without_window), "both kinds of validation part are tried");
}

#[test]
fn the_full_loss_does_not_depend_on_the_batch_size() {
    let small = Config { batch_size: 8, titles: 1_200, val_frac: 0.3, ..config() };
    let large = Config { batch_size: 64, ..small.clone() };
    let data = data(&large);
    let gpt = Gpt::new(&small, data.vocab_size);
    let losses = [small, large].map(|config| {
        let mut evaluation = Evaluation::new(&config, &data);
        loop {
            if let (_, _, Some(losses)) = evaluation.advance(&gpt, &data.val_ids) {
                break losses;
            }
        }
    });
    let [a, b] = losses.map(|losses| losses.val_loss_full);
    assert!((a - b).abs() <= OTHER_ORDER * a, "{a} {b}");
    let [a, b] = losses.map(|losses| losses.val_loss.expect("whole windows"));
    assert!((a - b).abs() > OTHER_ORDER * a, "the paper's loss drops another tail: {a} {b}");
}
