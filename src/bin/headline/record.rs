//! Recording a run: what the page's writers show of it, at a few dozen moments.
//!
//! A recording is JSON lines beside the run's own: first what is asked of the model, then a line a look with its
//! answers. Looking draws nothing from the run's streams and changes no weight, so that a recorded run equals one that
//! is not, bit for bit.

use anyhow::Context;
use headline_lab::generate::{Generation, NextToken, Sampling, next_tokens, surprise};
use headline_lab::tokenizer::Tokenizer;
use headline_lab::train::trainer::Trainer;
use serde::Serialize;
use std::fs::File;
use std::io::Write;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// The prompt that the page begins with.
const PROMPT: &str = "Show HN: I built a";
/// Likeliest tokens kept: as many as the page draws bars.
const NEXT_TOKENS: usize = 5;
/// Lengths of a headline, in code points, that fill the writers' line without running over.
const FITTING: RangeInclusive<usize> = 34..=56;
/// Looks at the start, where a run changes most.
const FIRST_LOOKS: [usize; 6] = [0, 1, 5, 10, 20, 40];
/// Looks after them, evenly over the run.
const EVEN_LOOKS: usize = 24;

/// What every look asks.
#[derive(Serialize)]
struct Asked<'a> {
    prompt: &'a str,
    /// A validation title.
    title: &'a str,
    /// The texts of its tokens, with `<eos>` at the end.
    pieces: Vec<String>,
    sampling: &'a Sampling,
}

/// The answers after an update.
#[derive(Serialize)]
struct Look {
    step: usize,
    next: Vec<NextToken>,
    /// The surprise at each piece of the title.
    nats: Vec<f64>,
    headline: String,
}

/// Writes looks at a run into a file.
pub struct Recorder {
    path: PathBuf,
    file: File,
    tokenizer: Tokenizer,
    title: String,
    sampling: Sampling,
    steps: usize,
}

impl Recorder {
    /// A recorder of `trainer`, which stands at its start; takes the first look.
    ///
    /// # Errors
    /// A file that can't be written, and a prompt that does not fit the model's block.
    pub fn start(path: &Path, trainer: &Trainer, tokenizer: &Tokenizer, val: &[String]) -> anyhow::Result<Self> {
        let fits = |title: &&String| FITTING.contains(&title.chars().count());
        let title = val.iter().find(fits).or(val.first()).context("there is no validation title to record")?;
        // From all tokens: among the few likeliest, a run that has only learned how often headlines end would write
        // nothing else.
        let sampling = Sampling { temperature: 0.7, seed: 2, ..Sampling::default() };
        let mut recorder = Self {
            path: path.to_owned(),
            file: File::create(path).with_context(|| format!("{} can't be written", path.display()))?,
            tokenizer: tokenizer.clone(),
            title: title.clone(),
            sampling: sampling.clone(),
            steps: trainer.plan().steps,
        };
        let pieces = surprise(trainer.gpt(), tokenizer, title)?.into_iter().map(|piece| piece.text).collect();
        recorder.write(&Asked { prompt: PROMPT, title, pieces, sampling: &sampling })?;
        recorder.look(trainer)?;
        Ok(recorder)
    }

    /// Looks at the run where a look is due after its newest update.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn after_update(&mut self, trainer: &Trainer) -> anyhow::Result<()> {
        let step = trainer.step();
        let every = (self.steps / EVEN_LOOKS).max(1);
        match FIRST_LOOKS.contains(&step) || step.is_multiple_of(every) || step == self.steps {
            true => self.look(trainer),
            false => Ok(()),
        }
    }

    fn look(&mut self, trainer: &Trainer) -> anyhow::Result<()> {
        let (gpt, tokenizer) = (trainer.gpt(), &self.tokenizer);
        let mut headline = Generation::new(gpt, tokenizer, self.sampling.clone())?;
        while !headline.advance(gpt) {}
        let look = Look {
            step: trainer.step(),
            next: next_tokens(gpt, tokenizer, PROMPT, NEXT_TOKENS)?,
            nats: surprise(gpt, tokenizer, &self.title)?.into_iter().map(|piece| piece.nats).collect(),
            headline: tokenizer.decode(headline.ids()),
        };
        self.write(&look)
    }

    /// One write for a line, so that a run that is stopped leaves whole lines.
    fn write(&mut self, line: &impl Serialize) -> anyhow::Result<()> {
        let mut line = serde_json::to_string(line)?;
        line.push('\n');
        self.file.write_all(line.as_bytes()).with_context(|| format!("{} can't be written", self.path.display()))
    }
}
