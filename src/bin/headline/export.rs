//! `headline export`.

use crate::args::ChangeArgs;
use crate::folder::{self, Model};
use clap::Args;
use headline_lab::checkpoint::hugging_face::tokenizer_config_json;
use headline_lab::config::{Norm, Position};
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
}

impl Export {
    /// Writes the model with all that `AutoModelForCausalLM` and `AutoTokenizer` look for.
    ///
    /// # Errors
    /// A folder that can't be read or written.
    pub fn run(&self) -> anyhow::Result<()> {
        let Model { config, tokenizer, gpt } = Model::read(&self.model, &ChangeArgs::default())?;
        folder::write(&self.out, &config, &tokenizer, &gpt)?;
        folder::write_json(&self.out.join("tokenizer_config.json"), &tokenizer_config_json(&config))?;
        if (config.norm, config.position) != (Norm::LayerNorm, Position::Learned) {
            eprintln!(
                "headline: transformers has no model with these parts and will refuse config.json \
                 (model_type headline_gpt); `headline generate --model {}` writes with it",
                self.out.display()
            );
        }
        Ok(())
    }
}
