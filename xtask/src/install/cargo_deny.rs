//! What looks over the crates: their licences, where they come from, and what is known to be wrong with them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{folder, process};

/// The version that `.cargo/deny.toml` is written for.
const VERSION: &str = "0.20.2";

/// The path of cargo-deny: the one on `PATH` if it is of our version, else one that is built below `target/`, once.
pub fn ensure(root: &Path) -> Result<PathBuf> {
    let home = root.join("target/tools");
    let own = home.join("bin/cargo-deny").with_extension(std::env::consts::EXE_EXTENSION);
    if let Some(path) = process::find("cargo-deny").into_iter().chain([own.clone()]).find(|path| is_ours(path)) {
        return Ok(path);
    }
    println!("building cargo-deny {VERSION}, which takes some minutes, once");
    let build = home.join("build");
    let mut cargo = process::cargo(root);
    cargo.args(["install", "cargo-deny", "--locked", "--debug", "--quiet", "--version", VERSION]);
    // It runs for a second: what counts is how long it takes to build.
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "false").env("CARGO_PROFILE_DEV_OPT_LEVEL", "0");
    cargo.arg("--root").arg(&home).arg("--target-dir").arg(&build);
    process::run(&mut cargo).context("cargo-deny could not be built")?;
    folder::remove(&build)?;
    Ok(own)
}

fn is_ours(path: &Path) -> bool {
    path.is_file()
        && process::output(Command::new(path).arg("--version")).is_ok_and(|told| told.trim().ends_with(VERSION))
}
