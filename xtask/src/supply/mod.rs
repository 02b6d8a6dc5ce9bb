//! What others made and we build on: the licences that it is under, where it comes from, and what is known to be wrong
//! with it.

mod advisories;
mod crates;
pub mod licences;
pub mod notices;
mod packages;

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::install::cargo_deny;
use crate::process;
use crate::stages::Stages;

/// The rules of cargo-deny.
const RULES: &str = ".cargo/deny.toml";

/// Looks over everything that we build on.
pub fn check(root: &Path, stages: &mut Stages) {
    stages.run("supply: licences on record", || {
        packages::check_licences(root)?;
        licences::check(root)
    });
    stages.run("supply: crates", || {
        process::run(deny(root)?.args(["licenses", "bans", "sources"]))?;
        Ok("licences, versions and sources".into())
    });
    stages.run("supply: known faults", || {
        let told = [advisories::of_crates(root)?, advisories::of_packages(root)?].join("; ");
        if advisories::are_required() && told.contains(advisories::UNKNOWN) {
            bail!("{told}");
        }
        Ok(told)
    });
}

/// `cargo deny check` with our rules; what it checks is still to be named.
fn deny(root: &Path) -> Result<Command> {
    let mut deny = Command::new(cargo_deny::ensure(root)?);
    deny.current_dir(root).args(["--log-level", "warn", "--locked", "--config", RULES, "check"]);
    Ok(deny)
}
