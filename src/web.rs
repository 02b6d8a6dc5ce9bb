//! The browser's side: the only `#[wasm_bindgen]` of the project, a thin layer over the core.
//!
//! Objects cross as plain JavaScript ones. Errors are thrown as `Error` with `code` and, where they apply, `field`,
//! `value` and `remedy`; the message is a whole sentence.

use crate::bench;
use crate::config::{self, Config, ConfigError, PRESETS, SIZES};
use crate::data::titles::{self, Format};
use crate::data::{DataError, TokenData};
use crate::generate::{self, GenerateError, Sampling};
use crate::ops::profile;
use crate::prepare::{Preparation as Work, Prepared};
use crate::tokenizer::Tokenizer;
use crate::train::evaluation::Glance as Look;
use crate::train::trainer::Trainer;
use js_sys::{Object, Reflect, Uint32Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Validation titles that the page may show.
const VAL_EXAMPLES: usize = 64;

/// An error as JavaScript sees it.
struct Thrown {
    code: &'static str,
    message: String,
    details: Vec<(&'static str, String)>,
}

impl Thrown {
    fn new(code: &'static str, message: impl ToString) -> Self {
        Self { code, message: message.to_string(), details: Vec::new() }
    }
}

impl From<ConfigError> for Thrown {
    fn from(error: ConfigError) -> Self {
        let message = error.to_string();
        let details = vec![("field", error.field), ("value", error.value), ("remedy", error.remedy)];
        Self { code: "config", message, details }
    }
}

impl From<DataError> for Thrown {
    fn from(error: DataError) -> Self {
        let code = if matches!(error, DataError::Tokenizer { .. }) { "tokenizer" } else { "data" };
        Self::new(code, error)
    }
}

impl From<GenerateError> for Thrown {
    fn from(error: GenerateError) -> Self {
        match error {
            GenerateError::Tokenizer(error) => error.into(),
            error => Self::new("generate", error),
        }
    }
}

impl From<crate::checkpoint::CheckpointError> for Thrown {
    fn from(error: crate::checkpoint::CheckpointError) -> Self {
        Self::new("weights", error)
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        let error = js_sys::Error::new(&thrown.message);
        set(&error, "code", &thrown.code.into());
        for (name, value) in thrown.details {
            set(&error, name, &value.into());
        }
        error.into()
    }
}

/// Sets a property of an object made here, which nothing can have frozen.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).expect("a plain object takes a property");
}

fn to_js(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).expect("plain data becomes a plain object")
}

fn from_js<T: DeserializeOwned>(what: &str, value: JsValue) -> Result<T, Thrown> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| Thrown::new("internal", format!("{what} can't be read ({error}); reload the page.")))
}

fn config_from_js(value: JsValue) -> Result<Config, Thrown> {
    let set: Map<String, Value> = from_js("The configuration", value)?;
    let config = config::merge(&Config::default(), &set)?;
    config.validate()?;
    Ok(config)
}

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
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

/// Preset, then size, then `set`: `{ config, changed_by_size, params }`.
///
/// # Errors
/// Code `config` with the field.
#[wasm_bindgen]
pub fn resolve_config(preset: &str, size: &str, set: JsValue) -> Result<JsValue, JsValue> {
    let set = from_js::<Map<String, Value>>("The configuration", set)?;
    let resolved = config::resolve(preset, size, &set).map_err(Thrown::from)?;
    let params = resolved.config.count_parameters(resolved.config.vocab_size);
    let mut value = serde_json::to_value(&resolved).expect("a plain struct");
    value["params"] = params.into();
    Ok(to_js(&value))
}

/// Learned numbers of a model with a vocabulary of `vocab_size` tokens.
///
/// # Errors
/// Code `config` with the field.
#[wasm_bindgen]
pub fn count_parameters(config: JsValue, vocab_size: usize) -> Result<usize, JsValue> {
    Ok(config_from_js(config)?.count_parameters(vocab_size))
}

/// The work of turning a file into ids, done in a worker that can be ended at any time.
#[wasm_bindgen]
pub struct Preparation {
    work: Option<Work>,
    info: Value,
}

#[wasm_bindgen]
impl Preparation {
    /// Reads the titles of a file. `format` is `auto`, `txt` or `csv`; `column` is a table's, from 0.
    ///
    /// # Errors
    /// Codes `config` and `data`.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8], format: &str, column: Option<usize>, config: JsValue) -> Result<Preparation, JsValue> {
        let config = config_from_js(config)?;
        let format = match format {
            "txt" => Some(Format::Txt),
            "csv" => Some(Format::Csv),
            _ => None,
        };
        let titles = titles::parse(bytes, format, column).map_err(Thrown::from)?;
        let found = titles.titles.len();
        let longest = titles.titles.iter().map(|title| title.chars().count()).max();
        let mut info = json!({
            "format": if titles.format == Format::Csv { "csv" } else { "txt" },
            "titles_found": found,
            "longest_chars": longest,
        });
        if let Some(column) = titles.column {
            info["columns"] = json!(titles.columns);
            info["column"] = column.into();
        }
        let work = Work::new(titles, &config);
        let (train, val) = (work.split().train.len(), work.split().val.len());
        info["titles_used"] = (train + val).into();
        info["train_titles"] = train.into();
        info["val_titles"] = val.into();
        Ok(Self { work: Some(work), info })
    }

    /// What was found in the file.
    #[wasm_bindgen(getter)]
    pub fn info(&self) -> JsValue {
        to_js(&self.info)
    }

    /// Takes a tokenizer that was trained before, as its `tokenizer.json`.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn use_tokenizer(&mut self, json: &str) -> Result<(), JsValue> {
        let tokenizer = Tokenizer::from_json(json).map_err(Thrown::from)?;
        self.work()?.use_tokenizer(tokenizer);
        Ok(())
    }

    /// Learns the vocabulary; the library tells no progress.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn train_tokenizer(&mut self) -> Result<(), JsValue> {
        Ok(self.work()?.train_tokenizer().map_err(Thrown::from)?)
    }

    /// Encodes up to so many more titles: `{ done, total }`.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn encode(&mut self, n_titles: usize) -> Result<JsValue, JsValue> {
        let (done, total) = self.work()?.encode(n_titles).map_err(Thrown::from)?;
        Ok(to_js(&json!({ "done": done, "total": total })))
    }

    /// The data for [`Dataset`], checked to be enough for the configuration.
    ///
    /// # Errors
    /// Code `data`, with the number of titles that would do.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        self.work()?;
        let work = self.work.take().expect("just looked at");
        let Prepared { data, tokenizer, unknown, split } = work.finish().map_err(Thrown::from)?;
        let examples: Vec<&String> = split.val.iter().take(VAL_EXAMPLES).collect();
        let prepared = to_js(&json!({
            "vocab_size": data.vocab_size,
            "tokenizer_json": tokenizer.to_json().map_err(Thrown::from)?,
            "train_chars": data.train_chars,
            "val_chars": data.val_chars,
            "train_titles": data.train_titles,
            "val_titles": data.val_titles,
            "unk_bytes": unknown,
            "val_examples": examples,
        }));
        set(&prepared, "train_ids", &Uint32Array::from(data.train_ids.as_slice()).into());
        set(&prepared, "val_ids", &Uint32Array::from(data.val_ids.as_slice()).into());
        Ok(prepared)
    }

    fn work(&mut self) -> Result<&mut Work, Thrown> {
        self.work.as_mut().ok_or_else(|| Thrown::new("state", "The headlines are prepared already; prepare them anew."))
    }
}

/// Prepared data that runs share.
#[wasm_bindgen]
pub struct Dataset {
    data: Rc<TokenData>,
    tokenizer: Rc<Tokenizer>,
}

#[wasm_bindgen]
impl Dataset {
    /// Takes what [`Preparation::finish`] gave.
    ///
    /// # Errors
    /// Codes `tokenizer` and `internal`.
    #[wasm_bindgen(constructor)]
    pub fn new(prepared: &Object) -> Result<Dataset, JsValue> {
        let get = |name: &str| Reflect::get(prepared, &name.into());
        let ids = |name: &str| Ok::<_, JsValue>(get(name)?.dyn_into::<Uint32Array>()?.to_vec());
        let count = |name: &str| from_js::<usize>(name, get(name)?).map_err(JsValue::from);
        let json: String = from_js("tokenizer_json", get("tokenizer_json")?)?;
        let data = TokenData {
            vocab_size: count("vocab_size")?,
            train_ids: ids("train_ids")?,
            val_ids: ids("val_ids")?,
            train_chars: count("train_chars")?,
            val_chars: count("val_chars")?,
            train_titles: count("train_titles")?,
            val_titles: count("val_titles")?,
        };
        let tokenizer = Tokenizer::from_json(&json).map_err(Thrown::from)?;
        Ok(Self { data: Rc::new(data), tokenizer: Rc::new(tokenizer) })
    }

    /// How the tokenizer cuts a text: `{ id, text }[]`.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn encode(&self, text: &str) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.tokenizer.pieces(text).map_err(Thrown::from)?))
    }
}

/// A model in training.
#[wasm_bindgen]
pub struct Run {
    /// Shared with glances and generations, which read the weights as they are between units of work.
    trainer: Rc<RefCell<Trainer>>,
    tokenizer: Rc<Tokenizer>,
    started: bool,
}

#[wasm_bindgen]
impl Run {
    /// A run of `config` on `dataset`, from its first values.
    ///
    /// # Errors
    /// Codes `config` and `data`.
    #[wasm_bindgen(constructor)]
    pub fn new(config: JsValue, dataset: &Dataset) -> Result<Run, JsValue> {
        let config = config_from_js(config)?;
        let trainer = Trainer::new(&config, Rc::clone(&dataset.data)).map_err(Thrown::from)?;
        let (trainer, tokenizer) = (Rc::new(RefCell::new(trainer)), Rc::clone(&dataset.tokenizer));
        Ok(Self { trainer, tokenizer, started: false })
    }

    /// What the run will do.
    #[wasm_bindgen(getter)]
    pub fn plan(&self) -> JsValue {
        to_js(self.trainer.borrow().plan())
    }

    /// Updates done.
    #[wasm_bindgen(getter)]
    pub fn step(&self) -> usize {
        self.trainer.borrow().step()
    }

    /// `ready`, `running`, `finished` or `diverged`.
    #[wasm_bindgen(getter)]
    pub fn state(&self) -> String {
        let trainer = self.trainer.borrow();
        let state = match (trainer.is_diverged(), trainer.is_finished(), self.started) {
            (true, ..) => "diverged",
            (_, true, _) => "finished",
            (_, _, true) => "running",
            _ => "ready",
        };
        state.into()
    }

    /// Does one unit of work; see [`crate::train::trainer::Progress`].
    pub fn advance(&mut self) -> JsValue {
        self.started = true;
        to_js(&self.trainer.borrow_mut().advance())
    }

    /// Begins a look at a fixed part of the validation loss, which changes nothing of the run.
    pub fn begin_glance(&self) -> Glance {
        let look = self.trainer.borrow().glance();
        Glance { trainer: Rc::clone(&self.trainer), look }
    }

    /// The `k` likeliest tokens after `prompt`: `{ id, text, p }[]`.
    ///
    /// # Errors
    /// Code `generate`.
    pub fn next_tokens(&self, prompt: &str, k: usize) -> Result<JsValue, JsValue> {
        let trainer = self.trainer.borrow();
        let tokens = generate::next_tokens(trainer.gpt(), &self.tokenizer, prompt, k);
        Ok(to_js(&tokens.map_err(Thrown::from)?))
    }

    /// The surprise at each token of a headline and at its end: `{ text, nats }[]`.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn surprise(&self, title: &str) -> Result<JsValue, JsValue> {
        let trainer = self.trainer.borrow();
        Ok(to_js(&generate::surprise(trainer.gpt(), &self.tokenizer, title).map_err(Thrown::from)?))
    }

    /// Begins a headline; see [`Sampling`].
    ///
    /// # Errors
    /// Code `generate`.
    pub fn generate(&self, options: JsValue) -> Result<Generation, JsValue> {
        let sampling: Sampling = from_js("The settings of a headline", options)?;
        let trainer = self.trainer.borrow();
        let generation = generate::Generation::new(trainer.gpt(), &self.tokenizer, sampling).map_err(Thrown::from)?;
        Ok(Generation { trainer: Rc::clone(&self.trainer), tokenizer: Rc::clone(&self.tokenizer), generation })
    }

    /// The weights as `model.safetensors`, with Hugging Face's names.
    ///
    /// # Errors
    /// Code `weights`.
    pub fn weights(&self) -> Result<Vec<u8>, JsValue> {
        Ok(crate::checkpoint::to_safetensors(self.trainer.borrow().gpt()).map_err(Thrown::from)?)
    }
}

/// A look at the validation loss between evaluations.
#[wasm_bindgen]
pub struct Glance {
    trainer: Rc<RefCell<Trainer>>,
    look: Look,
}

#[wasm_bindgen]
impl Glance {
    /// Looks at one more part: nothing, or `{ step, loss }` at the end.
    pub fn advance(&mut self) -> JsValue {
        let trainer = self.trainer.borrow();
        match trainer.advance_glance(&mut self.look) {
            None => JsValue::NULL,
            Some(loss) => to_js(&json!({ "step": trainer.step(), "loss": loss })),
        }
    }
}

/// A headline being written.
#[wasm_bindgen]
pub struct Generation {
    trainer: Rc<RefCell<Trainer>>,
    tokenizer: Rc<Tokenizer>,
    generation: generate::Generation,
}

#[wasm_bindgen]
impl Generation {
    /// Writes one token: `{ text, done, tokens }`, the text being the whole headline so far.
    pub fn advance(&mut self) -> JsValue {
        let done = self.generation.advance(self.trainer.borrow().gpt());
        let ids = self.generation.ids();
        to_js(&json!({ "text": self.tokenizer.decode(ids), "done": done, "tokens": ids.len() }))
    }
}

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
    pub fn params(&self) -> usize {
        self.bench.params()
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

/// Multiplies [m, k] by [k, n] so many times, and gives the floating-point operations done.
///
/// # Errors
/// Code `internal` where the product is wrong.
#[wasm_bindgen]
pub fn bench_gemm(m: usize, k: usize, n: usize, iterations: usize) -> Result<f64, JsValue> {
    Ok(bench::multiply(m, k, n, iterations).map_err(|sentence| Thrown::new("internal", sentence))?)
}

/// Runs the bare register tile of the multiply, and gives the floating-point operations done.
#[wasm_bindgen]
pub fn bench_peak(iterations: usize) -> f64 {
    headline_kernels::gemm::run_bare_tile(iterations)
}
