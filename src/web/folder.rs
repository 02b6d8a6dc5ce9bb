//! A run as a Hugging Face folder.

use super::run::Run;
use super::wire::{Thrown, from_js, to_js};
use crate::checkpoint::hugging_face::{Facts, config_json, generation_config_json, model_card, tokenizer_config_json};
use crate::checkpoint::{Precision, to_safetensors_of};
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

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
