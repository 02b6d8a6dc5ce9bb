//! The packages from npm, as `package-lock.json` pins them.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::apt;
use crate::process;

/// Which of the packages are wanted.
#[derive(Clone, Copy, PartialEq)]
pub enum Packages {
    /// What the page ships: the `dependencies`.
    Page,
    /// The tools of build, check and test as well: the `devDependencies`.
    All,
}

/// Runs `npm ci` unless `node_modules` already holds the pinned versions.
pub fn ensure(root: &Path, wanted: Packages) -> Result<()> {
    let missing = missing(root, wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    if process::find("npm").is_none() {
        if !apt::may_install() {
            bail!(
                "npm is needed for {} and is not on PATH: install Node.js 20.19 or newer from \
                 https://nodejs.org (on Debian `apt-get install nodejs npm`)",
                missing.join(", ")
            );
        }
        apt::install(&["nodejs", "npm"])?;
    }
    println!("fetching {} from npm", missing.join(", "));
    let mut npm = Command::new("npm");
    npm.current_dir(root).args(["ci", "--no-audit", "--no-fund"]);
    if wanted == Packages::Page {
        npm.arg("--omit=dev");
    }
    process::run(&mut npm).context("the packages of package-lock.json could not be fetched")
}

/// The wanted packages that `node_modules` lacks or has in another version.
fn missing(root: &Path, wanted: Packages) -> Result<Vec<String>> {
    let package = read_json(&root.join("package.json"))?;
    let sections: &[&str] = match wanted {
        Packages::Page => &["dependencies"],
        Packages::All => &["dependencies", "devDependencies"],
    };
    let mut missing = Vec::new();
    for section in sections {
        let Some(pinned) = package[section].as_object() else {
            bail!("package.json has no `{section}`");
        };
        for (name, version) in pinned {
            let installed = root.join("node_modules").join(name).join("package.json");
            let installed = read_json(&installed).unwrap_or(Value::Null);
            if &installed["version"] != version {
                missing.push(name.clone());
            }
        }
    }
    Ok(missing)
}

fn read_json(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository;

    #[test]
    fn package_versions_are_exact() {
        let package = read_json(&repository::root().join("package.json")).unwrap();
        for section in ["dependencies", "devDependencies"] {
            for (name, version) in package[section].as_object().unwrap() {
                let version = version.as_str().unwrap();
                let exact = version.split('.').all(|part| part.parse::<u32>().is_ok());
                assert!(exact, "{name} {version} is a range: pin it");
            }
        }
    }

    #[test]
    fn without_node_modules_everything_is_missing() {
        let root = std::env::temp_dir().join(format!("headline-npm-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        let text = r#"{"dependencies":{"a":"1.0.0"},"devDependencies":{"b":"2.0.0"}}"#;
        fs::write(root.join("package.json"), text).unwrap();
        let page = missing(&root, Packages::Page).unwrap();
        let all = missing(&root, Packages::All).unwrap();
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(page, ["a"]);
        assert_eq!(all, ["a", "b"]);
    }
}
