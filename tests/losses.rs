//! What the losses are over: which of them exist on little data, and the uniform line over the same tokens.

use headline_lab::config::{Config, resolve};
use headline_lab::data::titles::{self, Format, Titles};
use headline_lab::data::{DataError, TokenData};
use headline_lab::model::{Gpt, Visitor};
use headline_lab::ops::buffer;
use headline_lab::prepare::{Preparation, Prepared};
use headline_lab::train::evaluation::Losses;
use headline_lab::train::plan::Plan;
use headline_proof::golden::evaluate;
use serde_json::json;
use std::fs;

/// Of a loss, relative: f32 logarithms summed in f64.
const ROUNDING: f64 = 1e-6;

fn sample(n: usize) -> Titles {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/headlines.txt");
    let text = fs::read_to_string(path).expect("the bundled sample");
    let few: Vec<&str> = text.lines().take(n).collect();
    titles::parse(few.join("\n").as_bytes(), Some(Format::Txt), None).expect("titles")
}

/// A size as the page has it, but for a model that is evaluated in a moment.
fn config(size: &str, titles: usize) -> Config {
    let set = json!({"titles": titles, "n_layer": 1, "n_head": 1, "d_model": 4});
    resolve("champion", size, set.as_object().expect("an object")).expect("trains").config
}

fn prepare(size: &str, titles: usize) -> Result<Prepared, DataError> {
    Preparation::new(sample(titles), &config(size, titles)).run(None)
}

/// A model whose logits are all 0, which guesses every token alike.
fn uniform(config: &Config, data: &TokenData) -> Gpt {
    struct Zero;
    impl Visitor for Zero {
        fn visit<const D: usize>(&mut self, _: &str, parameter: &mut burn::tensor::Tensor<D>) {
            buffer::update(parameter, |values| values.fill(0.0));
        }
    }
    let mut gpt = Gpt::new(config, data.vocab_size);
    gpt.visit(&mut Zero);
    gpt
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= ROUNDING * expected, "{found} {expected}");
}

/// The losses of guessing uniformly are the plan's lines, so that each line is over the tokens of its curve.
fn on_the_lines(config: &Config, data: &TokenData) -> Losses {
    let plan = Plan::new(config, data).expect("enough data");
    let losses = evaluate(config, data, &uniform(config, data));
    near(losses.val_loss_full, plan.uniform_full);
    near(losses.val_loss_token, (data.vocab_size as f64).ln());
    assert_eq!(losses.val_loss.is_some(), plan.uniform.is_some());
    if let (Some(loss), Some(line)) = (losses.val_loss, plan.uniform) {
        near(loss, line);
        // The windows drop a tail, and the line with them.
        assert!(line < plan.uniform_full);
    }
    losses
}

#[test]
fn few_titles_have_the_losses_that_their_tokens_fill_or_are_refused_with_the_number_that_would_do() {
    let mut seen = [0; 3];
    for size in ["tiny", "classroom", "medium"] {
        for titles in [50, 200, 1_000] {
            let config = config(size, titles);
            match prepare(size, titles) {
                Ok(Prepared { data, .. }) => {
                    assert!(data.train_ids.len() > config.batch_tokens() && data.val_ids.len() >= 2);
                    let whole = data.val_ids.len() > config.batch_tokens();
                    let losses = on_the_lines(&config, &data);
                    assert_eq!(losses.val_loss.is_some(), whole, "{titles} titles at {size}");
                    assert!(losses.val_loss != Some(0.0) && losses.val_loss_full > 0.0);
                    seen[usize::from(whole)] += 1;
                }
                Err(DataError::TooFew { found, needed, .. }) => {
                    assert_eq!(found, titles);
                    assert!(prepare(size, needed).is_ok(), "{needed} titles were to do at {size}");
                    assert!(prepare(size, needed / 2).is_err(), "{needed} titles are far more than needed at {size}");
                    seen[2] += 1;
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
    assert!(seen.iter().all(|&n| n > 0), "both losses, one, and none: {seen:?}");
}

#[test]
fn the_uniform_line_is_over_the_tokens_of_its_curve() {
    let data = prepare("tiny", 1_000).expect("enough titles").data;
    for (batch_size, block_size) in [(1, 1), (3, 7), (16, 64), (8, 33), (2, 1_000)] {
        on_the_lines(&Config { batch_size, block_size, ..config("tiny", 1_000) }, &data);
    }
}

/// One validation id has no context and is nobody's target; two are one target.
#[test]
fn a_validation_part_without_a_target_is_refused() {
    let data = prepare("tiny", 200).expect("enough titles").data;
    let config = config("tiny", 200);
    let cut = |n: usize| TokenData { val_ids: data.val_ids[..n].to_vec(), ..data.clone() };
    for n in [0, 1] {
        assert!(matches!(Plan::new(&config, &cut(n)), Err(DataError::TooFew { .. })), "{n} ids");
    }
    assert_eq!(on_the_lines(&config, &cut(2)).val_loss, None);
}
