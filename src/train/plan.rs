//! What a run will do, worked out from its configuration and its data before it starts.

use crate::config::{Config, MAX_STEPS};
use crate::data::{DataError, TokenData};
use serde::Serialize;

/// Numbers of a run that do not change while it trains.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// Learned numbers of the model.
    pub params: u64,
    /// V: what the tokenizer has.
    pub vocab_size: usize,
    /// S: updates of the whole run.
    pub steps: usize,
    /// floor(length / (B·T)), at least 1.
    pub steps_per_epoch: usize,
    /// Updates from one evaluation to the next.
    pub eval_every: usize,
    /// Rows computed at a time.
    pub micro_batch_size: usize,
    /// Micro-batches of a batch.
    pub micro_batches: usize,
    /// B·T.
    pub batch_tokens: usize,
    /// Training tokens.
    pub train_tokens: usize,
    /// Validation tokens.
    pub val_tokens: usize,
    /// Characters of the training text.
    pub train_chars: usize,
    /// Characters of the validation text.
    pub val_chars: usize,
    /// Training titles.
    pub train_titles: usize,
    /// Validation titles.
    pub val_titles: usize,
    /// Training tokens for each training title.
    pub tokens_per_title: f64,
    /// `val_loss` of guessing every token alike, in nats per character; `None` where no window is whole.
    pub uniform: Option<f64>,
    /// `val_loss_full` of guessing every token alike, in nats per character.
    pub uniform_full: f64,
}

impl Plan {
    /// The plan of `config` on `data`.
    ///
    /// # Errors
    /// Where the data is too little or holds an id outside the vocabulary.
    pub fn new(config: &Config, data: &TokenData) -> Result<Self, DataError> {
        check(config, data)?;
        let steps_per_epoch = (data.train_ids.len() / config.batch_tokens()).max(1);
        let steps = match config.steps {
            0 => config.epochs.checked_mul(steps_per_epoch).filter(|&steps| steps <= MAX_STEPS),
            steps => Some(steps),
        };
        let steps = steps.ok_or(DataError::TooManySteps { epochs: config.epochs, steps_per_epoch })?;
        let micro_batch_size = config.micro_batch_rows();
        let nats_per_char = |tokens: usize| (data.vocab_size as f64).ln() * tokens as f64 / data.val_chars as f64;
        let windows = whole_windows(config, data.val_ids.len());
        Ok(Self {
            params: config.count_parameters(data.vocab_size),
            vocab_size: data.vocab_size,
            steps,
            steps_per_epoch,
            eval_every: (steps_per_epoch / config.evals_per_epoch).max(1),
            micro_batch_size,
            micro_batches: config.batch_size.div_ceil(micro_batch_size),
            batch_tokens: config.batch_tokens(),
            train_tokens: data.train_ids.len(),
            val_tokens: data.val_ids.len(),
            train_chars: data.train_chars,
            val_chars: data.val_chars,
            train_titles: data.train_titles,
            val_titles: data.val_titles,
            tokens_per_title: data.train_ids.len() as f64 / data.train_titles as f64,
            uniform: (windows > 0).then(|| nats_per_char(windows * config.batch_tokens())),
            uniform_full: nats_per_char(data.val_ids.len() - 1),
        })
    }

    /// Whether an evaluation is due after update number `update`, counted from 1.
    pub fn evaluates_after(&self, update: usize) -> bool {
        update == 1 || update.is_multiple_of(self.eval_every) || update == self.steps
    }

    /// Whether the evaluation after update number `update` has the paper's `val_loss` where not every one has it: the
    /// first, the last, and one that falls on the last update of an epoch.
    pub fn reports_val_loss(&self, update: usize) -> bool {
        update == 1 || update.is_multiple_of(self.steps_per_epoch) || update == self.steps
    }
}

/// Windows of B·T + 1 ids, one after the other: the paper's, which share no id.
pub fn whole_windows(config: &Config, val_tokens: usize) -> usize {
    val_tokens / (config.batch_tokens() + 1)
}

/// Checks that `data` fills a batch, leaves something to validate on and stays within its vocabulary.
///
/// # Errors
/// What is too little, with the number of titles that would do; an id outside the vocabulary.
pub fn check(config: &Config, data: &TokenData) -> Result<(), DataError> {
    let found = data.train_titles + data.val_titles;
    let needed_train = config.batch_tokens() + 1;
    if data.train_ids.len() < needed_train || data.val_ids.len() < 2 {
        return Err(DataError::TooFew {
            found,
            batch: config.batch_size,
            block: config.block_size,
            val_percent: config.val_frac * 100.0,
            needed: titles_that_would_do(config, data, needed_train).max(found + 1),
        });
    }
    let outside = |&&id: &&u32| id as usize >= data.vocab_size;
    match data.train_ids.iter().chain(&data.val_ids).find(outside) {
        Some(&id) => Err(DataError::IdOutOfRange { id, vocab_size: data.vocab_size }),
        None => Ok(()),
    }
}

/// An estimate from the tokens of the titles there are, a tenth on top, since a larger vocabulary cuts more coarsely.
fn titles_that_would_do(config: &Config, data: &TokenData, needed_train: usize) -> usize {
    let found = (data.train_titles + data.val_titles).max(1);
    let tokens = (data.train_ids.len() + data.val_ids.len()).max(1);
    let per_title = tokens as f64 / found as f64;
    let for_train = needed_train as f64 / per_title / (1.0 - config.val_frac);
    let for_val = 1.0 / config.val_frac;
    ((1.1 * for_train.max(for_val)).ceil() as usize).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(train: usize, val: usize) -> TokenData {
        TokenData {
            vocab_size: 16_000,
            train_ids: vec![3; train],
            val_ids: vec![3; val],
            train_chars: 4 * train,
            val_chars: 534_790,
            train_titles: 90_000,
            val_titles: 10_000,
        }
    }

    #[test]
    fn the_papers_data_gives_the_papers_plan() {
        let plan = Plan::new(&Config::default(), &data(1_098_559, 122_233)).expect("enough");
        assert_eq!((plan.params, plan.steps_per_epoch, plan.steps), (27_172_864, 134, 938));
        assert_eq!(plan.eval_every, 44);
        // The figures of the design for the paper's windows and for all tokens.
        assert!((plan.uniform.expect("whole windows") - 2.076).abs() < 5e-4, "{:?}", plan.uniform);
        assert!((plan.uniform_full - 2.21).abs() < 5e-3, "{}", plan.uniform_full);
        let due: Vec<usize> = (1..=plan.steps).filter(|&update| plan.evaluates_after(update)).collect();
        assert_eq!(due[..3], [1, 44, 88]);
        assert_eq!(due.last(), Some(&938));
        // 44 does not divide the 134 updates of an epoch, so that of the epochs' ends only the last has an evaluation.
        let both: Vec<usize> = due.iter().copied().filter(|&update| plan.reports_val_loss(update)).collect();
        assert_eq!(both, [1, 938]);
        assert!(plan.reports_val_loss(134) && plan.reports_val_loss(268));
    }

    #[test]
    fn a_short_validation_part_has_no_whole_window() {
        let plan = Plan::new(&Config::default(), &data(20_000, 8_192)).expect("enough");
        assert_eq!(plan.uniform, None);
        assert!(Plan::new(&Config::default(), &data(20_000, 8_193)).expect("enough").uniform.is_some());
    }

    #[test]
    fn too_little_is_refused_and_steps_override_epochs() {
        let config = Config { batch_size: 2, block_size: 8, steps: 5, ..Config::default() };
        assert!(matches!(Plan::new(&config, &data(16, 100)), Err(DataError::TooFew { .. })));
        assert!(matches!(Plan::new(&config, &data(17, 1)), Err(DataError::TooFew { .. })));
        assert_eq!(Plan::new(&config, &data(17, 2)).expect("enough").steps, 5);
        let outside = TokenData { vocab_size: 3, ..data(17, 2) };
        assert!(matches!(Plan::new(&config, &outside), Err(DataError::IdOutOfRange { id: 3, .. })));
    }
}
