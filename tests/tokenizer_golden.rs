//! The tokenizer held to Hugging Face's Python package: vocabulary, merges and ids of 10,000 titles by their hashes, and
//! the classes of every character. The comparing is in `tests/proof`, which the browser tests run as wasm.

use headline_lab::data::titles::{self, Format};
use headline_proof::tokenizer::{Titles, lines};
use serde_json::Value;
use std::fs;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::{OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> Vec<u8> {
    fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn titles_of(golden: &str, real: &str) -> Option<Titles> {
    let golden = read(&format!("assets/golden/{golden}"));
    Titles::read(&golden, &read(real), &read("assets/golden/awkward_titles.txt"))
}

#[test]
fn awkward_titles_are_read_as_the_design_says() {
    let awkward = lines(&read("assets/golden/awkward_titles.txt"));
    let readable: Vec<String> = awkward.into_iter().filter(|title| !title.contains('\0')).collect();
    assert!(readable.len() >= 980, "{}", readable.len());
    let read = titles::parse(readable.join("\r\n").as_bytes(), Some(Format::Txt), None).expect("titles");
    assert_eq!(read.titles, readable);
}

/// What the issue of the awkward titles asks for is in them, so that their hashes speak of it.
#[test]
fn awkward_titles_have_what_trips_tokenizers() {
    let bytes = read("assets/golden/awkward_titles.txt");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let has = |range: RangeInclusive<char>| text.chars().filter(|c| range.contains(c)).count() >= 20;
    assert!(has('\u{1f300}'..='\u{1faff}'), "emoji");
    assert!(has('\u{4e00}'..='\u{9fff}') && has('\u{3040}'..='\u{30ff}') && has('\u{ac00}'..='\u{d7a3}'), "CJK");
    assert!(has('\u{300}'..='\u{36f}'), "combining marks");
    assert!(has('\u{1}'..='\u{8}') && has('\u{7f}'..='\u{9f}'), "control characters");
    assert!(has('\u{590}'..='\u{5ff}') && has('\u{600}'..='\u{6ff}'), "right to left");
    assert!(text.matches("\r\n").count() >= 20, "CRLF");
    assert!(text.lines().filter(|line| line.trim().contains("   ")).count() >= 20, "runs of spaces");
}

/// Nine thousand of the bundled sample and the awkward ones: on every machine.
#[test]
fn vocabulary_merges_and_ids_of_the_sample_are_hugging_faces() {
    let titles = titles_of("tokenizer_sample_golden.json", "assets/sample/headlines.txt");
    titles.expect("the golden file is of this sample").check().hold();
}

/// Nine thousand real ones, which are for tests only and not in the repository.
#[test]
fn vocabulary_merges_and_ids_of_real_titles_are_hugging_faces() {
    let path = "../shared/data/hn_titles.txt";
    if !root().join(path).exists() {
        eprintln!("SKIPPED: {path} is not there, so that the golden hashes of REAL titles are NOT tested");
        return;
    }
    let Some(titles) = titles_of("tokenizer_golden.json", path) else {
        panic!("{path} is another list than tokenizer_golden.json was made of");
    };
    titles.check().hold();
}

/// The regex that cuts text into words, over all of Unicode: no code point is in another class than in the engine of the
/// Python package. Where that ends, the code points would be listed here.
const IN_ANOTHER_CLASS: [char; 0] = [];

#[test]
fn every_character_is_in_the_class_that_hugging_faces_regex_has_it_in() {
    let classes: Value = serde_json::from_slice(&read("assets/golden/regex_classes.json")).expect("classes");
    let points = |class: &str| -> Vec<char> {
        let ranges = classes[class].as_array().expect("ranges").iter();
        let bound = |range: &Value, end: usize| range[end].as_u64().expect("a code point") as u32;
        ranges.flat_map(|range| bound(range, 0)..=bound(range, 1)).filter_map(char::from_u32).collect()
    };
    let mut class_of = vec!['!'; char::MAX as usize + 1];
    for (class, neighbour) in [("L", 'a'), ("N", '1'), ("S", ' ')] {
        points(class).into_iter().for_each(|c| class_of[c as usize] = neighbour);
    }
    let splitter = ByteLevel::new(false, true, true);
    let one_piece = |neighbour: char, c: char| {
        let mut text = PreTokenizedString::from(String::from_iter([neighbour, c]));
        splitter.pre_tokenize(&mut text).expect("splits");
        text.get_splits(OffsetReferential::Original, OffsetType::Byte).len() == 1
    };
    let differs = |c: &char| match class_of[*c as usize] {
        // White space is what stays with nothing before it: a letter, a digit and a mark are cut off it.
        ' ' => ['a', '1', '!'].into_iter().any(|neighbour| one_piece(neighbour, *c)),
        neighbour => !one_piece(neighbour, *c),
    };
    let found: Vec<char> = ('\0'..=char::MAX).filter(differs).collect();
    assert_eq!(found, IN_ANOTHER_CLASS);
}
