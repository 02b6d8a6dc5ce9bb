//! Whole folders: copied, removed, put in another's place.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// Copies a folder with all that is in it, but for hidden files.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    let visible = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
    let walk = WalkDir::new(from).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || visible(entry.file_name())) {
        let entry = entry.with_context(|| format!("could not list {}", from.display()))?;
        let target = to.join(entry.path().strip_prefix(from)?);
        let copied = if entry.file_type().is_dir() {
            fs::create_dir_all(&target)
        } else {
            fs::copy(entry.path(), &target).map(|_| ())
        };
        copied.with_context(|| format!("could not write {}", target.display()))?;
    }
    Ok(())
}

/// Removes a file or a folder with all that is in it, if it is there.
pub fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else if path.exists() {
        fs::remove_file(path)
    } else {
        Ok(())
    };
    removed.with_context(|| format!("could not remove {}", path.display()))
}

/// The path of `path` with `suffix` after its last name.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Puts the folder `new` in the place of `old`, which may not exist.
pub fn replace(old: &Path, new: &Path) -> Result<()> {
    let former = beside(old, ".old");
    remove(&former)?;
    if old.exists() {
        fs::rename(old, &former).with_context(|| format!("could not move {}", old.display()))?;
    }
    fs::rename(new, old).with_context(|| format!("could not make {}", old.display()))?;
    remove(&former)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_takes_the_place_of_another() {
        let dir = std::env::temp_dir().join(format!("headline-folder-{}", std::process::id()));
        let (from, to) = (dir.join("from"), dir.join("to"));
        fs::create_dir_all(from.join("a")).unwrap();
        fs::write(from.join("a/b"), "new").unwrap();
        fs::write(from.join(".hidden"), "").unwrap();
        fs::create_dir_all(&to).unwrap();
        fs::write(to.join("gone"), "old").unwrap();
        let new = beside(&to, ".new");
        copy(&from, &new).unwrap();
        replace(&to, &new).unwrap();
        assert_eq!(fs::read_to_string(to.join("a/b")).unwrap(), "new");
        assert!(!to.join("gone").exists() && !to.join(".hidden").exists());
        assert!(!new.exists() && !beside(&to, ".old").exists());
        remove(&dir).unwrap();
        assert!(!dir.exists());
    }
}
