//! The command `headline`: what a recipe comes to, and the training itself.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::lessons::Recipe;
use super::readings::Run;
use crate::process;

/// A `headline` on this machine.
pub struct Trainer {
    headline: PathBuf,
    /// Rates of preset and size.
    rates: RefCell<HashMap<(String, String), f64>>,
}

/// What is not as the lessons' table has it.
#[derive(Clone, Copy, Default)]
pub struct Scale<'a> {
    /// Another size.
    pub size: Option<&'a str>,
    /// Another number of headlines than the size's.
    pub titles: Option<u64>,
}

/// A run to train.
pub struct Job {
    /// A name for its file, which people can read: what tells two runs apart is the configuration.
    pub name: String,
    /// Its whole configuration.
    pub config: Map<String, Value>,
    arguments: Vec<String>,
}

/// Drops the last bits of a product, so that 0.003 · 0.375 is 0.001125, as on the page.
fn rounded(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

impl Job {
    /// Its arguments for a person, without the seed.
    pub fn shown(&self) -> String {
        let told = self.arguments.iter().filter(|argument| !argument.starts_with("--set=seed="));
        told.map(|argument| argument.replacen('=', " ", 1)).collect::<Vec<_>>().join(" ")
    }
}

impl Trainer {
    /// A trainer that calls the program at `headline`.
    pub fn new(headline: PathBuf) -> Self {
        Self { headline, rates: RefCell::default() }
    }

    /// The job of `recipe` at `scale`, with `seed` where the recipe has none of its own.
    pub fn job(&self, recipe: &Recipe, scale: Scale, seed: u64) -> Result<Job> {
        let recipe = &Recipe { size: scale.size.unwrap_or(&recipe.size).to_owned(), ..recipe.clone() };
        let mut set = recipe.set.clone();
        if let Some(times) = set.get("lr").and_then(|lr| lr["times"].as_f64()) {
            set.insert("lr".into(), rounded(self.rate(recipe)? * times).into());
        }
        set.extend(scale.titles.map(|titles| ("titles".to_owned(), titles.into())));
        set.entry("seed").or_insert_with(|| seed.into());
        let mut arguments = vec![format!("--preset={}", recipe.preset), format!("--size={}", recipe.size)];
        let mut name = format!("{}-{}", recipe.size, recipe.preset);
        for (field, value) in &set {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            arguments.push(format!("--set={field}={value}"));
            name.push_str(&format!(",{field}={value}"));
        }
        Ok(Job { name, config: self.config(&arguments)?, arguments })
    }

    fn rate(&self, recipe: &Recipe) -> Result<f64> {
        let key = (recipe.preset.clone(), recipe.size.clone());
        if let Some(rate) = self.rates.borrow().get(&key) {
            return Ok(*rate);
        }
        let config = self.config(&[format!("--preset={}", key.0), format!("--size={}", key.1)])?;
        let rate = config["lr"].as_f64().context("a rate is a number")?;
        self.rates.borrow_mut().insert(key, rate);
        Ok(rate)
    }

    fn config(&self, arguments: &[String]) -> Result<Map<String, Value>> {
        let written = process::output(Command::new(&self.headline).arg("config").args(arguments))?;
        Ok(serde_json::from_str(&written)?)
    }

    /// Trains `job` on the headlines of `data`, and leaves its lines and its looks in `folder`. A run that diverges is
    /// a result too.
    pub fn train(&self, job: &Job, data: &Path, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        let file = |extension: &str| folder.join(format!("{}.{extension}", job.name));
        let part = file("part");
        let mut headline = Command::new(&self.headline);
        headline.arg("train").arg("--data").arg(data).arg("--sparse-val-loss");
        headline.args(&job.arguments).arg("--record").arg(file("looks"));
        headline.stdout(File::create(&part).with_context(|| part.display().to_string())?);
        let status = headline.status().context("headline could not be started")?;
        // What is cut short has no name under which it would be found.
        if !status.success() && Run::read(&part).ok().is_none_or(|run| run.diverged.is_none()) {
            bail!("headline ended with {status}");
        }
        Ok(fs::rename(&part, file("jsonl"))?)
    }
}
