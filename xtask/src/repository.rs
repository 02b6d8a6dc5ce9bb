//! Where the repository is, and which of its files git knows.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context, Result};

use crate::process;

/// The repository's root. Cargo tells it to `cargo xtask`; a test that starts
/// the binary itself gets the place it was compiled in.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .filter(|dir| dir.ends_with("xtask"))
            .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        manifest_dir.parent().expect("the folder xtask has a parent").to_path_buf()
    });
    &ROOT
}

/// The files that are committed or would be, relative to `root`, with `/` between folders.
pub fn files(root: &Path) -> Result<Vec<String>> {
    let mut git = Command::new("git");
    git.current_dir(root)
        .args(["-c", "core.quotePath=false", "ls-files", "--cached", "--others"])
        .args(["--exclude-standard", "--deduplicate"]);
    let listed = process::output(&mut git).context("the files to check are those git knows")?;
    Ok(listed.lines().filter(|path| root.join(path).is_file()).map(str::to_owned).collect())
}
