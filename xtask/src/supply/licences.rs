//! `docs/licences.md`: what is under which licence.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{crates, packages};

const FILE: &str = "docs/licences.md";

const HEAD: &str = "\
# Licences of what this is built on

Headline Lab is under the [MIT licence](../LICENSE). This lists what others made and a visitor of the page receives, with
the licence of each; `cargo xtask dist` puts the texts of the modules' licences into `licences.txt`, and those of the
page's libraries are in `vendor/licenses/`. Tools that only build, check or test are not in what a visitor receives;
`.cargo/deny.toml` and `xtask/src/supply/packages.rs` say which licences they may have.

`cargo xtask licences` writes this file, and `cargo xtask check` compares it.
";

/// Fails where the file is not what it would be if it were written now.
pub fn check(root: &Path) -> Result<String> {
    let told = fs::read_to_string(root.join(FILE)).unwrap_or_default();
    if told != text(root)? {
        bail!("{FILE} does not list what the modules and the page are made of: run `cargo xtask licences`");
    }
    Ok(String::new())
}

/// Writes the file.
pub fn write(root: &Path) -> Result<String> {
    fs::write(root.join(FILE), text(root)?).with_context(|| format!("could not write {FILE}"))?;
    Ok(format!("wrote {FILE}"))
}

fn text(root: &Path) -> Result<String> {
    let mut text = HEAD.to_owned();
    let crates = crates::of_modules(root)?;
    write!(text, "\n## In the modules\n\n{} crates.\n\n", crates.len())?;
    table(&mut text, "crate", crates.iter().map(|one| [&one.name, &one.version, &one.licence]))?;
    let packages = packages::locked(root)?;
    let page: Vec<_> = packages.iter().filter(|package| !package.tool).collect();
    write!(text, "\n## On the page\n\n{} packages from npm.\n\n", page.len())?;
    table(&mut text, "package", page.iter().map(|one| [&one.name, &one.version, &one.licence]))?;
    Ok(text)
}

fn table<'a>(text: &mut String, of: &str, rows: impl Iterator<Item = [&'a String; 3]>) -> Result<()> {
    writeln!(text, "| {of} | version | licence |\n|---|---|---|")?;
    for [name, version, licence] in rows {
        writeln!(text, "| `{name}` | {version} | {licence} |")?;
    }
    Ok(())
}
