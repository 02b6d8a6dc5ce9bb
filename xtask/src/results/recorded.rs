//! The recorded runs that the page plays: one file a lesson, made of the bundled sample's runs with the first seed; the
//! question has runs with three.
//!
//! The format is described, and checked when it is read, in `www/ui/recorded/format.js`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

use super::SEEDS;
use super::lessons::{Lesson, SWEEP};
use super::readings::Run;
use super::store::{Set, Store};
use super::trainer::{Scale, Trainer};

/// The most that a recording may weigh, in bytes: it is fetched while a class waits.
const HEAVIEST: usize = 100_000;

/// The sizes that a recording can have, the first of which all runs are there: at Tiny they take seconds.
const SIZES: [&str; 2] = ["classroom", "tiny"];

/// Writes a recording for every lesson whose runs are all there, and names the others.
pub fn write(root: &Path, store: &Store, trainer: &Trainer, lessons: &[Lesson]) -> Result<()> {
    for lesson in lessons.iter().filter(|lesson| lesson.id != SWEEP) {
        let mut found = None;
        for size in SIZES {
            found = match found {
                None => recording(store, trainer, lesson, size)?,
                found => found,
            };
        }
        match found {
            None => println!("{}: not recorded, since not all of its runs were", lesson.id),
            Some(recording) => {
                let text = format!("{recording}\n");
                let bytes = text.len();
                ensure!(bytes <= HEAVIEST, "{} comes to {bytes} bytes, and {HEAVIEST} are the most", lesson.id);
                let path = root.join("assets/recorded").join(format!("{}.json", lesson.id));
                fs::write(&path, text).with_context(|| path.display().to_string())?;
                println!("wrote {} ({bytes} bytes)", path.display());
            }
        }
    }
    Ok(())
}

fn recording(store: &Store, trainer: &Trainer, lesson: &Lesson, size: &str) -> Result<Option<Value>> {
    let mut runs = Vec::new();
    let mut asked = Value::Null;
    for run in &lesson.runs {
        let job = trainer.job(&run.recipe, Scale { size: Some(size), titles: None }, SEEDS[0])?;
        let Some(found) = store.find(Set::Sample, &job.config) else { return Ok(None) };
        let Some([question, looks @ ..]) = found.looks.as_deref() else { return Ok(None) };
        ensure!(asked.is_null() || asked == *question, "the runs of {} were asked different things", lesson.id);
        asked = question.clone();
        let set: Map<_, _> = run.recipe.set.keys().map(|field| (field.clone(), job.config[field].clone())).collect();
        let recipe = json!({ "preset": run.recipe.preset, "size": size, "set": set });
        runs.push(recorded(&run.id, recipe, found, looks));
    }
    Ok(Some(json!({
        "format": "headline-lab-recording",
        "version": 1,
        "lesson": lesson.id,
        "prompt": asked["prompt"],
        "title": asked["title"],
        "pieces": asked["pieces"],
        "runs": runs,
    })))
}

fn recorded(id: &str, recipe: Value, run: &Run, looks: &[Value]) -> Value {
    // The page draws the training loss by the character.
    let per_char = run.number("train_tokens") / run.number("train_chars");
    let train: Vec<f64> = run.train.iter().map(|loss| rounded(loss * per_char)).collect();
    let evals = run.evals.iter().map(|eval| {
        json!([eval.step, eval.val_loss.map(rounded), rounded(eval.val_loss_full), rounded(eval.val_loss_token)])
    });
    let looks = looks.iter().map(|look| {
        let next = look["next"].as_array().into_iter().flatten();
        let next: Vec<Value> = next.map(|token| json!([token["id"], token["text"], round(&token["p"])])).collect();
        let nats: Vec<Value> = look["nats"].as_array().into_iter().flatten().map(hundredths).collect();
        json!([look["step"], next, nats, look["headline"]])
    });
    json!({
        "id": id,
        "recipe": recipe,
        "config": run.config,
        "changed_by_size": run.changed_by_size,
        "plan": run.plan,
        "train": train,
        "evals": evals.collect::<Vec<_>>(),
        "looks": looks.collect::<Vec<_>>(),
        "diverged": run.diverged.as_ref().map(|(step, what)| json!({ "step": step, "what": what })),
    })
}

/// Four digits after the point: the chart and the tables show three.
fn rounded(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

fn round(x: &Value) -> Value {
    x.as_f64().map(rounded).into()
}

/// Surprise is shown by shades, and with one digit.
fn hundredths(x: &Value) -> Value {
    x.as_f64().map(|x| (x * 1e2).round() / 1e2).into()
}
