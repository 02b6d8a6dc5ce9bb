//! Debian's packages, where we may install them.

use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Whether this is a Debian-like machine and we are root on it.
pub fn may_install() -> bool {
    let is_root = process::output(Command::new("id").arg("-u")).is_ok_and(|uid| uid.trim() == "0");
    is_root && process::find("apt-get").is_some()
}

/// Installs `packages`. Nothing else is removed for them, and recommended
/// packages stay away: a Chromium would bring a desktop.
pub fn install(packages: &[&str]) -> Result<()> {
    println!("installing {} by apt-get", packages.join(" "));
    process::run(apt_get().args(["update", "--quiet"]))?;
    process::run(
        apt_get().args(["install", "--quiet", "--yes", "--no-remove"]).arg("--no-install-recommends").args(packages),
    )
    .with_context(|| format!("apt-get could not install {}", packages.join(" ")))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
