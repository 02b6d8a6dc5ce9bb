//! What a run wrote: JSON lines of its plan, its updates and its evaluations.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};

/// A run that came to its end.
pub struct Run {
    /// Its first line: the numbers of the plan.
    pub plan: Map<String, Value>,
    /// Its configuration.
    pub config: Map<String, Value>,
    /// What its size changed of its preset.
    pub changed_by_size: Value,
    /// Mean nats per token of each update's batch.
    pub train: Vec<f64>,
    /// Its evaluations, in their order.
    pub evals: Vec<Eval>,
    /// The update that could not be made, and what of it was not finite.
    pub diverged: Option<(u64, String)>,
    /// The lines of its recording: what was asked, then the looks.
    pub looks: Option<Vec<Value>>,
}

/// An evaluation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Eval {
    /// Updates before it.
    pub step: u64,
    /// The paper's loss, where it was computed.
    pub val_loss: Option<f64>,
    /// Nats per character over every validation token.
    pub val_loss_full: f64,
    /// Nats per token over the same.
    pub val_loss_token: f64,
}

impl Run {
    /// Reads a file of lines, and the looks beside it where there are any.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let mut run = Self::parse(&text).with_context(|| path.display().to_string())?;
        if let Ok(looks) = fs::read_to_string(path.with_extension("looks")) {
            run.looks = Some(looks.lines().map(serde_json::from_str).collect::<Result<_, _>>()?);
        }
        Ok(run)
    }

    /// Reads the lines of `headline train`.
    pub fn parse(text: &str) -> Result<Self> {
        let mut lines = text.lines().map(serde_json::from_str::<Map<String, Value>>);
        let mut plan = lines.next().context("no line")??;
        let config =
            plan.remove("config").and_then(|config| config.as_object().cloned()).context("no configuration")?;
        let changed_by_size = plan.remove("changed_by_size").unwrap_or_default();
        let mut run = Self { plan, config, changed_by_size, train: vec![], evals: vec![], diverged: None, looks: None };
        for line in lines {
            run.add(&line?)?;
        }
        Ok(run)
    }

    fn add(&mut self, line: &Map<String, Value>) -> Result<()> {
        let number = |field: &str| line.get(field).and_then(Value::as_f64);
        let step = line.get("step").and_then(Value::as_u64).context("a line without its step")?;
        if let Some(what) = line.get("diverged") {
            self.diverged = Some((step, what.as_str().unwrap_or_default().to_owned()));
        } else if let Some(loss) = number("train_loss") {
            ensure!(step == self.train.len() as u64 + 1, "update {step} follows update {}", self.train.len());
            self.train.push(loss);
        } else {
            let val_loss_full = number("val_loss_full").context("a line of no kind")?;
            let val_loss_token = number("val_loss_token").context("no loss a token")?;
            self.evals.push(Eval { step, val_loss: number("val_loss"), val_loss_full, val_loss_token });
        }
        Ok(())
    }

    /// Whether the run came to the end of its schedule, or could not.
    pub fn is_complete(&self) -> bool {
        self.diverged.is_some() || self.evals.last().is_some_and(|last| Some(last.step) == self.steps())
    }

    /// S: the updates of the whole run.
    pub fn steps(&self) -> Option<u64> {
        self.plan.get("steps").and_then(Value::as_u64)
    }

    /// A number of the plan.
    pub fn number(&self, field: &str) -> f64 {
        self.plan.get(field).and_then(Value::as_f64).unwrap_or(f64::NAN)
    }

    /// The last evaluation of a run that did not diverge.
    pub fn end(&self) -> Option<&Eval> {
        self.evals.last().filter(|_| self.diverged.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = r#"{"steps":2,"params":9,"changed_by_size":[],"config":{"lr":0.1}}
{"step":1,"train_loss":7.5,"lr":0.1,"grad_norm":1.0,"tokens_per_second":9}
{"step":1,"val_loss":2.5,"val_loss_full":2.6,"val_loss_token":7.6}
{"step":2,"train_loss":7.25,"lr":0.1,"grad_norm":1.0,"tokens_per_second":9}
"#;

    #[test]
    fn a_run_is_complete_with_its_last_evaluation() {
        let run = Run::parse(LINES).expect("readable");
        assert_eq!((run.train.as_slice(), run.steps()), (&[7.5, 7.25][..], Some(2)));
        assert!(!run.is_complete(), "it may have been stopped");
        let ended = [LINES, r#"{"step":2,"val_loss":null,"val_loss_full":2.1,"val_loss_token":7.1}"#].concat();
        let run = Run::parse(&ended).expect("readable");
        assert!(run.is_complete());
        let last = Eval { step: 2, val_loss: None, val_loss_full: 2.1, val_loss_token: 7.1 };
        assert_eq!(run.end(), Some(&last));
    }

    #[test]
    fn a_run_that_diverged_is_complete_and_has_no_end() {
        let run = Run::parse(&[LINES, r#"{"step":3,"diverged":"loss"}"#].concat()).expect("readable");
        assert!(run.is_complete() && run.end().is_none());
        assert_eq!(run.diverged, Some((3, "loss".into())));
    }

    #[test]
    fn what_headline_did_not_write_is_refused() {
        assert!(Run::parse("").is_err());
        assert!(Run::parse("{\"steps\":2}").is_err());
        assert!(Run::parse(&LINES.replace("\"step\":2,", "\"step\":3,")).is_err());
        assert!(Run::parse(&[LINES, "{\"step\":2}"].concat()).is_err());
    }
}
