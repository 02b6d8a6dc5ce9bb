//! The bundled sample and its prebuilt tokenizer belong together.

use headline_lab::config::resolve;
use headline_lab::data::titles;
use headline_lab::prepare::Preparation;
use headline_lab::tokenizer::Tokenizer;
use headline_lab::train::plan::Plan;
use serde_json::Map;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

fn asset(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_prebuilt_tokenizer_is_the_one_that_the_sample_trains() {
    let text = asset("headlines.txt");
    let trained = Tokenizer::train(text.lines(), 2_048).expect("trains");
    let prebuilt = Tokenizer::from_json(asset("tokenizer.json").trim_end()).expect("reads");
    assert_eq!(prebuilt.vocab_size(), 2_048);
    // Compared as strings only where they differ, since a failed comparison would print 50 kB twice.
    assert!(prebuilt.to_json() == trained.to_json(), "run `cargo xtask sample` and train the tokenizer again");
}

#[test]
fn the_sample_trains_the_first_lesson_without_an_unknown_byte_or_a_title_on_both_sides() {
    let config = resolve("champion", "classroom", &Map::new()).expect("a preset").config;
    let titles = titles::parse(asset("headlines.txt").as_bytes(), None, None).expect("readable");
    assert_eq!(titles.titles.len(), 20_000);
    let tokenizer = Tokenizer::from_json(asset("tokenizer.json").trim_end()).expect("reads");
    let prepared = Preparation::new(titles, &config).run(Some(tokenizer)).expect("enough");
    assert_eq!(prepared.unknown, 0);
    let train: HashSet<&String> = prepared.split.train.iter().collect();
    assert!(prepared.split.val.iter().all(|title| !train.contains(title)));
    let plan = Plan::new(&config, &prepared.data).expect("enough");
    assert!(plan.uniform.is_some() && plan.steps > 300, "{plan:?}");
}
