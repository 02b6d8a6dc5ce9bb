//! The word lists and topics of `assets/sample/words/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use super::parse::{Piece, pieces};

/// An entry of a list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The entry, which may hold slots itself.
    pub pieces: Vec<Piece>,
    /// The entry as written.
    pub text: String,
    /// Its plural, where the rule of `inflect` is not enough.
    pub plural: Option<String>,
}

/// A list of entries, the earlier the more frequent.
#[derive(Debug, Clone)]
pub struct List {
    /// The entries in the order of the file.
    pub entries: Vec<Entry>,
    /// Running totals of their weights.
    pub totals: Vec<u32>,
}

/// A subject that a headline keeps to.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Its name, before the dot in the names of its lists.
    pub name: String,
    /// The group of topics that have the same lists.
    pub class: String,
    /// Its share within its class.
    pub weight: u32,
}

/// All lists and topics.
#[derive(Debug, Default)]
pub struct Lists {
    lists: BTreeMap<String, List>,
    /// The topics in the order of their files.
    pub topics: Vec<Topic>,
}

impl Lists {
    /// Reads every `.txt` file of a folder, in the order of their names.
    ///
    /// # Errors
    /// Unreadable files, entries before a list's name, a list named twice, an empty list.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut paths = Vec::new();
        for file in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
            paths.push(file?.path());
        }
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        paths.sort();
        let mut lists = Lists::default();
        for path in paths {
            let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            lists.add_file(&text).with_context(|| format!("in {}", path.display()))?;
        }
        Ok(lists)
    }

    fn add_file(&mut self, text: &str) -> Result<()> {
        let mut prefix = String::new();
        let mut current: Option<(String, bool, Vec<Entry>)> = None;
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(header) = line.strip_prefix("topic ") {
                let topic = topic(header)?;
                prefix = format!("{}.", topic.name);
                self.topics.push(topic);
            } else if let Some((name, options)) = list_header(line) {
                if let Some(list) = current.take() {
                    self.finish(list)?;
                }
                current = Some((format!("{prefix}{name}"), options == "flat", Vec::new()));
            } else {
                let (_, _, entries) = current.as_mut().with_context(|| format!("{line:?} stands before any [list]"))?;
                for text in line.split(';').map(str::trim).filter(|text| !text.is_empty()) {
                    entries.push(entry(text)?);
                }
            }
        }
        if let Some(list) = current {
            self.finish(list)?;
        }
        Ok(())
    }

    fn finish(&mut self, (name, flat, entries): (String, bool, Vec<Entry>)) -> Result<()> {
        ensure!(!entries.is_empty(), "the list [{name}] is empty");
        for (at, entry) in entries.iter().enumerate() {
            let repeated = entries[..at].iter().any(|other| other.text == entry.text);
            ensure!(!repeated, "the list [{name}] has {:?} twice", entry.text);
        }
        let totals = totals(entries.len(), flat);
        let old = self.lists.insert(name.clone(), List { entries, totals });
        ensure!(old.is_none(), "the list [{name}] is there twice");
        Ok(())
    }

    /// The list of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, name: &str) -> Result<&List> {
        match self.lists.get(name) {
            Some(list) => Ok(list),
            None => bail!("there is no list [{name}]"),
        }
    }

    /// The lists by name.
    pub fn all(&self) -> impl Iterator<Item = (&String, &List)> {
        self.lists.iter()
    }

    /// The entries of all lists together.
    pub fn entry_count(&self) -> usize {
        self.lists.values().map(|list| list.entries.len()).sum()
    }
}

/// Running totals of weights that fall with the rank as Zipf and Mandelbrot have it, 1 / (rank + offset), in whole
/// numbers; the offset grows with the list, so that the first entry is about seven times as frequent as the last.
fn totals(entries: usize, flat: bool) -> Vec<u32> {
    let offset = 2 + entries as u32 / 7;
    let mut total = 0;
    (0..entries as u32)
        .map(|rank| {
            total += if flat { 1 } else { 1_000_000 / (rank + offset) };
            total
        })
        .collect()
}

fn list_header(line: &str) -> Option<(&str, &str)> {
    let (name, options) = line.strip_prefix('[')?.split_once(']')?;
    Some((name, options.trim()))
}

fn topic(header: &str) -> Result<Topic> {
    let mut parts = header.split_whitespace();
    let (Some(name), Some(class), Some(weight), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        bail!("\"topic {header}\" should be: topic name class weight");
    };
    Ok(Topic {
        name: name.to_owned(),
        class: class.to_owned(),
        weight: weight.parse().with_context(|| format!("the weight of topic {name}"))?,
    })
}

fn entry(text: &str) -> Result<Entry> {
    let (text, plural) = match text.split_once(" => ") {
        Some((text, plural)) => (text.trim(), Some(plural.trim().to_owned())),
        None => (text, None),
    };
    Ok(Entry { pieces: pieces(text)?, text: text.to_owned(), plural })
}
