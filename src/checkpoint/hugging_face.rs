//! What Hugging Face's libraries read beside the weights.

use crate::config::{Config, Norm, Position, to_map};
use crate::data::SpecialIds;
use crate::generate::Sampling;
use crate::model::Gpt;
use crate::tokenizer::Tokenizer;
use serde::Deserialize;
use serde_json::{Value, json};

/// Hugging Face's `config.json` of a model and of the ids that its tokenizer has for what stands for no text.
///
/// A model that `GPT2LMHeadModel` can't be has the `model_type` `headline_gpt` and records its norm and position, so
/// that it is refused rather than loaded wrong. `AutoModel` refuses the type, while `GPT2LMHeadModel` itself only warns
/// of it and draws what is missing at random: the width goes by `d_model` there, so that every shape differs from
/// the one that GPT-2's class assumes.
pub fn config_json(config: &Config, gpt: &Gpt, special: SpecialIds) -> Value {
    let mut json = json!({
        "architectures": ["GPT2LMHeadModel"],
        "model_type": "gpt2",
        "activation_function": "gelu",
        "vocab_size": gpt.vocab_size(),
        "n_positions": config.block_size,
        "n_embd": config.d_model,
        "n_layer": config.n_layer,
        "n_head": config.n_head,
        "layer_norm_epsilon": 1e-5,
        "initializer_range": 0.02,
        "embd_pdrop": config.dropout,
        "attn_pdrop": config.dropout,
        "resid_pdrop": config.dropout,
        "bos_token_id": special.eos,
        "eos_token_id": special.eos,
        "pad_token_id": special.pad,
        "tie_word_embeddings": gpt.is_tied(),
        "dtype": "float32",
    });
    if !is_gpt2(config) {
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
pub fn tokenizer_config_json(config: &Config, tokenizer: &Tokenizer) -> Value {
    let SpecialIds { eos, pad, unk } = tokenizer.special();
    let name = |id| tokenizer.token_text(id);
    json!({
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": config.block_size,
        "bos_token": name(eos),
        "eos_token": name(eos),
        "pad_token": pad.map(name),
        "unk_token": unk.map(name),
        "clean_up_tokenization_spaces": false,
    })
}

/// Hugging Face's `generation_config.json`: a headline begins and ends with the same token, and is drawn as the page draws it.
pub fn generation_config_json(config: &Config, special: SpecialIds) -> Value {
    let never: Vec<[u32; 1]> = special.never_drawn().map(|id| [id]).collect();
    json!({
        "bos_token_id": special.eos,
        "eos_token_id": special.eos,
        "pad_token_id": special.pad,
        "bad_words_ids": if never.is_empty() { Value::Null } else { json!(never) },
        "do_sample": true,
        "temperature": Sampling::default().temperature,
        "max_length": config.block_size,
    })
}

/// What a model card tells of a run, beside its configuration.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The run's name.
    pub name: String,
    /// What it was trained on, by name.
    pub data: String,
    /// Whether those titles are the bundled, made-up ones.
    pub synthetic: bool,
    /// Updates done.
    pub step: usize,
    /// Learned numbers.
    pub params: u64,
    /// Evaluations: update, and `val_loss_full` in nats per character.
    pub curve: Vec<(usize, f64)>,
}

/// The most evaluations that a card lists; a longer curve is told by as many of them, evenly, with its first and last.
const CARD_ROWS: usize = 12;

/// The model card, `README.md`. `eos` is the name of the token that ends a headline.
pub fn model_card(config: &Config, facts: &Facts, eos: &str) -> String {
    let Facts { name, data, synthetic, step, params, curve } = facts;
    let gpt2 = is_gpt2(config);
    // Of other people's titles nobody has said in which language they are.
    let language = if *synthetic { "language: en\n" } else { "" };
    let mut card = format!("---\n{language}pipeline_tag: text-generation\ntags: [headlines, gpt2]\n---\n\n");
    let eos = serde_json::to_string(eos).expect("a text");
    // A name is a person's, who may have put anything into it.
    let plain = |text: &str| text.replace(['\n', '\r', '<', '>', '|', '`', '[', ']'], " ");
    let (name, data) = (plain(name), plain(data));
    card += &format!(
        "# {name}\n\nA GPT-2 of {params} parameters that writes headlines, trained in Headline Lab for {step} updates on {data}.\n\n"
    );
    card += &if gpt2 {
        format!(
            "```python\nfrom transformers import AutoTokenizer, GPT2LMHeadModel\n\nmodel = GPT2LMHeadModel.from_pretrained(\".\")\n\
         tokenizer = AutoTokenizer.from_pretrained(\".\")\nprompt = tokenizer({eos}, return_tensors=\"pt\")\n\
         print(tokenizer.decode(model.generate(**prompt)[0], skip_special_tokens=True))\n```\n\n"
        )
    } else {
        "`transformers` has no model with these parts and refuses the folder: Headline Lab's command `headline` reads it.\n\n".to_owned()
    };
    card += "## Validation loss\n\nNats per character, over every validation token (`val_loss_full`).\n\n| update | loss |\n|---|---|\n";
    let every = curve.len().saturating_sub(1).div_ceil(CARD_ROWS - 1).max(1);
    for (index, (step, loss)) in curve.iter().enumerate() {
        if index.is_multiple_of(every) || index + 1 == curve.len() {
            card += &format!("| {step} | {loss:.4} |\n");
        }
    }
    let config = serde_json::to_string_pretty(config).expect("plain data");
    card += &format!("\n## Configuration\n\n```json\n{config}\n```\n\n## Licence\n\n");
    card += if *synthetic {
        "The training titles are made up and come with Headline Lab under its MIT licence; so does this model.\n"
    } else {
        "The training titles are other people's sentences, and a small model repeats some of them word for word: whoever\n\
         passes this model on answers for the rights in them. The code that trained it is under the MIT licence.\n"
    };
    card
}

/// Whether `GPT2LMHeadModel` can be the model.
pub fn is_gpt2(config: &Config) -> bool {
    (config.norm, config.position) == (Norm::LayerNorm, Position::Learned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config { n_layer: 2, n_head: 2, d_model: 8, block_size: 6, ..Config::default() }
    }

    #[test]
    fn a_card_tells_a_long_curve_in_a_dozen_rows_and_keeps_a_name_to_its_line() {
        let facts = Facts {
            name: "<b>mine</b>\n# other".into(),
            data: "titles.txt".into(),
            curve: (1..=100).map(|i| (i, 3.0 - i as f64 / 100.0)).collect(),
            ..Facts::default()
        };
        let card = model_card(&config(), &facts, "<eos>");
        let rows: Vec<_> = card.lines().filter(|line| line.starts_with("| ") && !line.contains("update")).collect();
        assert!(rows.len() <= CARD_ROWS + 1, "{rows:?}");
        assert_eq!((rows[0], rows[rows.len() - 1]), ("| 1 | 2.9900 |", "| 100 | 2.0000 |"));
        assert_eq!(card.lines().filter(|line| line.starts_with("# ")).count(), 1);
        assert!(!card.contains("<b>") && card.contains("GPT2LMHeadModel") && card.contains("answers for"));
        let rope = model_card(&Config { position: Position::Rope, ..config() }, &facts, "<eos>");
        assert!(rope.contains("refuses the folder") && !rope.contains("from_pretrained"));
    }

    #[test]
    fn the_default_architecture_is_gpt2_and_others_are_not() {
        let json_of = |config: &Config| config_json(config, &Gpt::zeros(config, 11), SpecialIds::default());
        let json = json_of(&config());
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
        let rope = json_of(&Config { position: Position::Rope, ..config() });
        assert_eq!([&rope["model_type"], &rope["norm"], &rope["position"]], ["headline_gpt", "layernorm", "rope"]);
        assert_eq!((&rope["d_model"], rope.get("n_embd")), (&json!(8), None));
        assert_eq!(json_of(&Config { norm: Norm::RmsNorm, ..config() })["model_type"], "headline_gpt");
    }
}
