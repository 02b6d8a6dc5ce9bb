//! The training worker's part: data sets, runs, and looks at them.

use super::wire::{Thrown, config_from_js, fields_from_js, from_js, set, to_js};
use crate::config::{Config, ConfigError};
use crate::data::TokenData;
use crate::data::nearest::{Nearest, nearest};
use crate::generate::{self, Attention, Sampling};
use crate::model::Gpt;
use crate::tokenizer::Tokenizer;
use crate::train::evaluation::{Glance as Look, ValLossAt};
use crate::train::memory::Memory;
use crate::train::plan::Plan;
use crate::train::trainer::{Onward, Trainer};
use js_sys::{Float32Array, Object, Reflect, Uint32Array};
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Prepared data that runs share.
#[wasm_bindgen]
pub struct Dataset {
    pub(super) data: Rc<TokenData>,
    pub(super) tokenizer: Rc<Tokenizer>,
}

#[wasm_bindgen]
impl Dataset {
    /// Takes what [`Preparation::finish`](super::Preparation::finish) gave.
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

    /// The training title nearest to a text: `{ title, exact, similarity }`, or `null` for an empty text.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn nearest(&self, text: &str) -> Result<JsValue, JsValue> {
        let ids = self.tokenizer.encode(text.trim()).map_err(Thrown::from)?;
        Ok(match nearest(&self.data, &ids, self.tokenizer.special()) {
            None => JsValue::NULL,
            Some(Nearest { ids, exact, similarity }) => {
                let title = self.tokenizer.decode(ids);
                to_js(&json!({ "title": title.trim(), "exact": exact, "similarity": similarity }))
            }
        })
    }
}

/// What a run of `config` on `dataset` would do and how much memory it would need, before anything of it is made.
///
/// # Errors
/// Codes `config` and `data`.
#[wasm_bindgen]
pub fn plan_run(config: JsValue, dataset: &Dataset) -> Result<JsValue, JsValue> {
    let config = config_from_js(config)?;
    let plan = Plan::new(&config, &dataset.data).map_err(Thrown::from)?;
    Ok(plan_to_js(&config, &plan))
}

/// The plan with the estimate of its memory, `held_bytes` and `memory_bytes`.
pub(super) fn plan_to_js(config: &Config, plan: &Plan) -> JsValue {
    let memory = Memory::of_model(config, plan.vocab_size, plan.params);
    let mut value = serde_json::to_value(plan).expect("a plain struct");
    value["held_bytes"] = memory.held_bytes.into();
    value["memory_bytes"] = memory.bytes().into();
    to_js(&value)
}

/// A model in training.
#[wasm_bindgen]
pub struct Run {
    /// Shared with glances and generations, which read the weights as they are between units of work.
    pub(super) trainer: Rc<RefCell<Trainer>>,
    pub(super) tokenizer: Rc<Tokenizer>,
    started: bool,
}

impl Run {
    /// A run of a trainer, whose ids are the tokenizer's.
    pub(super) fn of(trainer: Trainer, tokenizer: &Rc<Tokenizer>) -> Self {
        Self { trainer: Rc::new(RefCell::new(trainer)), tokenizer: Rc::clone(tokenizer), started: false }
    }
}

#[wasm_bindgen]
impl Run {
    /// A run of `config` on `dataset`, from its first values. Between the ends of its epochs its evaluations have no
    /// `val_loss`, which would double their time: the page compares by `val_loss_full`.
    ///
    /// # Errors
    /// Codes `config` and `data`.
    #[wasm_bindgen(constructor)]
    pub fn new(config: JsValue, dataset: &Dataset) -> Result<Run, JsValue> {
        let config = config_from_js(config)?;
        let trainer = Trainer::new(&config, Rc::clone(&dataset.data)).map_err(Thrown::from)?;
        Ok(Self::of(trainer.with_val_loss_at(ValLossAt::EndsOfEpochs), &dataset.tokenizer))
    }

    /// What the run will do, as [`plan_run`] tells it.
    #[wasm_bindgen(getter)]
    pub fn plan(&self) -> JsValue {
        let trainer = self.trainer.borrow();
        plan_to_js(trainer.config(), trainer.plan())
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

    /// A run with copies of this one's weights, moments, cursor and step, which goes on after the last whole update.
    /// `set` may change `lr`, `dropout` and `weight_decay`; `onward` is `null`, or `{ epochs, schedule }` with the schedule
    /// `hold` or `warmup_cosine`, for a run that is to train past its end.
    ///
    /// # Errors
    /// Code `config` with the field.
    pub fn fork(&self, set: JsValue, onward: JsValue) -> Result<Run, JsValue> {
        let set = fields_from_js(&set)?;
        let onward: Option<Onward> = serde_wasm_bindgen::from_value(onward).map_err(|error| {
            let remedy = "write null or { epochs, schedule: \"hold\" | \"warmup_cosine\" }";
            Thrown::from(ConfigError::new("onward", "?", format!("can't be read ({error})"), remedy))
        })?;
        let forked = self.trainer.borrow().fork(&set, onward.as_ref()).map_err(Thrown::from)?;
        Ok(Self::of(forked, &self.tokenizer))
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

    /// How the model looks back while it reads a headline: `{ tokens, n_layer, n_head, weights }`; see
    /// [`generate::Attention`].
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn attention(&self, title: &str) -> Result<JsValue, JsValue> {
        attention_to_js(self.trainer.borrow().gpt(), &self.tokenizer, title)
    }

    /// Begins a headline; see [`Sampling`].
    ///
    /// # Errors
    /// Code `generate`.
    pub fn generate(&self, options: JsValue) -> Result<Generation, JsValue> {
        let sampling: Sampling = from_js("The settings of a headline", options)?;
        Generation::begin(Weights::OfRun(Rc::clone(&self.trainer)), &self.tokenizer, sampling)
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

/// How a model looks back while it reads a headline.
pub(super) fn attention_to_js(gpt: &Gpt, tokenizer: &Tokenizer, title: &str) -> Result<JsValue, JsValue> {
    let found = generate::attention(gpt, tokenizer, title).map_err(Thrown::from)?;
    let Attention { tokens, n_layer, n_head, weights } = found;
    let value = to_js(&json!({ "tokens": tokens, "n_layer": n_layer, "n_head": n_head }));
    set(&value, "weights", &Float32Array::from(weights.as_slice()).into());
    Ok(value)
}

/// Whose weights write: those of a run, as they are between units of work, or a folder's.
pub(super) enum Weights {
    OfRun(Rc<RefCell<Trainer>>),
    OfFolder(Rc<Gpt>),
}

impl Weights {
    fn with<R>(&self, use_them: impl FnOnce(&Gpt) -> R) -> R {
        match self {
            Self::OfRun(trainer) => use_them(trainer.borrow().gpt()),
            Self::OfFolder(gpt) => use_them(gpt),
        }
    }
}

/// A headline being written.
#[wasm_bindgen]
pub struct Generation {
    weights: Weights,
    tokenizer: Rc<Tokenizer>,
    generation: generate::Generation,
}

impl Generation {
    pub(super) fn begin(weights: Weights, tokenizer: &Rc<Tokenizer>, sampling: Sampling) -> Result<Self, JsValue> {
        let generation = weights.with(|gpt| generate::Generation::new(gpt, tokenizer, sampling));
        Ok(Self { weights, tokenizer: Rc::clone(tokenizer), generation: generation.map_err(Thrown::from)? })
    }
}

#[wasm_bindgen]
impl Generation {
    /// Writes one token: `{ text, done, tokens }`, the text being the whole headline so far.
    pub fn advance(&mut self) -> JsValue {
        let Self { weights, generation, .. } = self;
        let done = weights.with(|gpt| generation.advance(gpt));
        let ids = self.generation.ids();
        to_js(&json!({ "text": self.tokenizer.decode(ids), "done": done, "tokens": ids.len() }))
    }
}
