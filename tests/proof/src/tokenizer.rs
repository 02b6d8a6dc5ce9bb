//! The tokenizer held to Hugging Face's Python package: vocabulary, merges and ids by their hashes.

use crate::Report;
use headline_lab::data::{EOS, UNK};
use headline_lab::tokenizer::Tokenizer;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

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

/// The vocabularies that the scripts make.
pub const SIZES: [usize; 3] = [1_000, 4_096, 16_000];

/// Titles for a golden file of hashes, which holds for one list of them alone.
pub struct Titles {
    golden: Golden,
    real: Vec<String>,
    awkward: Vec<String>,
}

impl Titles {
    /// Takes the golden file and the two files of titles; nothing where the first of those is another list than the one
    /// that the golden file was made of.
    ///
    /// # Panics
    /// If the golden file or the awkward titles are not what the scripts write.
    pub fn read(golden: &[u8], real: &[u8], awkward: &[u8]) -> Option<Self> {
        let golden: Golden = serde_json::from_slice(golden).expect("the golden hashes");
        let (mut real, awkward) = (lines(real), lines(awkward));
        assert_eq!(awkward.len(), golden.awkward_titles);
        assert_eq!(sha256(awkward.join("\n")), golden.awkward_titles_sha256, "the awkward titles are changed");
        real.truncate(golden.real_titles);
        (sha256(real.join("\n")) == golden.real_titles_sha256).then_some(Self { golden, real, awkward })
    }

    /// Trains each vocabulary and compares what comes of it.
    ///
    /// # Panics
    /// If the library refuses a title.
    pub fn check(&self) -> Report {
        let mut report = Report::default();
        let asked: Vec<usize> = self.golden.sizes.iter().map(|size| size.vocab_size_asked).collect();
        report.same(&asked, &SIZES.to_vec(), || "the vocabularies".into());
        for size in &self.golden.sizes {
            let all = self.real.iter().chain(&self.awkward).map(String::as_str);
            let tokenizer = Tokenizer::train(all, size.vocab_size_asked).expect("trains");
            report.same(&tokenizer.vocab_size(), &size.vocab_size, || format!("vocabulary of {}", size.vocab_size));
            same_model(&mut report, &tokenizer.to_json().expect("writes"), size);
            self.same_ids(&mut report, &tokenizer, size);
            same_probes(&mut report, &tokenizer, size);
        }
        report
    }

    fn same_ids(&self, report: &mut Report, tokenizer: &Tokenizer, size: &Size) {
        let stream = |titles: &[String]| -> Vec<u32> {
            let encode = |title: &String| [tokenizer.encode(title).expect("encodes"), vec![EOS]].concat();
            titles.iter().flat_map(encode).collect()
        };
        let (real, awkward) = (stream(&self.real), stream(&self.awkward));
        let all = [real.clone(), awkward.clone()].concat();
        for (name, ids, number, hash) in [
            ("real", real, size.ids_real, &size.ids_real_sha256),
            ("awkward", awkward, size.ids_awkward, &size.ids_awkward_sha256),
            ("all", all, size.ids_all, &size.ids_all_sha256),
        ] {
            let what = || format!("ids of {name} titles at {}", size.vocab_size);
            report.same(&ids.len(), &number, what);
            report.same(&sha256(ids.iter().flat_map(|id| id.to_le_bytes()).collect::<Vec<u8>>()), hash, what);
        }
    }
}

fn same_model(report: &mut Report, json: &str, size: &Size) {
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
    report.same(&merges.len(), &size.merges, || format!("number of merges of {}", size.vocab_size));
    for (name, found, hash) in [
        ("vocabulary", sha256(tokens.join("\n")), &size.vocab_sha256),
        ("merges", sha256(merges.join("\n")), &size.merges_sha256),
        ("tokenizer.json", sha256(json), &size.tokenizer_json_sha256),
    ] {
        report.same(&found, hash, || format!("{name} of {}", size.vocab_size));
    }
}

fn same_probes(report: &mut Report, tokenizer: &Tokenizer, size: &Size) {
    for probe in &size.probes {
        let ids = tokenizer.encode(&probe.text).expect("encodes");
        report.same(&ids, &probe.ids, || format!("{:?} at {}", probe.text, size.vocab_size));
        // The package keeps the space that it puts before a title, which this tokenizer takes off.
        let decoded = probe.decoded.strip_prefix(' ').unwrap_or(&probe.decoded);
        report.same(&tokenizer.decode(&ids).as_str(), &decoded, || format!("{:?} at {}", probe.text, size.vocab_size));
    }
    if !size.probes.iter().any(|probe| probe.ids.contains(&UNK)) {
        report.fail(format!("no probe at {} has a byte that no title has", size.vocab_size));
    }
}

/// Lines as the reader of uploads takes them, which refuses a whole file for the zero bytes that one awkward title has.
///
/// # Panics
/// If the bytes are not UTF-8.
pub fn lines(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    text.lines().map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned).collect()
}

/// In lower-case hexadecimal.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
