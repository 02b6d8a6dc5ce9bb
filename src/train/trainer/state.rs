//! Where a run stands after its last whole update, and a run that goes on from there bit for bit.

use super::fork::Course;
use super::{Divergence, Phase, Trainer};
use crate::config::{Config, ConfigError, MAX_STEPS};
use crate::data::batches::Cursor;
use crate::data::{DataError, TokenData};
use crate::model::{Gpt, Visitor};
use crate::ops::buffer;
use crate::train::evaluation::ValLossAt;
use crate::train::optimizer::Optimizer;
use crate::train::plan::Plan;
use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// The version of what [`State`] means. A later one is refused rather than guessed at.
pub const VERSION: u32 = 1;

/// All that a run goes on from, beside its tensors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    version: u32,
    config: Config,
    /// Updates done.
    step: usize,
    /// S, which training on may have moved from what `config` says.
    steps: usize,
    course: Course,
    /// p: the first id of the batch to come.
    pointer: usize,
    /// Updates since the moments began; 0 where there are none.
    updates: usize,
    standing: Standing,
    val_loss_at: ValLossAt,
    /// Rows of the model's token table.
    vocab_size: usize,
    /// Whether the head is not the token table, as that of a model from elsewhere may be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    untied: bool,
    /// CRC-32 of the ids of training and validation.
    ids: u32,
}

/// What comes after the last whole update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Standing {
    /// The batch after it.
    Training,
    /// Its evaluation, from the start.
    Evaluating,
    Finished,
    DivergedLoss,
    DivergedNorm,
    DivergedSize,
}

impl From<Divergence> for Standing {
    fn from(what: Divergence) -> Self {
        match what {
            Divergence::Loss => Self::DivergedLoss,
            Divergence::Norm => Self::DivergedNorm,
            Divergence::Size => Self::DivergedSize,
        }
    }
}

/// Why a run can't go on from a state.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// Of a later version.
    #[error("The run was kept by version {0} of Headline Lab's checkpoints, and this one reads {VERSION}; update it.")]
    Version(u32),
    /// A configuration that can't train.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Data that does not do.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Trained on other ids.
    #[error("The run was trained on other headlines or with another tokenizer; open it with those that it began with.")]
    OtherData,
    /// Numbers that contradict each other.
    #[error("The run's checkpoint says {field} {value}, which can't be; take an older checkpoint.")]
    Impossible {
        /// The number.
        field: &'static str,
        /// Its value.
        value: usize,
    },
}

/// A tensor of a run's state, by where it stands in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Weights,
    /// AdamW's first moments, or SGD's velocity.
    First,
    /// AdamW's second moments.
    Second,
}

impl State {
    /// The run's configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Updates done.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Bytes of all tensors.
    pub(crate) fn tensor_bytes(&self) -> u64 {
        let head = if self.untied { (self.vocab_size * self.config.d_model) as u64 } else { 0 };
        (self.config.count_parameters(self.vocab_size) + head) * (size_of::<f32>() * self.parts().len()) as u64
    }

    pub(crate) fn parts(&self) -> &'static [Part] {
        let moments = if self.updates == 0 { 0 } else { self.config.moments() };
        match moments {
            0 => &[Part::Weights],
            1 => &[Part::Weights, Part::First],
            _ => &[Part::Weights, Part::First, Part::Second],
        }
    }

    /// Whether it is of this kind and of a model that can be: what its sizes are worked out from.
    ///
    /// # Errors
    /// Another version, a configuration that can't train, another vocabulary than that of `data`.
    pub(crate) fn check_model(&self, data: &TokenData) -> Result<(), StateError> {
        if self.version != VERSION {
            return Err(StateError::Version(self.version));
        }
        self.config.validate()?;
        if self.vocab_size != data.vocab_size {
            return Err(StateError::OtherData);
        }
        Ok(())
    }

    fn check(&self, data: &TokenData) -> Result<Plan, StateError> {
        self.check_model(data)?;
        let plan = Plan::new(&self.config, data)?;
        if self.ids != data.checksum() {
            return Err(StateError::OtherData);
        }
        // The last batch that has its targets begins there.
        let last = data.train_ids.len() - plan.batch_tokens - 1;
        let impossible = |field, value| Err(StateError::Impossible { field, value });
        match self {
            Self { steps, .. } if !(1..=MAX_STEPS).contains(steps) => impossible("steps", *steps),
            Self { step, .. } if *step > self.steps => impossible("step", *step),
            Self { updates, .. } if *updates > self.step => impossible("updates", *updates),
            Self { pointer, .. } if *pointer > last => impossible("pointer", *pointer),
            _ if !self.course.is_possible(self.steps, self.step) => impossible("course from", self.step),
            _ => Ok(plan),
        }
    }
}

impl Trainer {
    /// Where the run stands after its last whole update. A batch of which some micro-batches are done is done again from
    /// its start, and so is an evaluation, which gives the same.
    pub fn state(&self) -> State {
        let (cursor, standing) = match self.phase {
            Phase::Batch(_) => (self.batch_at, Standing::Training),
            Phase::Evaluate(_) => (self.cursor, Standing::Evaluating),
            // It may train on from there.
            Phase::Finished => (self.cursor, Standing::Finished),
            Phase::Diverged(what) => (self.batch_at, Standing::from(what)),
        };
        State {
            version: VERSION,
            config: self.config.clone(),
            step: self.step,
            steps: self.plan.steps,
            course: self.course,
            pointer: cursor.pointer,
            updates: self.optimizer.updates(),
            standing,
            val_loss_at: self.val_loss_at,
            vocab_size: self.gpt.vocab_size(),
            untied: !self.gpt.is_tied(),
            ids: self.data.checksum(),
        }
    }

    /// A run that stands where `state` says, its tensors zero: they are for [`crate::checkpoint::state`] to fill.
    ///
    /// # Errors
    /// Another version, other data, and numbers that contradict each other.
    pub(crate) fn at(state: &State, data: Rc<TokenData>) -> Result<Self, StateError> {
        let mut plan = state.check(&data)?;
        plan.steps = state.steps;
        let mut gpt = Gpt::zeros(&state.config, data.vocab_size);
        if state.untied {
            gpt.untie();
        }
        plan.params = gpt.count_parameters();
        let mut trainer = Self {
            optimizer: Optimizer::with_zero_moments(&state.config, &gpt, state.updates),
            config: state.config.clone(),
            plan,
            data,
            gpt,
            cursor: Cursor { pointer: state.pointer },
            batch_at: Cursor { pointer: state.pointer },
            course: state.course,
            val_loss_at: state.val_loss_at,
            step: state.step,
            phase: Phase::Finished,
        };
        trainer.phase = match state.standing {
            Standing::Training => trainer.next_batch(),
            Standing::Evaluating => Phase::Evaluate(trainer.evaluation()),
            Standing::Finished => Phase::Finished,
            Standing::DivergedLoss => Phase::Diverged(Divergence::Loss),
            Standing::DivergedNorm => Phase::Diverged(Divergence::Norm),
            Standing::DivergedSize => Phase::Diverged(Divergence::Size),
        };
        Ok(trainer)
    }

    /// Hands the elements of one tensor of the state to `read`. `index` counts the model's parameters.
    pub(crate) fn read_part<R>(&self, part: Part, index: usize, read: impl FnOnce(&[f32]) -> R) -> R {
        match part {
            Part::First => read(&self.optimizer.first[index]),
            Part::Second => read(&self.optimizer.second[index]),
            Part::Weights => {
                struct Read<F, R> {
                    left: usize,
                    read: Option<F>,
                    found: Option<R>,
                }
                impl<R, F: FnOnce(&[f32]) -> R> Visitor for Read<F, R> {
                    fn visit<const D: usize>(&mut self, _: &str, parameter: &mut Tensor<D>) {
                        if self.left == 0
                            && let Some(read) = self.read.take()
                        {
                            self.found = Some(buffer::read(parameter, read));
                        }
                        self.left = self.left.wrapping_sub(1);
                    }
                }
                let mut visitor = Read { left: index, read: Some(read), found: None };
                self.gpt.clone().visit(&mut visitor);
                visitor.found.expect("an index of a parameter")
            }
        }
    }

    /// Lets `fill` set the elements of one tensor of the state.
    pub(crate) fn fill_part(&mut self, part: Part, index: usize, fill: impl FnOnce(&mut [f32])) {
        match part {
            Part::First => fill(&mut self.optimizer.first[index]),
            Part::Second => fill(&mut self.optimizer.second[index]),
            Part::Weights => {
                struct Fill<F> {
                    left: usize,
                    fill: Option<F>,
                }
                impl<F: FnOnce(&mut [f32])> Visitor for Fill<F> {
                    fn visit<const D: usize>(&mut self, _: &str, parameter: &mut Tensor<D>) {
                        if self.left == 0
                            && let Some(fill) = self.fill.take()
                        {
                            buffer::update(parameter, fill);
                        }
                        self.left = self.left.wrapping_sub(1);
                    }
                }
                self.gpt.visit(&mut Fill { left: index, fill: Some(fill) });
            }
        }
    }
}
