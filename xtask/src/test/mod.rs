//! `cargo xtask test`: every test, after installing what a bare machine lacks.

mod again;
pub mod browser;
mod counts;

use std::process::Command;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::install::engines;
use crate::stages::Stages;
use crate::{pkg, process, repository};
use counts::Counts;

/// Which tests to run.
#[derive(Clone, Copy, PartialEq)]
enum Only {
    Rust,
    Browser,
    Engines,
}

/// Parses the arguments of `test` and tests, the cheapest first.
pub fn run(mut args: lexopt::Parser) -> Result<()> {
    let mut only = None;
    while let Some(argument) = args.next()? {
        match argument {
            Long("only") => only = Some(chosen(&args.value()?.string()?)?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let mut stages = Stages::default();
    if only.is_none_or(|only| only == Only::Rust) {
        // In the profile of the running xtask, whose crates are compiled already.
        stages.run("rust: xtask", || cargo_test("xtask", &["--profile", "tool"]));
        stages.run("rust: headline-kernels", || cargo_test("headline-kernels", &["--features", "threads"]));
        stages.run("rust: headline-proof", || cargo_test("headline-proof", &[]));
        stages.run("rust: headline-lab", || cargo_test("headline-lab", &[]));
    }
    if only != Some(Only::Rust) {
        browser_stages(&mut stages, only);
    }
    stages.finish()
}

fn chosen(name: &str) -> Result<Only> {
    match name {
        "rust" => Ok(Only::Rust),
        "browser" => Ok(Only::Browser),
        "engines" => Ok(Only::Engines),
        _ => bail!("there are no tests `{name}`; there are rust, browser and engines"),
    }
}

fn browser_stages(stages: &mut Stages, only: Option<Only>) {
    let root = repository::root();
    let mut prepared = None;
    stages.run("browser: what it needs", || {
        let ready = browser::ready(root)?;
        let told = format!("{} and {}", ready.chromium.display(), ready.pkg.display());
        prepared = Some(ready);
        Ok(told)
    });
    let Some(ready) = prepared else {
        return;
    };
    if only != Some(Only::Engines) {
        stages.run("browser: checks as wasm", || {
            let checks = pkg::build::ensure_checks(root)?;
            Ok(checks.display().to_string())
        });
        for (name, lane, at_once) in
            [("browser: on the stand-in", browser::Lane::StandIn, 3), ("browser", browser::Lane::Module, 1)]
        {
            stages.run(name, || {
                let files = lane.files(browser::files(root, "tests/browser", ".test.js")?)?;
                if files.is_empty() {
                    bail!("there are no such tests in tests/browser");
                }
                again::node(root, &files, at_once, |files, at_once| browser::node_test(root, files, at_once, &ready))
            });
        }
    }
    if only != Some(Only::Browser) {
        stages.run("engines", || {
            let files = browser::files(root, "tests/engines", ".test.js")?;
            let engines = engines::ensure()?;
            again::node(root, &files, 1, |files, at_once| {
                let mut node = browser::node_test(root, files, at_once, &ready)?;
                node.envs(engines.clone());
                Ok(node)
            })
        });
    }
}

fn cargo_test(package: &str, settings: &[&str]) -> Result<String> {
    let root = repository::root();
    watched(process::cargo(root).args(["test", "--locked", "--package", package]).args(settings))
}

/// Runs a test runner.
fn watched(command: &mut Command) -> Result<String> {
    let mut counts = Counts::default();
    process::run_watched(command, |line| counts.read(line))?;
    counts.told()
}
