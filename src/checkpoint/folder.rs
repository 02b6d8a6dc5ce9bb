//! A Hugging Face folder, from here or from elsewhere, as a model that writes headlines and can be trained on.

use super::weights::{CheckpointError, has_own_head, load_weights};
use crate::config::{Config, ConfigError, Norm, Position, from_json};
use crate::data::DataError;
use crate::model::Gpt;
use crate::tokenizer::Tokenizer;
use serde_json::{Map, Value};

/// The text files of a folder.
#[derive(Clone, Debug, Default)]
pub struct Texts<'a> {
    /// Hugging Face's `config.json`.
    pub config: &'a str,
    /// `tokenizer.json`.
    pub tokenizer: &'a str,
    /// The whole configuration, `headline.json`, where the folder was made here.
    pub headline: Option<&'a str>,
}

/// A model from a folder.
pub struct Model {
    /// Its architecture; of its training only what `headline.json` told.
    pub config: Config,
    /// What it writes with.
    pub tokenizer: Tokenizer,
    /// Its weights.
    pub gpt: Gpt,
    /// What it computes otherwise than here, in sentences.
    pub notes: Vec<&'static str>,
}

/// Why a folder can't be read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// No JSON.
    #[error("config.json can't be read ({0}); choose the config.json that was saved with the weights.")]
    Unreadable(String),
    /// A field with a value that the model here can't have.
    #[error("config.json has {field} = {found}, and the model here needs {needed}; choose a GPT-2 with that.")]
    Field {
        /// The field.
        field: &'static str,
        /// Its value.
        found: String,
        /// What would do.
        needed: &'static str,
    },
    /// Tokens without rows, or rows without tokens.
    #[error(
        "tokenizer.json has {tokens} tokens, and config.json says {vocab_size}; choose files that were saved together."
    )]
    Vocabulary {
        /// The tokenizer's.
        tokens: usize,
        /// The model's.
        vocab_size: usize,
    },
    /// Another end of a text in either file.
    #[error(
        "config.json has eos_token_id = {found}, and {name} of tokenizer.json, which ends a text, is {eos}; choose files that were saved together."
    )]
    End {
        /// The configuration's.
        found: String,
        /// The tokenizer's, by name.
        name: String,
        /// And by id.
        eos: u64,
    },
    /// A configuration that can't be.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The tokenizer.
    #[error(transparent)]
    Tokenizer(#[from] DataError),
    /// The weights.
    #[error(transparent)]
    Weights(#[from] CheckpointError),
}

/// The approximation of GELU that the first GPT-2 was trained with.
const OTHER_GELU: [&str; 2] = ["gelu_new", "gelu_pytorch_tanh"];

const OTHER_GELU_NOTE: &str = "The model was trained with an approximation of GELU and runs with the exact one: its probabilities differ slightly.";

const PADDED_NOTE: &str = "The model has rows for more tokens than its tokenizer has; those rows are left out, which changes probabilities slightly.";

impl Model {
    /// The model of a folder's files.
    ///
    /// # Errors
    /// What of them can't be read, does not fit the others, or is no GPT-2 of this kind.
    pub fn read(texts: &Texts, weights: &[u8]) -> Result<Self, FolderError> {
        let fields: Map<String, Value> =
            serde_json::from_str(texts.config).map_err(|error| FolderError::Unreadable(error.to_string()))?;
        let mut notes = Vec::new();
        let architecture = architecture(&fields, &mut notes)?;
        let told = texts.headline.map(from_json).transpose()?.unwrap_or_default();
        let Config { n_layer, n_head, d_model, vocab_size, block_size, norm, position, .. } = architecture;
        let config = Config { n_layer, n_head, d_model, vocab_size, block_size, norm, position, ..told };
        config.validate()?;
        let tokenizer = Tokenizer::from_json(texts.tokenizer)?;
        let tokens = tokenizer.vocab_size();
        if tokens > vocab_size {
            return Err(FolderError::Vocabulary { tokens, vocab_size });
        }
        let eos = u64::from(tokenizer.special().eos);
        if fields.get("eos_token_id").and_then(Value::as_u64).is_some_and(|id| id != eos) {
            let found = fields["eos_token_id"].to_string();
            return Err(FolderError::End { found, name: tokenizer.token_text(eos as u32), eos });
        }
        // Weights that are too few for what config.json claims are refused before it is made.
        let claimed = config.count_parameters(vocab_size);
        let held = weights.len() / 2;
        if claimed > held as u64 {
            let (expected, found) = (vec![usize::try_from(claimed).unwrap_or(usize::MAX)], vec![held]);
            return Err(CheckpointError::Shape { name: "All of the weights".into(), expected, found }.into());
        }
        let mut gpt = Gpt::zeros(&config, vocab_size);
        if has_own_head(weights)? {
            gpt.untie();
        }
        load_weights(&mut gpt, weights)?;
        if tokens < vocab_size {
            gpt.shrink(tokens);
            notes.push(PADDED_NOTE);
        }
        let config = Config { vocab_size: tokens, ..config };
        Ok(Self { config, tokenizer, gpt, notes })
    }
}

/// The architecture that `config.json` tells, on the defaults of all else.
fn architecture(fields: &Map<String, Value>, notes: &mut Vec<&'static str>) -> Result<Config, FolderError> {
    let shown = |field: &str| fields.get(field).map_or_else(|| "nothing".to_owned(), Value::to_string);
    let unfit = |field, needed| FolderError::Field { field, found: shown(field), needed };
    let refuse = |field, needed| Err(unfit(field, needed));
    let whole = |field: &'static str| match fields.get(field).and_then(Value::as_u64).map(usize::try_from) {
        Some(Ok(value)) => Ok(value),
        _ => Err(unfit(field, "a whole number")),
    };
    let text = |field: &str| fields.get(field).and_then(Value::as_str);
    let (d_model, norm, position) = match text("model_type") {
        Some("gpt2") => (whole("n_embd")?, Norm::LayerNorm, Position::Learned),
        Some("headline_gpt") => {
            let norm = match text("norm") {
                Some("layernorm") => Norm::LayerNorm,
                Some("rmsnorm") => Norm::RmsNorm,
                _ => return Err(unfit("norm", "layernorm or rmsnorm")),
            };
            let position = match text("position") {
                Some("learned") => Position::Learned,
                Some("rope") => Position::Rope,
                _ => return Err(unfit("position", "learned or rope")),
            };
            (whole("d_model")?, norm, position)
        }
        _ => return Err(unfit("model_type", "gpt2, or headline_gpt of Headline Lab")),
    };
    match text("activation_function") {
        Some("gelu") => {}
        Some(other) if OTHER_GELU.contains(&other) => notes.push(OTHER_GELU_NOTE),
        _ => refuse("activation_function", "gelu or gelu_new")?,
    }
    let is = |field: &str, value: f64| fields.get(field).is_none_or(|found| found.as_f64() == Some(value));
    if !is("layer_norm_epsilon", 1e-5) {
        refuse("layer_norm_epsilon", "1e-5")?;
    }
    if !fields.get("n_inner").is_none_or(|inner| inner.is_null() || inner.as_u64() == Some(4 * d_model as u64)) {
        refuse("n_inner", "four times n_embd")?;
    }
    if fields.get("scale_attn_weights").is_some_and(|value| value != &Value::Bool(true)) {
        refuse("scale_attn_weights", "true")?;
    }
    if fields.get("scale_attn_by_inverse_layer_idx") == Some(&Value::Bool(true)) {
        refuse("scale_attn_by_inverse_layer_idx", "false")?;
    }
    let (n_layer, n_head) = (whole("n_layer")?, whole("n_head")?);
    let (vocab_size, block_size) = (whole("vocab_size")?, whole("n_positions")?);
    Ok(Config { n_layer, n_head, d_model, vocab_size, block_size, norm, position, ..Config::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::hugging_face::config_json;
    use crate::checkpoint::{Precision, to_safetensors_of};
    use serde_json::json;

    fn parts(position: Position) -> (Config, Tokenizer, Gpt) {
        let tokenizer = Tokenizer::train(["A headline", "Another one"].into_iter(), 300).expect("trains");
        let vocab_size = tokenizer.vocab_size();
        let config =
            Config { n_layer: 2, n_head: 2, d_model: 8, block_size: 6, vocab_size, position, ..Config::default() };
        let gpt = Gpt::new(&config, vocab_size);
        (config, tokenizer, gpt)
    }

    fn read(change: impl Fn(&mut Value), position: Position) -> Result<Model, FolderError> {
        let (config, tokenizer, gpt) = parts(position);
        let mut json = config_json(&config, &gpt, tokenizer.special());
        change(&mut json);
        let weights = to_safetensors_of(&gpt, Precision::F16).expect("writes");
        let (config, tokenizer) = (json.to_string(), tokenizer.to_json().expect("writes"));
        Model::read(&Texts { config: &config, tokenizer: &tokenizer, headline: None }, &weights)
    }

    #[test]
    fn a_folder_of_either_kind_comes_back() {
        for position in [Position::Learned, Position::Rope] {
            let (config, _, gpt) = parts(position);
            let model = read(|_| {}, position).expect("reads");
            assert_eq!((model.config.position, model.config.d_model), (position, config.d_model));
            let [here, there] = [&gpt, &model.gpt].map(|gpt| gpt.logits(&[1, 4, 5], 3));
            for (x, y) in here.into_iter().zip(there) {
                assert!((x - y).abs() < 1e-3, "{y} instead of {x}");
            }
            assert!(model.notes.is_empty());
        }
    }

    #[test]
    fn a_head_of_its_own_and_rows_without_tokens_are_read() {
        let (config, tokenizer, mut gpt) = parts(Position::Learned);
        gpt.untie();
        gpt.lm_head = gpt.lm_head.map(|head| head + 0.25);
        let (json, special) = (config_json(&config, &gpt, tokenizer.special()), tokenizer.special());
        assert_eq!(json["tie_word_embeddings"], json!(false));
        let weights = to_safetensors_of(&gpt, Precision::F32).expect("writes");
        let (text, tokens) = (json.to_string(), tokenizer.to_json().expect("writes"));
        let texts = Texts { config: &text, tokenizer: &tokens, headline: None };
        let model = Model::read(&texts, &weights).expect("reads");
        assert_eq!(model.gpt.logits(&[1, 4, 5], 3), gpt.logits(&[1, 4, 5], 3));
        assert_eq!(
            model.gpt.count_parameters(),
            config.count_parameters(config.vocab_size) + gpt.wte.shape().num_elements() as u64
        );

        let wide = Gpt::new(&config, config.vocab_size + 7);
        let weights = to_safetensors_of(&wide, Precision::F32).expect("writes");
        let text = config_json(&config, &wide, special).to_string();
        let model = Model::read(&Texts { config: &text, ..texts }, &weights).expect("reads");
        assert_eq!(model.notes, [PADDED_NOTE]);
        assert_eq!((model.gpt.vocab_size(), model.config.vocab_size), (config.vocab_size, config.vocab_size));
        let (shrunk, whole) = (model.gpt.logits(&[1, 4], 2), wide.logits(&[1, 4], 2));
        assert_eq!(shrunk[..config.vocab_size], whole[..config.vocab_size]);
    }

    #[test]
    fn what_is_no_gpt2_of_this_kind_is_refused_by_its_field() {
        for (field, value) in [
            ("model_type", json!("llama")),
            ("activation_function", json!("relu")),
            ("layer_norm_epsilon", json!(1e-6)),
            ("n_inner", json!(7)),
            ("n_embd", json!("wide")),
            ("n_layer", json!(-1)),
            ("scale_attn_weights", json!(false)),
            ("eos_token_id", json!(7)),
        ] {
            let error = read(|json| json[field] = value.clone(), Position::Learned).err().expect("refused").to_string();
            assert!(error.contains(field) && error.contains(&value.to_string()), "{error}");
        }
        let error = |change: &dyn Fn(&mut Value)| read(change, Position::Learned).err().expect("refused").to_string();
        assert!(error(&|json| json["vocab_size"] = json!(77)).contains("77"));
        assert!(error(&|json| json["n_head"] = json!(3)).contains("not divisible"));
        assert!(error(&|json| json["n_layer"] = json!(64)).contains("All of the weights"));
        assert!(error(&|json| json["n_positions"] = json!(5)).contains("transformer.wpe.weight"));
        let old = read(|json| json["activation_function"] = json!("gelu_new"), Position::Learned).expect("reads");
        assert_eq!(old.notes, [OTHER_GELU_NOTE]);
    }
}
