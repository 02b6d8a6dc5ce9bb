//! The tables of `docs/results.md`: what stands between two markers there is written here, all else by hand.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::SEEDS;
use super::curves::{self, Curve};
use super::lessons::{Lesson, QUESTION, Run as LessonRun};
use super::readings::Run;
use super::store::{Set, Store};
use super::trainer::{Scale, Trainer};
use super::verdict::verdict;

/// The parts of the page: the marker of each, its titles, and what is not as the lessons have it.
const PARTS: [(&str, Set, Scale); 4] = [
    ("titles-20000", Set::Titles, Scale { size: None, titles: None }),
    ("titles-100000", Set::Titles, Scale { size: None, titles: Some(100_000) }),
    ("tiny", Set::Titles, Scale { size: Some("tiny"), titles: None }),
    ("sample", Set::Sample, Scale { size: None, titles: None }),
];

/// Stands for the losses of a run without its first seed.
const NOT_RUN: &str = "not run";

/// A run of a lesson with its seeds, as far as they were run.
struct Row<'a> {
    run: &'a LessonRun,
    arguments: String,
    /// In the order of [`SEEDS`].
    seeds: Vec<Option<&'a Run>>,
}

/// Writes tables and curves of everything that was run.
pub fn write(root: &Path, store: &Store, trainer: &Trainer, lessons: &[Lesson]) -> Result<()> {
    let path = root.join("docs/results.md");
    let mut page = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    for (part, set, scale) in PARTS {
        let (_, before, _) = split(&page, part)?;
        let mut text = String::new();
        for lesson in lessons.iter().filter(|lesson| lesson.id != QUESTION) {
            let rows = rows(store, trainer, lesson, set, scale)?;
            let old = section_of(before, lesson.title());
            // One run alone, which another lesson has too, says nothing of this one. What is told of runs that are not
            // here stays: they may be on another machine.
            if rows.iter().filter(|row| row.first().is_some()).count() > 1 {
                text.push_str(&section(root, part, lesson, &rows, old)?);
            } else {
                text.push_str(old);
            }
        }
        page = replace(&page, part, &text)?;
    }
    fs::write(&path, page)?;
    println!("wrote {}", path.display());
    Ok(())
}

impl Row<'_> {
    /// Its run with the presets' seed.
    fn first(&self) -> Option<&Run> {
        self.seeds[0]
    }

    /// Titles that were held back.
    fn val_titles(&self) -> f64 {
        self.seeds.iter().flatten().next().map_or(f64::NAN, |run| run.number("val_titles"))
    }

    /// The end's full loss of each seed.
    fn ends(&self) -> impl Iterator<Item = Option<f64>> {
        self.seeds.iter().map(|run| run.and_then(Run::end).map(|end| end.val_loss_full))
    }
}

fn rows<'a>(store: &'a Store, trainer: &Trainer, lesson: &'a Lesson, set: Set, scale: Scale) -> Result<Vec<Row<'a>>> {
    let row = |run: &'a LessonRun| {
        let jobs = SEEDS.iter().map(|seed| trainer.job(&run.recipe, scale, *seed)).collect::<Result<Vec<_>>>()?;
        let seeds = jobs.iter().map(|job| store.find(set, &job.config)).collect();
        Ok(Row { run, arguments: jobs[0].shown(), seeds })
    };
    lesson.runs.iter().map(row).collect()
}

/// A lesson's heading, table and curves. A row whose first run is not here, or that of what it is held against, stays as it
/// is in `old` if it was run, and the curves too.
fn section(root: &Path, part: &str, lesson: &Lesson, rows: &[Row], old: &str) -> Result<String> {
    let reference = lesson.reference();
    let against = rows.iter().find(|row| row.run.id == reference.id).context("the reference is one of the runs")?;
    let image = format!("{part}-{}.svg", lesson.id);
    let is_here = |row: &Row| row.first().is_some() && against.first().is_some();
    let kept = |row: &Row| row_of(old, &row.run.id).filter(|line| !is_here(row) && !line.contains(NOT_RUN));
    if rows.iter().all(|row| kept(row).is_none()) {
        curves::draw(&root.join("docs/results").join(&image), &drawn(rows))?;
    }
    let title = lesson.title();
    let mut text = format!("\n### {title}\n\n![{title}: validation loss over titles read](results/{image})\n\n");
    text.push_str(&format!("| run | `headline train` | `val_loss` | `val_loss_full` | against `{}` |\n", reference.id));
    text.push_str("|---|---|---|---|---|\n");
    for row in rows {
        if let Some(line) = kept(row) {
            text.push_str(&format!("{line}\n"));
            continue;
        }
        let [loss, full] = losses(row);
        let held = if row.run.id == reference.id {
            String::new()
        } else {
            verdict(&differences(row, against), row.val_titles())
        };
        text.push_str(&format!("| `{}` | `{}` | {loss} | {full} | {held} |\n", row.run.id, row.arguments));
    }
    Ok(text)
}

/// The losses at the end of the run with the presets' seed.
fn losses(row: &Row) -> [String; 2] {
    let number = |loss: Option<f64>| loss.map_or_else(|| "–".into(), |loss| format!("{loss:.3}"));
    match row.first() {
        None => [NOT_RUN.into(), NOT_RUN.into()],
        Some(run) => match (&run.diverged, run.end()) {
            (Some((step, what)), _) => [format!("diverged: {what} of update {step}"), "–".into()],
            (None, end) => [number(end.and_then(|end| end.val_loss)), number(end.map(|end| end.val_loss_full))],
        },
    }
}

/// The loss of each seed less the reference's, where both were run to their end.
fn differences(row: &Row, reference: &Row) -> Vec<f64> {
    row.ends().zip(reference.ends()).filter_map(|(loss, other)| Some(loss? - other?)).collect()
}

fn drawn<'a>(rows: &[Row<'a>]) -> Vec<Curve<'a>> {
    let curve = |row: &Row<'a>| Some(Curve { name: row.run.id.as_str(), run: row.seeds[0]? });
    rows.iter().filter_map(curve).collect()
}

/// The lesson's section as it stands in a part of the page, from its heading to the next; empty if there is none.
fn section_of<'a>(part: &'a str, title: &str) -> &'a str {
    let Some(start) = part.find(&format!("\n### {title}\n")) else { return "" };
    let section = &part[start..];
    section[1..].find("\n### ").map_or(section, |next| &section[..=next])
}

/// The line of a run's row in a lesson's section.
fn row_of<'a>(section: &'a str, run: &str) -> Option<&'a str> {
    section.lines().find(|line| line.starts_with(&format!("| `{run}` |")))
}

/// `page` with `text` between the markers of `part`.
fn replace(page: &str, part: &str, text: &str) -> Result<String> {
    let (before, _, after) = split(page, part)?;
    Ok(format!("{before}{text}{after}"))
}

/// What is before, between and after the two markers of `part`; the markers are with what is around them.
fn split<'a>(page: &'a str, part: &str) -> Result<(&'a str, &'a str, &'a str)> {
    let (open, close) = (format!("<!-- results: {part} -->\n"), format!("<!-- end: {part} -->"));
    let missing = || format!("docs/results.md has no place for {part}: it begins with {open}");
    let start = page.find(&open).with_context(missing)? + open.len();
    let end = start + page[start..].find(&close).with_context(missing)?;
    Ok((&page[..start], &page[start..end], &page[end..]))
}

#[cfg(test)]
mod tests {
    use super::{replace, row_of, section_of, split};

    #[test]
    fn what_is_between_the_markers_is_replaced_and_nothing_else() {
        let page = "a\n<!-- results: sample -->\nold\n<!-- end: sample -->\nb\n";
        let new = replace(page, "sample", "new\n").expect("a place");
        assert_eq!(new, page.replace("old", "new"));
        assert_eq!(replace(&new, "sample", "new\n").expect("a place"), new);
        assert!(replace(page, "titles-20000", "").is_err());
    }

    #[test]
    fn what_is_told_of_a_lesson_is_found_to_be_kept() {
        let part = "\n### A\n\n| `one` | 1 |\n| `one-more` | 2 |\n\n### B\n\n| `one` | 3 |\n";
        let page = format!("a\n<!-- results: tiny -->\n{part}<!-- end: tiny -->\n");
        assert_eq!(split(&page, "tiny").expect("a place").1, part);
        let (a, b) = (section_of(part, "A"), section_of(part, "B"));
        assert_eq!([a, b].concat(), part, "cut between the two");
        assert_eq!(section_of(part, "C"), "");
        assert_eq!([row_of(a, "one"), row_of(b, "one")], [Some("| `one` | 1 |"), Some("| `one` | 3 |")]);
        assert_eq!(row_of(b, "one-more"), None);
    }
}
