//! What Hugging Face's libraries read beside the weights.

use crate::config::{Config, Norm, Position, to_map};
use crate::data::{EOS, PAD};
use serde_json::{Value, json};

/// Hugging Face's `config.json` of a model with a vocabulary of `vocab_size` tokens.
///
/// A model that `GPT2LMHeadModel` can't be has the `model_type` `headline_gpt` and records its norm and position, so
/// that it is refused rather than loaded wrong. `AutoModel` refuses the type, while `GPT2LMHeadModel` itself only warns
/// of it and draws what is missing at random: the width goes by `d_model` there, so that every shape differs from
/// the one that GPT-2's class assumes.
pub fn config_json(config: &Config, vocab_size: usize) -> Value {
    let mut json = json!({
        "architectures": ["GPT2LMHeadModel"],
        "model_type": "gpt2",
        "activation_function": "gelu",
        "vocab_size": vocab_size,
        "n_positions": config.block_size,
        "n_embd": config.d_model,
        "n_layer": config.n_layer,
        "n_head": config.n_head,
        "layer_norm_epsilon": 1e-5,
        "initializer_range": 0.02,
        "embd_pdrop": config.dropout,
        "attn_pdrop": config.dropout,
        "resid_pdrop": config.dropout,
        "bos_token_id": EOS,
        "eos_token_id": EOS,
        "pad_token_id": PAD,
        "tie_word_embeddings": true,
        "dtype": "float32",
    });
    if (config.norm, config.position) != (Norm::LayerNorm, Position::Learned) {
        json["architectures"] = json!(["HeadlineGpt"]);
        json["model_type"] = json!("headline_gpt");
        for field in ["norm", "position", "d_model"] {
            json[field] = to_map(config)[field].clone();
        }
        if let Value::Object(fields) = &mut json {
            fields.remove("n_embd");
        }
    }
    json
}

/// Hugging Face's `tokenizer_config.json`, with which `AutoTokenizer` loads the `tokenizer.json` beside it.
pub fn tokenizer_config_json(config: &Config) -> Value {
    json!({
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": config.block_size,
        "bos_token": "<eos>",
        "eos_token": "<eos>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "clean_up_tokenization_spaces": false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config { n_layer: 2, n_head: 2, d_model: 8, block_size: 6, ..Config::default() }
    }

    #[test]
    fn the_default_architecture_is_gpt2_and_others_are_not() {
        let json = config_json(&config(), 11);
        let expected = [
            ("model_type", json!("gpt2")),
            ("activation_function", json!("gelu")),
            ("vocab_size", json!(11)),
            ("n_positions", json!(6)),
            ("n_embd", json!(8)),
            ("n_layer", json!(2)),
            ("n_head", json!(2)),
            ("layer_norm_epsilon", json!(1e-5)),
            ("resid_pdrop", json!(0.05)),
            ("bos_token_id", json!(1)),
            ("eos_token_id", json!(1)),
            ("pad_token_id", json!(0)),
            ("tie_word_embeddings", json!(true)),
        ];
        for (field, value) in expected {
            assert_eq!(json[field], value, "{field}");
        }
        let rope = config_json(&Config { position: Position::Rope, ..config() }, 11);
        assert_eq!([&rope["model_type"], &rope["norm"], &rope["position"]], ["headline_gpt", "layernorm", "rope"]);
        assert_eq!((&rope["d_model"], rope.get("n_embd")), (&json!(8), None));
        assert_eq!(config_json(&Config { norm: Norm::RmsNorm, ..config() }, 11)["model_type"], "headline_gpt");
    }
}
