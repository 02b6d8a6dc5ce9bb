//! A Hugging Face folder, out and in.

use super::run::{Dataset, Generation, Run, Weights};
use super::wire::{Thrown, config_from_js, from_js, to_js};
use crate::checkpoint::folder::{FolderError, Model, Texts};
use crate::checkpoint::hugging_face::{Facts, config_json, generation_config_json, model_card, tokenizer_config_json};
use crate::checkpoint::{Precision, to_safetensors_of};
use crate::generate::{self, Sampling};
use crate::tokenizer::Tokenizer;
use crate::train::evaluation::ValLossAt;
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
        let tokenizer = self.tokenizer.to_json().map_err(Thrown::from)?;
        let texts = [
            ("config.json", text(&config_json(config, gpt.vocab_size()))),
            ("generation_config.json", text(&generation_config_json(config))),
            ("headline.json", text(&headline)),
            ("tokenizer.json", tokenizer.into()),
            ("tokenizer_config.json", text(&tokenizer_config_json(config))),
            ("README.md", model_card(config, &facts).into()),
        ];
        Ok(to_js(&Map::from_iter(texts.map(|(name, text)| (name.to_owned(), text)))))
    }
}

/// A model from a folder, which writes headlines.
#[wasm_bindgen]
pub struct FolderModel {
    model: Rc<crate::model::Gpt>,
    tokenizer: Rc<Tokenizer>,
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
        let facts = json!({ "config": config, "params": gpt.count_parameters(), "notes": notes });
        Ok(Self { model: Rc::new(gpt), tokenizer: Rc::new(tokenizer), facts })
    }

    /// What it is: `{ config, params, notes }`.
    #[wasm_bindgen(getter)]
    pub fn facts(&self) -> JsValue {
        to_js(&self.facts)
    }

    /// The `k` likeliest tokens after `prompt`: `{ id, text, p }[]`.
    ///
    /// # Errors
    /// Code `generate`.
    pub fn next_tokens(&self, prompt: &str, k: usize) -> Result<JsValue, JsValue> {
        let tokens = generate::next_tokens(&self.model, &self.tokenizer, prompt, k);
        Ok(to_js(&tokens.map_err(Thrown::from)?))
    }

    /// The surprise at each token of a headline and at its end: `{ text, nats }[]`.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn surprise(&self, title: &str) -> Result<JsValue, JsValue> {
        Ok(to_js(&generate::surprise(&self.model, &self.tokenizer, title).map_err(Thrown::from)?))
    }

    /// Begins a headline; see [`Sampling`].
    ///
    /// # Errors
    /// Code `generate`.
    pub fn generate(&self, options: JsValue) -> Result<Generation, JsValue> {
        let sampling: Sampling = from_js("The settings of a headline", options)?;
        Generation::begin(Weights::Folder(Rc::clone(&self.model)), &self.tokenizer, sampling)
    }

    /// A run of `config` on `dataset` that begins with these weights. The data must be cut by the folder's tokenizer.
    ///
    /// # Errors
    /// Codes `config`, `data` and `folder`.
    pub fn train_on(&self, config: JsValue, dataset: &Dataset) -> Result<Run, JsValue> {
        let config = config_from_js(config)?;
        let gpt = (*self.model).clone();
        let same = |a: &Tokenizer, b: &Tokenizer| a.to_json().ok() == b.to_json().ok();
        if !same(&self.tokenizer, &dataset.tokenizer) {
            let message = "The headlines were cut by another tokenizer than the model's; prepare them again with it.";
            return Err(Thrown::new("folder", message).into());
        }
        let trainer = Trainer::with_weights(&config, Rc::clone(&dataset.data), gpt).map_err(Thrown::from)?;
        Ok(Run::of(trainer.with_val_loss_at(ValLossAt::EndsOfEpochs), dataset))
    }

    /// Its `tokenizer.json`, with which data to train on is prepared.
    ///
    /// # Errors
    /// Code `tokenizer`.
    pub fn tokenizer_json(&self) -> Result<String, JsValue> {
        Ok(self.tokenizer.to_json().map_err(Thrown::from)?)
    }
}
