//! The record in the repository of the runs on real titles: a line of JSON each, without the updates, so that seeds can
//! be added on another machine than the one that trained the first.
//!
//! The bundled sample's runs are in `assets/recorded`, with all that the page plays of them.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::readings::{Eval, Run};

/// Below the repository's root.
pub const PATH: &str = "docs/results/runs.jsonl";

/// Reads the runs on record; none where there is no record yet.
pub fn read(path: &Path) -> Result<Vec<Run>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.with_context(|| path.display().to_string())?,
    };
    runs(&text).with_context(|| path.display().to_string())
}

/// Writes `runs`, in an order that depends on nothing but them.
pub fn write(path: &Path, runs: &[&Run]) -> Result<()> {
    fs::write(path, lines(runs)).with_context(|| path.display().to_string())
}

fn runs(text: &str) -> Result<Vec<Run>> {
    let line = |(at, line)| parse(line).with_context(|| format!("line {}", at + 1));
    text.lines().enumerate().map(line).collect()
}

fn lines(runs: &[&Run]) -> String {
    let mut lines: Vec<String> = runs.iter().map(|run| format!("{}\n", told(run))).collect();
    lines.sort_unstable();
    lines.concat()
}

fn parse(line: &str) -> Result<Run> {
    let mut line: Value = serde_json::from_str(line)?;
    let object = |value: Value, what| match value {
        Value::Object(object) => Ok(object),
        _ => Err(anyhow::anyhow!("a run without its {what}")),
    };
    let diverged = line["diverged"].as_object();
    Ok(Run {
        evals: line["evals"]
            .as_array()
            .context("a run without its evaluations")?
            .iter()
            .map(eval)
            .collect::<Result<_>>()?,
        diverged: match diverged {
            None => None,
            Some(at) => Some((
                at["step"].as_u64().context("a step is a number")?,
                at["what"].as_str().context("what diverged has a name")?.to_owned(),
            )),
        },
        plan: object(line["plan"].take(), "plan")?,
        config: object(line["config"].take(), "configuration")?,
        changed_by_size: line["changed_by_size"].take(),
        train: Vec::new(),
        looks: None,
    })
}

fn eval(value: &Value) -> Result<Eval> {
    Ok(Eval {
        step: value[0].as_u64().context("a step is a number")?,
        val_loss: value[1].as_f64(),
        val_loss_full: value[2].as_f64().context("a loss is a number")?,
        val_loss_token: value[3].as_f64().context("a loss is a number")?,
    })
}

fn told(run: &Run) -> Value {
    let evals = run.evals.iter().map(|eval| {
        json!([eval.step, eval.val_loss.map(rounded), rounded(eval.val_loss_full), rounded(eval.val_loss_token)])
    });
    json!({
        "config": run.config,
        "plan": run.plan,
        "changed_by_size": run.changed_by_size,
        "evals": evals.collect::<Vec<_>>(),
        "diverged": run.diverged.as_ref().map(|(step, what)| json!({ "step": step, "what": what })),
    })
}

/// Six digits after the point: the tables show three, also of differences.
fn rounded(x: f64) -> f64 {
    (x * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = r#"{"steps":2,"params":9,"changed_by_size":[{"field":"lr"}],"config":{"lr":0.1,"seed":SEED}}
{"step":1,"train_loss":7.5,"lr":0.1,"grad_norm":1.0,"tokens_per_second":9}
{"step":1,"val_loss":null,"val_loss_full":2.6000004,"val_loss_token":7.6}
"#;
    const LAST: &str = r#"{"step":2,"train_loss":7.25,"lr":0.1,"grad_norm":1.0,"tokens_per_second":9}
{"step":2,"val_loss":2.5,"val_loss_full":2.5,"val_loss_token":7.5}
"#;

    fn run(seed: &str, rest: &str) -> Run {
        Run::parse(&[&LINES.replace("SEED", seed), rest].concat()).expect("readable")
    }

    #[test]
    fn a_run_on_record_is_what_was_written_but_for_its_updates() {
        let (ended, diverged) = (run("2", LAST), run("1", r#"{"step":2,"diverged":"loss"}"#));
        let text = lines(&[&ended, &diverged]);
        let back = runs(&text).expect("readable");
        let seeds: Vec<_> = back.iter().map(|run| run.config["seed"].as_u64()).collect();
        assert_eq!(seeds, [Some(1), Some(2)], "in the order of what they are");
        assert_eq!(back[0].diverged, Some((2, "loss".into())));
        assert!(back.iter().all(Run::is_complete));
        assert_eq!((&back[1].plan, &back[1].changed_by_size), (&ended.plan, &ended.changed_by_size));
        assert_eq!(back[1].evals[0], Eval { step: 1, val_loss: None, val_loss_full: 2.6, val_loss_token: 7.6 });
        assert_eq!(lines(&back.iter().rev().collect::<Vec<_>>()), text, "written again it is the same");
    }

    #[test]
    fn a_line_that_is_no_run_is_named() {
        let ended = lines(&[&run("1", LAST)]);
        let error = runs(&[&ended, "{\"config\":{}}\n"].concat()).err().expect("refused");
        assert_eq!(format!("{error:#}"), "line 2: a run without its evaluations");
    }
}
