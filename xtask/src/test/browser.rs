//! The browser tests: node's test runner over `tests/browser/`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::pkg::build::checks_dir;

/// The files of a folder, such as `tests/browser`, that end so, in order.
pub fn files(root: &Path, folder: &str, ending: &str) -> Result<Vec<PathBuf>> {
    let dir = root.join(folder);
    let entries = fs::read_dir(&dir).with_context(|| format!("could not list {}", dir.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Node's test runner over `files`, one file at a time: they measure how fast
/// the page answers while it trains. The tests are told of the browser, of the
/// modules, of the checks that run as wasm, and of this program, whose `serve` they start.
pub fn node_test(root: &Path, files: &[PathBuf], chromium: &Path, pkg: &Path) -> Result<Command> {
    let mut node = Command::new("node");
    node.current_dir(root)
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(files)
        .env("HEADLINE_CHROMIUM", chromium)
        .env("HEADLINE_PKG", pkg)
        .env("HEADLINE_CHECKS", checks_dir(root))
        .env("HEADLINE_XTASK", env::current_exe()?);
    Ok(node)
}
