//! The validation losses, computed in chunks between which the worker can listen.

use crate::config::Config;
use crate::data::TokenData;
use crate::model::Gpt;
use crate::train::plan::whole_windows;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The most tokens a glance looks at.
pub const GLANCE_TOKENS: usize = 4_096;

/// At which evaluations of a run the paper's `val_loss` is computed beside `val_loss_full`. Either way the training is
/// the same, bit for bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValLossAt {
    /// At each.
    #[default]
    EveryEvaluation,
    /// At those of [`Plan::reports_val_loss`](super::plan::Plan::reports_val_loss): the two losses share no sums, so
    /// that `val_loss` doubles the time of an evaluation, and a small run has 21 of them.
    EndsOfEpochs,
}

/// The validation losses after an update.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Losses {
    /// The paper's: whole windows of B·T + 1 ids, over all characters; `None` where no window is whole, and where it
    /// was not asked for.
    pub val_loss: Option<f64>,
    /// Every validation token once, over all characters.
    pub val_loss_full: f64,
    /// The same sum, over its tokens.
    pub val_loss_token: f64,
}

/// An evaluation under way: one pass over the paper's windows where they are asked for, and one over every token.
///
/// The passes can't share their sums, since a window's rows start one id later than those of the window before would
/// have it: B·T + 1 ids give B·T targets.
#[derive(Clone, Debug)]
pub struct Evaluation {
    chunks: Vec<Chunk>,
    next: usize,
    /// Targets done and targets to do, of both passes.
    done: usize,
    total: usize,
    chars: usize,
    windowed: Sum,
    full: Sum,
}

/// Targets that are computed together, by the index of the id before each.
#[derive(Clone, Debug)]
struct Chunk {
    ids: Range<usize>,
    /// Whether it belongs to the paper's windows.
    windowed: bool,
}

/// A summed loss and its number of targets.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    nats: f64,
    targets: usize,
}

impl Evaluation {
    /// The evaluation of `config` on `data`, which must have passed [`crate::train::plan::check`]: all losses.
    pub fn new(config: &Config, data: &TokenData) -> Self {
        Self::with_windows(config, data, whole_windows(config, data.val_ids.len()))
    }

    /// The same without `val_loss`, which takes half of the time.
    pub fn of_every_token(config: &Config, data: &TokenData) -> Self {
        Self::with_windows(config, data, 0)
    }

    fn with_windows(config: &Config, data: &TokenData, n_windows: usize) -> Self {
        let (t, span) = (config.block_size, config.batch_tokens() + 1);
        let step = config.micro_batch_rows() * t;
        let cut = |ids: Range<usize>, windowed| {
            let starts = ids.clone().step_by(step);
            starts.map(move |start| Chunk { ids: start..(start + step).min(ids.end), windowed })
        };
        let windows = (0..n_windows).map(|window| window * span);
        let mut chunks: Vec<Chunk> = windows.flat_map(|start| cut(start..start + span - 1, true)).collect();
        // The last row of the second pass is shorter and goes alone.
        let targets = data.val_ids.len() - 1;
        let whole_rows = targets / t * t;
        chunks.extend(cut(0..whole_rows, false));
        chunks.extend(cut(whole_rows..targets, false));
        let total = chunks.iter().map(|chunk| chunk.ids.len()).sum();
        let (windowed, full) = (Sum::default(), Sum::default());
        Self { chunks, next: 0, done: 0, total, chars: data.val_chars, windowed, full }
    }

    /// Evaluates one chunk; gives the targets done and their number, and the losses once all are done.
    pub fn advance(&mut self, gpt: &Gpt, val_ids: &[u32]) -> (usize, usize, Option<Losses>) {
        let chunk = &self.chunks[self.next];
        let sum = if chunk.windowed { &mut self.windowed } else { &mut self.full };
        sum.nats += sum_of(gpt, val_ids, chunk.ids.clone());
        sum.targets += chunk.ids.len();
        self.done += chunk.ids.len();
        self.next += 1;
        (self.done, self.total, (self.next == self.chunks.len()).then(|| self.losses()))
    }

    fn losses(&self) -> Losses {
        let Sum { nats, targets } = self.full;
        Losses {
            val_loss: (self.windowed.targets > 0).then(|| self.windowed.nats / self.chars as f64),
            val_loss_full: nats / self.chars as f64,
            val_loss_token: nats / targets as f64,
        }
    }
}

/// The summed cross-entropy of the targets after the ids of `range`, in whole rows or in one shorter row.
fn sum_of(gpt: &Gpt, ids: &[u32], range: Range<usize>) -> f64 {
    let seq_len = gpt.block_size().min(range.len());
    gpt.loss_sum(&ids[range.clone()], &ids[range.start + 1..range.end + 1], seq_len)
}

/// The loss of a fixed part of the validation tokens, for a look between evaluations.
#[derive(Clone, Debug)]
pub struct Glance {
    chunk: usize,
    total: usize,
    done: usize,
    sum: f64,
    chars_per_token: f64,
}

impl Glance {
    /// The first rows of the validation tokens: a batch of them, and at most [`GLANCE_TOKENS`].
    pub fn new(config: &Config, data: &TokenData) -> Self {
        let targets = data.val_ids.len() - 1;
        let seq_len = config.block_size.min(targets);
        let most = GLANCE_TOKENS.min(config.batch_tokens()).min(targets);
        Self {
            chunk: config.micro_batch_rows() * seq_len,
            total: (most / seq_len).max(1) * seq_len,
            done: 0,
            sum: 0.0,
            chars_per_token: data.val_chars as f64 / targets as f64,
        }
    }

    /// Looks at one chunk; gives the loss in nats per character once all are done.
    pub fn advance(&mut self, gpt: &Gpt, val_ids: &[u32]) -> Option<f64> {
        let end = (self.done + self.chunk).min(self.total);
        self.sum += sum_of(gpt, val_ids, self.done..end);
        self.done = end;
        (end == self.total).then(|| self.sum / self.total as f64 / self.chars_per_token)
    }
}
