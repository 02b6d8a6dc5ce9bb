//! What `bench.html` times: training, evaluation and generation on made-up tokens.

use crate::config::Config;
use crate::data::{DataError, EOS, SpecialIds, TokenData};
use crate::generate::{Sampling, sample};
use crate::model::{Cache, Gpt};
use crate::rng::{Purpose, Stream};
use crate::train::evaluation::Evaluation;
use crate::train::trainer::{Progress, Trainer};
use serde::Deserialize;
use std::rc::Rc;

/// Batches of made-up training tokens, which are also the updates between two evaluations: more than are timed.
const TRAIN_BATCHES: usize = 128;
/// How far a first loss may be from what is expected, beside as much again as a wide model's is above ln V.
const FIRST_LOSS_TOLERANCE: f64 = 0.2;
/// What each of the model's widths adds to the first loss: the last norm makes activations of variance 1, and weights of
/// deviation 0.02 logits of variance 0.0004·d, half of which is by how much the mean of −ln p exceeds ln V.
const FIRST_LOSS_BY_WIDTH: f64 = 0.0002;

/// What is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Forward, backward, clipping and update of a batch.
    Train,
    /// Forward and loss of a batch.
    Eval,
    /// One token of each stream, with the cache.
    Generate,
}

/// What one timed step did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timed {
    /// Tokens trained on, evaluated or written.
    pub tokens: usize,
    /// Nats per token, where there is a loss.
    pub loss: Option<f64>,
}

/// A model on made-up tokens, stepped and timed from outside.
pub struct Bench {
    mode: Mode,
    config: Config,
    data: Rc<TokenData>,
    trainer: Trainer,
    streams: Vec<(Cache, u32, Stream)>,
}

impl Bench {
    /// A benchmark of `config`, whose whole batch is one step.
    ///
    /// # Errors
    /// Where the configuration and its made-up tokens don't fit together.
    pub fn new(config: &Config, mode: Mode, streams: usize) -> Result<Self, DataError> {
        let config = Config { steps: 1_000_000, evals_per_epoch: 1, ..config.clone() };
        let data = Rc::new(made_up(&config));
        let trainer = Trainer::new(&config, Rc::clone(&data))?;
        let start = |index| (trainer.gpt().cache(), EOS, Stream::new(index, Purpose::Sample));
        let streams = (0..streams.max(1) as u64).map(start).collect();
        Ok(Self { mode, config, data, trainer, streams })
    }

    /// Checks the first result before anything is timed: an untrained model guesses nearly uniformly.
    ///
    /// # Errors
    /// A sentence where the loss is something else.
    pub fn check(&mut self) -> Result<(), String> {
        let above = FIRST_LOSS_BY_WIDTH * self.config.d_model as f64;
        let expected = (self.data.vocab_size as f64).ln() + above;
        let mean = match self.mode {
            Mode::Train => self.train().loss,
            Mode::Eval | Mode::Generate => self.evaluate().loss,
        };
        let loss = mean.unwrap_or(f64::NAN);
        if (loss - expected).abs() < FIRST_LOSS_TOLERANCE + above {
            return Ok(());
        }
        Err(format!(
            "The first loss is {loss} nats per token, not about {expected:.3} as of an untrained model; the kernels are wrong."
        ))
    }

    /// Does one step of what is timed.
    pub fn advance(&mut self) -> Timed {
        match self.mode {
            Mode::Train => self.train(),
            Mode::Eval => self.evaluate(),
            Mode::Generate => self.generate(),
        }
    }

    /// Learned numbers of the model.
    pub fn params(&self) -> u64 {
        self.trainer.plan().params
    }

    fn train(&mut self) -> Timed {
        loop {
            match self.trainer.advance() {
                Progress::Step(report) => {
                    return Timed { tokens: self.config.batch_tokens(), loss: Some(report.train_loss) };
                }
                // The evaluation after the first update falls into the check or the warm-up.
                Progress::Micro { .. } | Progress::EvalChunk { .. } | Progress::Eval { .. } => {}
                Progress::Finished { .. } | Progress::Diverged { .. } => return Timed { tokens: 0, loss: None },
            }
        }
    }

    fn evaluate(&mut self) -> Timed {
        let mut evaluation = Evaluation::new(&self.config, &self.data);
        loop {
            let (done, _, losses) = evaluation.advance(self.trainer.gpt(), &self.data.val_ids);
            if let Some(losses) = losses {
                return Timed { tokens: done, loss: Some(losses.val_loss_token) };
            }
        }
    }

    fn generate(&mut self) -> Timed {
        let gpt: &Gpt = self.trainer.gpt();
        for (cache, _, _) in self.streams.iter_mut().filter(|(cache, _, _)| cache.len() == gpt.block_size()) {
            *cache = gpt.cache();
        }
        let ids: Vec<u32> = self.streams.iter().map(|(_, id, _)| *id).collect();
        let mut caches: Vec<&mut Cache> = self.streams.iter_mut().map(|(cache, _, _)| cache).collect();
        let logits = gpt.next_logits_of_each(&ids, &mut caches);
        let sampling = Sampling { temperature: 1.0, top_k: 50, ..Sampling::default() };
        for ((_, id, stream), logits) in self.streams.iter_mut().zip(logits) {
            *id = sample(&logits, &sampling, SpecialIds::default(), stream);
        }
        Timed { tokens: self.streams.len(), loss: None }
    }
}

/// Uniform tokens: training ones for a few batches, validation ones for one.
fn made_up(config: &Config) -> TokenData {
    let mut stream = Stream::new(config.seed, Purpose::Bench);
    let mut ids = |n: usize| -> Vec<u32> { (0..n).map(|_| stream.below(config.vocab_size as u32)).collect() };
    let (train_ids, val_ids) = (ids(TRAIN_BATCHES * config.batch_tokens() + 1), ids(config.batch_tokens() + 1));
    let (train_chars, val_chars) = (4 * train_ids.len(), 4 * val_ids.len());
    TokenData {
        vocab_size: config.vocab_size,
        train_ids,
        val_ids,
        train_chars,
        val_chars,
        train_titles: 1,
        val_titles: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config { n_layer: 1, n_head: 2, d_model: 16, vocab_size: 64, block_size: 8, batch_size: 4, ..Config::default() }
    }

    #[test]
    fn every_mode_checks_and_steps() {
        for (mode, tokens) in [(Mode::Train, 32), (Mode::Eval, 64), (Mode::Generate, 3)] {
            let mut bench = Bench::new(&config(), mode, 3).expect("fits");
            assert_eq!(bench.check(), Ok(()));
            for _ in 0..10 {
                assert_eq!(bench.advance().tokens, tokens, "{mode:?}");
            }
        }
    }
}
