//! The benchmark's part.

use super::wire::{Thrown, config_from_js, from_js, to_js};
use crate::bench;
use crate::ops::profile;
use headline_kernels::measure;
use serde_json::json;
use wasm_bindgen::prelude::*;

/// A model on made-up tokens, for `bench.html`.
#[wasm_bindgen]
pub struct Bench {
    bench: bench::Bench,
}

#[derive(serde::Deserialize)]
struct BenchOptions {
    mode: bench::Mode,
    streams: usize,
    profile: bool,
}

#[wasm_bindgen]
impl Bench {
    /// A benchmark of `config`; `options` are `{ mode, streams, profile }`.
    ///
    /// # Errors
    /// Codes `config` and `data`.
    #[wasm_bindgen(constructor)]
    pub fn new(config: JsValue, options: JsValue) -> Result<Bench, JsValue> {
        let config = config_from_js(config)?;
        let options: BenchOptions = from_js("The settings of the benchmark", options)?;
        if options.profile {
            profile::start(|| js_sys::Date::now() / 1_000.0);
        }
        let bench = bench::Bench::new(&config, options.mode, options.streams).map_err(Thrown::from)?;
        Ok(Self { bench })
    }

    /// Learned numbers of the model.
    #[wasm_bindgen(getter)]
    pub fn params(&self) -> f64 {
        self.bench.params() as f64
    }

    /// A sentence where the first result is wrong, and else nothing.
    pub fn check(&mut self) -> String {
        self.bench.check().err().unwrap_or_default()
    }

    /// One step of what is timed: `{ tokens, loss }`.
    pub fn advance(&mut self) -> JsValue {
        let timed = self.bench.advance();
        to_js(&json!({ "tokens": timed.tokens, "loss": timed.loss }))
    }

    /// What each operation took since the last call: `{ name, seconds, calls }[]`.
    pub fn profile(&self) -> JsValue {
        to_js(&profile::take())
    }
}

/// A kernel at one size, for `bench.html`.
#[wasm_bindgen]
pub struct KernelBench {
    prepared: measure::Prepared,
}

#[wasm_bindgen]
impl KernelBench {
    /// The kernels that can be timed: `{ name, bound }[]`, the bound `compute` or `memory`. The first of each bound is what
    /// the others are held against.
    pub fn list() -> JsValue {
        let bound = |case: &measure::Case| match case.bound {
            measure::Bound::Compute => "compute",
            measure::Bound::Memory => "memory",
        };
        let cases = measure::CASES.iter().map(|case| json!({ "name": case.name, "bound": bound(case) }));
        to_js(&cases.collect::<Vec<_>>())
    }

    /// The kernel of this name, checked.
    ///
    /// # Errors
    /// Code `internal` where there is none.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> Result<KernelBench, JsValue> {
        let case = measure::CASES.iter().find(|case| case.name == name);
        let case = case.ok_or_else(|| Thrown::new("internal", format!("There is no kernel \"{name}\" to time.")))?;
        Ok(Self { prepared: case.prepare() })
    }

    /// Runs it so many times, and gives the work done: floating-point operations or bytes.
    pub fn run(&mut self, times: usize) -> f64 {
        self.prepared.run(times)
    }
}

/// Runs the bare register tile of the multiply on one thread, and gives the floating-point operations done.
#[wasm_bindgen]
pub fn bench_peak(iterations: usize) -> f64 {
    headline_kernels::gemm::run_bare_tile(iterations)
}
