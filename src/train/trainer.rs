//! The run itself: a state machine that does one unit of work at a time, so that whoever drives it can listen, pause
//! and look in between. Nothing in it depends on when it is called.

mod fork;
pub mod state;

pub use fork::{CHANGEABLE, Onward, OnwardSchedule};

use super::evaluation::{Evaluation, Glance, Losses, ValLossAt};
use super::inside::{Inside, Watch};
use super::optimizer::{Gradients, Optimizer, clip_factor};
use super::plan::Plan;
use crate::config::Config;
use crate::data::batches::Cursor;
use crate::data::{DataError, TokenData};
use crate::model::{Gpt, Rows};
use crate::ops::buffer;
use crate::rng::DropoutStep;
use fork::Course;
use serde::Serialize;
use std::fmt;
use std::rc::Rc;

/// What one unit of work did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Progress {
    /// A micro-batch, not the last of its batch.
    Micro {
        /// The update it belongs to, counted from 1.
        step: usize,
        /// Micro-batches done.
        done: usize,
        /// Micro-batches of the batch.
        total: usize,
    },
    /// An update.
    Step(StepReport),
    /// A part of an evaluation.
    EvalChunk {
        /// Updates done.
        step: usize,
        /// Tokens evaluated.
        done: usize,
        /// Tokens to evaluate.
        total: usize,
    },
    /// The end of an evaluation.
    Eval {
        /// Updates done.
        step: usize,
        /// The losses.
        #[serde(flatten)]
        losses: Losses,
    },
    /// Nothing: the run has ended.
    Finished {
        /// Updates done.
        step: usize,
    },
    /// Nothing: loss, gradient or the weights to come stopped being finite, and the update was not made.
    Diverged {
        /// The update that was not made, counted from 1.
        step: usize,
        /// What ended it.
        what: Divergence,
    },
}

/// What of an update is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Divergence {
    /// The loss of its batch.
    Loss,
    /// The norm of its gradient.
    Norm,
    /// A weight that it could take past the largest float.
    Size,
}

impl fmt::Display for Divergence {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Loss => "loss",
            Self::Norm => "gradient norm",
            Self::Size => "size of a weight",
        })
    }
}

/// One update.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepReport {
    /// Updates done.
    pub step: usize,
    /// Passes over the training tokens so far.
    pub epoch: f64,
    /// Mean nats per token of the batch, dropout on, before the update.
    pub train_loss: f64,
    /// The same in nats per character: × train_tokens / train_chars.
    pub train_loss_char: f64,
    /// The rate of this update.
    pub lr: f64,
    /// ‖g‖₂ before clipping.
    pub grad_norm: f64,
    /// Tokens trained on so far.
    pub tokens: usize,
    /// What the update did to each part of the model: at the first update, before evaluations and about a hundred times a
    /// run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<Inside>,
}

/// How often a run looks inside, evaluations aside.
const LOOKS_INSIDE: usize = 100;

/// What comes next.
#[derive(Clone, Debug)]
enum Phase {
    /// Micro-batches of the update at hand.
    Batch(Batch),
    Evaluate(Evaluation),
    Finished,
    Diverged(Divergence),
}

/// A batch of which some micro-batches are done.
#[derive(Clone, Debug)]
struct Batch {
    /// Index of the batch's first id.
    start: usize,
    /// Rows done.
    rows: usize,
    /// The sum of the micro-batches' shares of the mean loss.
    loss: f64,
    gradients: Gradients,
}

/// A model in training.
pub struct Trainer {
    config: Config,
    plan: Plan,
    data: Rc<TokenData>,
    gpt: Gpt,
    optimizer: Optimizer,
    cursor: Cursor,
    /// Where the cursor was before the batch at hand.
    batch_at: Cursor,
    course: Course,
    val_loss_at: ValLossAt,
    /// Updates done.
    step: usize,
    phase: Phase,
}

impl Trainer {
    /// A run from its first values.
    ///
    /// # Errors
    /// Where the data does not do for the configuration.
    pub fn new(config: &Config, data: Rc<TokenData>) -> Result<Self, DataError> {
        let gpt = Gpt::new(config, data.vocab_size);
        Self::with_weights(config, data, gpt)
    }

    /// A run from given weights.
    ///
    /// # Errors
    /// Where the data does not do for the configuration.
    pub fn with_weights(config: &Config, data: Rc<TokenData>, gpt: Gpt) -> Result<Self, DataError> {
        let mut plan = Plan::new(config, &data)?;
        plan.params = gpt.count_parameters();
        let mut trainer = Self {
            config: config.clone(),
            plan,
            data,
            gpt,
            optimizer: Optimizer::new(config),
            cursor: Cursor::default(),
            batch_at: Cursor::default(),
            course: Course::Whole,
            val_loss_at: ValLossAt::default(),
            step: 0,
            phase: Phase::Finished,
        };
        trainer.phase = trainer.next_batch();
        Ok(trainer)
    }

    /// Chooses at which of the evaluations to come the paper's `val_loss` is computed; without a choice at each.
    #[must_use]
    pub fn with_val_loss_at(mut self, val_loss_at: ValLossAt) -> Self {
        self.val_loss_at = val_loss_at;
        self
    }

    /// Does one unit of work: a micro-batch, with the update after the last of a batch, or a part of an evaluation.
    pub fn advance(&mut self) -> Progress {
        match std::mem::replace(&mut self.phase, Phase::Finished) {
            Phase::Batch(batch) => self.advance_batch(batch),
            Phase::Evaluate(evaluation) => self.advance_evaluation(evaluation),
            Phase::Finished => Progress::Finished { step: self.step },
            Phase::Diverged(what) => self.diverge(what),
        }
    }

    fn advance_batch(&mut self, mut batch: Batch) -> Progress {
        let Config { batch_size, block_size, .. } = self.config;
        let rows = self.plan.micro_batch_size.min(batch_size - batch.rows);
        let first = batch.start + batch.rows * block_size;
        let last = first + rows * block_size;
        let (ids, targets) = (&self.data.train_ids[first..last], &self.data.train_ids[first + 1..last + 1]);
        let dropout = DropoutStep::new(self.config.seed, self.step, self.config.dropout);
        let place = Rows { seq_len: block_size, first_row: batch.rows, dropout: Some(dropout) };
        let scale = 1.0 / self.plan.batch_tokens as f32;
        let mut tracked = self.gpt.tracked();
        batch.gradients.lend(&mut tracked);
        let loss = tracked.loss(ids, targets, &place, scale);
        batch.loss += f64::from(buffer::read(&loss.clone().inner(), |loss| loss[0]));
        batch.gradients.accumulate(&mut tracked, loss.backward());
        batch.rows += rows;
        if batch.rows == batch_size {
            // The leaves share their values with the parameters, which are changed in place only where not shared.
            drop((tracked, loss));
            return self.update(batch);
        }
        let done = batch.rows.div_ceil(self.plan.micro_batch_size);
        self.phase = Phase::Batch(batch);
        Progress::Micro { step: self.step + 1, done, total: self.plan.micro_batches }
    }

    /// The update after the last micro-batch; what is not finite is found before it touches the weights.
    fn update(&mut self, batch: Batch) -> Progress {
        if !batch.loss.is_finite() {
            return self.diverge(Divergence::Loss);
        }
        let grad_norm = batch.gradients.norm();
        if !grad_norm.is_finite() {
            return self.diverge(Divergence::Norm);
        }
        let lr = self.course.rate(&self.config, self.plan.steps, self.step);
        let factor = clip_factor(grad_norm, self.config.grad_clip);
        if !self.optimizer.stays_finite(&self.gpt, factor * grad_norm, lr) {
            return self.diverge(Divergence::Size);
        }
        let mut watch = self.looks_inside(self.step + 1).then(Watch::default);
        self.optimizer.step(&mut self.gpt, &batch.gradients, factor, lr, watch.as_mut());
        self.step += 1;
        let tokens = self.step * self.plan.batch_tokens;
        self.phase =
            if self.plan.evaluates_after(self.step) { Phase::Evaluate(self.evaluation()) } else { self.next_batch() };
        Progress::Step(StepReport {
            step: self.step,
            epoch: self.step as f64 / self.plan.steps_per_epoch as f64,
            train_loss: batch.loss,
            train_loss_char: batch.loss * self.plan.train_tokens as f64 / self.plan.train_chars as f64,
            lr,
            grad_norm,
            tokens,
            inside: watch.map(Watch::finish),
        })
    }

    fn looks_inside(&self, update: usize) -> bool {
        let every = (self.plan.steps / LOOKS_INSIDE).max(1);
        update.is_multiple_of(every) || self.plan.evaluates_after(update)
    }

    fn evaluation(&self) -> Evaluation {
        if self.val_loss_at == ValLossAt::EveryEvaluation || self.plan.reports_val_loss(self.step) {
            Evaluation::new(&self.config, &self.data)
        } else {
            Evaluation::of_every_token(&self.config, &self.data)
        }
    }

    fn advance_evaluation(&mut self, mut evaluation: Evaluation) -> Progress {
        let step = self.step;
        match evaluation.advance(&self.gpt, &self.data.val_ids) {
            (done, total, None) => {
                self.phase = Phase::Evaluate(evaluation);
                Progress::EvalChunk { step, done, total }
            }
            (_, _, Some(losses)) => {
                self.phase = self.next_batch();
                Progress::Eval { step, losses }
            }
        }
    }

    fn diverge(&mut self, what: Divergence) -> Progress {
        // What led there is nothing to go on with, and two thirds of what a run with AdamW holds.
        self.optimizer = Optimizer::new(&self.config);
        self.phase = Phase::Diverged(what);
        Progress::Diverged { step: self.step + 1, what }
    }

    fn next_batch(&mut self) -> Phase {
        if self.step >= self.plan.steps {
            // The moments are of no more use: two thirds of what a run with AdamW holds.
            self.optimizer = Optimizer::new(&self.config);
            return Phase::Finished;
        }
        self.batch_at = self.cursor;
        let start = self.cursor.advance(self.plan.batch_tokens, self.data.train_ids.len());
        Phase::Batch(Batch { start, rows: 0, loss: 0.0, gradients: Gradients::default() })
    }

    /// A look at the validation loss that changes nothing of the run.
    pub fn glance(&self) -> Glance {
        Glance::new(&self.config, &self.data)
    }

    /// Advances a glance with the weights as they are; gives its loss in nats per character at its end.
    pub fn advance_glance(&self, glance: &mut Glance) -> Option<f64> {
        glance.advance(&self.gpt, &self.data.val_ids)
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What the run will do.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The model as it is.
    pub fn gpt(&self) -> &Gpt {
        &self.gpt
    }

    /// Updates done.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Whether an evaluation is under way, or comes next.
    pub fn is_evaluating(&self) -> bool {
        matches!(self.phase, Phase::Evaluate(_))
    }

    /// Whether the run has come to its end.
    pub fn is_finished(&self) -> bool {
        matches!(self.phase, Phase::Finished)
    }

    /// Whether loss, gradient or the weights to come stopped being finite.
    pub fn is_diverged(&self) -> bool {
        matches!(self.phase, Phase::Diverged(_))
    }
}
