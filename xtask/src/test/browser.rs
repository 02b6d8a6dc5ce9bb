//! The browser tests: node's test runner over `tests/browser/`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::install::chromium;
use crate::install::npm::{self, Packages};
use crate::pkg::{self, build::checks_dir};
use crate::serve::vendor;

/// What every browser test needs.
pub struct Ready {
    /// The browser.
    pub chromium: PathBuf,
    /// The folder of the modules.
    pub pkg: PathBuf,
}

/// Installs what is missing.
pub fn ready(root: &Path) -> Result<Ready> {
    npm::ensure(root, Packages::All)?;
    vendor::ensure(root)?;
    Ok(Ready { chromium: chromium::ensure()?, pkg: pkg::current(root)? })
}

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

/// What a test says that works on the stand-in module, which computes nothing.
const STAND_IN: &str = "fake: true";

/// Files on the stand-in that measure how fast the page is.
const MEASURES: [&str; 1] = ["chart-speed.test.js"];

/// The browser tests in two.
#[derive(Clone, Copy, PartialEq)]
pub enum Lane {
    /// Those that wait for the page more than they compute, of which several can run at a time.
    StandIn,
    /// The others, which measure how fast the page answers while it trains.
    Module,
}

impl Lane {
    /// Its own of `files`.
    pub fn files(self, files: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
        let mut own = Vec::new();
        for path in files {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let measures = MEASURES.iter().any(|name| path.ends_with(name));
            let lane = if text.contains(STAND_IN) && !measures { Self::StandIn } else { Self::Module };
            if lane == self {
                own.push(path);
            }
        }
        Ok(own)
    }
}

/// Node's test runner over `files`, so many at a time.
pub fn node_test(root: &Path, files: &[PathBuf], at_once: usize, ready: &Ready) -> Result<Command> {
    let mut node = node_runner(root, at_once, ready)?;
    node.args(files);
    Ok(node)
}

/// Node's test runner, so many files at a time, which are still to be named. The tests are told of the browser, of the
/// modules, of the checks that run as wasm, and of this program, whose `serve` they start.
pub fn node_runner(root: &Path, at_once: usize, ready: &Ready) -> Result<Command> {
    let mut node = Command::new("node");
    node.current_dir(root)
        .args(["--test", "--test-reporter=spec"])
        .arg(format!("--test-concurrency={at_once}"))
        .env("HEADLINE_CHROMIUM", &ready.chromium)
        .env("HEADLINE_PKG", &ready.pkg)
        .env("HEADLINE_CHECKS", checks_dir(root))
        .env("HEADLINE_XTASK", env::current_exe()?);
    Ok(node)
}
