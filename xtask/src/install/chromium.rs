//! The browser of the browser tests.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::apt;
use crate::process;

/// Names the browser by hand, for a machine where it is somewhere else.
const VARIABLE: &str = "HEADLINE_CHROMIUM";

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The path of a Chromium or Chrome; installs Debian's where there is none.
pub fn ensure() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        if path.is_file() {
            return Ok(path);
        }
        bail!("{VARIABLE} names {}, which is no file", path.display());
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    if apt::may_install() {
        // Without a font every character is the same box.
        apt::install(&["chromium", "fonts-dejavu-core"])?;
    }
    find().ok_or_else(|| {
        anyhow::anyhow!(
            "the browser tests need Chromium or Chrome, and neither is on PATH: install one \
             (on Debian `apt-get install chromium`), or set {VARIABLE} to its path"
        )
    })
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| process::find(name)).or_else(|| Some(PathBuf::from(MAC)).filter(|path| path.is_file()))
}
