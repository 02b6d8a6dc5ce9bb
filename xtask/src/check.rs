//! `cargo xtask check`: what can be said about the sources without running them.

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::install::npm::{self, Packages};
use crate::serve::vendor;
use crate::stages::Stages;
use crate::{pkg, process, repository, sample, supply, tidy};

/// Denied besides what `Cargo.toml` asks for: what is left behind while working.
const CLIPPY: &[&str] = &["-Dwarnings", "-Dclippy::dbg_macro", "-Dclippy::todo", "-Dclippy::unimplemented"];

/// Parses the arguments of `check` and checks, the cheapest first.
pub fn run(mut args: lexopt::Parser) -> Result<()> {
    let root = repository::root();
    let mut release = false;
    while let Some(argument) = args.next()? {
        match argument {
            Long("release") => release = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let mut stages = Stages::default();
    let quiet = |result: Result<()>| result.map(|()| String::new());
    if release {
        stages.run("pkg/ is the build of its sources", || match pkg::manifest::staleness(root, &root.join("pkg"))? {
            Some(why) => bail!("{why}"),
            None => Ok(String::new()),
        });
    }
    stages.run("sizes of the modules", || match pkg::manifest::Manifest::read(&root.join("pkg")) {
        Some(manifest) => quiet(manifest.check_sizes()),
        None => Ok("there are no modules".into()),
    });
    stages.run("invariants", || quiet(tidy::check(root)));
    stages.run("bundled sample", || quiet(sample::check(root)));
    stages.run("format: rust", || quiet(process::run(process::cargo(root).args(["fmt", "--all", "--check"]))));
    stages.run("format and lint: page", || {
        npm::ensure(root, Packages::All)?;
        let biome = "node_modules/@biomejs/biome/bin/biome";
        quiet(process::run(process::node(root, biome).args(["ci", "--error-on-warnings"])))
    });
    for (name, project) in [("types: page", "tsconfig.json"), ("types: workers", "tsconfig.worker.json")] {
        stages.run(name, || {
            npm::ensure(root, Packages::All)?;
            // A worker names its libraries by their place below the page, where a fresh clone has none yet.
            vendor::ensure(root)?;
            let tsc = "node_modules/typescript/bin/tsc";
            quiet(process::run(process::node(root, tsc).args(["--project", project])))
        });
    }
    stages.run("types: the engine for other pages", || {
        npm::ensure(root, Packages::All)?;
        quiet(process::run(process::node(root, "xtask/js/engine-types.js").arg("--check")))
    });
    stages.run("lint: rust", || {
        let mut clippy = process::cargo(root);
        clippy.args(["clippy", "--locked", "--workspace", "--all-targets", "--"]);
        quiet(process::run(clippy.args(CLIPPY)))
    });
    supply::check(root, &mut stages);
    stages.finish()
}
