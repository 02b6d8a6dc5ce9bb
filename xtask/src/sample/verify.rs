//! The promises of the sample. `write` keeps them or fails.

use std::collections::HashSet;

use anyhow::{Result, bail, ensure};

use super::HEADLINES;
use super::inflect;

/// Characters that a headline may have.
const LENGTHS: std::ops::RangeInclusive<usize> = 15..=120;

/// Templates that the sample must have used.
const MIN_TEMPLATES: usize = 400;

/// No template makes more than one headline in this many.
const MAX_SHARE: usize = 100;

/// Faults that one message tells.
const MAX_FAULTS: usize = 60;

/// Whether a line's length is that of a headline.
pub fn has_good_length(line: &str) -> bool {
    LENGTHS.contains(&line.chars().count())
}

/// Refuses a sample that breaks a promise: their number, all distinct, many templates and none too frequent, and
/// each line well formed. `uses` is the number of headlines from each template.
pub fn sample(lines: &[String], uses: &[usize]) -> Result<()> {
    ensure!(lines.len() == HEADLINES, "{} headlines, not {HEADLINES}", lines.len());
    let mut seen = HashSet::new();
    let mut faults = Vec::new();
    for (at, text) in lines.iter().enumerate() {
        ensure!(seen.insert(text.to_lowercase()), "headline {}, {text:?}, is there twice", at + 1);
        if let Err(error) = line(text) {
            faults.push(format!("headline {}, {text:?}: {error}", at + 1));
        }
    }
    if !faults.is_empty() {
        faults.truncate(MAX_FAULTS);
        bail!("headlines that are not well formed, the first of them:\n{}", faults.join("\n"));
    }
    let used = uses.iter().filter(|&&n| n > 0).count();
    ensure!(used >= MIN_TEMPLATES, "only {used} templates are used, not {MIN_TEMPLATES}");
    let largest = uses.iter().copied().max().unwrap_or(0);
    ensure!(
        largest * MAX_SHARE <= lines.len(),
        "one template makes {largest} of {} headlines, more than one in {MAX_SHARE}",
        lines.len()
    );
    Ok(())
}

/// A word that the line has twice in a row: "old old letters".
pub fn repeated_word(line: &str) -> Option<&str> {
    let words: Vec<&str> = line.split(' ').collect();
    words.windows(2).find(|pair| pair[0].eq_ignore_ascii_case(pair[1])).map(|pair| pair[0])
}

/// Refuses a line that is no well-formed headline.
pub fn line(text: &str) -> Result<()> {
    ensure!(has_good_length(text), "its length is outside {LENGTHS:?}");
    ensure!(text.trim() == text, "white space at an end");
    ensure!(!text.contains("  "), "two spaces in a row");
    for c in text.chars() {
        let printable = c.is_ascii_graphic() || c == ' ' || c == '–' || c.is_alphabetic() || "µ°".contains(c);
        ensure!(printable, "the character {c:?}");
        ensure!(
            !"{}<>|#$@\\".contains(c) || text.contains("C#") || text.contains("F#") || c == '$',
            "the character {c:?} of the slot language is left over"
        );
    }
    ensure!(text.matches('"').count().is_multiple_of(2), "a quotation mark without its pair");
    ensure!(text.matches('(').count() == text.matches(')').count(), "a parenthesis without its pair");
    ensure!(!text.contains(" ,") && !text.contains(" ?") && !text.contains(" :"), "a space before punctuation");
    ensure!(!text.contains(",,") && !text.contains("..") && !text.contains("??"), "punctuation twice");
    ensure!(repeated_word(text).is_none(), "the word {:?} twice in a row", repeated_word(text));
    let words: Vec<&str> = text.split(' ').collect();
    for pair in words.windows(2) {
        articles(pair[0], pair[1])?;
    }
    Ok(())
}

/// Refuses "a" before a vowel's sound and "an" before a consonant's, and an article before another.
fn articles(word: &str, next: &str) -> Result<()> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let article = word.trim_start_matches(['"', '(']).to_lowercase();
    if article != "a" && article != "an" {
        return Ok(());
    }
    ensure!(article == inflect::article(next), "\"{article}\" before {next:?}");
    ensure!(!["a", "an", "the"].contains(&bare(next).as_str()), "two articles in a row");
    Ok(())
}
