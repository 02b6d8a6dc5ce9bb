//! The crates that the modules are linked of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// A crate by name and version, with what its manifest says of its licence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crate {
    pub name: String,
    pub version: String,
    pub licence: String,
}

/// The crates of others that are in any of the modules; what only makes code at compile time is not in them.
pub fn of_modules(root: &Path) -> Result<Vec<Crate>> {
    let mut cargo = process::cargo(root);
    cargo.args(["tree", "--locked", "--package", "headline-lab", "--features", "threads,relaxed"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro"]);
    cargo.args(["--prefix", "none", "--format", "{p}|{l}"]);
    Ok(listed(&process::output(&mut cargo)?))
}

/// Reads lines of `name vVERSION (place)|licence (*)`.
fn listed(tree: &str) -> Vec<Crate> {
    let crates: BTreeSet<_> = tree
        .lines()
        .filter_map(|line| {
            let (id, licence) = line.split_once('|')?;
            let (name, version) = id.split_once(" v")?;
            // Ours have a place in the repository.
            (!version.contains('(')).then(|| Crate {
                name: name.into(),
                version: version.into(),
                licence: licence.trim_end_matches(" (*)").replace(" / ", " OR ").replace('/', " OR "),
            })
        })
        .collect();
    crates.into_iter().collect()
}

/// The folder of each crate's sources, by name and version.
pub fn folders(root: &Path) -> Result<BTreeMap<(String, String), PathBuf>> {
    let mut cargo = process::cargo(root);
    cargo.args(["metadata", "--locked", "--format-version", "1"]);
    let told: Value = serde_json::from_str(&process::output(&mut cargo)?)?;
    let packages = told["packages"].as_array().context("cargo metadata names no packages")?;
    Ok(packages
        .iter()
        .filter_map(|package| {
            let text = |field: &str| package[field].as_str().map(str::to_owned);
            let folder = PathBuf::from(text("manifest_path")?).parent()?.to_owned();
            Some(((text("name")?, text("version")?), folder))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_crate_of_others_is_listed_once() {
        let tree = "headline-lab v0.1.0 (/somewhere)|MIT\nserde v1.0.1|MIT OR Apache-2.0\n\
                    half v2.7.0|MIT/Apache-2.0 (*)\nserde v1.0.1|MIT OR Apache-2.0 (*)\n\n";
        let told: Vec<_> = listed(tree).into_iter().map(|one| (one.name, one.version, one.licence)).collect();
        let licence = "MIT OR Apache-2.0".to_owned();
        assert_eq!(told, [("half".into(), "2.7.0".into(), licence.clone()), ("serde".into(), "1.0.1".into(), licence)]);
    }
}
