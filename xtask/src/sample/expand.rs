//! Headlines from templates and word lists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use super::draws::Draws;
use super::fit;
use super::inflect::{self, VerbForm};
use super::parse::{Form, Number, Piece, Slot, Source, pieces};
use super::words::Lists;

/// Draws from one list before a headline takes an entry a second time: it has asked for more than the list holds.
const MAX_REDRAWS: u32 = 50;

/// The lists that the years after headlines come from: recent ones and ones long past.
pub const YEARS: [&str; 2] = ["recent-year", "past-year"];

/// Depth of slots inside entries inside slots.
const MAX_DEPTH: usize = 6;

/// A template with what its section says about it.
#[derive(Debug)]
pub struct Template {
    /// The line of `templates.txt`.
    pub text: String,
    /// The line, read.
    pub pieces: Vec<Piece>,
    /// The section's place in [`Book::sections`].
    pub section: usize,
    /// The place of the first template with the same text: sections of other topics may repeat one.
    pub first: usize,
}

/// What a section's header says about its templates.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its name, for messages.
    pub name: String,
    /// The topics one of which each headline takes: places in [`Lists::topics`]; none: no topic.
    pub topics: Vec<usize>,
    /// Running totals of the topics' weights.
    pub topic_totals: Vec<u32>,
    /// The weight of each of its templates, of 10.
    pub weight: u32,
    /// Per cent of its headlines in title case.
    pub title: u32,
    /// Per cent with a recent year in parentheses after them.
    pub year: u32,
    /// Per cent with a year long past in parentheses after them.
    pub past: u32,
    /// Per cent with `[pdf]` after them.
    pub pdf: u32,
    /// Per cent with `[video]` after them.
    pub video: u32,
}

/// All that the sample is made from.
pub struct Book {
    /// The word lists.
    pub lists: Lists,
    /// The templates in the order of the file.
    pub templates: Vec<Template>,
    /// The sections in the order of the file.
    pub sections: Vec<Section>,
    totals: Vec<u32>,
}

/// An entry as one headline uses it.
#[derive(Debug, Clone)]
struct Value {
    text: String,
    plural: Option<String>,
}

/// What one headline has drawn so far.
struct Scope<'a> {
    topic: Option<&'a str>,
    template: &'a [Piece],
    keys: BTreeMap<String, Value>,
    /// Lists with the entries taken, so that a headline does not say the same thing twice.
    taken: BTreeSet<(String, usize)>,
}

impl Book {
    /// Reads `templates.txt` and `words/` of a folder and holds them against each other.
    ///
    /// # Errors
    /// What can't be read; a slot without its list in one of the section's topics; a template that is there twice.
    pub fn read(folder: &Path) -> Result<Self> {
        let lists = Lists::read(&folder.join("words"))?;
        let path = folder.join("templates.txt");
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        Self::new(lists, &text).with_context(|| format!("in {}", path.display()))
    }

    /// The book of these lists and this text of templates.
    ///
    /// # Errors
    /// As [`Book::read`].
    pub fn new(lists: Lists, text: &str) -> Result<Self> {
        let mut book = Book { lists, templates: Vec::new(), sections: Vec::new(), totals: Vec::new() };
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(header) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
                let section = book.section(header.0, header.1)?;
                book.sections.push(section);
                continue;
            }
            ensure!(!book.sections.is_empty(), "{line:?} stands before any [section]");
            let section = book.sections.len() - 1;
            let place = book.templates.len();
            let first = *seen.entry(line).or_insert(place);
            ensure!(first == place || book.templates[first].section != section, "the template {line:?} is there twice");
            book.templates.push(Template { text: line.to_owned(), pieces: pieces(line)?, section, first });
        }
        let mut total = 0;
        for template in &book.templates {
            total += book.sections[template.section].weight;
            book.totals.push(total);
        }
        ensure!(!book.templates.is_empty(), "there are no templates");
        fit::check(&book)?;
        Ok(book)
    }

    fn section(&self, name: &str, options: &str) -> Result<Section> {
        let mut section = Section { name: name.to_owned(), weight: 10, ..Section::default() };
        for option in options.split_whitespace() {
            let (key, value) =
                option.split_once('=').with_context(|| format!("[{name}]: {option:?} should be key=value"))?;
            let number = || value.parse().with_context(|| format!("[{name}]: {option:?}"));
            match key {
                "topics" => self.section_topics(&mut section, value)?,
                "weight" => section.weight = number()?,
                "title" => section.title = number()?,
                "year" => section.year = number()?,
                "past" => section.past = number()?,
                "pdf" => section.pdf = number()?,
                "video" => section.video = number()?,
                _ => bail!("[{name}]: unknown option {key:?}"),
            }
        }
        Ok(section)
    }

    /// Adds the topics whose class or name is in the list `names`, separated by commas.
    fn section_topics(&self, section: &mut Section, names: &str) -> Result<()> {
        let mut total = 0;
        for name in names.split(',') {
            let known = self.lists.topics.iter().any(|topic| topic.class == name || topic.name == name);
            ensure!(known, "[{}]: {name:?} is neither a topic nor a class", section.name);
        }
        for (at, topic) in self.lists.topics.iter().enumerate() {
            if names.split(',').any(|name| name == topic.class || name == topic.name) {
                total += topic.weight;
                section.topics.push(at);
                section.topic_totals.push(total);
            }
        }
        Ok(())
    }

    /// The templates with different texts, with their places.
    pub fn distinct_templates(&self) -> impl Iterator<Item = (usize, &Template)> {
        self.templates.iter().enumerate().filter(|&(place, template)| template.first == place)
    }

    /// Draws one headline; gives it with the place of the first template with its template's text.
    ///
    /// # Errors
    /// When a slot can't be filled, which `fit` rules out for texts that were read.
    pub fn headline(&self, draws: &mut Draws) -> Result<(String, usize)> {
        let origin = draws.weighted(&self.totals);
        let template = &self.templates[origin];
        let section = &self.sections[template.section];
        let topic = if section.topics.is_empty() {
            None
        } else {
            let place = section.topics[draws.weighted(&section.topic_totals)];
            Some(self.lists.topics[place].name.as_str())
        };
        let mut scope = Scope { topic, template: &template.pieces, keys: BTreeMap::new(), taken: BTreeSet::new() };
        let body = self
            .expand(&template.pieces, &mut scope, draws, 0)
            .with_context(|| format!("in the template {:?}", template.text))?;
        let mut line = inflect::capital(body.trim());
        if draws.percent(section.title) {
            line = inflect::title_case(&line);
        }
        let mark = draws.below(100);
        if mark < section.pdf {
            line.push_str(" [pdf]");
        } else if mark < section.pdf + section.video {
            line.push_str(" [video]");
        }
        let dated = draws.below(100);
        if !line.contains('(') && dated < section.year + section.past {
            let list = YEARS[usize::from(dated >= section.year)];
            let slot = Slot { source: Source::List(list.to_owned()), key: None, forms: Vec::new() };
            let year = self.fill(&slot, &mut scope, draws, 0)?.text;
            line.push_str(&format!(" ({year})"));
        }
        Ok((line, template.first))
    }

    fn expand(&self, pieces: &[Piece], scope: &mut Scope<'_>, draws: &mut Draws, depth: usize) -> Result<String> {
        ensure!(depth < MAX_DEPTH, "entries hold each other without end");
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Number(number) => out.push_str(&draw_number(number, draws)),
                Piece::Choice(alternatives) => {
                    let chosen = draws.below(alternatives.len() as u32) as usize;
                    out.push_str(&self.expand(&alternatives[chosen], scope, draws, depth)?);
                }
                Piece::Slot(slot) => {
                    let value = self.fill(slot, scope, draws, depth)?;
                    out.push_str(&with_forms(&value, &slot.forms));
                }
            }
        }
        Ok(out)
    }

    /// The entry of a slot: the remembered one, or a new one, which the headline has not used yet where possible.
    fn fill(&self, slot: &Slot, scope: &mut Scope<'_>, draws: &mut Draws, depth: usize) -> Result<Value> {
        if let Some(value) = slot.key.as_ref().and_then(|key| scope.keys.get(key)) {
            return Ok(value.clone());
        }
        if let Source::Of(key, _) = &slot.source
            && !scope.keys.contains_key(key)
        {
            // "the {$c.land} of {country#c}": what the list belongs to stands behind it, and is drawn first.
            let owner =
                fit::slot_with_key(scope.template, key).with_context(|| format!("no slot remembers {key:?}"))?;
            self.fill(owner, scope, draws, depth)?;
        }
        let name = list_name(slot, scope)?;
        let list = self.lists.get(&name)?;
        let mut place = draws.weighted(&list.totals);
        for _ in 0..MAX_REDRAWS {
            if !scope.taken.contains(&(name.clone(), place)) {
                break;
            }
            place = draws.weighted(&list.totals);
        }
        scope.taken.insert((name, place));
        let entry = &list.entries[place];
        let value = Value { text: self.expand(&entry.pieces, scope, draws, depth + 1)?, plural: entry.plural.clone() };
        if let Some(key) = &slot.key {
            scope.keys.insert(key.clone(), value.clone());
        }
        Ok(value)
    }
}

fn list_name(slot: &Slot, scope: &Scope<'_>) -> Result<String> {
    Ok(match &slot.source {
        Source::List(name) => name.clone(),
        Source::Topic(name) => {
            let topic = scope.topic.with_context(|| format!("{{@{name}}} outside of a topic"))?;
            format!("{topic}.{name}")
        }
        Source::Of(key, name) => {
            let value = scope.keys.get(key).with_context(|| format!("{{${key}.{name}}} before {key:?} is drawn"))?;
            format!("{}.{name}", value.text)
        }
    })
}

fn with_forms(value: &Value, forms: &[Form]) -> String {
    let mut text = value.text.clone();
    for form in forms {
        text = match form {
            Form::Article => format!("{} {text}", inflect::article(&text)),
            Form::Plural => match &value.plural {
                Some(plural) => plural.clone(),
                None => inflect::plural(&text),
            },
            Form::Capital => inflect::capital(&text),
            Form::Lower => text.to_lowercase(),
            Form::Ing => inflect::verb(&text, VerbForm::Ing),
            Form::Past => inflect::verb(&text, VerbForm::Past),
            Form::Third => inflect::verb(&text, VerbForm::Third),
            Form::Participle => inflect::verb(&text, VerbForm::Participle),
        };
    }
    text
}

fn draw_number(number: &Number, draws: &mut Draws) -> String {
    let value = match number.step {
        0 => draw_round(number, draws),
        step => number.low + step * draws.below((number.high - number.low) / step + 1),
    };
    with_commas(value)
}

/// Two times in three a number with one or two leading digits, any magnitude as likely as the next, as people round
/// them; else any number up to the next such one, as people count them.
fn draw_round(number: &Number, draws: &mut Draws) -> u32 {
    const LEADING: [u32; 12] = [10, 12, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90];
    let mut round: Vec<u32> = (0..8)
        .flat_map(|power| LEADING.map(|leading| leading * 10u32.pow(power)))
        .map(|value| value / 10)
        .filter(|value| (number.low..=number.high).contains(value))
        .collect();
    round.dedup();
    let place = draws.below(round.len() as u32) as usize;
    match round.get(place + 1) {
        Some(next) if draws.below(3) == 0 => round[place] + draws.below(next - round[place]),
        _ => round[place],
    }
}

/// 12000 → "12,000"; years and other numbers of four digits have their own ranges and no comma is put below 10,000.
fn with_commas(value: u32) -> String {
    if value < 10_000 {
        return value.to_string();
    }
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
