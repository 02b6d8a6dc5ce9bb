//! The folder that a run leaves: weights, Hugging Face's description of them, tokenizer and configuration.

use crate::args::ChangeArgs;
use anyhow::{Context, bail};
use headline_lab::checkpoint::folder::Texts;
use headline_lab::checkpoint::hugging_face::config_json;
use headline_lab::checkpoint::{self, Precision, to_safetensors_of};
use headline_lab::config::Config;
use headline_lab::model::Gpt;
use headline_lab::tokenizer::Tokenizer;
use serde_json::Value;
use std::fs;
use std::path::Path;

const WEIGHTS: &str = "model.safetensors";
const HUGGING_FACE: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const CONFIGURATION: &str = "headline.json";

/// A trained model with what made it.
pub struct Model {
    pub config: Config,
    pub tokenizer: Tokenizer,
    pub gpt: Gpt,
}

impl Model {
    /// Reads a Hugging Face folder, be it of [`write`], of the page or from elsewhere, with changes to its configuration.
    /// What it computes otherwise than here is told on standard error.
    ///
    /// # Errors
    /// Where a file is missing or does not fit the others.
    pub fn read(folder: &Path, changes: &ChangeArgs) -> anyhow::Result<Self> {
        let text = |name: &str| {
            let path = folder.join(name);
            let remedy = "give a folder that `headline train --out`, the page or `save_pretrained` made";
            fs::read_to_string(&path).with_context(|| format!("{} can't be read; {remedy}", path.display()))
        };
        let headline = folder.join(CONFIGURATION).exists().then(|| text(CONFIGURATION)).transpose()?;
        let (config, tokenizer) = (text(HUGGING_FACE)?, text(TOKENIZER)?);
        let path = folder.join(WEIGHTS);
        let weights = fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
        let texts = Texts { config: &config, tokenizer: &tokenizer, headline: headline.as_deref() };
        let read = checkpoint::folder::Model::read(&texts, &weights).with_context(|| folder.display().to_string())?;
        for note in &read.notes {
            eprintln!("headline: {note}");
        }
        let config = changes.apply(&read.config).with_context(|| folder.display().to_string())?;
        if let Some(field) = config.other_model_than(&read.config) {
            bail!("{field} can't be set here: the weights of {} have their own; leave it out", folder.display());
        }
        Ok(Self { config, tokenizer: read.tokenizer, gpt: read.gpt })
    }
}

/// Makes the folder where it is not there, so that a run finds out at its start.
///
/// # Errors
/// Where it can't be made.
pub fn create(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("the folder {} can't be made", folder.display()))
}

/// Writes weights, `config.json`, tokenizer and configuration.
///
/// # Errors
/// Where a file can't be written.
pub fn write(
    folder: &Path,
    config: &Config,
    tokenizer: &Tokenizer,
    gpt: &Gpt,
    precision: Precision,
) -> anyhow::Result<()> {
    create(folder)?;
    write_file(&folder.join(WEIGHTS), &to_safetensors_of(gpt, precision)?)?;
    write_json(&folder.join(HUGGING_FACE), &config_json(config, gpt, tokenizer.special()))?;
    write_json(&folder.join(CONFIGURATION), &serde_json::to_value(config)?)?;
    write_tokenizer(folder, tokenizer)
}

/// Writes `tokenizer.json`.
///
/// # Errors
/// Where it can't be written.
pub fn write_tokenizer(folder: &Path, tokenizer: &Tokenizer) -> anyhow::Result<()> {
    create(folder)?;
    write_file(&folder.join(TOKENIZER), tokenizer.to_json()?.as_bytes())
}

/// Writes a JSON file for people to read.
///
/// # Errors
/// Where it can't be written.
pub fn write_json(path: &Path, value: &Value) -> anyhow::Result<()> {
    write_file(path, format!("{value:#}\n").as_bytes())
}

fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("{} can't be written", path.display()))
}
