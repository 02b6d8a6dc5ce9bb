//! `headline export`.

use crate::args::ChangeArgs;
use crate::folder::{self, Model};
use clap::Args;
use headline_lab::checkpoint::Precision;
use headline_lab::checkpoint::hugging_face::{generation_config_json, is_gpt2, tokenizer_config_json};
use std::path::PathBuf;

/// Arguments of `headline export`.
#[derive(Args)]
pub struct Export {
    /// A folder that `headline train --out` made
    #[arg(long, value_name = "DIR")]
    model: PathBuf,
    /// The folder to make
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write the weights in half precision, at half the size
    #[arg(long)]
    half: bool,
}

impl Export {
    /// Writes the model with all that `AutoModelForCausalLM` and `AutoTokenizer` look for.
    ///
    /// # Errors
    /// A folder that can't be read or written.
    pub fn run(&self) -> anyhow::Result<()> {
        let Model { config, tokenizer, gpt } = Model::read(&self.model, &ChangeArgs::default())?;
        let precision = if self.half { Precision::F16 } else { Precision::F32 };
        folder::write(&self.out, &config, &tokenizer, &gpt, precision)?;
        folder::write_json(&self.out.join("tokenizer_config.json"), &tokenizer_config_json(&config, &tokenizer))?;
        folder::write_json(
            &self.out.join("generation_config.json"),
            &generation_config_json(&config, tokenizer.special()),
        )?;
        if !is_gpt2(&config) {
            eprintln!(
                "headline: transformers has no model with these parts and will refuse config.json \
                 (model_type headline_gpt); `headline generate --model {}` writes with it",
                self.out.display()
            );
        }
        Ok(())
    }
}
