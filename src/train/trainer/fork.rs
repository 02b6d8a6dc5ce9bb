//! A second run that goes on where another one stands.

use super::{Phase, Trainer};
use crate::config::{Config, ConfigError, MAX_STEPS, Schedule, merge};
use crate::train::schedule::learning_rate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::rc::Rc;

/// The fields that may change in the middle of a run: neither the model nor the batches depend on them.
pub const CHANGEABLE: [&str; 3] = ["lr", "dropout", "weight_decay"];

/// How a run goes on past the end of its schedule.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Onward {
    /// Passes over the training tokens that it adds.
    pub epochs: usize,
    /// What the rate does in them.
    pub schedule: OnwardSchedule,
}

/// What the rate does in the updates that are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnwardSchedule {
    /// It stays what the schedule has come to.
    Hold,
    /// It warms up and falls again over the updates that are added, as the schedule of that name does over a whole run.
    WarmupCosine,
}

/// The rate of a run's updates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Course {
    /// The configuration's schedule over the whole run.
    Whole,
    /// The same rate from here on.
    Held(f64),
    /// A warm-up and half a cosine from the update `from` (counted from 0) to the end of the run.
    Again { from: usize },
}

impl Course {
    /// Whether a run of `steps` updates can have it at update `step`: what comes from a file may contradict itself.
    pub(super) fn is_possible(self, steps: usize, step: usize) -> bool {
        match self {
            Self::Whole => true,
            Self::Held(rate) => rate.is_finite() && rate >= 0.0,
            Self::Again { from } => from <= step && from < steps,
        }
    }

    /// The rate of update `t` (from 0) of a run that ends after `steps`.
    pub(super) fn rate(self, config: &Config, steps: usize, t: usize) -> f64 {
        match self {
            Self::Whole => learning_rate(config, steps, t),
            Self::Held(rate) => rate,
            Self::Again { from } => {
                let config = Config { schedule: Schedule::WarmupCosine, ..config.clone() };
                learning_rate(&config, steps - from, t - from)
            }
        }
    }
}

impl Trainer {
    /// A run with copies of this one's weights, moments, cursor and step, which goes on after the last whole update with
    /// `set` changed. Without `onward` it keeps the length of its schedule.
    ///
    /// A run that has come to its end, or diverged, has let go of its moments: the optimizer then begins anew, its correction for
    /// moments that are young with it.
    ///
    /// # Errors
    /// By the field's name: a field that is not one of [`CHANGEABLE`], a value that can't train, a run that has not begun
    /// or has nothing left to train, and a rate of 0 to hold.
    pub fn fork(&self, set: &Map<String, Value>, onward: Option<&Onward>) -> Result<Self, ConfigError> {
        let config = self.changed(set)?;
        let (steps, course) = match onward {
            None => (self.plan.steps, self.course),
            Some(onward) => self.extended(&config, set.contains_key("lr"), onward)?,
        };
        if self.step >= steps {
            let remedy = "add epochs to train on, or make another run";
            return Err(ConfigError::new("steps", steps, "are all done", remedy));
        }
        let whole = matches!(self.phase, Phase::Evaluate(_) | Phase::Finished);
        let mut plan = self.plan.clone();
        plan.steps = steps;
        let mut fork = Self {
            optimizer: self.optimizer.clone().with_rule_of(&config),
            course,
            plan,
            data: Rc::clone(&self.data),
            gpt: self.gpt.clone(),
            cursor: if whole { self.cursor } else { self.batch_at },
            batch_at: self.batch_at,
            val_loss_at: self.val_loss_at,
            step: self.step,
            phase: Phase::Finished,
            config,
        };
        fork.phase = fork.next_batch();
        Ok(fork)
    }

    fn changed(&self, set: &Map<String, Value>) -> Result<Config, ConfigError> {
        if self.step == 0 {
            let remedy = "make another run with the other values";
            return Err(ConfigError::new("step", 0, "is the start, where a run has nothing to go on from", remedy));
        }
        if let Some((field, value)) = set.iter().find(|(field, _)| !CHANGEABLE.contains(&field.as_str())) {
            let remedy = format!("change {}, or make another run", CHANGEABLE.join(", "));
            return Err(ConfigError::new(field, value, "can't change in the middle of a run", remedy));
        }
        let config = merge(&self.config, set)?;
        config.validate()?;
        Ok(config)
    }

    /// The length and the rate of a run that goes on for more epochs.
    fn extended(&self, config: &Config, new_rate: bool, onward: &Onward) -> Result<(usize, Course), ConfigError> {
        Config { epochs: onward.epochs, ..config.clone() }.validate()?;
        let added = onward.epochs.checked_mul(self.plan.steps_per_epoch);
        let steps = added.and_then(|added| added.checked_add(self.step)).filter(|&steps| steps <= MAX_STEPS);
        let steps = steps.ok_or_else(|| {
            let problem = format!("makes more than {MAX_STEPS} updates");
            ConfigError::new("epochs", onward.epochs, problem, "use fewer epochs")
        })?;
        let course = match onward.schedule {
            OnwardSchedule::WarmupCosine => Course::Again { from: self.step },
            OnwardSchedule::Hold if new_rate => Course::Held(config.lr),
            OnwardSchedule::Hold => Course::Held(self.course.rate(&self.config, self.plan.steps, self.step)),
        };
        if course == Course::Held(0.0) {
            let remedy = "use warmup_cosine, or set lr";
            return Err(ConfigError::new("schedule", "hold", "would hold a rate of 0, which trains nothing", remedy));
        }
        Ok((steps, course))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Progress;
    use super::*;
    use crate::data::TokenData;
    use crate::train::evaluation::ValLossAt;
    use serde_json::json;

    fn config() -> Config {
        Config {
            n_layer: 1,
            n_head: 2,
            d_model: 8,
            vocab_size: 16,
            block_size: 8,
            batch_size: 4,
            micro_batch_size: 2,
            dropout: 0.1,
            epochs: 2,
            evals_per_epoch: 2,
            lr: 1e-2,
            ..Config::default()
        }
    }

    fn trainer(config: &Config) -> Trainer {
        let ids = |n: u32| (0..n).map(|i| 3 + (i * i + i / 3) % 13).collect::<Vec<_>>();
        let data = TokenData {
            vocab_size: 16,
            train_ids: ids(32 * 6),
            val_ids: ids(70),
            train_chars: 500,
            val_chars: 200,
            train_titles: 20,
            val_titles: 6,
        };
        Trainer::new(config, Rc::new(data)).expect("enough")
    }

    fn set(fields: &Value) -> Map<String, Value> {
        fields.as_object().expect("an object").clone()
    }

    /// Advances until `step` updates are done, and gives the losses and rates of all updates on the way.
    fn until(trainer: &mut Trainer, step: usize) -> Vec<(f64, f64)> {
        let mut seen = Vec::new();
        while trainer.step() < step {
            match trainer.advance() {
                Progress::Step(report) => seen.push((report.train_loss, report.lr)),
                Progress::Finished { .. } | Progress::Diverged { .. } => break,
                _ => {}
            }
        }
        seen
    }

    #[test]
    fn a_fork_without_a_change_is_the_same_run_bit_for_bit() {
        for optimizer in [json!({"optimizer": "sgd", "momentum": 0.9}), json!({"optimizer": "adamw"})] {
            let config = merge(&config(), &set(&optimizer)).expect("known fields");
            let mut parent = trainer(&config);
            until(&mut parent, 4);
            // In the middle of a batch, whose part that is done is done again.
            while !matches!(parent.phase, Phase::Batch(ref batch) if batch.rows > 0) {
                parent.advance();
            }
            let mut fork = parent.fork(&Map::new(), None).expect("goes on");
            assert_eq!(fork.step(), 4);
            assert_eq!(until(&mut fork, 12), until(&mut parent, 12));
        }
    }

    #[test]
    fn a_fork_leaves_its_parent_alone() {
        let mut alone = trainer(&config());
        let mut parent = trainer(&config());
        assert_eq!(until(&mut parent, 3), until(&mut alone, 3));
        let mut fork = parent.fork(&set(&json!({"lr": 0.05, "dropout": 0.0})), None).expect("goes on");
        let changed = until(&mut fork, 9);
        let kept = until(&mut parent, 9);
        assert_eq!(kept, until(&mut alone, 9));
        assert!((changed[0].1 / kept[0].1 - 5.0).abs() < 1e-9, "the rate keeps its place in the schedule");
        assert_ne!(changed[5].0, kept[5].0);
    }

    #[test]
    fn a_run_that_has_ended_trains_on() {
        let config = Config { schedule: Schedule::WarmupCosine, ..config() };
        let mut ended = trainer(&config);
        while !ended.is_finished() {
            ended.advance();
        }
        let steps = ended.step();
        assert!(ended.fork(&Map::new(), None).is_err_and(|error| error.field == "steps"));
        let hold = Onward { epochs: 1, schedule: OnwardSchedule::Hold };
        let mut held = ended.fork(&Map::new(), Some(&hold)).expect("goes on");
        assert_eq!(held.plan().steps, steps + held.plan().steps_per_epoch);
        let rates: Vec<f64> = until(&mut held, usize::MAX).into_iter().map(|(_, rate)| rate).collect();
        assert_eq!(rates.len(), held.plan().steps_per_epoch);
        assert!(rates.iter().all(|rate| (rate - 1e-3).abs() < 1e-12), "{rates:?}");
        let again = Onward { epochs: 2, schedule: OnwardSchedule::WarmupCosine };
        let mut again = ended.fork(&Map::new(), Some(&again)).expect("goes on");
        let rates: Vec<f64> = until(&mut again, usize::MAX).into_iter().map(|(_, rate)| rate).collect();
        assert_eq!(rates.first(), Some(&1e-2), "a tenth of twelve updates is one, which has the whole rate");
        assert!(*rates.last().expect("some") < 2e-3);
        assert!(again.is_finished());
    }

    #[test]
    fn what_cannot_go_on_is_refused_by_name() {
        let mut run = trainer(&Config { schedule: Schedule::Cosine, ..config() });
        let refused = |run: &Trainer, fields: Value, onward: Option<&Onward>| {
            run.fork(&set(&fields), onward).err().map(|error| error.field)
        };
        assert_eq!(refused(&run, json!({"lr": 0.1}), None).as_deref(), Some("step"));
        until(&mut run, 2);
        assert_eq!(refused(&run, json!({"n_layer": 2}), None).as_deref(), Some("n_layer"));
        assert_eq!(refused(&run, json!({"dropout": 1.0}), None).as_deref(), Some("dropout"));
        assert_eq!(refused(&run, json!({"lr": "fast"}), None).as_deref(), Some("lr"));
        while !run.is_finished() {
            run.advance();
        }
        let hold = Onward { epochs: 1, schedule: OnwardSchedule::Hold };
        assert_eq!(refused(&run, json!({}), Some(&hold)).as_deref(), Some("schedule"));
        assert_eq!(refused(&run, json!({"lr": 1e-3}), Some(&hold)), None);
        let none = Onward { epochs: 0, ..hold };
        assert_eq!(refused(&run, json!({}), Some(&none)).as_deref(), Some("epochs"));
    }

    #[test]
    fn a_run_that_diverged_goes_on_from_its_last_finite_weights_at_a_lower_rate() {
        let hot = Config { lr: 1000.0, grad_clip: 0.0, weight_decay: 100.0, schedule: Schedule::Constant, ..config() };
        let hot = Config { epochs: 10, ..hot };
        let mut run = trainer(&hot);
        until(&mut run, usize::MAX);
        assert!(run.is_diverged(), "a rate of 1000 ends");
        let step = run.step();
        let fork = run.fork(&set(&json!({"lr": 1e-9, "weight_decay": 0.0})), None).expect("goes on");
        assert_eq!(fork.step(), step);
        assert!(!fork.is_diverged());
        assert_eq!(fork.val_loss_at, ValLossAt::default());
    }
}
