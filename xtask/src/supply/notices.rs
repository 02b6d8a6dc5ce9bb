//! The texts of the licences of the crates in the modules, as those licences ask of whoever hands the modules on.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::crates;

/// How the files are called in which a crate brings its licence and its notices.
const NAMES: [&str; 6] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];

/// Every text once, below the names of the crates that bring it.
pub fn text(root: &Path) -> Result<String> {
    let folders = crates::folders(root)?;
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut without = Vec::new();
    for one in crates::of_modules(root)? {
        let name = format!("{} {} ({})", one.name, one.version, one.licence);
        let key = (one.name, one.version);
        let folder = folders.get(&key).with_context(|| format!("cargo knows no folder of {name}"))?;
        let found = in_folder(folder)?;
        if found.is_empty() {
            without.push(name.clone());
        }
        for text in found {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    Ok(laid_out(&texts, &without))
}

/// The texts that a crate brings, in the order of their names.
fn in_folder(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        path.is_file() && NAMES.iter().any(|start| name.starts_with(start))
    });
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let bytes = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
            Ok(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").trim().to_owned())
        })
        .collect()
}

fn laid_out(texts: &BTreeMap<String, Vec<String>>, without: &[String]) -> String {
    let mut parts = vec![
        "The WebAssembly modules of Headline Lab (MIT licence) are linked of the crates below and of Rust's standard \
         library (MIT OR Apache-2.0), each under its own licence."
            .to_owned(),
    ];
    if !without.is_empty() {
        parts.push(format!("Without a text of their own, under the licence that they name:\n{}", without.join("\n")));
    }
    parts.extend(texts.iter().map(|(text, crates)| format!("{}\n\n{text}", crates.join("\n"))));
    parts.join("\n\n----------------------------------------\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_two_bring_stands_once_below_both() {
        let texts = BTreeMap::from([("Permission".to_owned(), vec!["a 1 (MIT)".to_owned(), "b 2 (MIT)".to_owned()])]);
        let told = laid_out(&texts, &["c 3 (ISC)".into()]);
        assert_eq!(told.matches("Permission").count(), 1);
        assert!(told.contains("a 1 (MIT)\nb 2 (MIT)\n\nPermission") && told.contains("c 3 (ISC)"), "{told}");
    }
}
