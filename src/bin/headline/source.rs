//! Reading what a run is made from: headlines, a tokenizer, weights.

use anyhow::Context;
use headline_lab::checkpoint::load_weights;
use headline_lab::config::Config;
use headline_lab::data::titles::{self, Format, Titles};
use headline_lab::model::Gpt;
use headline_lab::tokenizer::Tokenizer;
use std::fs;
use std::path::Path;

/// The headlines of a file: a table where its name ends in `.csv`, a headline a line where it ends in `.txt`, and
/// otherwise what the first line looks like.
///
/// # Errors
/// Where the file can't be read or holds no headlines.
pub fn read_titles(path: &Path) -> anyhow::Result<Titles> {
    let bytes = fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    let format = match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("csv") => Some(Format::Csv),
        Some("txt") => Some(Format::Txt),
        _ => None,
    };
    titles::parse(&bytes, format, None).with_context(|| path.display().to_string())
}

/// The tokenizer of a `tokenizer.json`.
///
/// # Errors
/// Where the file can't be read or is no such tokenizer.
pub fn read_tokenizer(path: &Path) -> anyhow::Result<Tokenizer> {
    let json = fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    Tokenizer::from_json(&json).with_context(|| path.display().to_string())
}

/// A model of `config` with the weights of a safetensors file, or with its first values.
///
/// # Errors
/// Where the file can't be read or does not fit.
pub fn model(config: &Config, vocab_size: usize, weights: Option<&Path>) -> anyhow::Result<Gpt> {
    let mut gpt = Gpt::new(config, vocab_size);
    if let Some(path) = weights {
        let bytes = fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
        load_weights(&mut gpt, &bytes).with_context(|| path.display().to_string())?;
    }
    Ok(gpt)
}
