//! The packages from npm, as `package-lock.json` pins them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Licences that ask for a notice, no more; MPL-2.0 asks for the changes to its own files, and there are none.
const ALLOWED: &[&str] =
    &["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT OR Apache-2.0", "MPL-2.0"];

/// A package with what it says of its licence.
#[derive(Debug, PartialEq, Eq)]
pub struct Package {
    pub name: String,
    pub version: String,
    pub licence: String,
    /// Whether it only builds, checks or tests.
    pub tool: bool,
}

/// Every package of the lock file, in its order.
pub fn locked(root: &Path) -> Result<Vec<Package>> {
    let path = root.join("package-lock.json");
    let text = fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    let lock: Value = serde_json::from_str(&text).context("package-lock.json is no JSON")?;
    let packages = lock["packages"].as_object().context("package-lock.json has no `packages`")?;
    Ok(packages.iter().filter_map(|(place, package)| read(place, package)).collect())
}

fn read(place: &str, package: &Value) -> Option<Package> {
    // The repository itself stands there as "".
    let (_, name) = place.rsplit_once("node_modules/")?;
    Some(Package {
        name: name.into(),
        version: package["version"].as_str().unwrap_or("").into(),
        licence: package["license"].as_str().unwrap_or("none").into(),
        tool: package["dev"] == true,
    })
}

/// Fails at a package that is under none of the licences that are allowed.
pub fn check_licences(root: &Path) -> Result<()> {
    let packages = locked(root)?;
    let strange: Vec<_> = packages
        .iter()
        .filter(|package| !ALLOWED.contains(&package.licence.as_str()))
        .map(|Package { name, licence, .. }| format!("{name} ({licence})"))
        .collect();
    ensure!(strange.is_empty(), "licences that nobody allowed: {}", strange.join(", "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_package_is_named_by_its_own_folder_and_the_repository_is_none() {
        let package = json!({ "version": "1.2.3", "license": "MIT", "dev": true });
        let read_one = read("node_modules/a/node_modules/@b/c", &package).unwrap();
        assert_eq!((read_one.name.as_str(), read_one.tool), ("@b/c", true));
        assert_eq!(read("", &package), None);
        assert_eq!(read("node_modules/a", &json!({})).unwrap().licence, "none");
    }
}
