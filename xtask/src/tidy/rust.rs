//! Rules on Rust: where `unsafe` lives, who may know whom.

use super::File;
use super::code::{code_of, lines_with};

/// Modules of `src/` and those that none of their code may name: dependencies
/// run kernels ← ops ← model ← train ← web, never back. `prepare` asks
/// `train::plan` whether there is enough data, and so stands above both.
const DIRECTION: &[(&str, &[&str])] = &[
    ("config", &["data", "tokenizer", "ops", "model", "train", "prepare", "generate", "checkpoint", "web"]),
    ("rng", &["data", "tokenizer", "ops", "model", "train", "prepare", "generate", "checkpoint", "web"]),
    ("data", &["ops", "model", "train", "prepare", "generate", "checkpoint", "web"]),
    ("tokenizer", &["ops", "model", "train", "prepare", "generate", "checkpoint", "web"]),
    ("ops", &["model", "train", "prepare", "generate", "checkpoint", "web"]),
    ("model", &["train", "prepare", "generate", "checkpoint", "web"]),
    ("train", &["prepare", "web"]),
    ("generate", &["web"]),
    ("checkpoint", &["web"]),
];

/// What belongs to the clock or to the browser.
const OUTSIDE: [&str; 6] = ["Instant", "SystemTime", "js_sys", "web_sys", "wasm_bindgen", "serde_wasm_bindgen"];

/// `unsafe` stays in `kernels/`, where every use of it can be read in one sitting.
pub fn unsafe_is_in_kernels(file: &File, report: &mut dyn FnMut(usize, String)) {
    if !file.has_extension(&["rs"]) || file.path.starts_with("kernels/") {
        return;
    }
    for line in lines_with(&code_of(file.text), "unsafe") {
        report(line, "`unsafe` outside kernels/: move it there".into());
    }
}

/// One thin place knows JavaScript; all else tests on the host.
pub fn wasm_bindgen_is_in_web(file: &File, report: &mut dyn FnMut(usize, String)) {
    if !is_core(file) || module_of(file.path) == "web" {
        return;
    }
    let code = code_of(file.text);
    for (index, line) in code.lines().enumerate() {
        if line.contains("#[wasm_bindgen") || line.contains("wasm_bindgen::prelude") {
            report(index + 1, "wasm-bindgen outside src/web.rs: export it there".into());
        }
    }
}

/// A lower module that names a higher one could not be read, or tested, without it.
pub fn modules_depend_downwards(file: &File, report: &mut dyn FnMut(usize, String)) {
    if file.path.starts_with("kernels/") && file.has_extension(&["rs"]) {
        for line in lines_with(&code_of(file.text), "burn") {
            report(line, "kernels/ knows slices, and no burn".into());
        }
        return;
    }
    if !is_core(file) {
        return;
    }
    let module = module_of(file.path);
    let Some((_, above)) = DIRECTION.iter().find(|(name, _)| *name == module) else {
        return;
    };
    let code = code_of(file.text);
    for (name, line) in crate_paths(&code) {
        if above.contains(&name) {
            let order = "dependencies run kernels, ops, model, train, web";
            report(line, format!("src/{module} must not use crate::{name}: {order}"));
        }
    }
}

/// A run is the same at any speed, on the host and in a tab.
pub fn the_core_has_no_clock_and_no_browser(file: &File, report: &mut dyn FnMut(usize, String)) {
    if !is_core(file) || !DIRECTION.iter().any(|(name, _)| *name == module_of(file.path)) {
        return;
    }
    let code = code_of(file.text);
    for word in OUTSIDE {
        for line in lines_with(&code, word) {
            report(line, format!("`{word}` below src/web.rs: the core has no clock and no browser"));
        }
    }
}

fn is_core(file: &File) -> bool {
    file.path.starts_with("src/") && file.has_extension(&["rs"])
}

/// `src/train/clip.rs` is of the module `train`, `src/rng.rs` of `rng`.
fn module_of(path: &str) -> &str {
    let below = path.strip_prefix("src/").unwrap_or(path);
    let first = below.split('/').next().unwrap_or(below);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Every `crate::name` in `code`, those inside `use crate::{…}` included, with its line.
fn crate_paths(code: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let start = at + path.len();
        let rest = &code[start..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push((first_name(rest), start));
            continue;
        };
        let (mut depth, mut item) = (1, true);
        for (index, character) in group.char_indices() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => item = true,
                _ if character.is_whitespace() => {}
                _ if item => {
                    found.push((first_name(&group[index..]), start + 1 + index));
                    item = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    let line = |at: usize| 1 + code[..at].matches('\n').count();
    found.into_iter().map(|(name, at)| (name, line(at))).collect()
}

fn first_name(path: &str) -> &str {
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_');
    &path[..end.unwrap_or(path.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rule: super::super::Rule, path: &str, text: &str) -> Vec<usize> {
        let mut lines = Vec::new();
        rule(&File { path, text }, &mut |line, _| lines.push(line));
        lines
    }

    #[test]
    fn unsafe_is_seen_outside_kernels_only() {
        let text = "// unsafe is a word here\nfn f() { unsafe { g() } }\n";
        assert_eq!(lines(unsafe_is_in_kernels, "src/ops/linear.rs", text), [2]);
        assert_eq!(lines(unsafe_is_in_kernels, "kernels/src/gemm.rs", text), [0; 0]);
        assert_eq!(lines(unsafe_is_in_kernels, "docs/unsafe.md", text), [0; 0]);
    }

    #[test]
    fn wasm_bindgen_is_seen_outside_web_only() {
        let text = "#[wasm_bindgen]\npub struct Run;\n";
        assert_eq!(lines(wasm_bindgen_is_in_web, "src/train/trainer.rs", text), [1]);
        assert_eq!(lines(wasm_bindgen_is_in_web, "src/web.rs", text), [0; 0]);
        assert_eq!(lines(wasm_bindgen_is_in_web, "src/web/run.rs", text), [0; 0]);
    }

    #[test]
    fn a_dependency_upwards_is_seen_in_every_spelling() {
        let text = "use crate::config::Config;\n\
                    use crate::train::Trainer;\n\
                    use crate::{\n    config::{Config, train},\n    web,\n};\n\
                    fn f() -> crate::generate::Options {}\n\
                    // crate::train is not meant here\n";
        assert_eq!(lines(modules_depend_downwards, "src/model/gpt.rs", text), [2, 5, 7]);
        assert_eq!(lines(modules_depend_downwards, "src/train/mod.rs", text), [5]);
        assert_eq!(lines(modules_depend_downwards, "src/web.rs", text), [0; 0]);
    }

    #[test]
    fn kernels_know_no_burn() {
        let text = "use burn::tensor::Tensor;\n";
        assert_eq!(lines(modules_depend_downwards, "kernels/src/lib.rs", text), [1]);
    }

    #[test]
    fn a_clock_in_the_core_is_seen() {
        let rule = the_core_has_no_clock_and_no_browser;
        let text = "use std::time::Instant;\n";
        assert_eq!(lines(rule, "src/train/trainer.rs", text), [1]);
        assert_eq!(lines(rule, "src/bin/headline.rs", text), [0; 0]);
        assert_eq!(lines(rule, "src/rng.rs", "use js_sys::Date;\n"), [1]);
    }
}
