//! The lessons' runs, read from the page's own table, and the sweep of SGD's rates.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::process;

/// The rates of the sweep without momentum and with it: each from below the one that ends lowest to above it.
const SGD_RATES: [f64; 5] = [0.1, 0.3, 0.6, 1.0, 1.5];
const MOMENTUM_RATES: [f64; 5] = [0.03, 0.06, 0.1, 0.2, 0.4];
const MOMENTUM: f64 = 0.9;

/// Prints the table as JSON; `process.argv[1]` is its path.
const PRINT: &str = "import(require('node:url').pathToFileURL(process.argv[1])).then((table) => \
    console.log(JSON.stringify([...table.lessons, table.question])))";

/// Runs that are held against each other.
pub struct Lesson {
    /// Its name in the page's addresses.
    pub id: String,
    /// Its runs, in the page's order.
    pub runs: Vec<Run>,
}

/// A run of a lesson.
pub struct Run {
    /// Its name within the lesson.
    pub id: String,
    /// What it is made of.
    pub recipe: Recipe,
}

/// A preset at a size, with changes. A change of `lr` may be `{ "times": n }`: a multiple of what preset and size give.
#[derive(Clone)]
pub struct Recipe {
    /// The preset's name.
    pub preset: String,
    /// The size's name.
    pub size: String,
    /// Field and value.
    pub set: Map<String, Value>,
}

impl Lesson {
    /// The run that the others are held against.
    pub fn reference(&self) -> &Run {
        let id = match self.id.as_str() {
            "learning-rates" => "r8",
            "fair-to-sgd" => "adamw",
            _ => return &self.runs[0],
        };
        self.runs.iter().find(|run| run.id == id).unwrap_or(&self.runs[0])
    }

    /// Its heading.
    pub fn title(&self) -> &str {
        match self.id.as_str() {
            "sgd-vs-adamw" => "SGD against AdamW",
            "fair-to-sgd" => "Is that fair to SGD?",
            "one-change" => "One change at a time",
            "modern-parts" => "Modern parts",
            "learning-rates" => "Learning rates",
            "dropout" => "Dropout",
            "weight-decay" => "Weight decay",
            SWEEP => "SGD's rate, swept",
            other => other,
        }
    }
}

/// The sweep's name, which the page does not know.
pub const SWEEP: &str = "sgd-sweep";

/// The question that the page begins with: it is recorded, and has no table of results.
pub const QUESTION: &str = "ask";

/// The page's lessons, its question, and the sweep.
pub fn read(root: &Path) -> Result<Vec<Lesson>> {
    let table = root.join("www/ui/lessons/table.js");
    let mut node = std::process::Command::new("node");
    node.current_dir(root).args(["-e", PRINT]).arg(&table);
    let printed = process::output(&mut node).context("the lessons' table is JavaScript; install node")?;
    let table: Value = serde_json::from_str(&printed)?;
    let mut lessons = table.as_array().context("a list of lessons")?.iter().map(lesson).collect::<Result<Vec<_>>>()?;
    lessons.push(sweep());
    Ok(lessons)
}

fn lesson(value: &Value) -> Result<Lesson> {
    let runs = value["runs"].as_array().context("a lesson has runs")?.iter();
    let runs = runs.map(|run| Ok(Run { id: text(&run["id"])?, recipe: recipe(&run["recipe"])? }));
    Ok(Lesson { id: text(&value["id"])?, runs: runs.collect::<Result<_>>()? })
}

fn recipe(value: &Value) -> Result<Recipe> {
    let set = value["set"].as_object().context("a recipe has changes")?.clone();
    Ok(Recipe { preset: text(&value["preset"])?, size: text(&value["size"])?, set })
}

fn text(value: &Value) -> Result<String> {
    Ok(value.as_str().with_context(|| format!("{value} is no name"))?.to_owned())
}

fn sweep() -> Lesson {
    let plain = SGD_RATES.iter().map(|lr| (format!("lr-{lr}"), json!({ "lr": lr })));
    let with_momentum =
        MOMENTUM_RATES.iter().map(|lr| (format!("lr-{lr}-momentum"), json!({ "lr": lr, "momentum": MOMENTUM })));
    let baseline = std::iter::once(("baseline".to_owned(), json!({})));
    let runs = baseline.chain(plain).chain(with_momentum).map(|(id, set)| {
        let set = set.as_object().expect("written as an object").clone();
        Run { id, recipe: Recipe { preset: "baseline".into(), size: "classroom".into(), set } }
    });
    Lesson { id: SWEEP.into(), runs: runs.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_read_with_its_runs_and_their_reference() {
        let recipe = |lr: Value| json!({ "preset": "champion", "size": "classroom", "set": { "lr": lr } });
        let runs = json!([
            { "id": "r2", "recipe": recipe(json!({ "times": 0.25 })) },
            { "id": "r8", "recipe": recipe(json!(0.1)) },
        ]);
        let table = json!({ "id": "learning-rates", "runs": runs });
        let read = lesson(&table).expect("a lesson");
        assert_eq!((read.runs.len(), read.reference().id.as_str()), (2, "r8"));
        assert_eq!(read.runs[0].recipe.set["lr"]["times"], 0.25);
        assert!(lesson(&json!({ "id": "x", "runs": [{ "id": "y" }] })).is_err());
    }

    #[test]
    fn the_sweep_holds_every_rate_against_the_papers() {
        let sweep = sweep();
        assert_eq!(sweep.runs.len(), 1 + SGD_RATES.len() + MOMENTUM_RATES.len());
        assert!(sweep.reference().recipe.set.is_empty(), "the first is the baseline as it is");
        let with_momentum = sweep.runs.iter().filter(|run| run.recipe.set.contains_key("momentum"));
        assert_eq!(with_momentum.count(), MOMENTUM_RATES.len());
    }
}
