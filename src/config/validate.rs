//! What can't train is refused here, by name, value and remedy.

use super::{Config, ConfigError, Position};

/// Seeds cross JavaScript, whose numbers are exact up to here.
const MAX_SEED: u64 = (1 << 53) - 1;

/// Special tokens and one byte: the least that a tokenizer can have.
const MIN_VOCAB_SIZE: usize = 4;

/// The most updates of a run.
pub const MAX_STEPS: usize = 100_000_000;

/// The least term under an AdamW update: without one, a parameter whose gradient is 0 would be divided 0 by 0.
const MIN_EPS: f64 = 1e-15;

/// The largest model that any browser could hold: 4 GiB of f32 in weights, gradient and two moments.
const MAX_PARAMETERS: u64 = 1 << 28;

impl Config {
    /// Checks that a model of this configuration can be made and trained.
    ///
    /// # Errors
    /// The first field that can't be used, with its value and a remedy.
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.validate_ranges()?;
        self.validate_numbers()?;
        self.validate_shape()
    }

    fn validate_ranges(&self) -> Result<(), ConfigError> {
        whole("n_layer", self.n_layer, 1, 64)?;
        whole("n_head", self.n_head, 1, 64)?;
        whole("d_model", self.d_model, 1, 4_096)?;
        whole("vocab_size", self.vocab_size, MIN_VOCAB_SIZE, 262_144)?;
        whole("block_size", self.block_size, 1, 1_024)?;
        whole("batch_size", self.batch_size, 1, 4_096)?;
        whole("micro_batch_size", self.micro_batch_size, 0, 4_096)?;
        whole("epochs", self.epochs, 1, 10_000)?;
        whole("steps", self.steps, 0, MAX_STEPS)?;
        whole("titles", self.titles, 2, 100_000_000)?;
        whole("evals_per_epoch", self.evals_per_epoch, 1, 100_000)?;
        for (field, seed) in [("seed", self.seed), ("data_seed", self.data_seed)] {
            if seed > MAX_SEED {
                let remedy = format!("use a whole number from 0 to {MAX_SEED}");
                return Err(ConfigError::new(field, seed, "is not exact in JavaScript", remedy));
            }
        }
        Ok(())
    }

    fn validate_numbers(&self) -> Result<(), ConfigError> {
        between("dropout", self.dropout, 0.0, 1.0, false)?;
        between("lr", self.lr, 0.0, 1_000.0, true)?;
        between("momentum", self.momentum, 0.0, 1.0, false)?;
        between("beta1", self.beta1, 0.0, 1.0, false)?;
        between("beta2", self.beta2, 0.0, 1.0, false)?;
        between("eps", self.eps, MIN_EPS, 1.0, true)?;
        between("weight_decay", self.weight_decay, 0.0, 100.0, true)?;
        between("warmup_frac", self.warmup_frac, 0.0, 1.0, true)?;
        between("min_lr_frac", self.min_lr_frac, 0.0, 1.0, true)?;
        between("grad_clip", self.grad_clip, 0.0, 1e9, true)?;
        between("val_frac", self.val_frac, 0.0, 1.0, false)?;
        if self.val_frac == 0.0 {
            let remedy = "keep a share of the titles for validation, such as 0.1";
            return Err(ConfigError::new("val_frac", 0, "leaves nothing to validate on", remedy));
        }
        Ok(())
    }

    fn validate_shape(&self) -> Result<(), ConfigError> {
        let (d, heads) = (self.d_model, self.n_head);
        if !d.is_multiple_of(heads) {
            let below = (d / heads).max(1) * heads;
            let problem = format!("is not divisible by n_head = {heads}");
            let remedy = format!("use {below} or {}", below + heads);
            return Err(ConfigError::new("d_model", d, problem, remedy));
        }
        let d_head = self.d_head();
        if self.position == Position::Rope && d_head % 2 == 1 {
            let problem = format!("can't turn an odd head size (d_model / n_head = {d_head})");
            let remedy = format!("use d_model = {} or position = learned", heads * (d_head + 1));
            return Err(ConfigError::new("position", "rope", problem, remedy));
        }
        let params = self.count_parameters(self.vocab_size);
        if params > MAX_PARAMETERS {
            let problem = format!("makes {params} parameters, more than a browser can hold");
            let remedy = "lower d_model, n_layer or vocab_size";
            return Err(ConfigError::new("d_model", d, problem, remedy));
        }
        Ok(())
    }
}

fn whole(field: &str, value: usize, min: usize, max: usize) -> Result<(), ConfigError> {
    if (min..=max).contains(&value) {
        return Ok(());
    }
    let remedy = format!("use a whole number from {min} to {max}");
    Err(ConfigError::new(field, value, "is out of range", remedy))
}

fn between(field: &str, value: f64, min: f64, max: f64, max_included: bool) -> Result<(), ConfigError> {
    // Written so that NaN is refused too.
    if value >= min && (value < max || (max_included && value == max)) {
        return Ok(());
    }
    let upper = if max_included { "up to" } else { "below" };
    let remedy = format!("use a number from {min} {upper} {max}");
    Err(ConfigError::new(field, value, "is out of range", remedy))
}

#[cfg(test)]
mod tests {
    use super::super::{merge, resolve};
    use super::*;
    use serde_json::{Value, json};

    fn refused(set: &Value) -> ConfigError {
        let set = set.as_object().expect("an object");
        resolve("champion", "tiny", set).expect_err("can't train")
    }

    #[test]
    fn what_cannot_train_is_refused_by_name_value_and_remedy() {
        let cases = [
            (json!({"d_model": 65}), "d_model"),
            (json!({"n_head": 0}), "n_head"),
            (json!({"n_head": 3, "d_model": 63, "position": "rope"}), "position"),
            (json!({"dropout": 1.0}), "dropout"),
            (json!({"dropout": 1.5}), "dropout"),
            (json!({"lr": -1.0}), "lr"),
            (json!({"val_frac": 0.0}), "val_frac"),
            (json!({"val_frac": 1.0}), "val_frac"),
            (json!({"vocab_size": 3}), "vocab_size"),
            (json!({"block_size": 0}), "block_size"),
            (json!({"epochs": 0}), "epochs"),
            (json!({"seed": 1u64 << 53}), "seed"),
            (json!({"n_layer": 64, "d_model": 4096}), "d_model"),
            (json!({"n_layer": 55, "d_model": 2560}), "d_model"),
            (json!({"nlayer": 2}), "nlayer"),
            (json!({"n_layer": "two"}), "n_layer"),
            (json!({"n_layer": 2.5}), "n_layer"),
            (json!({"optimizer": "adam"}), "optimizer"),
            (json!({"shuffle": 1}), "shuffle"),
        ];
        for (set, field) in cases {
            let error = refused(&set);
            assert_eq!(error.field, field, "{set}: {error}");
            let sentence = error.to_string();
            assert!(sentence.contains(field) && sentence.ends_with('.'), "{sentence}");
            assert!(!error.remedy.is_empty());
        }
    }

    #[test]
    fn every_field_can_be_set_by_its_own_value() {
        let base = Config::default();
        for (field, value) in super::super::to_map(&base) {
            let set = [(field.clone(), value)].into_iter().collect();
            assert_eq!(merge(&base, &set).expect(&field), base);
        }
    }
}
