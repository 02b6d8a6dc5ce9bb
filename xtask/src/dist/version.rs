//! A folder's version, and the hash of each of its files: what the service worker keeps for visits without a network,
//! and by which it tells files of one version from those of another.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// The page, which learns of its version, and the worker, which learns of version and files. Both hold these lines.
const PAGE: &str = "index.html";
const PAGE_VERSION: &str = "data-version=\"\"";
const WORKER: &str = "sw.js";
const WORKER_VERSION: &str = "const VERSION = \"\";";
const WORKER_FILES: &str = "const FILES = {};";

/// Parts of the folder that the page never asks for.
const NOT_THE_PAGES: [&str; 3] = ["assets/golden/", "assets/sample/words/", "assets/screenshot"];
const NOT_THE_PAGES_TYPES: [&str; 3] = [".md", ".d.ts", ".map"];

/// Writes version and hashes into the folder's page and worker; gives the version.
pub fn stamp(dir: &Path) -> Result<String> {
    let mut files = hashes(dir)?;
    let version = short(&Sha256::digest(serde_json::to_vec(&files)?));
    // The browser itself asks for the worker, past the worker.
    files.remove(WORKER);
    let (page, worker) = (dir.join(PAGE), dir.join(WORKER));
    fill_in(&page, PAGE_VERSION, &format!("data-version=\"{version}\""))?;
    // The page is kept as it is served, with the version that is made of all else.
    files.insert(PAGE.into(), integrity(&page)?);
    fill_in(&worker, WORKER_VERSION, &format!("const VERSION = \"{version}\";"))?;
    fill_in(&worker, WORKER_FILES, &format!("const FILES = {};", serde_json::to_string_pretty(&files)?))?;
    Ok(version)
}

/// The hash of each file that the page may ask for, by the path below `dir`; of the worker too, as it came, since
/// another worker is another version.
fn hashes(dir: &Path) -> Result<BTreeMap<String, String>> {
    let mut hashes = BTreeMap::new();
    for entry in WalkDir::new(dir) {
        let entry = entry.with_context(|| format!("could not list {}", dir.display()))?;
        let segments = entry.path().strip_prefix(dir)?.iter().map(|part| part.to_string_lossy());
        let path = segments.collect::<Vec<_>>().join("/");
        if entry.file_type().is_file() && is_the_pages(&path) {
            hashes.insert(path, integrity(entry.path())?);
        }
    }
    Ok(hashes)
}

/// The hash of a file as a browser's `integrity` has it.
fn integrity(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("could not read {}", file.display()))?;
    Ok(format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes))))
}

fn is_the_pages(path: &str) -> bool {
    !NOT_THE_PAGES.iter().any(|dir| path.starts_with(dir))
        && !NOT_THE_PAGES_TYPES.iter().any(|ending| path.ends_with(ending))
}

/// Enough of a hash to tell versions apart.
fn short(hash: &[u8]) -> String {
    hash[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn fill_in(path: &Path, blank: &str, filled: &str) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    let found = text.matches(blank).count();
    if found != 1 {
        bail!("{} holds `{blank}` {found} times: dist fills it in and needs it once", path.display());
    }
    fs::write(path, text.replace(blank, filled)).with_context(|| format!("could not write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{folder, repository};

    /// A folder with the real page and worker, and a few files beside them.
    fn site(name: &str, script: &str) -> std::path::PathBuf {
        let dir = std::env::temp_dir().join(format!("headline-version-{name}-{}", std::process::id()));
        let www = repository::root().join("www");
        for (path, bytes) in [
            (PAGE, fs::read(www.join(PAGE)).unwrap()),
            (WORKER, fs::read(www.join(WORKER)).unwrap()),
            ("ui/main.js", script.as_bytes().to_vec()),
            ("pkg/plain/m.wasm", b"abc".to_vec()),
            ("pkg/plain/m.d.ts", b"type".to_vec()),
            ("assets/golden/default.json", b"{}".to_vec()),
        ] {
            fs::create_dir_all(dir.join(path).parent().unwrap()).unwrap();
            fs::write(dir.join(path), bytes).unwrap();
        }
        dir
    }

    #[test]
    fn page_and_worker_learn_the_version_and_the_worker_every_hash() {
        let dir = site("hashes", "");
        let version = stamp(&dir).unwrap();
        let page = fs::read_to_string(dir.join(PAGE)).unwrap();
        let worker = fs::read_to_string(dir.join(WORKER)).unwrap();
        assert!(page.contains(&format!("data-version=\"{version}\"")), "{page}");
        assert!(worker.contains(&format!("const VERSION = \"{version}\";")), "{worker}");
        // The SHA-256 of "abc" is one of the standard's examples.
        let known = "\"pkg/plain/m.wasm\": \"sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\"";
        assert!(worker.contains(known), "{worker}");
        let stamped = integrity(&dir.join(PAGE)).unwrap();
        assert!(worker.contains(&stamped), "the page's hash is not of the page as it is served");
        for left_out in ["golden", "m.d.ts", "\"sw.js\""] {
            assert!(!worker.contains(left_out), "{left_out}");
        }
        folder::remove(&dir).unwrap();
    }

    #[test]
    fn the_same_files_are_the_same_version_and_others_another() {
        let versions = [("one", "a"), ("two", "a"), ("three", "b")].map(|(name, script)| {
            let dir = site(name, script);
            let version = stamp(&dir).unwrap();
            assert!(stamp(&dir).is_err(), "what is filled in can't be filled in again");
            folder::remove(&dir).unwrap();
            version
        });
        assert_eq!(versions[0], versions[1]);
        assert_ne!(versions[0], versions[2]);
    }
}
