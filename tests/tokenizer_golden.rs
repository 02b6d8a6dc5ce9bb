//! The tokenizer held to Hugging Face's Python package: vocabulary, merges and ids of 10,000 titles by their hashes.

use headline_lab::data::titles::{self, Format};
use headline_lab::data::{EOS, UNK};
use headline_lab::tokenizer::Tokenizer;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Golden {
    real_titles: usize,
    awkward_titles: usize,
    real_titles_sha256: String,
    awkward_titles_sha256: String,
    sizes: Vec<Size>,
}

#[derive(Deserialize)]
struct Size {
    vocab_size_asked: usize,
    vocab_size: usize,
    merges: usize,
    vocab_sha256: String,
    merges_sha256: String,
    tokenizer_json_sha256: String,
    ids_real: usize,
    ids_real_sha256: String,
    ids_awkward: usize,
    ids_awkward_sha256: String,
    ids_all: usize,
    ids_all_sha256: String,
    probes: Vec<Probe>,
}

#[derive(Deserialize)]
struct Probe {
    text: String,
    ids: Vec<u32>,
    decoded: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Real titles, which are for tests only and not in the repository.
fn real_titles_path() -> PathBuf {
    root().join("../shared/data/hn_titles.txt")
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn golden() -> Golden {
    serde_json::from_slice(&read(&root().join("assets/golden/tokenizer_golden.json"))).expect("the golden hashes")
}

/// Lines as the reader of uploads takes them, which refuses a whole file for the zero bytes that one awkward title has.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    text.lines().map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned).collect()
}

fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn awkward_titles_are_read_as_the_design_says() {
    let golden = golden();
    let awkward = lines(&read(&root().join("assets/golden/awkward_titles.txt")));
    assert_eq!(awkward.len(), golden.awkward_titles);
    assert_eq!(sha256(awkward.join("\n")), golden.awkward_titles_sha256);
    let readable: Vec<String> = awkward.into_iter().filter(|title| !title.contains('\0')).collect();
    let read = titles::parse(readable.join("\r\n").as_bytes(), Some(Format::Txt), None).expect("titles");
    assert_eq!(read.titles, readable);
}

/// The 9,000 real titles and the 1,000 awkward ones, or nothing, said loudly, where the real ones are not there.
fn all_titles(golden: &Golden) -> Option<(Vec<String>, Vec<String>)> {
    let path = real_titles_path();
    if !path.exists() {
        eprintln!("SKIPPED: {} is not there, so that the tokenizer's golden hashes are NOT tested", path.display());
        return None;
    }
    let mut real = lines(&read(&path));
    real.truncate(golden.real_titles);
    if sha256(real.join("\n")) != golden.real_titles_sha256 {
        eprintln!("SKIPPED: {} is another list, so that the tokenizer's golden hashes are NOT tested", path.display());
        return None;
    }
    Some((real, lines(&read(&root().join("assets/golden/awkward_titles.txt")))))
}

#[test]
fn vocabulary_merges_and_ids_are_hugging_faces() {
    let golden = golden();
    let Some((real, awkward)) = all_titles(&golden) else { return };
    let sizes: Vec<usize> = golden.sizes.iter().map(|size| size.vocab_size_asked).collect();
    assert_eq!(sizes, [1_000, 4_096, 16_000]);
    for size in &golden.sizes {
        let all = real.iter().chain(&awkward).map(String::as_str);
        let tokenizer = Tokenizer::train(all, size.vocab_size_asked).expect("trains");
        assert_eq!(tokenizer.vocab_size(), size.vocab_size);
        same_model(&tokenizer.to_json().expect("writes"), size);
        same_ids(&tokenizer, &real, &awkward, size);
        for probe in &size.probes {
            let ids = tokenizer.encode(&probe.text).expect("encodes");
            assert_eq!(ids, probe.ids, "{:?} at {}", probe.text, size.vocab_size);
            // The package keeps the space that it puts before a title, which this tokenizer takes off.
            let decoded = probe.decoded.strip_prefix(' ').unwrap_or(&probe.decoded);
            assert_eq!(tokenizer.decode(&ids), decoded, "{:?} at {}", probe.text, size.vocab_size);
        }
        assert!(size.probes.iter().any(|probe| probe.ids.contains(&UNK)), "a probe has a byte that no title has");
    }
}

fn same_model(json: &str, size: &Size) {
    let parsed: Value = serde_json::from_str(json).expect("JSON");
    let mut vocab: Vec<(u64, &str)> = parsed["model"]["vocab"]
        .as_object()
        .expect("a vocabulary")
        .iter()
        .map(|(token, id)| (id.as_u64().expect("an id"), token.as_str()))
        .collect();
    vocab.sort_unstable();
    let tokens: Vec<&str> = vocab.into_iter().map(|(_, token)| token).collect();
    let merge = |merge: &Value| format!("{} {}", merge[0].as_str().expect("left"), merge[1].as_str().expect("right"));
    let merges: Vec<String> = parsed["model"]["merges"].as_array().expect("merges").iter().map(merge).collect();
    assert_eq!(merges.len(), size.merges);
    assert_eq!(sha256(tokens.join("\n")), size.vocab_sha256, "vocabulary of {}", size.vocab_size);
    assert_eq!(sha256(merges.join("\n")), size.merges_sha256, "merges of {}", size.vocab_size);
    assert_eq!(sha256(json), size.tokenizer_json_sha256, "tokenizer.json of {}", size.vocab_size);
}

fn same_ids(tokenizer: &Tokenizer, real: &[String], awkward: &[String], size: &Size) {
    let stream = |titles: &[String]| -> Vec<u32> {
        let encode = |title: &String| [tokenizer.encode(title).expect("encodes"), vec![EOS]].concat();
        titles.iter().flat_map(encode).collect()
    };
    let hash = |ids: &[u32]| sha256(ids.iter().flat_map(|id| id.to_le_bytes()).collect::<Vec<u8>>());
    let (real, awkward) = (stream(real), stream(awkward));
    let all = [real.clone(), awkward.clone()].concat();
    assert_eq!([real.len(), awkward.len(), all.len()], [size.ids_real, size.ids_awkward, size.ids_all]);
    assert_eq!(hash(&real), size.ids_real_sha256, "ids of real titles at {}", size.vocab_size);
    assert_eq!(hash(&awkward), size.ids_awkward_sha256, "ids of awkward titles at {}", size.vocab_size);
    assert_eq!(hash(&all), size.ids_all_sha256, "ids of all titles at {}", size.vocab_size);
}
