//! The invariants of ARCHITECTURE.md that a machine can see, held by an ordinary test.

mod code;
mod page;
mod rust;
mod text;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::repository;

/// A rule looks at one file and calls `report` with a line and what is wrong there.
type Rule = fn(file: &File, report: &mut dyn FnMut(usize, String));

const RULES: &[Rule] = &[
    rust::unsafe_is_in_kernels,
    rust::wasm_bindgen_is_in_web,
    rust::modules_depend_downwards,
    rust::the_core_has_no_clock_and_no_browser,
    page::the_page_uses_the_engine_alone,
    text::files_are_short,
    text::no_path_of_a_machine,
    text::no_registry_host,
];

/// A file under git, by its path below the root.
pub struct File<'a> {
    path: &'a str,
    text: &'a str,
}

impl File<'_> {
    fn has_extension(&self, extensions: &[&str]) -> bool {
        let extension = self.path.rsplit_once('.').map(|(_, extension)| extension);
        extension.is_some_and(|extension| extensions.contains(&extension))
    }
}

/// Refuses with every place that breaks a rule.
pub fn check(root: &Path) -> Result<()> {
    let mut broken = Vec::new();
    for path in repository::files(root)? {
        let bytes = fs::read(root.join(&path)).with_context(|| format!("could not read {path}"))?;
        // What is not text holds nothing that a rule could see.
        if let Ok(text) = String::from_utf8(bytes) {
            broken.extend(violations(&path, &text));
        }
    }
    if !broken.is_empty() {
        bail!("{} places break an invariant:\n{}", broken.len(), broken.join("\n"));
    }
    Ok(())
}

fn violations(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rule in RULES {
        rule(&File { path, text }, &mut |line, what| {
            found.push(format!("{path}:{line}: {what}"));
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_keeps_its_invariants() {
        check(repository::root()).unwrap();
    }

    #[test]
    fn a_violation_names_file_line_and_reason() {
        let found = violations("src/train/trainer.rs", "//! Trains.\nuse crate::web;\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("src/train/trainer.rs:2: "), "{found:?}");
    }
}
