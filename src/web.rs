//! The browser's side: with the files below, the only `#[wasm_bindgen]` of the project, a thin layer over the core.
//!
//! Objects cross as plain JavaScript ones. Errors are thrown as `Error` with `code` and, where they apply, `field`,
//! `value` and `remedy`; the message is a whole sentence.

mod bench;
mod folder;
mod keep;
#[cfg(feature = "threads")]
mod pool;
mod preparation;
mod run;
mod wire;

pub use bench::{Bench, KernelBench, bench_peak};
pub use folder::FolderModel;
pub use keep::{Checksum, StateReading, StateWriting, state_header_bytes};
#[cfg(feature = "threads")]
pub use pool::{run_pool_thread, start_pool};
pub use preparation::Preparation;
pub use run::{Dataset, Generation, Glance, Run, plan_run};

use crate::config::{self, PRESETS, SIZES};
use crate::train::memory::{self, Memory};
use headline_kernels::heap::{self, Heap};
use serde::Serialize;
use serde_json::{Map, Value, json};
use wasm_bindgen::prelude::*;
use wire::{Thrown, config_from_js, fields_from_js, to_js};

#[global_allocator]
static HEAP: Heap = Heap;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
    // The pool's threads are the kernels'; a loop of the library's own among them would wait for them for ever.
    tokenizers::utils::parallelism::set_parallelism(false);
}

/// Bytes that the last allocation asked for where the memory ran out; 0 where it did not.
#[wasm_bindgen]
pub fn heap_refused() -> usize {
    heap::refused()
}

/// The version of the module, which the page's must equal.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// The two tables of the design and every field: `{ presets, sizes, fields }`.
#[wasm_bindgen]
pub fn catalog() -> JsValue {
    let presets = PRESETS.map(|preset| described(&preset, preset.set()));
    let sizes = SIZES.map(|size| described(&size, size.set()));
    to_js(&json!({ "presets": presets, "sizes": sizes, "fields": config::fields() }))
}

fn described(entry: &impl Serialize, set: Map<String, Value>) -> Value {
    let mut entry = serde_json::to_value(entry).expect("a plain struct");
    entry["set"] = Value::Object(set);
    entry
}

/// Preset, then size, then `set`: `{ config, changed_by_size, params, held_bytes, memory_bytes }`, the last three for a
/// vocabulary of the size that was asked for.
///
/// # Errors
/// Code `config` with the field.
#[wasm_bindgen]
pub fn resolve_config(preset: &str, size: &str, set: JsValue) -> Result<JsValue, JsValue> {
    let set = fields_from_js(&set)?;
    let resolved = config::resolve(preset, size, &set).map_err(Thrown::from)?;
    let config = &resolved.config;
    let mut value = serde_json::to_value(&resolved).expect("a plain struct");
    value["params"] = config.count_parameters(config.vocab_size).into();
    let memory = Memory::of_run(config, config.vocab_size);
    value["held_bytes"] = memory.held_bytes.into();
    value["memory_bytes"] = memory.bytes().into();
    Ok(to_js(&value))
}

/// The label of the largest size that trains in so many bytes with the recipe of `config`; nothing where none does.
///
/// # Errors
/// Code `config` with the field.
#[wasm_bindgen]
pub fn size_that_fits(config: JsValue, bytes: f64) -> Result<Option<String>, JsValue> {
    Ok(memory::size_that_fits(&config_from_js(config)?, bytes as u64).map(str::to_owned))
}

/// Learned numbers of a model with a vocabulary of `vocab_size` tokens.
///
/// # Errors
/// Code `config` with the field.
#[wasm_bindgen]
pub fn count_parameters(config: JsValue, vocab_size: usize) -> Result<f64, JsValue> {
    Ok(config_from_js(config)?.count_parameters(vocab_size) as f64)
}
