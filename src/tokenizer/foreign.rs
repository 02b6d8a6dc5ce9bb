//! Reading a `tokenizer.json`, and what stands for no text in it. Those made elsewhere differ in both.

use super::{HfTokenizer, SPECIAL_TOKENS, refused};
use crate::data::{DataError, SpecialIds};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// Names of the token that ends a text, the commonest of byte-level vocabularies after ours.
const ENDS: [&str; 4] = [SPECIAL_TOKENS[1], "<|endoftext|>", "</s>", "<|end_of_text|>"];
const PADS: [&str; 3] = [SPECIAL_TOKENS[0], "<|pad|>", "[PAD]"];
const UNKNOWNS: [&str; 2] = [SPECIAL_TOKENS[2], "<|unk|>"];

/// The parts beside the vocabulary, and what of them is read.
const PARTS: [(&str, &str); 3] = [("normalizer", "none"), ("pre_tokenizer", "ByteLevel"), ("decoder", "ByteLevel")];

/// What of a file is looked at before the library reads it.
#[derive(Deserialize)]
struct File {
    model: Bpe,
}

#[derive(Deserialize)]
struct Bpe {
    dropout: Option<f64>,
    continuing_subword_prefix: Option<String>,
    vocab: HashMap<String, u32>,
    merges: Vec<Merge>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Merge {
    Pair(String, String),
    Line(String),
}

/// Refuses what the library would stop at, or draw lots for.
fn check(json: &str) -> Result<(), DataError> {
    let problem = |problem: String| Err(DataError::Tokenizer { problem });
    let File { model } = serde_json::from_str(json).map_err(refused)?;
    if model.dropout.is_some_and(|dropout| dropout != 0.0) {
        return problem(
            "it leaves merges out at random (dropout), and a headline has to be cut the same way each time".into(),
        );
    }
    let prefix = model.continuing_subword_prefix.unwrap_or_default();
    for merge in &model.merges {
        let parts = match merge {
            Merge::Pair(first, second) => Some((first.as_str(), second.as_str())),
            Merge::Line(line) => line.split_once(' '),
        };
        // The library puts both together in a buffer that holds the longest token.
        let merged = parts.and_then(|(first, second)| Some(format!("{first}{}", second.strip_prefix(&prefix)?)));
        if !merged.as_ref().is_some_and(|merged| model.vocab.contains_key(merged)) {
            let shown: String =
                parts.map_or(String::new(), |(a, b)| format!("{a} and {b}")).chars().take(100).collect();
            return problem(format!("it merges {shown} into what is not among its tokens"));
        }
    }
    Ok(())
}

pub(super) fn read(json: &str) -> Result<HfTokenizer, DataError> {
    check(json)?;
    // Ours are read in one go: a vocabulary of 16,000 takes a while.
    json.parse().or_else(|error| {
        let mut value: Value = serde_json::from_str(json).map_err(refused)?;
        let type_of = |part: &str| value.get(part).and_then(|part| part.get("type")).and_then(Value::as_str);
        for (part, needed) in PARTS {
            let found = type_of(part).unwrap_or("none");
            if found != needed {
                let problem = format!("its {part} is {found}, and {needed} is what is read here");
                return Err(DataError::Tokenizer { problem });
            }
        }
        // What a post-processor adds around a text is not wanted here, and nothing else that it does changes ids.
        match value.get_mut("post_processor") {
            Some(post) if !post.is_null() => *post = Value::Null,
            _ => return Err(refused(error)),
        }
        value.to_string().parse().map_err(refused)
    })
}

/// The special ids of a tokenizer.
pub(super) fn special_ids(inner: &HfTokenizer) -> Result<SpecialIds, DataError> {
    let id_of = |names: &[&str]| names.iter().find_map(|name| inner.token_to_id(name));
    let Some(eos) = id_of(&ENDS) else {
        let problem = format!("none of its tokens is {}, one of which has to end a headline", ENDS.join(", "));
        return Err(DataError::Tokenizer { problem });
    };
    // Ours stand first in every vocabulary: where they do not, a file was changed.
    let ours = SPECIAL_TOKENS.map(|token| inner.token_to_id(token));
    if ours.iter().all(Option::is_some) && ours != [Some(0), Some(1), Some(2)] {
        let problem = format!("{} are not its tokens 0, 1 and 2", SPECIAL_TOKENS.join(", "));
        return Err(DataError::Tokenizer { problem });
    }
    Ok(SpecialIds { eos, pad: id_of(&PADS), unk: id_of(&UNKNOWNS) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer::Tokenizer;
    use serde_json::json;

    /// A vocabulary as GPT-2's: the letters of bytes, merges, and one token that ends a text, the last.
    fn gpt2() -> Value {
        let mut vocab = serde_json::Map::new();
        for (id, token) in ["a", "b", "\u{120}", "ab", "\u{120}ab", "<|endoftext|>"].into_iter().enumerate() {
            vocab.insert(token.into(), id.into());
        }
        let byte_level = json!({ "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true });
        json!({
            "version": "1.0",
            "truncation": null,
            "padding": null,
            "added_tokens": [{
                "id": 5, "content": "<|endoftext|>", "special": true,
                "single_word": false, "lstrip": false, "rstrip": false, "normalized": false,
            }],
            "normalizer": null,
            "pre_tokenizer": byte_level,
            "post_processor": byte_level,
            "decoder": byte_level,
            "model": {
                "type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "",
                "end_of_word_suffix": "", "fuse_unk": false, "vocab": vocab,
                "merges": ["a b", "\u{120} ab"],
            },
        })
    }

    #[test]
    fn a_vocabulary_like_gpt2s_cuts_and_ends_texts() {
        let tokenizer = Tokenizer::from_json(&gpt2().to_string()).expect("reads");
        assert_eq!(tokenizer.special(), SpecialIds { eos: 5, pad: None, unk: None });
        assert_eq!(tokenizer.encode("ab ab").expect("encodes"), [3, 4]);
        assert_eq!(tokenizer.decode(&[3, 4, 5]), "ab ab");
        assert_eq!(tokenizer.token_text(5), "<|endoftext|>");
        assert_eq!(tokenizer.vocab_size(), 6);
    }

    #[test]
    fn tokens_that_were_added_are_cut_out_before_words_are() {
        let mut json = gpt2();
        for part in ["pre_tokenizer", "post_processor", "decoder"] {
            json[part]["add_prefix_space"] = json!(true);
        }
        for (id, content) in [(6, "bab"), (7, "aba")] {
            let mut added = json["added_tokens"][0].clone();
            added["id"] = json!(id);
            added["content"] = json!(content);
            added["special"] = json!(false);
            json["added_tokens"].as_array_mut().expect("a list").push(added);
        }
        let tokenizer = Tokenizer::from_json(&json.to_string()).expect("reads");
        assert_eq!(tokenizer.encode("ab bab").expect("encodes"), [4, 2, 6]);
    }

    #[test]
    fn what_a_post_processor_adds_is_left_out() {
        let mut json = gpt2();
        json["post_processor"] = json!({
            "type": "TemplateProcessing",
            "single": [{ "Sequence": { "id": "A", "type_id": 0 } }],
            "pair": [{ "Sequence": { "id": "A", "type_id": 0 } }, { "Sequence": { "id": "B", "type_id": 1 } }],
            "special_tokens": {},
        });
        let tokenizer = Tokenizer::from_json(&json.to_string()).expect("reads");
        assert_eq!(tokenizer.encode("ab").expect("encodes"), [3]);
        let again = Tokenizer::from_json(&tokenizer.to_json().expect("writes")).expect("reads");
        assert_eq!(again.to_json(), tokenizer.to_json());
    }

    #[test]
    fn parts_that_cut_otherwise_are_refused_by_name() {
        for (part, kind) in [("normalizer", "NFC"), ("pre_tokenizer", "Whitespace"), ("decoder", "BPEDecoder")] {
            let mut json = gpt2();
            json[part] = json!({ "type": kind });
            let error = Tokenizer::from_json(&json.to_string()).err().expect("refused").to_string();
            assert!(error.contains(part) && error.contains(kind), "{error}");
        }
        let mut json = gpt2();
        json["added_tokens"] = json!([]);
        json["model"]["vocab"] = json!({ "a": 0, "b": 1 });
        json["model"]["merges"] = json!([]);
        let error = Tokenizer::from_json(&json.to_string()).err().expect("refused").to_string();
        assert!(error.contains("<|endoftext|>"), "{error}");
    }
}
