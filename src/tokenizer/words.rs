//! Cuts titles into words as the pre-tokenizer `ByteLevel` does, and remembers the ids of each.
//!
//! The library's own way keeps the place of every character in the original text, and its regular expression looks
//! ahead, which no automaton can. Ids need neither, and in wasm both together took most of the time of learning a
//! vocabulary and of encoding with it.

use regex::Regex;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// `ByteLevel`'s expression without `\s+(?!\S)`, which [`words`] makes up for.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+").expect("a valid expression")
});

/// The character of each byte in GPT-2's byte-level alphabet: a printable byte stands for itself, and the others, in
/// their order, for the characters from U+0100 on.
static ALPHABET: LazyLock<[char; 256]> = LazyLock::new(|| {
    let mut others = (0x100..).filter_map(char::from_u32);
    std::array::from_fn(|byte| match byte as u8 {
        byte @ (b'!'..=b'~' | 0xA1..=0xAC | 0xAE..=0xFF) => char::from(byte),
        _ => others.next().expect("more characters than bytes"),
    })
});

/// Different words whose ids are remembered. 100,000 headlines have about as many.
const REMEMBERED: usize = 1 << 17;

/// A title as its words are cut from it: after a space.
pub fn spaced(title: &str) -> Cow<'_, str> {
    if title.is_empty() || title.starts_with(' ') { title.into() } else { format!(" {title}").into() }
}

/// The words of a [`spaced`] title, which put together are the title.
pub fn words(spaced: &str) -> impl Iterator<Item = &str> {
    let mut rest = spaced;
    std::iter::from_fn(move || {
        // Every character belongs to one of the expression's classes: a match begins where the last one ended.
        let found = WORD.find(rest)?.as_str();
        let last = found.chars().next_back().expect("a match is not empty");
        let shorter = found.len() - last.len_utf8();
        // Of white space before a word the last character is left to it: `\s+(?!\S)` ends before it.
        let leaves = last.is_whitespace() && found.len() < rest.len() && shorter > 0;
        let (word, after) = rest.split_at(if leaves { shorter } else { found.len() });
        rest = after;
        Some(word)
    })
}

/// A word in the byte-level alphabet, in which the vocabulary is written.
pub fn in_alphabet<S: FromIterator<char>>(word: &str) -> S {
    word.bytes().map(|byte| ALPHABET[usize::from(byte)]).collect()
}

/// The byte that `c` stands for in the byte-level alphabet.
pub fn byte_of(c: char) -> Option<u8> {
    ALPHABET.iter().position(|&stands_for| stands_for == c).map(|byte| byte as u8)
}

/// How often each word occurs in some titles.
pub fn count<'a>(titles: impl Iterator<Item = &'a str>) -> HashMap<Box<str>, u64> {
    let mut counts: HashMap<Box<str>, u64> = HashMap::new();
    for title in titles {
        for word in words(&spaced(title)) {
            match counts.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(word.into(), 1);
                }
            }
        }
    }
    counts
}

/// The ids of words that were met before, by one tokenizer.
#[derive(Clone, Debug, Default)]
pub struct WordIds {
    known: HashMap<Box<str>, Box<[u32]>>,
}

impl WordIds {
    /// Puts the ids of `word` behind `ids`; a word that was not met before is handed to `encode`.
    ///
    /// # Errors
    /// Those of `encode`.
    pub fn extend<E>(
        &mut self,
        ids: &mut Vec<u32>,
        word: &str,
        encode: impl FnOnce(&str) -> Result<Vec<u32>, E>,
    ) -> Result<(), E> {
        if let Some(known) = self.known.get(word) {
            ids.extend_from_slice(known);
            return Ok(());
        }
        let new = encode(word)?;
        ids.extend_from_slice(&new);
        if self.known.len() < REMEMBERED {
            self.known.insert(word.into(), new.into());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(title: &str) -> Vec<String> {
        words(&spaced(title)).map(str::to_owned).collect()
    }

    #[test]
    fn words_begin_with_their_space_and_other_white_space_stands_alone() {
        assert_eq!(cut("Show HN: it's 2 a.m."), [" Show", " HN", ":", " it", "'s", " 2", " a", ".", "m", "."]);
        assert_eq!(cut("a  b\t\tc "), [" a", " ", " b", "\t", "\t", "c", " "]);
        assert_eq!(cut(" a"), [" a"]);
        assert_eq!(cut(""), Vec::<String>::new());
        assert_eq!(cut("日本語!?"), [" 日本語", "!?"]);
    }

    #[test]
    fn the_alphabet_has_a_character_for_each_byte() {
        let mut bytes: Vec<u8> = (0..0x144).filter_map(char::from_u32).filter_map(byte_of).collect();
        bytes.sort_unstable();
        assert_eq!(bytes, (0..=u8::MAX).collect::<Vec<_>>());
        assert_eq!(in_alphabet::<String>(" é\n"), "ĠÃ©Ċ");
    }

    #[test]
    fn a_word_is_encoded_once() {
        let (mut known, mut ids, mut asked) = (WordIds::default(), Vec::new(), 0);
        for word in [" a", " be", " a"] {
            let encode = |word: &str| {
                asked += 1;
                Ok::<_, ()>(vec![word.len() as u32, 7])
            };
            known.extend(&mut ids, word, encode).expect("encodes");
        }
        assert_eq!((asked, ids), (2, vec![2, 7, 3, 7, 2, 7]));
    }
}
