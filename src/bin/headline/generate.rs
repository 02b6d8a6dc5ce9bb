//! `headline generate`.

use crate::args::ChangeArgs;
use crate::folder::Model;
use crate::output::{json_line, text_line};
use clap::Args;
use headline_lab::generate::{Generation, Sampling};
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `headline generate`.
#[derive(Args)]
pub struct Generate {
    /// A folder that `headline train --out` made
    #[arg(long, value_name = "DIR")]
    model: PathBuf,
    /// What each headline begins with
    #[arg(long, default_value = "")]
    prompt: String,
    /// What the logits are divided by; 0 takes the likeliest token each time
    #[arg(long, default_value_t = Sampling::default().temperature)]
    temperature: f64,
    /// Draw from so many of the likeliest tokens; 0 is all
    #[arg(long, default_value_t = Sampling::default().top_k)]
    top_k: usize,
    /// Draw from the likeliest tokens that together have this probability
    #[arg(long, default_value_t = Sampling::default().top_p)]
    top_p: f64,
    /// Seed of the first headline; each one after it has the next
    #[arg(long, default_value_t = Sampling::default().seed)]
    seed: u64,
    /// Headlines to write
    #[arg(long, default_value_t = 1)]
    count: u64,
    /// Most tokens after the prompt; 0 is as many as fit
    #[arg(long, default_value_t = Sampling::default().max_tokens)]
    max_tokens: usize,
    /// Write a JSON object a headline, with its seed and its ids
    #[arg(long)]
    json: bool,
}

/// A headline as JSON.
#[derive(Serialize)]
struct Line<'a> {
    seed: u64,
    text: &'a str,
    ids: &'a [u32],
}

impl Generate {
    /// Writes the headlines, one a line.
    ///
    /// # Errors
    /// A folder that can't be read, settings out of range, and a prompt that does not fit.
    pub fn run(&self) -> anyhow::Result<()> {
        let Model { tokenizer, gpt, .. } = Model::read(&self.model, &ChangeArgs::default())?;
        for index in 0..self.count {
            let seed = self.seed.wrapping_add(index);
            let mut generation = Generation::new(&gpt, &tokenizer, self.sampling(seed))?;
            while !generation.advance(&gpt) {}
            let ids = generation.ids();
            let text = tokenizer.decode(ids);
            match self.json {
                true => json_line(&Line { seed, text: &text, ids })?,
                false => text_line(&text)?,
            }
        }
        Ok(())
    }

    fn sampling(&self, seed: u64) -> Sampling {
        Sampling {
            prompt: self.prompt.clone(),
            temperature: self.temperature,
            top_k: self.top_k,
            top_p: self.top_p,
            seed,
            max_tokens: self.max_tokens,
        }
    }
}
