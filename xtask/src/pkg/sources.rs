//! One hash over everything that `pkg/` is made of.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use super::modules;

/// Files and folders that end up in a module.
const SOURCES: [&str; 4] = ["Cargo.lock", "Cargo.toml", "kernels", "src"];

/// Folders inside them that do not.
const NOT_SOURCES: [&str; 4] = ["kernels/benches", "kernels/target", "kernels/tests", "src/bin"];

/// The SHA-256, in hex, of the sources below `root` and of how they are compiled.
/// The same on every system: line ends and the order of folders do not matter.
pub fn hash(root: &Path) -> Result<String> {
    hash_of(root, &SOURCES)
}

/// The same for the checks that run as wasm, which are made of the modules' sources and their own.
pub fn checks_hash(root: &Path) -> Result<String> {
    hash_of(root, &[&SOURCES[..], &["tests/proof"]].concat())
}

fn hash_of(root: &Path, sources: &[&str]) -> Result<String> {
    let mut files = Vec::new();
    for source in sources {
        let walk = WalkDir::new(root.join(source)).follow_links(true);
        for entry in walk.into_iter().filter_entry(|entry| is_source(root, entry)) {
            let entry = entry.context("could not list the sources of pkg/")?;
            if entry.file_type().is_file() {
                files.push((relative(root, &entry), entry.into_path()));
            }
        }
    }
    files.sort();
    let mut hasher = Sha256::new();
    hash_part(&mut hasher, modules::recipe().as_bytes());
    for (name, path) in files {
        let bytes = fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
        hash_part(&mut hasher, name.as_bytes());
        hash_part(&mut hasher, &without_carriage_returns(bytes));
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn is_source(root: &Path, entry: &DirEntry) -> bool {
    let hidden = entry.file_name().to_string_lossy().starts_with('.');
    !hidden && !NOT_SOURCES.contains(&relative(root, entry).as_str())
}

fn relative(root: &Path, entry: &DirEntry) -> String {
    let path = entry.path();
    let parts: Vec<_> =
        path.strip_prefix(root).unwrap_or(path).components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Length first, so that no two lists of parts read the same.
fn hash_part(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

/// Git may check text out with \r\n.
fn without_carriage_returns(bytes: Vec<u8>) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    for (index, &byte) in bytes.iter().enumerate() {
        if byte != b'\r' || bytes.get(index + 1) != Some(&b'\n') {
            kept.push(byte);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    struct Tree(PathBuf);

    impl Tree {
        fn new(name: &str) -> Self {
            let dir = std::env::temp_dir().join(format!("headline-{name}-{}", std::process::id()));
            let tree = Tree(dir);
            tree.write("Cargo.toml", "[package]\n");
            tree.write("Cargo.lock", "version = 4\n");
            tree.write("src/lib.rs", "mod a;\n");
            tree.write("kernels/src/lib.rs", "fn k() {}\n");
            tree
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn hash(&self) -> String {
            hash(&self.0).unwrap()
        }
    }

    impl Drop for Tree {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn every_source_counts() {
        let tree = Tree::new("hash-sources");
        let mut seen = vec![tree.hash()];
        for name in ["Cargo.toml", "Cargo.lock", "src/lib.rs", "kernels/src/lib.rs"] {
            tree.write(name, "changed\n");
            let hash = tree.hash();
            assert!(!seen.contains(&hash), "{name}");
            seen.push(hash);
        }
        tree.write("src/new.rs", "");
        assert!(!seen.contains(&tree.hash()));
    }

    #[test]
    fn what_no_module_holds_does_not_count() {
        let tree = Tree::new("hash-others");
        let before = tree.hash();
        for name in [
            "src/bin/headline.rs",
            "kernels/tests/all.rs",
            "kernels/benches/gemm.rs",
            "src/.lib.rs.swp",
            "www/index.html",
        ] {
            tree.write(name, "changed\n");
            assert_eq!(tree.hash(), before, "{name}");
        }
    }

    #[test]
    fn line_ends_do_not_count_and_lone_carriage_returns_do() {
        let tree = Tree::new("hash-lines");
        let before = tree.hash();
        tree.write("src/lib.rs", "mod a;\r\n");
        assert_eq!(tree.hash(), before);
        tree.write("src/lib.rs", "mod a;\r\r\n");
        assert_ne!(tree.hash(), before);
    }

    #[test]
    fn a_text_that_moves_to_another_file_counts() {
        let tree = Tree::new("hash-moves");
        tree.write("src/a.rs", "fn f() {}\n");
        let before = tree.hash();
        fs::rename(tree.0.join("src/a.rs"), tree.0.join("src/b.rs")).unwrap();
        assert_ne!(tree.hash(), before);
    }
}
