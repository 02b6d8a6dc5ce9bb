//! `headline eval`.

use crate::args::ConfigArgs;
use crate::folder::Model;
use crate::output::json_line;
use crate::source;
use anyhow::{Context, ensure};
use clap::Args;
use headline_lab::data::split::{Split, split};
use headline_lab::data::titles::Titles;
use headline_lab::data::{EOS_CHARS, TokenData};
use headline_lab::train::evaluation::{Evaluation, Losses};
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `headline eval`.
#[derive(Args)]
pub struct Eval {
    /// Headlines: a .txt file with one a line, or a .csv
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// A folder that `headline train --out` made; --set changes its configuration
    #[arg(long, value_name = "DIR", conflicts_with_all = ["preset", "size", "init", "tokenizer"])]
    #[arg(required_unless_present_all = ["init", "tokenizer"])]
    model: Option<PathBuf>,
    /// Weights, of the configuration that preset, size and --set give
    #[arg(long, value_name = "model.safetensors")]
    init: Option<PathBuf>,
    /// The tokenizer of these weights
    #[arg(long, value_name = "tokenizer.json")]
    tokenizer: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
    /// Validate on every headline of the file in its order, instead of the part that the configuration keeps
    #[arg(long)]
    all: bool,
}

/// The one line.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    losses: Losses,
    /// exp(val_loss_token).
    perplexity: f64,
    /// val_loss_full / ln 2.
    bits_per_char: f64,
    /// val_loss_full of guessing every token alike.
    uniform_full: f64,
    val_titles: usize,
    val_tokens: usize,
    val_chars: usize,
}

impl Eval {
    /// Evaluates and writes one line.
    ///
    /// # Errors
    /// What of the arguments can't be used, and data too little to have a loss.
    pub fn run(&self) -> anyhow::Result<()> {
        let model = self.model()?;
        let titles = source::read_titles(&self.data)?;
        let data = self.validation_data(&model, titles)?;
        let losses = evaluate(&model, &data);
        let targets = data.val_ids.len() - 1;
        json_line(&Line {
            losses,
            perplexity: losses.val_loss_token.exp(),
            bits_per_char: losses.val_loss_full / std::f64::consts::LN_2,
            uniform_full: (data.vocab_size as f64).ln() * targets as f64 / data.val_chars as f64,
            val_titles: data.val_titles,
            val_tokens: data.val_ids.len(),
            val_chars: data.val_chars,
        })
    }

    fn model(&self) -> anyhow::Result<Model> {
        if let Some(folder) = &self.model {
            return Model::read(folder, &self.config.changes);
        }
        let config = self.config.resolve()?.config;
        let path = self.tokenizer.as_deref().context("--init needs --tokenizer")?;
        let tokenizer = source::read_tokenizer(path)?;
        let gpt = source::model(&config, tokenizer.vocab_size(), self.init.as_deref())?;
        Ok(Model { config, tokenizer, gpt })
    }

    /// The ids to validate on, with no training part.
    fn validation_data(&self, model: &Model, titles: Titles) -> anyhow::Result<TokenData> {
        let titles = match self.all {
            true => titles.titles,
            false => {
                let Split { val, .. } = split(titles.titles, &model.config);
                val
            }
        };
        let mut data =
            TokenData { vocab_size: model.tokenizer.vocab_size(), val_titles: titles.len(), ..TokenData::default() };
        for title in &titles {
            data.val_ids.extend(model.tokenizer.encode(title)?);
            data.val_ids.push(model.tokenizer.special().eos);
            data.val_chars += title.chars().count() + EOS_CHARS;
        }
        ensure!(
            data.val_ids.len() >= 2,
            "{} headlines are too few to validate on; give more of them, or --all",
            data.val_titles
        );
        Ok(data)
    }
}

fn evaluate(model: &Model, data: &TokenData) -> Losses {
    let mut evaluation = Evaluation::new(&model.config, data);
    loop {
        if let (_, _, Some(losses)) = evaluation.advance(&model.gpt, &data.val_ids) {
            return losses;
        }
    }
}
