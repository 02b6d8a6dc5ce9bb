//! The bundled sample: synthetic headlines in the manner of Hacker News.
//!
//! `assets/sample/templates.txt` and `assets/sample/words/` hold what was written by hand; this module turns them
//! into `assets/sample/headlines.txt`, the same file from the same texts on every machine, because it draws from
//! the project's counter-based generator and computes with integers only. The slot language is described at the
//! head of `templates.txt`.

mod draws;
mod expand;
mod fit;
mod inflect;
mod parse;
#[cfg(test)]
mod tests;
mod verify;
mod words;

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use expand::Book;

/// Headlines in the sample.
pub const HEADLINES: usize = 20_000;

/// The seed of the sample: another one gives another file of the same kind.
pub const SEED: u32 = 1337;

/// Draws that one headline may take before the texts are said to be too poor.
const MAX_ATTEMPTS: u32 = 1_000;

/// What was written, for a person to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Headlines in the file.
    pub headlines: usize,
    /// Characters (code points) of all headlines, without line ends.
    pub characters: usize,
    /// Different words, split at white space.
    pub distinct_words: usize,
    /// Templates that made at least one headline.
    pub templates_used: usize,
    /// Templates in `templates.txt`.
    pub templates: usize,
    /// The largest number of headlines from one template.
    pub largest_template: usize,
    /// Different entries in the word lists.
    pub entries: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.headlines.max(1) as f64;
        write!(
            f,
            "{} headlines, {:.1} characters each, {} distinct words, {} of {} templates used, the most frequent makes {:.2} %, {} list entries",
            self.headlines,
            self.characters as f64 / n,
            self.distinct_words,
            self.templates_used,
            self.templates,
            100.0 * self.largest_template as f64 / n,
            self.entries,
        )
    }
}

/// The headlines and the template that each came from, by its first place in `templates.txt`.
struct Sample {
    lines: Vec<String>,
    origins: Vec<usize>,
}

impl Sample {
    fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }

    fn uses(&self, templates: usize) -> Vec<usize> {
        let mut uses = vec![0; templates];
        for &origin in &self.origins {
            uses[origin] += 1;
        }
        uses
    }
}

/// Writes `assets/sample/headlines.txt` below the repository's root and tells what it holds.
///
/// # Errors
/// When the templates or word lists can't be read or do not fit together, when the result breaks one of the
/// sample's promises (see `verify`), or when the file can't be written.
pub fn write(root: &Path) -> Result<Summary> {
    let (sample, summary) = make(root, SEED)?;
    let path = headlines_path(root);
    fs::write(&path, sample.text()).with_context(|| format!("writing {}", path.display()))?;
    Ok(summary)
}

/// Refuses when the committed `assets/sample/headlines.txt` is not what the generator makes.
///
/// # Errors
/// As [`write`], and when the file differs, with the first line that does.
pub fn check(root: &Path) -> Result<()> {
    let (sample, _) = make(root, SEED)?;
    let path = headlines_path(root);
    let committed = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    if committed == sample.text() {
        return Ok(());
    }
    let mut old = committed.lines();
    for (at, line) in sample.lines.iter().enumerate() {
        let found = old.next();
        ensure!(
            found == Some(line.as_str()),
            "{} differs from what the generator makes at line {}: it has {found:?}, the generator makes {line:?}; \
             run `cargo xtask sample`, train the tokenizer again, and commit both",
            path.display(),
            at + 1,
        );
    }
    bail!("{} has more lines, or other line ends, than the generator makes; run `cargo xtask sample`", path.display());
}

fn headlines_path(root: &Path) -> PathBuf {
    root.join("assets/sample/headlines.txt")
}

/// Reads the texts, draws the headlines and holds them to the sample's promises.
fn make(root: &Path, seed: u32) -> Result<(Sample, Summary)> {
    let book = Book::read(&root.join("assets/sample"))?;
    let sample = draw(&book, seed)?;
    let uses = sample.uses(book.templates.len());
    verify::sample(&sample.lines, &uses)?;
    let words: HashSet<&str> = sample.lines.iter().flat_map(|line| line.split_whitespace()).collect();
    let summary = Summary {
        headlines: sample.lines.len(),
        characters: sample.lines.iter().map(|line| line.chars().count()).sum(),
        distinct_words: words.len(),
        templates_used: uses.iter().filter(|&&n| n > 0).count(),
        templates: book.distinct_templates().count(),
        largest_template: uses.iter().copied().max().unwrap_or(0),
        entries: book.lists.entry_count(),
    };
    Ok((sample, summary))
}

/// Draws distinct headlines; headline `i` depends on the seed, on `i`, and on earlier ones only by not repeating them.
fn draw(book: &Book, seed: u32) -> Result<Sample> {
    let mut seen = HashSet::with_capacity(HEADLINES);
    let mut sample = Sample { lines: Vec::with_capacity(HEADLINES), origins: Vec::with_capacity(HEADLINES) };
    for index in 0..HEADLINES as u32 {
        let mut attempt = 0;
        loop {
            let mut draws = draws::Draws::new(seed, index, attempt);
            let (line, origin) = book.headline(&mut draws)?;
            // Case is no difference to a reader, so that it makes no second headline either.
            if verify::has_good_length(&line)
                && verify::repeated_word(&line).is_none()
                && seen.insert(line.to_lowercase())
            {
                sample.lines.push(line);
                sample.origins.push(origin);
                break;
            }
            attempt += 1;
            ensure!(
                attempt < MAX_ATTEMPTS,
                "headline {index}: {MAX_ATTEMPTS} draws gave nothing new; the templates need more or longer word lists"
            );
        }
    }
    Ok(sample)
}
