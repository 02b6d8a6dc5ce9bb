//! `headline tokenize`.

use crate::args::ConfigArgs;
use crate::output::json_line;
use crate::{folder, source};
use anyhow::Context;
use clap::Args;
use headline_lab::data::EOS_CHARS;
use headline_lab::data::split::{Split, split};
use headline_lab::tokenizer::{Piece, Tokenizer};
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `headline tokenize`.
#[derive(Args)]
pub struct Tokenize {
    /// Headlines to train on and to count: a .txt file with one a line, or a .csv
    #[arg(long, value_name = "FILE", required_unless_present = "tokenizer")]
    data: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
    /// A tokenizer to use, instead of training one
    #[arg(long, value_name = "tokenizer.json")]
    tokenizer: Option<PathBuf>,
    /// A text to cut into tokens
    #[arg(long)]
    text: Option<String>,
    /// Where to write tokenizer.json
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// The counts of a tokenizer on headlines.
#[derive(Serialize)]
struct Counts {
    vocab_size: usize,
    train_titles: usize,
    val_titles: usize,
    train_tokens: usize,
    val_tokens: usize,
    train_chars: usize,
    val_chars: usize,
    unknown_tokens: usize,
}

/// A text in tokens.
#[derive(Serialize)]
struct Pieces<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
}

impl Tokenize {
    /// Trains or reads a tokenizer, and writes the counts and the pieces, a line each.
    ///
    /// # Errors
    /// What of the arguments can't be used, and files that can't be read or written.
    pub fn run(&self) -> anyhow::Result<()> {
        let config = self.config.resolve()?.config;
        let read = |path: &PathBuf| anyhow::Ok(split(source::read_titles(path)?.titles, &config));
        let split = self.data.as_ref().map(read).transpose()?;
        let tokenizer = match &self.tokenizer {
            Some(path) => source::read_tokenizer(path)?,
            None => {
                let Split { train, val } = split.as_ref().context("--data is needed to train a tokenizer")?;
                Tokenizer::train(train.iter().chain(val).map(String::as_str), config.vocab_size)?
            }
        };
        if let Some(folder) = &self.out {
            folder::write_tokenizer(folder, &tokenizer)?;
        }
        if let Some(split) = &split {
            json_line(&counts(&tokenizer, split)?)?;
        }
        if let Some(text) = &self.text {
            json_line(&Pieces { text, pieces: tokenizer.pieces(text)? })?;
        }
        Ok(())
    }
}

fn counts(tokenizer: &Tokenizer, split: &Split) -> anyhow::Result<Counts> {
    let [train, val] = [&split.train, &split.val].map(|titles| count(tokenizer, titles));
    let ((train_tokens, train_chars, train_unknown), (val_tokens, val_chars, val_unknown)) = (train?, val?);
    Ok(Counts {
        vocab_size: tokenizer.vocab_size(),
        train_titles: split.train.len(),
        val_titles: split.val.len(),
        train_tokens,
        val_tokens,
        train_chars,
        val_chars,
        unknown_tokens: train_unknown + val_unknown,
    })
}

/// Tokens and characters, with `<eos>` after each title, and the tokens that are `<unk>`.
fn count(tokenizer: &Tokenizer, titles: &[String]) -> anyhow::Result<(usize, usize, usize)> {
    let (mut tokens, mut chars, mut unknown) = (0, 0, 0);
    for title in titles {
        let ids = tokenizer.encode(title)?;
        tokens += ids.len() + 1;
        chars += title.chars().count() + EOS_CHARS;
        unknown += ids.iter().filter(|&&id| Some(id) == tokenizer.special().unk).count();
    }
    Ok((tokens, chars, unknown))
}
