//! The data worker's part: from the bytes of a file to token ids.

use super::wire::{Thrown, config_from_js, set, to_js};
use crate::data::titles::{self, Format};
use crate::prepare::{Preparation as Work, Prepared};
use crate::tokenizer::Tokenizer;
use js_sys::Uint32Array;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

/// Validation titles that the page may show.
const VAL_EXAMPLES: usize = 64;

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

    /// The data for [`Dataset`](super::Dataset), checked to be enough for the configuration.
    ///
    /// # Errors
    /// Code `data`, with the number of titles that would do.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        self.work()?;
        let work = self.work.take().expect("just looked at");
        let finished = work.finish().map_err(Thrown::from)?;
        let fingerprints = finished.fingerprints().map_err(Thrown::from)?;
        let Prepared { data, tokenizer, unknown, split } = finished;
        let examples: Vec<&String> = split.val.iter().take(VAL_EXAMPLES).collect();
        let prepared = to_js(&json!({
            "vocab_size": data.vocab_size,
            "eos": tokenizer.special().eos,
            "tokenizer_json": tokenizer.to_json().map_err(Thrown::from)?,
            "train_chars": data.train_chars,
            "val_chars": data.val_chars,
            "train_titles": data.train_titles,
            "val_titles": data.val_titles,
            "unk_bytes": unknown,
            "fingerprints": fingerprints,
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
