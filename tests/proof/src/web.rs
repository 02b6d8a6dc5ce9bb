//! The checks as a browser calls them. Each gives its findings as JSON; a failed one is told there and does not throw.

use crate::golden::{self, Case};
use crate::tokenizer::Titles;
use crate::{Report, sizes, state, streams};
use serde_json::json;
use wasm_bindgen::prelude::*;

fn told(report: &Report) -> String {
    serde_json::to_string(report).expect("a plain struct")
}

/// Every kernel against its oracle: `{ name, error }[]`, the error being empty where the kernel agrees.
#[wasm_bindgen]
pub fn check_kernels() -> String {
    let results = headline_kernels::self_check();
    let results =
        results.into_iter().map(|(name, result)| json!({ "name": name, "error": result.err().unwrap_or_default() }));
    serde_json::Value::Array(results.collect()).to_string()
}

/// One of PyTorch's cases, of the bytes of its two files.
#[wasm_bindgen]
pub fn check_golden(name: &str, facts: &[u8], tensors: &[u8]) -> String {
    told(&Case::read(name, facts, tensors).check())
}

/// The names of the cases.
#[wasm_bindgen]
pub fn golden_cases() -> Vec<String> {
    golden::CASES.map(str::to_owned).into()
}

/// The rates of `schedule.json`.
#[wasm_bindgen]
pub fn check_rates(table: &[u8]) -> String {
    told(&golden::check_rates(table))
}

/// Hugging Face's tokenizer, of its golden file and the titles; nothing where they are other titles.
#[wasm_bindgen]
pub fn check_tokenizer(golden: &[u8], real: &[u8], awkward: &[u8]) -> Option<String> {
    Titles::read(golden, real, awkward).map(|titles| told(&titles.check()))
}

/// The streams of random numbers.
#[wasm_bindgen]
pub fn check_streams() -> String {
    told(&streams::check())
}

/// Models that are too large.
#[wasm_bindgen]
pub fn check_sizes() -> String {
    told(&sizes::check())
}

/// Runs that are kept and gone on with.
#[wasm_bindgen]
pub fn check_state() -> String {
    told(&state::check())
}

/// The hash of a run, which is the same for the same module and thread count.
#[wasm_bindgen]
pub fn run_digest() -> String {
    streams::run_digest()
}
