//! `pkg/`: what wasm-bindgen and wasm-opt make of `src/`, and how to tell
//! whether it is the build of the sources beside it.

use std::path::{Path, PathBuf};

use anyhow::Result;

pub mod build;
mod limits;
pub mod manifest;
mod modules;
mod sources;
mod toolchain;

/// Modules of the sources as they are now: the committed ones where they are
/// their build, a fresh build beside them where not.
pub fn current(root: &Path) -> Result<PathBuf> {
    let committed = root.join("pkg");
    let Some(warning) = manifest::staleness(root, &committed)? else {
        return Ok(committed);
    };
    eprintln!("warning: {warning}");
    let fresh = root.join("target/pkg-fresh");
    if manifest::staleness(root, &fresh)?.is_some() {
        build::build_all(root, &fresh)?;
    }
    eprintln!("warning: {} is used instead", fresh.display());
    Ok(fresh)
}
