//! Writing headlines: sampling token by token with a key-value cache, and looking at what the model expects.

mod attention;

pub use attention::{Attention, attention};

use crate::data::{DataError, SpecialIds};
use crate::model::{Cache, Gpt};
use crate::rng::{Purpose, Stream};
use crate::tokenizer::Tokenizer;
use serde::{Deserialize, Serialize};

/// Up to so many likeliest tokens are kept in order while the others pass by: few of a large vocabulary come that far.
const MOST_IN_ORDER: usize = 256;

/// How a headline is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sampling {
    /// The text that the headline begins with.
    pub prompt: String,
    /// What the logits are divided by; 0 takes the likeliest token each time.
    pub temperature: f64,
    /// Only so many of the likeliest tokens are drawn from; 0 is all.
    pub top_k: usize,
    /// Only the likeliest tokens that together have this probability are drawn from; 1 is all.
    pub top_p: f64,
    /// Seed of the draws.
    pub seed: u64,
    /// Most tokens written after the prompt; 0 is as many as fit.
    pub max_tokens: usize,
}

impl Default for Sampling {
    fn default() -> Self {
        Self { prompt: String::new(), temperature: 0.8, top_k: 0, top_p: 1.0, seed: 1337, max_tokens: 0 }
    }
}

/// Why a headline can't be written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum GenerateError {
    /// A setting out of its range.
    #[error("{field} = {value} is out of range; use {remedy}.")]
    OutOfRange {
        /// The setting.
        field: &'static str,
        /// Its value.
        value: f64,
        /// What would do.
        remedy: &'static str,
    },
    /// A prompt that leaves no room.
    #[error("The prompt has {tokens} tokens, and the model's block holds {block_size} with the start; shorten it.")]
    PromptTooLong {
        /// Its tokens.
        tokens: usize,
        /// T.
        block_size: usize,
    },
    /// The tokenizer refused the prompt.
    #[error(transparent)]
    Tokenizer(#[from] DataError),
}

impl Sampling {
    /// Checks the settings.
    ///
    /// # Errors
    /// The first that is out of its range.
    pub fn validate(&self) -> Result<(), GenerateError> {
        let refuse = |field, value, remedy| Err(GenerateError::OutOfRange { field, value, remedy });
        if !(0.0..=100.0).contains(&self.temperature) {
            return refuse("temperature", self.temperature, "a number from 0 to 100");
        }
        if !(self.top_p > 0.0 && self.top_p <= 1.0) {
            return refuse("top_p", self.top_p, "a number above 0 and up to 1");
        }
        Ok(())
    }
}

/// A headline being written.
pub struct Generation {
    sampling: Sampling,
    special: SpecialIds,
    stream: Stream,
    cache: Cache,
    /// Ids that the cache does not hold yet.
    pending: Vec<u32>,
    /// The headline so far, without `<eos>`.
    ids: Vec<u32>,
    written: usize,
    done: bool,
}

impl Generation {
    /// A headline that begins, after `<eos>`, with the prompt.
    ///
    /// # Errors
    /// Settings out of range, or a prompt that does not fit.
    pub fn new(gpt: &Gpt, tokenizer: &Tokenizer, sampling: Sampling) -> Result<Self, GenerateError> {
        sampling.validate()?;
        let ids = prompt_ids(gpt, tokenizer, &sampling.prompt)?;
        let special = tokenizer.special();
        let pending = [&[special.eos], ids.as_slice()].concat();
        let stream = Stream::new(sampling.seed, Purpose::Sample);
        Ok(Self { sampling, special, stream, cache: gpt.cache(), pending, ids, written: 0, done: false })
    }

    /// Writes one token with the model's weights as they are; gives whether the headline is done.
    pub fn advance(&mut self, gpt: &Gpt) -> bool {
        if self.done {
            return true;
        }
        let logits = gpt.next_logits(&std::mem::take(&mut self.pending), &mut self.cache);
        let id = sample(&logits, &self.sampling, self.special, &mut self.stream);
        if id == self.special.eos {
            self.done = true;
            return true;
        }
        self.ids.push(id);
        self.pending.push(id);
        self.written += 1;
        let room = gpt.block_size() - self.cache.len();
        self.done = room == 0 || self.written == self.sampling.max_tokens;
        self.done
    }

    /// The ids of the headline so far, the prompt's included.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Whether the headline is done.
    pub fn is_done(&self) -> bool {
        self.done
    }
}

fn prompt_ids(gpt: &Gpt, tokenizer: &Tokenizer, prompt: &str) -> Result<Vec<u32>, GenerateError> {
    let prompt = prompt.trim();
    let ids = if prompt.is_empty() { Vec::new() } else { tokenizer.encode(prompt)? };
    if ids.len() >= gpt.block_size() {
        return Err(GenerateError::PromptTooLong { tokens: ids.len(), block_size: gpt.block_size() });
    }
    Ok(ids)
}

/// Draws a token: temperature, then top-k, then top-p. What stands for padding and for the unknown is never drawn, and
/// neither is what has no finite logit; where nothing else is left, as with weights that diverged, the text ends.
pub fn sample(logits: &[f32], sampling: &Sampling, special: SpecialIds, stream: &mut Stream) -> u32 {
    let never: Vec<u32> = special.never_drawn().collect();
    let drawn = |id: &u32| logits[*id as usize].is_finite() && !never.contains(id);
    let kept = if sampling.temperature == 0.0 { 1 } else { sampling.top_k };
    let order = likeliest(logits, (0..logits.len() as u32).filter(drawn), kept);
    if order.is_empty() {
        return special.eos;
    }
    if sampling.temperature == 0.0 {
        return order[0];
    }
    let largest = f64::from(logits[order[0] as usize]);
    let weight = |id: &u32| libm::exp((f64::from(logits[*id as usize]) - largest) / sampling.temperature);
    let mut weights: Vec<f64> = order.iter().map(weight).collect();
    let total: f64 = weights.iter().sum();
    if sampling.top_p < 1.0 {
        let mut reached = 0.0;
        let within = weights.iter().take_while(|&&weight| {
            let before = reached;
            reached += weight / total;
            before < sampling.top_p
        });
        let kept = within.count();
        weights.truncate(kept);
    }
    let mut left = stream.uniform() * weights.iter().sum::<f64>();
    for (id, weight) in order.iter().zip(&weights) {
        left -= weight;
        if left < 0.0 {
            return *id;
        }
    }
    // Rounding can leave a trace of the sum: the last token that has any weight takes it.
    let last = weights.iter().rposition(|&weight| weight > 0.0).unwrap_or(0);
    order[last]
}

/// The `k` likeliest of `ids`, or all of them for 0, the likeliest first. Equal logits keep the order of their ids, so that
/// a choice is the same everywhere.
fn likeliest(logits: &[f32], ids: impl Iterator<Item = u32>, k: usize) -> Vec<u32> {
    let likelier = |&a: &u32, &b: &u32| logits[b as usize].total_cmp(&logits[a as usize]).then(a.cmp(&b));
    if !(1..=MOST_IN_ORDER).contains(&k) {
        let mut ids: Vec<u32> = ids.collect();
        if k > 0 && k < ids.len() {
            // Sorting all of a large vocabulary takes as long as a small model's logits.
            ids.select_nth_unstable_by(k - 1, likelier);
            ids.truncate(k);
        }
        ids.sort_unstable_by(likelier);
        return ids;
    }
    let mut best: Vec<u32> = Vec::with_capacity(k + 1);
    for id in ids {
        if best.len() < k || best.last().is_some_and(|last| likelier(&id, last).is_lt()) {
            best.insert(best.partition_point(|one| likelier(one, &id).is_lt()), id);
            best.truncate(k);
        }
    }
    best
}

/// A token that may come next.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextToken {
    /// Its id.
    pub id: u32,
    /// Its text.
    pub text: String,
    /// Its probability.
    pub p: f64,
}

/// The `k` likeliest tokens after `prompt`.
///
/// # Errors
/// A prompt that does not fit.
pub fn next_tokens(gpt: &Gpt, tokenizer: &Tokenizer, prompt: &str, k: usize) -> Result<Vec<NextToken>, GenerateError> {
    let ids = prompt_ids(gpt, tokenizer, prompt)?;
    let logits = gpt.next_logits(&[&[tokenizer.special().eos], ids.as_slice()].concat(), &mut gpt.cache());
    let log_sum = log_sum_exp(&logits);
    let order = likeliest(&logits, 0..logits.len() as u32, k);
    let token = |id: u32| NextToken {
        id,
        text: tokenizer.token_text(id),
        p: libm::exp(f64::from(logits[id as usize]) - log_sum),
    };
    Ok(order.into_iter().take(k).map(token).collect())
}

/// A token of a headline and how little the model expected it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Surprise {
    /// The part of the headline; `<eos>` at its end.
    pub text: String,
    /// −ln p, in nats.
    pub nats: f64,
}

/// The surprise at each token of `title` and at its end, as far as the block reaches.
///
/// # Errors
/// Where the tokenizer refuses the title.
pub fn surprise(gpt: &Gpt, tokenizer: &Tokenizer, title: &str) -> Result<Vec<Surprise>, GenerateError> {
    let pieces = tokenizer.pieces(title.trim())?;
    let mut ids: Vec<u32> = pieces.iter().map(|piece| piece.id).collect();
    let mut texts: Vec<String> = pieces.into_iter().map(|piece| piece.text).collect();
    let eos = tokenizer.special().eos;
    ids.push(eos);
    texts.push(tokenizer.token_text(eos));
    // The tokenizer puts a space before a title, which is none of the title's.
    if let Some(first) = texts.first_mut().filter(|first| first.starts_with(' ')) {
        first.remove(0);
    }
    let n = ids.len().min(gpt.block_size());
    let context = [&[eos], &ids[..n - 1]].concat();
    let logits = gpt.logits(&context, n);
    let rows = logits.chunks_exact(gpt.vocab_size());
    let nats = rows.zip(&ids).map(|(row, &id)| log_sum_exp(row) - f64::from(row[id as usize]));
    Ok(texts.into_iter().zip(nats).map(|(text, nats)| Surprise { text, nats }).collect())
}

fn log_sum_exp(logits: &[f32]) -> f64 {
    let largest = f64::from(logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
    largest + libm::log(logits.iter().map(|&x| libm::exp(f64::from(x) - largest)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Position};
    use crate::data::{EOS, PAD, UNK};

    const TITLES: [&str; 3] =
        ["Show HN: A tiny GPT in the browser", "Ask HN: Why is the sky blue?", "A GPT of one's own"];

    fn tokenizer() -> Tokenizer {
        Tokenizer::train(TITLES.into_iter(), 64).expect("trains")
    }

    fn gpt(position: Position) -> Gpt {
        let config = Config { n_layer: 2, n_head: 2, d_model: 16, block_size: 24, position, ..Config::default() };
        let mut gpt = Gpt::new(&config, tokenizer().vocab_size());
        // First values are nearly uniform guesses; larger ones tell positions apart.
        struct Enlarge;
        impl crate::model::Visitor for Enlarge {
            fn visit<const D: usize>(&mut self, _: &str, parameter: &mut burn::tensor::Tensor<D>) {
                *parameter = parameter.clone() * 12.0;
            }
        }
        gpt.visit(&mut Enlarge);
        gpt
    }

    #[test]
    fn cached_and_uncached_logits_agree() {
        let ids = [1, 5, 9, 30, 7, 12, 3];
        for position in [Position::Learned, Position::Rope] {
            let gpt = gpt(position);
            let whole = gpt.logits(&ids, ids.len());
            let mut cache = gpt.cache();
            gpt.next_logits(&ids[..3], &mut cache);
            for n in 4..=ids.len() {
                let cached = gpt.next_logits(&ids[n - 1..n], &mut cache);
                let uncached = &whole[(n - 1) * gpt.vocab_size()..n * gpt.vocab_size()];
                for (a, b) in cached.iter().zip(uncached) {
                    // The sums run in another order: a few ulp of logits of size 10.
                    assert!((a - b).abs() < 1e-4, "{position:?} {a} {b}");
                }
            }
        }
    }

    #[test]
    fn headlines_together_and_alone_have_the_same_logits() {
        for position in [Position::Learned, Position::Rope] {
            let gpt = gpt(position);
            let (mut a, mut b) = (gpt.cache(), gpt.cache());
            gpt.next_logits(&[1, 5, 9], &mut a);
            gpt.next_logits(&[1], &mut b);
            let (mut alone_a, mut alone_b) = (a.clone(), b.clone());
            for (x, y) in [(30, 7), (12, 3)] {
                let together = gpt.next_logits_of_each(&[x, y], &mut [&mut a, &mut b]);
                let alone = [gpt.next_logits(&[x], &mut alone_a), gpt.next_logits(&[y], &mut alone_b)];
                for (a, b) in together.iter().flatten().zip(alone.iter().flatten()) {
                    // On the host a product of two rows may add in another order than one of one row.
                    assert!((a - b).abs() < 1e-4, "{position:?} {a} {b}");
                }
            }
        }
    }

    #[test]
    fn the_same_seed_writes_the_same_headline_and_it_ends() {
        let (gpt, tokenizer) = (gpt(Position::Learned), tokenizer());
        let write = |seed, prompt: &str| {
            let sampling = Sampling { seed, temperature: 9.0, prompt: prompt.into(), ..Sampling::default() };
            let mut generation = Generation::new(&gpt, &tokenizer, sampling).expect("fits");
            while !generation.advance(&gpt) {}
            generation.ids().to_vec()
        };
        let headline = write(1, "Show HN:");
        assert_eq!(headline, write(1, "Show HN:"));
        assert_ne!(headline, write(2, "Show HN:"));
        assert!(tokenizer.decode(&headline).starts_with("Show HN:"));
        assert!(headline.len() <= gpt.block_size());
        for seed in 0..50 {
            assert!(write(seed, "").iter().all(|id| ![PAD, UNK, EOS].contains(id)));
        }
    }

    #[test]
    fn temperature_top_k_and_top_p_narrow_the_choice() {
        let logits = vec![9.0, 1.0, 9.0, 3.0, 2.0, 0.0];
        let drawn = |sampling: Sampling| {
            let mut stream = Stream::new(1, Purpose::Sample);
            let mut found: Vec<u32> =
                (0..2_000).map(|_| sample(&logits, &sampling, SpecialIds::default(), &mut stream)).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let base = Sampling { temperature: 1.0, ..Sampling::default() };
        assert_eq!(drawn(base.clone()), [1, 3, 4, 5]);
        assert_eq!(drawn(Sampling { temperature: 0.0, ..base.clone() }), [3]);
        assert_eq!(drawn(Sampling { top_k: 2, ..base.clone() }), [3, 4]);
        assert_eq!(drawn(Sampling { top_p: 0.5, ..base.clone() }), [3]);
        assert_eq!(drawn(Sampling { top_p: 0.7, ..base }), [3, 4]);
    }

    #[test]
    fn the_likeliest_are_the_same_in_whatever_way_they_are_found() {
        // Few values, so that many are equal.
        let logits: Vec<f32> = (0..4_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 26) as f32).collect();
        let all = likeliest(&logits, 0..4_000, 0);
        for k in [1, 2, 50, MOST_IN_ORDER, MOST_IN_ORDER + 1, 3_999, 4_000, 5_000] {
            assert_eq!(likeliest(&logits, 0..4_000, k), all[..k.min(4_000)], "{k}");
        }
        assert!(likeliest(&logits, 0..0, 5).is_empty());
    }

    #[test]
    fn where_no_logit_is_finite_the_text_ends_and_where_some_are_one_of_them_is_drawn() {
        let mut stream = Stream::new(1, Purpose::Sample);
        for temperature in [0.0, 1.0] {
            let sampling = Sampling { temperature, ..Sampling::default() };
            let mut drawn = |logits: &[f32]| sample(logits, &sampling, SpecialIds::default(), &mut stream);
            for bad in [f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                assert_eq!(drawn(&[bad; 6]), EOS);
                assert_eq!(drawn(&[0.0, bad, 9.0, bad, 1.0, bad]), 4);
            }
        }
    }

    #[test]
    fn surprises_and_next_tokens_are_probabilities() {
        let (gpt, tokenizer) = (gpt(Position::Learned), tokenizer());
        let next = next_tokens(&gpt, &tokenizer, "Show HN:", gpt.vocab_size()).expect("fits");
        assert!((next.iter().map(|token| token.p).sum::<f64>() - 1.0).abs() < 1e-6);
        assert!(next.windows(2).all(|pair| pair[0].p >= pair[1].p));
        let found = surprise(&gpt, &tokenizer, "Show HN: A GPT").expect("fits");
        let text: String = found.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(text, "Show HN: A GPT<eos>");
        let first = &found[0];
        let same = next_tokens(&gpt, &tokenizer, "", gpt.vocab_size()).expect("fits");
        let expected = same.iter().find(|token| token.text.trim_start() == first.text).expect("listed");
        assert!((first.nats + expected.p.ln()).abs() < 1e-4);
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let (gpt, tokenizer) = (gpt(Position::Learned), tokenizer());
        for sampling in [
            Sampling { temperature: -1.0, ..Sampling::default() },
            Sampling { top_p: 0.0, ..Sampling::default() },
            Sampling { top_p: f64::NAN, ..Sampling::default() },
            Sampling { prompt: "GPT ".repeat(99), ..Sampling::default() },
        ] {
            assert!(Generation::new(&gpt, &tokenizer, sampling).is_err());
        }
    }
}
