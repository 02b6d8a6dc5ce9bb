//! Files from anywhere, by the thousand: each is read or refused with a sentence, without a panic and without memory for
//! what it merely claims.
//!
//! Whole files of every kind are damaged in ways that hit their structure: cut, spliced, bits flipped, numbers and lengths
//! made large. `cargo xtask soak readers` tries many more than `cargo xtask test` does, and says how many.

use cap::Cap;
use headline_lab::checkpoint::folder::{Model, Texts};
use headline_lab::checkpoint::hugging_face::config_json;
use headline_lab::checkpoint::state::{from_bytes, to_bytes};
use headline_lab::checkpoint::{Precision, load_weights, to_safetensors_of};
use headline_lab::config::{Config, from_json};
use headline_lab::data::TokenData;
use headline_lab::data::titles::parse;
use headline_lab::model::Gpt;
use headline_lab::tokenizer::Tokenizer;
use headline_lab::train::trainer::Trainer;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::alloc::System;
use std::rc::Rc;
use std::sync::LazyLock;

/// All of this process. The files are of a few kilobytes, and a file that made a reader take more than this would end it.
const LIMIT_BYTES: usize = 512 << 20;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, LIMIT_BYTES);

/// What is done to a file.
#[derive(Clone, Debug)]
enum Damage {
    Cut(Index),
    Flip(Index, u8),
    Put(Index, Vec<u8>),
    Remove(Index, Index),
    /// A part of the file once more, elsewhere.
    Splice(Index, Index, Index),
    /// A number in the text becomes another.
    Number(Index, &'static str),
    /// The first eight bytes, which are a safetensors file's length of its header.
    Length(u64),
}

const NUMBERS: [&str; 9] =
    ["0", "-1", "1", "4294967295", "4294967296", "9223372036854775807", "18446744073709551615", "1e308", "null"];

/// Pieces that mean something to one reader or another.
const PIECES: [&[u8]; 12] = [
    b"\"",
    b",",
    b"\n",
    b"\r\n",
    b"\0",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\x00\x00\xc0\x7f",
    b"\"data_offsets\":[0,99999999999]",
];

fn damage() -> impl Strategy<Value = Vec<Damage>> {
    let index = any::<Index>;
    let piece = prop_oneof![select(&PIECES[..]).prop_map(<[u8]>::to_vec), prop::collection::vec(any::<u8>(), 0..40)];
    let one = prop_oneof![
        1 => index().prop_map(Damage::Cut),
        4 => (index(), 0..8u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        3 => (index(), piece).prop_map(|(at, piece)| Damage::Put(at, piece)),
        2 => (index(), index()).prop_map(|(from, to)| Damage::Remove(from, to)),
        2 => (index(), index(), index()).prop_map(|(from, to, at)| Damage::Splice(from, to, at)),
        4 => (index(), select(&NUMBERS[..])).prop_map(|(which, number)| Damage::Number(which, number)),
        1 => prop_oneof![any::<u64>(), 0..10_000u64].prop_map(Damage::Length),
    ];
    prop::collection::vec(one, 0..4)
}

fn damaged(file: &[u8], damages: Vec<Damage>) -> Vec<u8> {
    damages.into_iter().fold(file.to_vec(), |mut bytes, damage| {
        if bytes.is_empty() {
            return bytes;
        }
        let at = |index: Index| index.index(bytes.len());
        match damage {
            Damage::Cut(end) => bytes.truncate(at(end)),
            Damage::Flip(place, bit) => {
                let place = at(place);
                bytes[place] ^= 1 << bit;
            }
            Damage::Put(place, piece) => {
                let place = at(place);
                bytes.splice(place..place, piece);
            }
            Damage::Remove(from, to) => {
                let (from, to) = (at(from), at(to));
                bytes.drain(from.min(to)..from.max(to));
            }
            Damage::Splice(from, to, place) => {
                let (from, to, place) = (at(from), at(to), at(place));
                let part = bytes[from.min(to)..from.max(to)].to_vec();
                bytes.splice(place..place, part);
            }
            Damage::Number(which, number) => {
                // Numbers stand in a file's first part; what follows are weights.
                let text = &bytes[..bytes.len().min(8 << 10)];
                let starts: Vec<usize> = (1..text.len())
                    .filter(|&i| text[i].is_ascii_digit() && !text[i - 1].is_ascii_digit() && text[i - 1] != b'.')
                    .collect();
                if !starts.is_empty() {
                    let start = starts[which.index(starts.len())];
                    let digits = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                    bytes.splice(start..start + digits, number.bytes());
                }
            }
            Damage::Length(length) if bytes.len() >= 8 => bytes[..8].copy_from_slice(&length.to_le_bytes()),
            Damage::Length(_) => {}
        }
        bytes
    })
}

/// A refusal is a sentence that a person can read.
fn told(error: &impl ToString) -> Result<(), TestCaseError> {
    let sentence = error.to_string();
    prop_assert!(!sentence.is_empty() && sentence.chars().count() < 2_000, "{} characters", sentence.len());
    prop_assert!(sentence.ends_with('.'), "{sentence}");
    Ok(())
}

/// A folder's files, a run's state and its headlines.
struct Files {
    gpt: Gpt,
    config: String,
    headline: String,
    tokenizer: String,
    weights: [Vec<u8>; 2],
    state: Vec<u8>,
    data: TokenData,
}

static TITLES: [&[u8]; 3] = [
    b"A headline, the first\nAnother headline\n\nNa\xc3\xafve caf\xc3\xa9 and a third\n",
    b"id,title,points\n1,\"A \"\"quoted\"\" headline\",7\n2,\"Two\nlines\",9\n3,Third,1\n",
    b"\xff\xfeA\0 \0h\0e\0a\0d\0l\0i\0n\0e\0\n\0B\0\n\0",
];

fn files() -> Files {
    let tokenizer = Tokenizer::train(["A headline, the first", "Another headline"].into_iter(), 300).expect("trains");
    let vocab_size = tokenizer.vocab_size();
    let config = Config {
        n_layer: 1,
        n_head: 2,
        d_model: 8,
        block_size: 6,
        batch_size: 2,
        vocab_size,
        epochs: 2,
        ..Config::default()
    };
    let ids: Vec<u32> = (0..200).map(|i| i % vocab_size as u32).collect();
    let data = TokenData {
        vocab_size,
        train_ids: ids.clone(),
        val_ids: ids[..40].to_vec(),
        train_chars: 900,
        val_chars: 180,
        train_titles: 20,
        val_titles: 4,
    };
    let mut trainer = Trainer::new(&config, Rc::new(data.clone())).expect("enough");
    while trainer.step() < 2 {
        trainer.advance();
    }
    let gpt = trainer.gpt().clone();
    let weights = [Precision::F32, Precision::F16].map(|precision| to_safetensors_of(&gpt, precision).expect("writes"));
    Files {
        config: config_json(&config, &gpt, tokenizer.special()).to_string(),
        headline: serde_json::to_string(&config).expect("plain data"),
        tokenizer: tokenizer.to_json().expect("writes"),
        weights,
        state: to_bytes(&trainer),
        data,
        gpt,
    }
}

thread_local! {
    static FILES: LazyLock<Files> = LazyLock::new(files);
}

/// How many files each reader is given.
fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn titles(which in 0..TITLES.len(), damage in damage(), column in prop::option::of(0..9usize)) {
        let bytes = damaged(TITLES[which], damage);
        if let Err(error) = parse(&bytes, None, column) {
            told(&error)?;
        }
    }

    #[test]
    fn configurations(damage in damage()) {
        let bytes = FILES.with(|files| damaged(files.headline.as_bytes(), damage));
        if let Err(error) = from_json(&String::from_utf8_lossy(&bytes)) {
            told(&error)?;
        }
    }

    #[test]
    fn tokenizers(damage in damage()) {
        let bytes = FILES.with(|files| damaged(files.tokenizer.as_bytes(), damage));
        match Tokenizer::from_json(&String::from_utf8_lossy(&bytes)) {
            Err(error) => told(&error)?,
            Ok(tokenizer) => {
                let ids = tokenizer.encode("A headline, the first").expect("encodes");
                prop_assert!(ids.iter().all(|&id| (id as usize) < tokenizer.vocab_size()));
                tokenizer.decode(&ids);
            }
        }
    }

    #[test]
    fn weights(half in 0..2usize, damage in damage()) {
        FILES.with(|files| {
            let mut gpt = files.gpt.clone();
            match load_weights(&mut gpt, &damaged(&files.weights[half], damage)) {
                Err(error) => told(&error),
                Ok(()) => {
                    let logits = gpt.logits(&[1, 2], 2);
                    prop_assert_eq!(logits.len(), 2 * gpt.vocab_size());
                    Ok(())
                }
            }
        })?;
    }

    #[test]
    fn folders(which in 0..4usize, damage in damage()) {
        FILES.with(|files| {
            let mut parts = [&files.config, &files.tokenizer, &files.headline].map(|text| text.as_bytes().to_vec());
            let mut weights = files.weights[1].clone();
            let part = parts.get_mut(which).unwrap_or(&mut weights);
            *part = damaged(part, damage);
            let [config, tokenizer, headline] = parts.map(|part| String::from_utf8_lossy(&part).into_owned());
            let texts = Texts { config: &config, tokenizer: &tokenizer, headline: Some(&headline) };
            match Model::read(&texts, &weights) {
                Err(error) => told(&error),
                Ok(model) => {
                    prop_assert_eq!(model.gpt.vocab_size(), model.tokenizer.vocab_size());
                    Ok(())
                }
            }
        })?;
    }

    #[test]
    fn states(damage in damage()) {
        FILES.with(|files| {
            match from_bytes(&damaged(&files.state, damage), Rc::new(files.data.clone())) {
                Err(error) => told(&error),
                // What reads as a state trains: it is as finite as what was damaged in it.
                Ok(mut trainer) => {
                    trainer.advance();
                    Ok(())
                }
            }
        })?;
    }
}
