//! `cargo xtask results`: trains the lessons' runs with the command `headline`, and writes down what they came to.
//!
//! The runs are those of the page (`www/ui/lessons/table.js`) and the sweep that SGD's rates there come from. Each
//! leaves a file below the folder of runs, and one that is there already is not trained again, so that hours of runs
//! can be stopped and gone on with. What was trained on real titles goes on record in the repository too, and counts on
//! any machine. From the runs come the tables of `docs/results.md`, the curves beside it, and the recorded runs that the
//! page plays.

mod curves;
mod lessons;
mod readings;
mod record;
mod recorded;
mod report;
mod store;
mod trainer;
mod verdict;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use lexopt::prelude::*;

use crate::{process, repository};
use lessons::{Lesson, QUESTION};
use store::{Set, Store};
use trainer::{Scale, Trainer};

/// The seeds of initialisation and dropout, in the order in which they are added; the first is the presets'.
const SEEDS: [u64; 5] = [1337, 1338, 1339, 1340, 1341];

/// What to do.
struct Options {
    /// Real titles; without them the bundled sample.
    data: Option<PathBuf>,
    /// How many of them, if not the size's number.
    titles: Option<u64>,
    /// A size, if not the lessons' own.
    size: Option<String>,
    seeds: usize,
    /// The lessons to run; all, if none is named.
    lessons: Vec<String>,
    /// Where the runs' files are.
    runs: PathBuf,
    /// A `headline` to use instead of building one.
    headline: Option<PathBuf>,
    /// Train nothing, and write down what there is.
    render: bool,
}

/// Parses the arguments of `results`, trains what is missing and writes what there is.
pub fn run(args: lexopt::Parser) -> Result<()> {
    let root = repository::root();
    let options = parse(args, root)?;
    let headline = match &options.headline {
        Some(path) => path.clone(),
        None => build(root)?,
    };
    let trainer = Trainer::new(headline);
    let lessons = lessons::read(root)?;
    for name in &options.lessons {
        let known: Vec<&str> = lessons.iter().map(|lesson| lesson.id.as_str()).collect();
        ensure!(known.contains(&name.as_str()), "there is no lesson `{name}`; there are {}", known.join(", "));
    }
    if !options.render {
        train(&options, &trainer, &lessons)?;
    }
    let record = root.join(record::PATH);
    let store = Store::read(&options.runs, &record)?;
    store.keep(&record)?;
    recorded::write(root, &store, &trainer, &lessons)?;
    report::write(root, &store, &trainer, &lessons)
}

fn parse(mut args: lexopt::Parser, root: &Path) -> Result<Options> {
    let mut options = Options {
        data: None,
        titles: None,
        size: None,
        seeds: 1,
        lessons: Vec::new(),
        runs: root.join("target/results"),
        headline: None,
        render: false,
    };
    while let Some(argument) = args.next()? {
        match argument {
            Long("data") => options.data = Some(args.value()?.into()),
            Long("titles") => options.titles = Some(args.value()?.parse()?),
            Long("size") => options.size = Some(args.value()?.string()?),
            Long("seeds") => options.seeds = args.value()?.parse()?,
            Long("lesson") => options.lessons.push(args.value()?.string()?),
            Long("runs") => options.runs = args.value()?.into(),
            Long("headline") => options.headline = Some(args.value()?.into()),
            Long("render") => options.render = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let most = SEEDS.len();
    ensure!((1..=most).contains(&options.seeds), "--seeds {} is out of range; use 1 to {most}", options.seeds);
    Ok(options)
}

/// The release build of `headline`.
fn build(root: &Path) -> Result<PathBuf> {
    process::run(process::cargo(root).args(["build", "--release", "--bin", "headline"]))?;
    Ok(root.join("target/release/headline").with_extension(std::env::consts::EXE_EXTENSION))
}

/// Trains what is missing: every run with the first seed before any with the second, since a whole lesson with one
/// seed says more than half a lesson with five.
fn train(options: &Options, trainer: &Trainer, lessons: &[Lesson]) -> Result<()> {
    let root = repository::root();
    let (sample, record) = (root.join("assets/sample/headlines.txt"), root.join(record::PATH));
    let (set, data) = match &options.data {
        Some(path) => (Set::Titles, path),
        None => (Set::Sample, &sample),
    };
    let scale = Scale { size: options.size.as_deref(), titles: options.titles };
    // The question is there to be recorded: real titles tell of it in the lessons, over more seeds.
    let usual = |lesson: &Lesson| options.lessons.is_empty() && (set == Set::Sample || lesson.id != QUESTION);
    let chosen = |lesson: &&Lesson| usual(lesson) || options.lessons.contains(&lesson.id);
    for seed in SEEDS.iter().take(options.seeds) {
        for lesson in lessons.iter().filter(chosen) {
            for run in &lesson.runs {
                let job = trainer.job(&run.recipe, scale, *seed)?;
                // Read anew each time, so that several of us can share the runs.
                let missing = match Store::read(&options.runs, &record)?.find(set, &job.config) {
                    None => true,
                    // The page plays the sample's runs, with what the writers show of them.
                    Some(found) => set == Set::Sample && *seed == SEEDS[0] && found.looks.is_none(),
                };
                if missing {
                    println!("{} {}: {}", set.name(), lesson.id, job.name);
                    trainer
                        .train(&job, data, &options.runs.join(set.name()))
                        .with_context(|| format!("the run {} of the lesson {}", run.id, lesson.id))?;
                }
            }
        }
    }
    Ok(())
}
