//! `headline train`.

use crate::args::ConfigArgs;
use crate::output::json_line;
use crate::record::Recorder;
use crate::{folder, source, state};
use anyhow::bail;
use clap::Args;
use headline_lab::checkpoint::Precision;
use headline_lab::config::{ChangedField, Config, Resolved};
use headline_lab::prepare::Preparation;
use headline_lab::tokenizer::Tokenizer;
use headline_lab::train::evaluation::{Losses, ValLossAt};
use headline_lab::train::plan::Plan;
use headline_lab::train::trainer::{Divergence, Progress, StepReport, Trainer};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Arguments of `headline train`.
#[derive(Args)]
pub struct Train {
    /// Headlines: a .txt file with one a line, or a .csv
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    #[command(flatten)]
    config: ConfigArgs,
    /// Weights to start from, instead of the seed's
    #[arg(long, value_name = "model.safetensors")]
    init: Option<PathBuf>,
    /// A tokenizer to use, instead of training one on the headlines
    #[arg(long, value_name = "tokenizer.json")]
    tokenizer: Option<PathBuf>,
    /// Stop after so many updates, of a run that stays as long as it was
    #[arg(long, value_name = "N")]
    stop_after: Option<usize>,
    /// Where to write model.safetensors, config.json, tokenizer.json and headline.json
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where to write the whole state of the run at its end or where it was stopped, to go on from
    #[arg(long, value_name = "run.safetensors")]
    checkpoint: Option<PathBuf>,
    /// Go on with a run that --checkpoint or a tab wrote, on the headlines that it began with; its configuration counts,
    /// and its tokenizer is learned again unless --tokenizer gives it
    #[arg(long, value_name = "run.safetensors", conflicts_with_all = ["init", "preset", "size", "set"])]
    resume: Option<PathBuf>,
    /// Compute val_loss at the first evaluation, the last and those that end an epoch only, as the page does; the
    /// others take half of the time, and the training is the same
    #[arg(long, conflicts_with = "resume")]
    sparse_val_loss: bool,
    /// Where to write what the page's writers show of the run, at a few dozen moments; the run is the same
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// The first line.
#[derive(Serialize)]
struct PlanLine<'a> {
    #[serde(flatten)]
    plan: &'a Plan,
    /// Tokens that became `<unk>`.
    unknown_tokens: usize,
    changed_by_size: &'a [ChangedField],
    config: &'a Config,
}

/// The line of an update.
#[derive(Serialize)]
struct StepLine {
    step: usize,
    train_loss: f64,
    lr: f64,
    grad_norm: f64,
    tokens_per_second: f64,
}

/// The line of an evaluation.
#[derive(Serialize)]
struct EvalLine {
    step: usize,
    #[serde(flatten)]
    losses: Losses,
}

/// The last line of a run that diverged.
#[derive(Serialize)]
struct DivergedLine {
    /// The update that was not made.
    step: usize,
    diverged: Divergence,
}

impl Train {
    /// Trains, line by line.
    ///
    /// # Errors
    /// What of the arguments can't be used, files that can't be read or written, and a run that diverges.
    pub fn run(&self) -> anyhow::Result<()> {
        let resolved = match &self.resume {
            Some(path) => Resolved { config: state::config(path)?, changed_by_size: Vec::new() },
            None => self.config.resolve()?,
        };
        let config = &resolved.config;
        if let Some(folder) = &self.out {
            folder::create(folder)?;
        }
        let tokenizer = self.tokenizer.as_deref().map(source::read_tokenizer).transpose()?;
        let prepared = Preparation::new(source::read_titles(&self.data)?, config).run(tokenizer)?;
        let val_loss_at = if self.sparse_val_loss { ValLossAt::EndsOfEpochs } else { ValLossAt::EveryEvaluation };
        let mut trainer = match &self.resume {
            Some(path) => state::read(path, prepared.data)?,
            None => {
                let gpt = source::model(config, prepared.data.vocab_size, self.init.as_deref())?;
                Trainer::with_weights(config, Rc::new(prepared.data), gpt)?.with_val_loss_at(val_loss_at)
            }
        };
        json_line(&PlanLine {
            plan: trainer.plan(),
            unknown_tokens: prepared.unknown,
            changed_by_size: &resolved.changed_by_size,
            config,
        })?;
        let last = self.stop_after.unwrap_or(usize::MAX).min(trainer.plan().steps);
        let record = |path: &PathBuf| Recorder::start(path, &trainer, &prepared.tokenizer, &prepared.split.val);
        let mut recorder = self.record.as_ref().map(record).transpose()?;
        let diverged = drive(&mut trainer, last, recorder.as_mut())?;
        self.write(&trainer, &prepared.tokenizer)?;
        if let Some(path) = &self.checkpoint {
            state::write(path, &trainer)?;
        }
        match diverged {
            None => Ok(()),
            Some((step, what)) => bail!(
                "the run diverged: the {what} of update {step} is not finite, and the weights before it are kept; \
                 use a lower lr or a grad_clip such as 1"
            ),
        }
    }

    fn write(&self, trainer: &Trainer, tokenizer: &Tokenizer) -> anyhow::Result<()> {
        match &self.out {
            None => Ok(()),
            Some(folder) => folder::write(folder, trainer.config(), tokenizer, trainer.gpt(), Precision::F32),
        }
    }
}

/// Trains until `last` updates are done and evaluated; gives the update that diverged and what of it.
fn drive(
    trainer: &mut Trainer,
    last: usize,
    mut recorder: Option<&mut Recorder>,
) -> anyhow::Result<Option<(usize, Divergence)>> {
    let bar = progress_bar(last);
    let mut clock = Stopwatch::default();
    let mut evaluation_due = trainer.is_evaluating();
    while trainer.step() < last || evaluation_due {
        let started = Instant::now();
        let progress = trainer.advance();
        let took = started.elapsed();
        match progress {
            Progress::Micro { .. } => clock.add(took),
            Progress::Step(report) => {
                clock.add(took);
                evaluation_due = trainer.plan().evaluates_after(report.step);
                let line = step_line(&report, clock.lap(), trainer.plan().batch_tokens);
                bar.set_message(format!("loss {:.3}, {:.0} tokens/s", line.train_loss, line.tokens_per_second));
                bar.set_position(report.step as u64);
                bar.suspend(|| json_line(&line))?;
                if let Some(recorder) = &mut recorder {
                    recorder.after_update(trainer)?;
                }
            }
            Progress::EvalChunk { .. } => {}
            Progress::Eval { step, losses } => {
                evaluation_due = false;
                bar.suspend(|| json_line(&EvalLine { step, losses }))?;
            }
            Progress::Finished { .. } => break,
            Progress::Diverged { step, what } => {
                json_line(&DivergedLine { step, diverged: what })?;
                return Ok(Some((step, what)));
            }
        }
    }
    bar.finish_and_clear();
    Ok(None)
}

fn step_line(report: &StepReport, took: Duration, batch_tokens: usize) -> StepLine {
    let StepReport { step, train_loss, lr, grad_norm, .. } = *report;
    // A clock too coarse for a tiny batch must not make the rate infinite, which JSON can't say.
    let seconds = took.as_secs_f64().max(1e-9);
    StepLine { step, train_loss, lr, grad_norm, tokens_per_second: batch_tokens as f64 / seconds }
}

/// The time of the micro-batches of one update.
#[derive(Default)]
struct Stopwatch(Duration);

impl Stopwatch {
    fn add(&mut self, took: Duration) {
        self.0 += took;
    }

    fn lap(&mut self) -> Duration {
        std::mem::take(&mut self.0)
    }
}

/// A bar on standard error, which indicatif hides where that is no terminal.
fn progress_bar(steps: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} {eta}");
    ProgressBar::new(steps as u64).with_style(style.expect("a template that indicatif reads"))
}
