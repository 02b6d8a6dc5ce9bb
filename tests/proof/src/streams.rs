//! The same seed, the same run: every stream of random numbers by the hash of what it draws, and a run by the hash of all
//! that it reports.
//!
//! The hashes of the draws are part of what "the same seed" means. They hold on the host and in every module, since the
//! draws are whole numbers, and normal ones come from `libm`. A run's hash holds for one module and thread count.

use crate::Report;
use headline_kernels::dropout::dropout_forward;
use headline_lab::checkpoint::to_safetensors;
use headline_lab::config::{Config, Init, Norm, Position};
use headline_lab::data::SpecialIds;
use headline_lab::data::TokenData;
use headline_lab::data::split::split;
use headline_lab::generate::{Sampling, sample};
use headline_lab::model::{Gpt, Visitor};
use headline_lab::ops::buffer;
use headline_lab::rng::{DropoutSite, DropoutStep, Purpose, Stream};
use headline_lab::train::trainer::{Progress, Trainer};
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// The first 16 hexadecimal digits of the SHA-256 of what each stream draws, recorded once. A change here changes what
/// every seed means.
const RECORDED: [(&str, &str); 6] = [
    ("shuffle", "77f1e073b10e0517"),
    ("initialisation", "c05d5f9f76e859f6"),
    ("initialisation of He", "ddaf14f74e4da58d"),
    ("dropout", "cbf925d8a27278ec"),
    ("sampling", "135bc11299fba11a"),
    ("bench", "15f2b5b98895e15b"),
];

fn digest(bytes: impl IntoIterator<Item = u8>) -> String {
    let bytes: Vec<u8> = bytes.into_iter().collect();
    Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A model small enough to train in a moment.
pub fn config() -> Config {
    Config {
        n_layer: 2,
        n_head: 2,
        d_model: 16,
        vocab_size: 200,
        block_size: 16,
        dropout: 0.2,
        lr: 3e-3,
        steps: 12,
        batch_size: 6,
        evals_per_epoch: 2,
        ..Config::default()
    }
}

/// Holds every stream to its recorded hash.
pub fn check() -> Report {
    let mut report = Report::default();
    for ((name, recorded), found) in RECORDED.into_iter().zip(drawn()) {
        report.same(&found.as_str(), &recorded, || format!("the stream of {name}"));
    }
    report
}

/// What the streams draw, in the order of [`RECORDED`].
fn drawn() -> [String; 6] {
    let config = config();
    let titles = (0..1_000).map(|i| i.to_string()).collect();
    let parts = split(titles, &Config { titles: 700, ..config.clone() });
    let shuffled = digest([parts.train, parts.val].concat().join("\n").into_bytes());
    let he = Config { init: Init::He, ..config.clone() };
    [shuffled, weights(&config), weights(&he), masks(&config), sampled(), words(Purpose::Bench)]
}

/// The first values of every parameter, with its name.
fn weights(config: &Config) -> String {
    struct Bytes(Vec<u8>);
    impl Visitor for Bytes {
        fn visit<const D: usize>(&mut self, name: &str, parameter: &mut burn::tensor::Tensor<D>) {
            self.0.extend(name.bytes());
            buffer::read(parameter, |values| self.0.extend(values.iter().flat_map(|x| x.to_le_bytes())));
        }
    }
    let mut bytes = Bytes(Vec::new());
    Gpt::new(config, config.vocab_size).visit(&mut bytes);
    digest(bytes.0)
}

/// The masks of every site of two layers at two updates, over rows that do not begin at 0.
fn masks(config: &Config) -> String {
    let sites = [0, 1].map(|layer| {
        [DropoutSite::Attention(layer), DropoutSite::AttentionResidual(layer), DropoutSite::MlpResidual(layer)]
    });
    let mut bytes = Vec::new();
    for step in [0, 77] {
        for site in [DropoutSite::Embedding].iter().chain(sites.iter().flatten()) {
            let dropout = DropoutStep::new(config.seed, step, 0.3).site(*site).expect("drops");
            let mut out = [0.0; 33 * 7];
            dropout_forward(dropout, 33, 5, &[1.0; 33 * 7], &mut out);
            bytes.extend(out.map(|x| u8::from(x != 0.0)));
        }
    }
    digest(bytes)
}

/// Ids drawn from the same logits everywhere.
fn sampled() -> String {
    let mut stream = Stream::new(1337, Purpose::Sample);
    let sampling = Sampling { temperature: 0.9, top_k: 50, top_p: 0.95, ..Sampling::default() };
    let logits: Vec<f32> = (0..67).map(|id| (id * 7 % 13) as f32 / 4.0).collect();
    digest((0..1_000).flat_map(|_| sample(&logits, &sampling, SpecialIds::default(), &mut stream).to_le_bytes()))
}

fn words(purpose: Purpose) -> String {
    let mut stream = Stream::named(1 << 40 | 7, purpose, "a name");
    digest((0..1_000).flat_map(|_| stream.next_u32().to_le_bytes()))
}

/// Made-up ids that are no noise, for a run of [`config`].
pub fn data(config: &Config) -> Rc<TokenData> {
    let mut stream = Stream::new(3, Purpose::Bench);
    let mut ids = |n: usize| -> Vec<u32> {
        let vocab = config.vocab_size as u32;
        (0..n)
            .scan(5, |id, _| {
                *id = 3 + (*id * 5 + stream.below(4)) % (vocab - 3);
                Some(*id)
            })
            .collect()
    };
    let (train_ids, val_ids) = (ids(1_600), ids(600));
    let (train_chars, val_chars) = (4 * train_ids.len(), 4 * val_ids.len());
    let vocab_size = config.vocab_size;
    Rc::new(TokenData { vocab_size, train_ids, val_ids, train_chars, val_chars, train_titles: 100, val_titles: 25 })
}

/// The hash of all that a run reports, bit for bit, and of its last weights. Two runs with different parts, so that a
/// module's every kernel is in it.
///
/// # Panics
/// If the run diverges.
pub fn run_digest() -> String {
    // Large enough that threads share its products.
    let config = Config { d_model: 64, block_size: 32, batch_size: 16, ..config() };
    let modern = Config { norm: Norm::RmsNorm, position: Position::Rope, init: Init::He, ..config.clone() };
    let mut bytes = Vec::new();
    for config in [config, modern] {
        let mut trainer = Trainer::new(&config, data(&config)).expect("enough data");
        while !trainer.is_finished() {
            let progress = trainer.advance();
            assert!(!matches!(progress, Progress::Diverged { .. }), "{progress:?}");
            bytes.extend(serde_json::to_vec(&progress).expect("a plain struct"));
        }
        bytes.extend(to_safetensors(trainer.gpt()).expect("writes"));
    }
    digest(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stream_draws_what_was_recorded() {
        check().hold();
    }

    #[test]
    fn a_run_is_the_same_bit_for_bit() {
        assert_eq!(run_digest(), run_digest());
    }
}
