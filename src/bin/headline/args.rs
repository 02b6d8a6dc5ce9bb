//! Arguments that several commands take.

use clap::Args;
use headline_lab::config::{Config, ConfigError, Resolved, merge, once, resolve};
use serde_json::{Map, Value};

/// A configuration: a preset, a size, and changes.
#[derive(Args)]
pub struct ConfigArgs {
    /// The recipe: baseline, epic1, epic2 or champion
    #[arg(long, default_value = "champion")]
    preset: String,
    /// The size: tiny, classroom, medium or paper
    #[arg(long, default_value = "classroom")]
    size: String,
    /// Changes on top.
    #[command(flatten)]
    pub changes: ChangeArgs,
}

impl ConfigArgs {
    /// The configuration, with what the size changed of the preset.
    ///
    /// # Errors
    /// An unknown name, a wrong value, a field given twice, or a configuration that can't train.
    pub fn resolve(&self) -> anyhow::Result<Resolved> {
        Ok(resolve(&self.preset, &self.size, &self.changes.map()?)?)
    }
}

/// Changes to a configuration.
#[derive(Args, Default)]
pub struct ChangeArgs {
    /// A configuration field, such as lr=0.002 or norm=rmsnorm; may be given many times, once for each field
    #[arg(long, value_name = "FIELD=VALUE", value_parser = field_and_value)]
    set: Vec<(String, Value)>,
}

impl ChangeArgs {
    /// `config` with the changes.
    ///
    /// # Errors
    /// An unknown field, a wrong value, a field given twice, or a configuration that can't train.
    pub fn apply(&self, config: &Config) -> anyhow::Result<Config> {
        let changed = merge(config, &self.map()?)?;
        changed.validate()?;
        Ok(changed)
    }

    fn map(&self) -> Result<Map<String, Value>, ConfigError> {
        once(self.set.iter().cloned())
    }
}

/// A value is JSON where it can be read as such, and a string otherwise, so that names need no quotes.
fn field_and_value(argument: &str) -> Result<(String, Value), String> {
    let (field, value) = argument.split_once('=').ok_or("write FIELD=VALUE, such as lr=0.002")?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
    Ok((field.trim().to_owned(), value))
}
