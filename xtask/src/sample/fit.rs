//! Whether templates and word lists fit together, told before the first draw.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};

use super::expand::{Book, Section, YEARS};
use super::inflect;
use super::parse::{Form, Piece, Slot, Source};

/// Refuses slots without their list, in a template or in an entry that one can reach, lists that nothing uses, and
/// verbs whose forms are not known.
pub fn check(book: &Book) -> Result<()> {
    let mut used = BTreeSet::from(YEARS.map(str::to_owned));
    for (place, section) in book.sections.iter().enumerate() {
        // An entry with a topic's slot may fit one section and not the next, so that each is walked anew.
        let mut reached = BTreeSet::new();
        for template in book.templates.iter().filter(|template| template.section == place) {
            walk(book, section, &template.pieces, &template.pieces, &mut reached)
                .with_context(|| format!("[{}]: the template {:?}", section.name, template.text))?;
        }
        used.extend(reached);
    }
    for (name, _) in book.lists.all() {
        ensure!(used.contains(name), "no template uses the list [{name}]");
    }
    Ok(())
}

/// Follows the slots of `pieces`, which belong to a template or an entry whose pieces are `whole`.
fn walk(
    book: &Book,
    section: &Section,
    pieces: &[Piece],
    whole: &[Piece],
    reached: &mut BTreeSet<String>,
) -> Result<()> {
    for piece in pieces {
        match piece {
            Piece::Text(_) | Piece::Number(_) => {}
            Piece::Choice(alternatives) => {
                for alternative in alternatives {
                    walk(book, section, alternative, whole, reached)?;
                }
            }
            Piece::Slot(slot) => {
                for name in names(book, section, slot, whole)? {
                    follow(book, section, slot, &name, reached)?;
                }
            }
        }
    }
    Ok(())
}

fn follow(book: &Book, section: &Section, slot: &Slot, name: &str, reached: &mut BTreeSet<String>) -> Result<()> {
    let list = book.lists.get(name)?;
    let wants_verb = slot.forms.iter().any(|form| matches!(form, Form::Ing | Form::Past | Form::Participle));
    for entry in &list.entries {
        let verb = entry.text.split(' ').next().unwrap_or_default();
        ensure!(
            !wants_verb || !inflect::needs_table(verb) || inflect::in_table(verb),
            "[{name}] is used as verbs, and the forms of {verb:?} are not in the table of inflect.rs"
        );
    }
    if reached.insert(name.to_owned()) {
        for entry in &list.entries {
            walk(book, section, &entry.pieces, &entry.pieces, reached)
                .with_context(|| format!("the entry {:?} of [{name}]", entry.text))?;
        }
    }
    Ok(())
}

/// The lists that a slot can draw from.
fn names(book: &Book, section: &Section, slot: &Slot, whole: &[Piece]) -> Result<Vec<String>> {
    match &slot.source {
        Source::List(name) => Ok(vec![name.clone()]),
        Source::Topic(name) => {
            ensure!(!section.topics.is_empty(), "{{@{name}}} in a section without topics");
            Ok(section.topics.iter().map(|&place| format!("{}.{name}", book.lists.topics[place].name)).collect())
        }
        Source::Of(key, name) => {
            let Some(Source::List(list)) = slot_with_key(whole, key).map(|slot| &slot.source) else {
                bail!("{{${key}.{name}}} needs a slot {{list#{key}}} beside it");
            };
            let list = book.lists.get(list)?;
            Ok(list.entries.iter().map(|entry| format!("{}.{name}", entry.text)).collect())
        }
    }
}

/// The slot that remembers its entry under the key.
pub fn slot_with_key<'a>(pieces: &'a [Piece], key: &str) -> Option<&'a Slot> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Slot(slot) if slot.key.as_deref() == Some(key) => Some(slot),
        Piece::Choice(alternatives) => alternatives.iter().find_map(|pieces| slot_with_key(pieces, key)),
        _ => None,
    })
}
