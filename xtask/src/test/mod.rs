//! `cargo xtask test`: every test, after installing what a bare machine lacks.

mod browser;
mod counts;

use std::process::Command;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::install::chromium;
use crate::install::npm::{self, Packages};
use crate::stages::Stages;
use crate::{pkg, process, repository, serve};
use counts::Counts;

/// Which tests to run.
#[derive(Clone, Copy, PartialEq)]
enum Only {
    Rust,
    Browser,
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
    if only != Some(Only::Browser) {
        // In the profile of the running xtask, whose crates are compiled already.
        stages.run("rust: xtask", || cargo_test("xtask", &["--profile", "tool"]));
        stages.run("rust: headline-kernels", || cargo_test("headline-kernels", &["--features", "threads"]));
        stages.run("rust: headline-lab", || cargo_test("headline-lab", &[]));
    }
    if only != Some(Only::Rust) {
        browser_stages(&mut stages);
    }
    stages.finish()
}

fn chosen(name: &str) -> Result<Only> {
    match name {
        "rust" => Ok(Only::Rust),
        "browser" => Ok(Only::Browser),
        _ => bail!("there are no tests `{name}`; there are rust and browser"),
    }
}

fn browser_stages(stages: &mut Stages) {
    let root = repository::root();
    let mut prepared = None;
    stages.run("browser: what it needs", || {
        npm::ensure(root, Packages::All)?;
        serve::vendor::ensure(root)?;
        let chromium = chromium::ensure()?;
        let pkg = pkg::current(root)?;
        let told = format!("{} and {}", chromium.display(), pkg.display());
        prepared = Some((chromium, pkg));
        Ok(told)
    });
    let Some((chromium, pkg)) = prepared else {
        return;
    };
    stages.run("browser: checks as wasm", || {
        let checks = pkg::build::build_all_checks(root)?;
        Ok(checks.display().to_string())
    });
    stages.run("browser", || {
        let files = browser::files(root, ".test.js")?;
        if files.is_empty() {
            bail!("there are no tests in tests/browser");
        }
        watched(&mut browser::node_test(root, &files, &chromium, &pkg)?)
    });
}

fn cargo_test(package: &str, settings: &[&str]) -> Result<String> {
    let root = repository::root();
    watched(process::cargo(root).args(["test", "--locked", "--package", package]).args(settings))
}

/// Runs a test runner; a runner that ran no test has failed.
fn watched(command: &mut Command) -> Result<String> {
    let mut counts = Counts::default();
    process::run_watched(command, |line| counts.read(line))?;
    if counts.passed == 0 {
        bail!("no test ran");
    }
    Ok(counts.to_string())
}
