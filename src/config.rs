//! What a run is made of: every switch and number of the model, the optimizer, the schedule and the data.
//!
//! The field names are the same in Rust, JSON, URLs, the command line and JavaScript. A configuration comes from
//! outside as a preset, a size and changes ([`resolve`]), and is checked there, so that the core can't fail on it.

mod fields;
mod json;
mod presets;
mod validate;

pub use validate::MAX_STEPS;

pub use fields::{Field, Kind, fields};
pub use json::{from_json, once};
pub use presets::{PRESETS, Preset, SIZES, Size, preset, size};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Where the vector entering a layer is normalised, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Norm {
    /// Mean and variance removed, weight and bias (Ba et al. 2016).
    LayerNorm,
    /// Divided by the root mean square, weight only (Zhang and Sennrich 2019).
    RmsNorm,
}

/// How the model knows where in the sequence a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Position {
    /// One learned vector for each position, added to the token's (GPT-2).
    Learned,
    /// Queries and keys turned by an angle that grows with the position (Su et al. 2021).
    Rope,
}

/// The distribution that the linear weights start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Init {
    /// N(0, 0.02) for every weight.
    Gpt2,
    /// N(0, √(2 / fan_in)) for linear weights (He et al. 2015); embeddings stay at N(0, 0.02).
    He,
}

/// The rule that turns gradients into updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Optimizer {
    /// Stochastic gradient descent, with momentum where `momentum` is not 0.
    Sgd,
    /// Adam with decoupled weight decay (Loshchilov and Hutter 2019).
    AdamW,
}

/// How the learning rate changes over the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// `lr` throughout.
    Constant,
    /// Half a cosine from `lr` to 0.
    Cosine,
    /// A linear warm-up to `lr`, then half a cosine to `min_lr_frac · lr`.
    WarmupCosine,
}

/// A whole configuration. Every field has the paper's champion at its paper size as its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Number of transformer blocks.
    pub n_layer: usize,
    /// Number of attention heads; divides `d_model`.
    pub n_head: usize,
    /// Width of the residual stream.
    pub d_model: usize,
    /// Tokens asked of the tokenizer, special tokens included; training it may end with fewer.
    pub vocab_size: usize,
    /// T: the tokens of one row of a batch, and the longest context.
    pub block_size: usize,
    /// Share of activations dropped in training.
    pub dropout: f64,
    /// Normalisation before attention, before the MLP and before the logits.
    pub norm: Norm,
    /// Position information.
    pub position: Position,
    /// Initial distribution of the linear weights.
    pub init: Init,
    /// Update rule.
    pub optimizer: Optimizer,
    /// Peak learning rate.
    pub lr: f64,
    /// SGD's momentum μ; 0 is plain SGD.
    pub momentum: f64,
    /// AdamW's decay of the first moment.
    pub beta1: f64,
    /// AdamW's decay of the second moment.
    pub beta2: f64,
    /// AdamW's term in the denominator.
    pub eps: f64,
    /// Weight decay: decoupled in AdamW, added to the gradient in SGD.
    pub weight_decay: f64,
    /// Shape of the learning rate over the run.
    pub schedule: Schedule,
    /// Share of the updates that warm up, for `warmup_cosine`.
    pub warmup_frac: f64,
    /// The last rate as a share of `lr`, for `warmup_cosine`.
    pub min_lr_frac: f64,
    /// Largest global gradient norm; 0 is no clipping.
    pub grad_clip: f64,
    /// Passes over the training tokens, where `steps` is 0.
    pub epochs: usize,
    /// Updates of the run; 0 means by `epochs`.
    pub steps: usize,
    /// B: rows of a batch.
    pub batch_size: usize,
    /// Rows computed at a time, their gradients added up; 0 means chosen from the configuration.
    pub micro_batch_size: usize,
    /// Most titles taken.
    pub titles: usize,
    /// Share of the titles kept for validation.
    pub val_frac: f64,
    /// Whether titles are shuffled with `data_seed` before they are taken and split.
    pub shuffle: bool,
    /// Seed of the shuffle.
    pub data_seed: u64,
    /// Evaluations in an epoch, besides the ones after the first and the last update.
    pub evals_per_epoch: usize,
    /// Seed of initialisation, dropout and sampling.
    pub seed: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            n_layer: 6,
            n_head: 8,
            d_model: 512,
            vocab_size: 16_000,
            block_size: 128,
            dropout: 0.05,
            norm: Norm::LayerNorm,
            position: Position::Learned,
            init: Init::Gpt2,
            optimizer: Optimizer::AdamW,
            lr: 8e-4,
            momentum: 0.0,
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
            weight_decay: 0.1,
            schedule: Schedule::WarmupCosine,
            warmup_frac: 0.1,
            min_lr_frac: 0.1,
            grad_clip: 1.0,
            epochs: 7,
            steps: 0,
            batch_size: 64,
            micro_batch_size: 0,
            titles: 100_000,
            val_frac: 0.1,
            shuffle: true,
            data_seed: 1337,
            evals_per_epoch: 3,
            seed: 1337,
        }
    }
}

/// Why a configuration is refused: the field, its value and what would do instead.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{field} = {value} {problem}; {remedy}.")]
pub struct ConfigError {
    /// The field's name, or `preset` or `size`.
    pub field: String,
    /// The value as it was given.
    pub value: String,
    /// What is wrong with it, as the end of the sentence "field = value …".
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl ConfigError {
    pub(crate) fn new(
        field: &str,
        value: impl ToString,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let (field, value) = (shown(field, 60), shown(&value.to_string(), 60));
        // What a library says of a value may hold all of it, too.
        Self { field, value, problem: shown(&problem.into(), 300), remedy: remedy.into() }
    }
}

/// What was given, cut after so many characters, where a sentence about it would be lost in it.
fn shown(given: &str, longest: usize) -> String {
    match given.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &given[..end]),
        None => given.to_owned(),
    }
}

/// One field that a size sets to something else than the preset does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangedField {
    /// The field's name.
    pub field: String,
    /// The preset's value.
    pub from: Value,
    /// The size's value.
    pub to: Value,
}

/// A configuration as asked for, with what the size changed of the preset's recipe.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Resolved {
    /// The whole configuration.
    pub config: Config,
    /// Rate and dropout where the size replaces the preset's.
    pub changed_by_size: Vec<ChangedField>,
}

/// Applies the preset, then the size, then `set`, and checks the result.
///
/// # Errors
/// An unknown preset, size or field, a value of the wrong type, and a configuration that can't train.
pub fn resolve(preset_name: &str, size_name: &str, set: &Map<String, Value>) -> Result<Resolved, ConfigError> {
    let preset = preset(preset_name)?;
    let size = size(size_name)?;
    let base = preset.apply(Config::default());
    let sized = size.apply(base.clone(), preset);
    let changed_by_size = changed(&base, &sized, &["lr", "dropout"]);
    let config = merge(&sized, set)?;
    config.validate()?;
    Ok(Resolved { config, changed_by_size })
}

/// Puts the fields of `set` over `base`, one by one, so that an error can name the field.
///
/// # Errors
/// An unknown field or a value of the wrong type. The result is not yet validated.
pub fn merge(base: &Config, set: &Map<String, Value>) -> Result<Config, ConfigError> {
    let mut whole = to_map(base);
    for (field, value) in set {
        if !whole.contains_key(field) {
            let known = whole.keys().cloned().collect::<Vec<_>>().join(", ");
            return Err(ConfigError::new(field, value, "is not a configuration field", format!("use one of {known}")));
        }
        let one = Value::Object(Map::from_iter([(field.clone(), value.clone())]));
        if let Err(error) = serde_json::from_value::<Config>(one) {
            let example = &whole[field];
            return Err(ConfigError::new(
                field,
                value,
                format!("has the wrong type ({error})"),
                format!("give a value like {example}"),
            ));
        }
        whole.insert(field.clone(), value.clone());
    }
    serde_json::from_value(Value::Object(whole))
        .map_err(|error| ConfigError::new("config", "?", error.to_string(), "check every field's type"))
}

/// The fields of a configuration as a JSON object, in the order of the struct.
pub fn to_map(config: &Config) -> Map<String, Value> {
    match serde_json::to_value(config) {
        Ok(Value::Object(map)) => map,
        _ => unreachable!("a struct of plain fields is a JSON object"),
    }
}

fn changed(from: &Config, to: &Config, fields: &[&str]) -> Vec<ChangedField> {
    let (from, to) = (to_map(from), to_map(to));
    let differs = |field: &&&str| from[**field] != to[**field];
    let change =
        |field: &&str| ChangedField { field: (*field).into(), from: from[*field].clone(), to: to[*field].clone() };
    fields.iter().filter(differs).map(change).collect()
}

impl Config {
    /// Tokens of one batch: B · T.
    pub fn batch_tokens(&self) -> usize {
        self.batch_size * self.block_size
    }

    /// The first field in which it describes another model than `other` does; how it is trained does not count.
    pub fn other_model_than(&self, other: &Self) -> Option<&'static str> {
        let differs = [
            ("n_layer", self.n_layer != other.n_layer),
            ("n_head", self.n_head != other.n_head),
            ("d_model", self.d_model != other.d_model),
            ("vocab_size", self.vocab_size != other.vocab_size),
            ("block_size", self.block_size != other.block_size),
            ("norm", self.norm != other.norm),
            ("position", self.position != other.position),
        ];
        differs.into_iter().find_map(|(field, differs)| differs.then_some(field))
    }

    /// Width of one attention head.
    pub fn d_head(&self) -> usize {
        self.d_model / self.n_head
    }

    /// Learned numbers of the model with a vocabulary of `vocab_size` tokens.
    ///
    /// The tied head adds none: token table, position table unless RoPE, and for each block two norms, the fused
    /// qkv, its projection and the two layers of the MLP, then the final norm.
    pub fn count_parameters(&self, vocab_size: usize) -> u64 {
        // In 64 bits also where addresses have 32: what is too large is to be refused, not to wrap.
        let [d, vocab_size, block_size, n_layer] =
            [self.d_model, vocab_size, self.block_size, self.n_layer].map(|n| n as u64);
        let norm = match self.norm {
            Norm::LayerNorm => 2 * d,
            Norm::RmsNorm => d,
        };
        let positions = match self.position {
            Position::Learned => block_size * d,
            Position::Rope => 0,
        };
        let block = 2 * norm + (3 * d * d + 3 * d) + (d * d + d) + (4 * d * d + 4 * d) + (4 * d * d + d);
        vocab_size * d + positions + n_layer * block + norm
    }

    /// Numbers that the optimizer keeps beside each parameter: none for plain SGD, its velocity with momentum, AdamW's two
    /// moments.
    pub fn moments(&self) -> usize {
        match self.optimizer {
            Optimizer::Sgd => usize::from(self.momentum != 0.0),
            Optimizer::AdamW => 2,
        }
    }

    /// Rows of a micro-batch: `micro_batch_size`, or the choice for 0, which depends on the configuration alone.
    ///
    /// A micro-batch is the longest time in which the worker can't listen, so that it is kept near
    /// [`MICRO_BATCH_FLOP`]; the rows are then spread evenly over the micro-batches.
    pub fn micro_batch_rows(&self) -> usize {
        if self.micro_batch_size > 0 {
            return self.micro_batch_size.min(self.batch_size);
        }
        let flop_per_row = self.flop_per_token() * self.block_size as f64;
        let rows = ((MICRO_BATCH_FLOP / flop_per_row) as usize).clamp(1, self.batch_size);
        self.batch_size.div_ceil(self.batch_size.div_ceil(rows))
    }

    /// Floating-point operations of training on one token: 6 a parameter and the attention's 12 · L · D · T.
    pub fn flop_per_token(&self) -> f64 {
        let dense = 6.0 * self.count_parameters(self.vocab_size) as f64;
        let attention = [self.n_layer, self.d_model, self.block_size].map(|n| n as f64);
        dense + 12.0 * attention.iter().product::<f64>()
    }
}

/// Work of one micro-batch: about 60 ms at 40 GFLOP/s, one core of a laptop in a browser.
pub const MICRO_BATCH_FLOP: f64 = 2.4e9;
