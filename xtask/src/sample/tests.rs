//! Tests of the sample and of what makes it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::expand::Book;
use super::inflect::{self, VerbForm};
use super::words::Lists;
use super::{SEED, check, draw, make, verify};

fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().expect("xtask is inside the repository").to_owned()
}

#[test]
fn committed_file_is_what_the_generator_makes() {
    check(&root()).unwrap();
}

#[test]
fn another_seed_makes_another_sample_that_keeps_the_promises() {
    let (first, _) = make(&root(), SEED).unwrap();
    let (again, _) = make(&root(), SEED).unwrap();
    let (other, _) = make(&root(), SEED + 1).unwrap();
    assert_eq!(first.lines, again.lines);
    let seen: HashSet<&String> = first.lines.iter().collect();
    let shared = other.lines.iter().filter(|line| seen.contains(line)).count();
    assert!(shared * 20 < other.lines.len(), "{shared} headlines under both seeds");
}

#[test]
fn no_headline_is_a_real_title() {
    let path = root().join("../shared/data/hn_titles.txt");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("SKIPPED: no real titles at {}, so nothing was compared with them", path.display());
        return;
    };
    let plain = |line: &str| line.trim().to_lowercase();
    let real: HashSet<String> = text.lines().map(plain).collect();
    assert!(real.len() > 50_000, "only {} real titles", real.len());
    let (sample, _) = make(&root(), SEED).unwrap();
    let copied: Vec<&String> = sample.lines.iter().filter(|line| real.contains(&plain(line))).collect();
    assert!(copied.is_empty(), "real titles: {copied:?}");
}

#[test]
fn every_template_can_be_drawn_and_makes_good_lines() {
    let book = Book::read(&root().join("assets/sample")).unwrap();
    let uses = draw(&book, SEED).unwrap().uses(book.templates.len());
    let unused: Vec<&str> = book
        .distinct_templates()
        .filter(|&(place, _)| uses[place] == 0)
        .map(|(_, template)| template.text.as_str())
        .collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
}

#[test]
fn verification_refuses_bad_lines() {
    for bad in [
        "Too short",
        " A headline with a space before it",
        "A headline with  two spaces inside",
        "A headline with a {slot} left over",
        "A headline with a <choice|of two> left over",
        "A editor for people who like editors",
        "Writing an database from scratch",
        "Why the the parser is slow today",
        "A headline with \"one quotation mark",
        "A headline with (one parenthesis",
        "A headline with a tab\tinside of it",
        "A the headline with two articles",
    ] {
        assert!(verify::line(bad).is_err(), "{bad:?} passed");
    }
    for good in ["Show HN: Velto – an SSH client in F# (2014)", "A µs here, a $5 note there: an hour of C#"] {
        verify::line(good).unwrap();
    }
}

#[test]
fn verification_refuses_bad_samples() {
    let (sample, _) = make(&root(), SEED).unwrap();
    let uses = vec![40; 500];
    verify::sample(&sample.lines, &uses).unwrap();
    assert!(verify::sample(&sample.lines[1..], &uses).is_err(), "one line short");
    let mut twice = sample.lines.clone();
    twice[7] = twice[9].clone();
    assert!(verify::sample(&twice, &uses).is_err(), "a line twice");
    assert!(verify::sample(&sample.lines, &vec![60; 333]).is_err(), "too few templates");
    let mut frequent = uses;
    frequent[3] = 201;
    assert!(verify::sample(&sample.lines, &frequent).is_err(), "a template over 1 %");
}

#[test]
fn articles_go_by_sound() {
    for phrase in [
        "editor",
        "SSH client",
        "LLM",
        "HTTP server",
        "8-bit game",
        "hour of work",
        "unindexed table",
        "MP3 player",
        "FPGA",
        "RSS reader",
        "F# script",
        "X-ray",
        "honest answer",
        "API",
        "SVG file",
        "11-line parser",
        "Erlang node",
        "80-column card",
        "NES emulator",
        "ARM board",
        "XML parser",
        "AI model",
    ] {
        assert_eq!(inflect::article(phrase), "an", "{phrase}");
    }
    for phrase in [
        "database",
        "SQL engine",
        "Unix shell",
        "user",
        "one-line fix",
        "USB cable",
        "RISC-V core",
        "RAM disk",
        "UTF-8 string",
        "European map",
        "C compiler",
        "ROM",
        "unikernel",
        "useful tool",
        "Haskell book",
        "NASA photo",
        "GPU",
        "64-bit integer",
        "\"lost\" letter",
        "Lisp",
        "URL",
        "100-year map",
        "UEFI shell",
        "Raspberry Pi",
    ] {
        assert_eq!(inflect::article(phrase), "a", "{phrase}");
    }
}

#[test]
fn plurals_and_verbs_follow_their_head() {
    for (one, many) in [
        ("query planner", "query planners"),
        ("proxy", "proxies"),
        ("key", "keys"),
        ("mutex", "mutexes"),
        ("cache miss", "cache misses"),
        ("map of the coast", "maps of the coast"),
        ("switch", "switches"),
        ("API", "APIs"),
    ] {
        assert_eq!(inflect::plural(one), many);
    }
    for (base, ing, past, third, participle) in [
        ("build a kernel", "building a kernel", "built a kernel", "builds a kernel", "built a kernel"),
        ("write tests", "writing tests", "wrote tests", "writes tests", "written tests"),
        ("cache pages", "caching pages", "cached pages", "caches pages", "cached pages"),
        ("ship", "shipping", "shipped", "ships", "shipped"),
        ("copy it", "copying it", "copied it", "copies it", "copied it"),
        ("see", "seeing", "saw", "sees", "seen"),
        ("do laundry", "doing laundry", "did laundry", "does laundry", "done laundry"),
    ] {
        assert_eq!(inflect::verb(base, VerbForm::Ing), ing);
        assert_eq!(inflect::verb(base, VerbForm::Past), past);
        assert_eq!(inflect::verb(base, VerbForm::Third), third);
        assert_eq!(inflect::verb(base, VerbForm::Participle), participle);
    }
}

#[test]
fn title_case_leaves_names_and_small_words() {
    assert_eq!(
        inflect::title_case("Show HN: a key-value store in 300 lines of awk for the iPad"),
        "Show HN: A Key-Value Store in 300 Lines of awk for the iPad"
    );
    assert_eq!(inflect::capital("eBPF in anger"), "eBPF in anger");
    assert_eq!(inflect::capital("\"works\" is not a test"), "\"Works\" is not a test");
}

#[test]
fn texts_that_do_not_fit_are_refused() {
    let read = |template: &str| Book::new(Lists::default(), &format!("[some]\n{template}\n"));
    let error = |template| format!("{:#}", read(template).err().expect("refused"));
    assert!(error("A headline about {nothing}").contains("no list [nothing]"));
    assert!(error("A headline with {an open brace").contains("without its '}'"));
    assert!(error("A <headline|that is open").contains("without its '>'"));
    assert!(error("A {@thing} of no topic").contains("without topics"));
    assert!(error("A {word:upside-down} form").contains("unknown form"));
    assert!(error("{9..3} things").contains("the range is empty"));
    assert!(error("The same\nThe same").contains("twice"));
}
