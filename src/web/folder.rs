//! A Hugging Face folder: a run becomes one, and one becomes a model that writes headlines and can be trained on.

use super::run::{Dataset, Generation, Run, Weights, attention_to_js, plan_to_js};
use super::wire::{Thrown, config_from_js, from_js, to_js};
use crate::checkpoint::folder::{FolderError, Model, Texts};
use crate::checkpoint::hugging_face::{Facts, config_json, generation_config_json, model_card, tokenizer_config_json};
use crate::checkpoint::{Precision, to_safetensors_of};
use crate::config::Config;
use crate::generate::{self, Sampling};
use crate::model::Gpt;
use crate::tokenizer::Tokenizer;
use crate::train::evaluation::ValLossAt;
use crate::train::plan::Plan;
use crate::train::trainer::Trainer;
use serde_json::{Map, Value, json};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

impl From<FolderError> for Thrown {
    fn from(error: FolderError) -> Self {
        Self::new("folder", error)
    }
}

#[wasm_bindgen]
impl Run {
    /// The weights as `model.safetensors`, with Hugging Face's names; with `half` in half precision.
    ///
    /// # Errors
    /// Code `weights`.
    pub fn weights(&self, half: bool) -> Result<Vec<u8>, JsValue> {
        let precision = if half { Precision::F16 } else { Precision::F32 };
        Ok(to_safetensors_of(self.trainer.borrow().gpt(), precision).map_err(Thrown::from)?)
    }

    /// The text files beside the weights, by name. `facts` is for the model card.
    ///
    /// # Errors
    /// Codes `internal` and `tokenizer`.
    pub fn folder_texts(&self, facts: JsValue) -> Result<JsValue, JsValue> {
        let facts: Facts = from_js("What the model card tells", facts)?;
        let trainer = self.trainer.borrow();
        let (config, gpt) = (trainer.config(), trainer.gpt());
        let text = |value: &Value| Value::from(format!("{value:#}\n"));
        let headline = serde_json::to_value(config).expect("plain data");
        let special = self.tokenizer.special();
        let tokenizer = self.tokenizer.to_json().map_err(Thrown::from)?;
        let texts = [
            ("config.json", text(&config_json(config, gpt, special))),
            ("generation_config.json", text(&generation_config_json(config, special))),
            ("headline.json", text(&headline)),
            ("tokenizer.json", tokenizer.into()),
            ("tokenizer_config.json", text(&tokenizer_config_json(config, &self.tokenizer))),
            ("README.md", model_card(config, &facts, &self.tokenizer.token_text(special.eos)).into()),
        ];
        Ok(to_js(&Map::from_iter(texts.map(|(name, text)| (name.to_owned(), text)))))
    }
}

/// A model from a folder.
#[wasm_bindgen]
pub struct FolderModel {
    gpt: Rc<Gpt>,
    tokenizer: Rc<Tokenizer>,
    config: Config,
    facts: Value,
}

#[wasm_bindgen]
impl FolderModel {
    /// Of the folder's files; `headline` is the text of `headline.json`, where there is one.
    ///
    /// # Errors
    /// Code `folder`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        config: &str,
        tokenizer: &str,
        headline: Option<String>,
        weights: &[u8],
    ) -> Result<FolderModel, JsValue> {
        let texts = Texts { config, tokenizer, headline: headline.as_deref() };
        let Model { config, tokenizer, gpt, notes } = Model::read(&texts, weights).map_err(Thrown::from)?;
        let facts =
            json!({ "config": config, "params": gpt.count_parameters(), "tied": gpt.is_tied(), "notes": notes });
        Ok(Self { gpt: Rc::new(gpt), tokenizer: Rc::new(tokenizer), config, facts })
    }

    /// What it is: `{ config, params, tied, notes }`.
    #[wasm_bindgen(getter)]
    pub fn facts(&self) -> JsValue {
        to_js(&self.facts)
    }

    /// The `k` likeliest tokens after `prompt`: `{ id, text, p }[]`.
    ///
    /// # Errors
    /// Code `generate`.
    pub fn next_tokens(&self, prompt: &str, k: usize) -> Result<JsValue, JsValue> {
        let tokens = generate::next_tokens(&self.gpt, &self.tokenizer, prompt, k);
        Ok(to_js(&tokens.map_err(Thrown::from)?))
    }

    /// The surprise at each token of a headline and at its end: `{ text, nats }[]`.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn surprise(&self, title: &str) -> Result<JsValue, JsValue> {
        Ok(to_js(&generate::surprise(&self.gpt, &self.tokenizer, title).map_err(Thrown::from)?))
    }

    /// How the model looks back while it reads a headline, as [`Run::attention`] gives it.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn attention(&self, title: &str) -> Result<JsValue, JsValue> {
        attention_to_js(&self.gpt, &self.tokenizer, title)
    }

    /// Begins a headline; see [`Sampling`].
    ///
    /// # Errors
    /// Code `generate`.
    pub fn generate(&self, options: JsValue) -> Result<Generation, JsValue> {
        let sampling: Sampling = from_js("The settings of a headline", options)?;
        Generation::begin(Weights::OfFolder(Rc::clone(&self.gpt)), &self.tokenizer, sampling)
    }

    /// What [`Self::train_on`] would do, as [`super::plan_run`] tells it.
    ///
    /// # Errors
    /// Codes `config` and `data`.
    pub fn plan_on(&self, config: JsValue, dataset: &Dataset) -> Result<JsValue, JsValue> {
        let config = self.trained_as(config)?;
        let mut plan = Plan::new(&config, &dataset.data).map_err(Thrown::from)?;
        plan.params = self.gpt.count_parameters();
        Ok(plan_to_js(&config, &plan))
    }

    /// A run on `dataset` that begins with these weights. Of `config` it takes how to train; the architecture is the
    /// model's. The data must be cut by the model's tokenizer.
    ///
    /// # Errors
    /// Codes `config`, `data` and `folder`.
    pub fn train_on(&self, config: JsValue, dataset: &Dataset) -> Result<Run, JsValue> {
        let config = self.trained_as(config)?;
        let same = |a: &Tokenizer, b: &Tokenizer| a.to_json().ok() == b.to_json().ok();
        if !same(&self.tokenizer, &dataset.tokenizer) {
            let message = "The headlines were cut by another tokenizer than the model's; prepare them again with it.";
            return Err(Thrown::new("folder", message).into());
        }
        let trainer = Trainer::with_weights(&config, Rc::clone(&dataset.data), Gpt::clone(&self.gpt));
        let trainer = trainer.map_err(Thrown::from)?.with_val_loss_at(ValLossAt::EndsOfEpochs);
        Ok(Run::of(trainer, &dataset.tokenizer))
    }

    /// Its `tokenizer.json`, with which data to train on is prepared.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn tokenizer_json(&self) -> Result<String, JsValue> {
        Ok(self.tokenizer.to_json().map_err(Thrown::from)?)
    }
}

impl FolderModel {
    /// How `config` trains, with the model's architecture.
    fn trained_as(&self, config: JsValue) -> Result<Config, Thrown> {
        let Config { n_layer, n_head, d_model, vocab_size, block_size, norm, position, .. } = self.config;
        let how = config_from_js(config)?;
        let config = Config { n_layer, n_head, d_model, vocab_size, block_size, norm, position, ..how };
        config.validate()?;
        Ok(config)
    }
}
