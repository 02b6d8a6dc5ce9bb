//! The slot language: text with slots, numbers and choices. Its description for writers heads `templates.txt`.

use anyhow::{Context, Result, bail, ensure};

/// A piece of a template or of a list's entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A draw from a list.
    Slot(Slot),
    /// A draw of a whole number.
    Number(Number),
    /// One of several alternatives, each with the same chance.
    Choice(Vec<Vec<Piece>>),
}

/// Which list a slot draws from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// `{name}`: a list of its own.
    List(String),
    /// `{@name}`: the list of that name of the headline's topic.
    Topic(String),
    /// `{$key.name}`: the list of that name of the entry which `key` remembers.
    Of(String, String),
}

/// `{source#key:form:form}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Where the entry comes from.
    pub source: Source,
    /// The key under which the headline remembers the entry: the second slot with the key repeats it.
    pub key: Option<String>,
    /// What is done to the entry, in order.
    pub forms: Vec<Form>,
}

/// A form of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// With its indefinite article.
    Article,
    /// The plural of a noun phrase.
    Plural,
    /// The first letter upper case.
    Capital,
    /// All letters lower case.
    Lower,
    /// The -ing form of a verb phrase.
    Ing,
    /// The past tense of a verb phrase.
    Past,
    /// The third person singular of a verb phrase.
    Third,
    /// The past participle of a verb phrase.
    Participle,
}

/// `{low..high}`, `{low..high/step}` or `{low..high~}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The smallest value.
    pub low: u32,
    /// The largest value.
    pub high: u32,
    /// The distance of the values; 0 for values that are mostly round and spread over the magnitudes.
    pub step: u32,
}

/// Reads one template or entry.
///
/// # Errors
/// An unclosed `{` or `<`, an unknown form, a number without a range: told with the text.
pub fn pieces(text: &str) -> Result<Vec<Piece>> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let pieces = sequence(&chars, &mut at, 0).with_context(|| format!("in {text:?}"))?;
    ensure!(at == chars.len(), "a stray '>' or '|' in {text:?}");
    Ok(pieces)
}

/// Reads up to the end, or inside a choice (`depth` > 0) up to its `|` or `>`.
fn sequence(chars: &[char], at: &mut usize, depth: usize) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    while let Some(&c) = chars.get(*at) {
        match c {
            '{' => {
                flush(&mut text, &mut pieces);
                pieces.push(braces(chars, at)?);
            }
            '<' => {
                flush(&mut text, &mut pieces);
                pieces.push(choice(chars, at, depth)?);
            }
            '|' | '>' if depth > 0 => break,
            '|' | '>' | '}' => bail!("{c:?} outside of a slot or choice"),
            _ => {
                text.push(c);
                *at += 1;
            }
        }
    }
    flush(&mut text, &mut pieces);
    Ok(pieces)
}

fn flush(text: &mut String, pieces: &mut Vec<Piece>) {
    if !text.is_empty() {
        pieces.push(Piece::Text(std::mem::take(text)));
    }
}

fn choice(chars: &[char], at: &mut usize, depth: usize) -> Result<Piece> {
    let mut alternatives = Vec::new();
    loop {
        // Steps over the '<' or the '|' before the alternative.
        *at += 1;
        alternatives.push(sequence(chars, at, depth + 1)?);
        match chars.get(*at) {
            Some('|') => {}
            Some('>') => break,
            _ => bail!("a '<' without its '>'"),
        }
    }
    *at += 1;
    ensure!(alternatives.len() > 1, "a choice of one alternative");
    Ok(Piece::Choice(alternatives))
}

fn braces(chars: &[char], at: &mut usize) -> Result<Piece> {
    let length = chars[*at..].iter().position(|&c| c == '}').context("a '{' without its '}'")?;
    let inner: String = chars[*at + 1..*at + length].iter().collect();
    *at += length + 1;
    if inner.starts_with(|c: char| c.is_ascii_digit()) {
        number(&inner).with_context(|| format!("{{{inner}}} is no range of numbers"))
    } else {
        slot(&inner).with_context(|| format!("{{{inner}}} is no slot"))
    }
}

fn number(inner: &str) -> Result<Piece> {
    let (low, rest) = inner.split_once("..").context("\"..\" is missing")?;
    let (high, step) = if let Some(high) = rest.strip_suffix('~') {
        (high, 0)
    } else if let Some((high, step)) = rest.split_once('/') {
        (high, step.parse()?)
    } else {
        (rest, 1)
    };
    let number = Number { low: low.parse()?, high: high.parse()?, step };
    ensure!(number.low < number.high, "the range is empty");
    Ok(Piece::Number(number))
}

fn slot(inner: &str) -> Result<Piece> {
    let mut parts = inner.split(':');
    let head = parts.next().unwrap_or_default();
    let forms = parts.map(form).collect::<Result<Vec<_>>>()?;
    let (name, key) = match head.split_once('#') {
        Some((name, key)) => (name, Some(key.to_owned())),
        None => (head, None),
    };
    let source = if let Some(name) = name.strip_prefix('@') {
        Source::Topic(name.to_owned())
    } else if let Some(of) = name.strip_prefix('$') {
        let (key, name) = of.split_once('.').context("\"$key.name\" is missing its dot")?;
        Source::Of(key.to_owned(), name.to_owned())
    } else {
        Source::List(name.to_owned())
    };
    ensure!(!name.is_empty(), "the name is missing");
    Ok(Piece::Slot(Slot { source, key, forms }))
}

fn form(name: &str) -> Result<Form> {
    Ok(match name {
        "a" => Form::Article,
        "plural" => Form::Plural,
        "cap" => Form::Capital,
        "lower" => Form::Lower,
        "ing" => Form::Ing,
        "past" => Form::Past,
        "s" => Form::Third,
        "pp" => Form::Participle,
        _ => bail!("unknown form {name:?}: use a, plural, cap, lower, ing, past, s or pp"),
    })
}
