//! `cargo xtask dist`: the page as a folder that any static host can serve.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::serve::{Site, vendor};
use crate::{folder, pkg, repository};

/// Parses the arguments of `dist` and makes the folder.
pub fn run(mut args: lexopt::Parser) -> Result<()> {
    let root = repository::root();
    let mut out = root.join("dist");
    while let Some(argument) = args.next()? {
        match argument {
            Long("out") => out = PathBuf::from(args.value()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if !root.join("pkg/manifest.json").is_file() {
        bail!("pkg/ holds no modules to ship: make them with `cargo xtask build`");
    }
    if let Some(warning) = pkg::manifest::staleness(root, &root.join("pkg"))? {
        eprintln!("warning: {warning}");
    }
    vendor::ensure(root)?;
    make(&Site::of_repository(root, &root.join("pkg")), &out)?;
    println!("{} is ready for any static host", out.display());
    Ok(())
}

/// Copies the site's folders to where they are served from.
fn make(site: &Site, out: &Path) -> Result<()> {
    if out.exists() && !is_site(out) {
        bail!(
            "{} exists and is no site that `cargo xtask dist` made: remove it, or choose another \
             folder with --out",
            out.display()
        );
    }
    let new = folder::beside(out, ".new");
    folder::remove(&new)?;
    for (name, dir) in site.mounts() {
        folder::copy(dir, &new.join(name))?;
    }
    folder::replace(out, &new)
}

fn is_site(dir: &Path) -> bool {
    dir.join("index.html").is_file() && dir.join("pkg").is_dir()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_folder_is_the_site_and_no_other_folder_is_overwritten() {
        let root = std::env::temp_dir().join(format!("headline-dist-{}", std::process::id()));
        for file in ["www/index.html", "pkg/plain/m.wasm", "assets/s.txt", "mine/letter"] {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        let site = Site::of_repository(&root, &root.join("pkg"));
        let out = root.join("dist");
        for _ in 0..2 {
            make(&site, &out).unwrap();
            for (file, text) in [
                ("index.html", "www/index.html"),
                ("pkg/plain/m.wasm", "pkg/plain/m.wasm"),
                ("assets/s.txt", "assets/s.txt"),
            ] {
                assert_eq!(fs::read_to_string(out.join(file)).unwrap(), text);
            }
        }
        let refused = make(&site, &root.join("mine"));
        assert!(refused.is_err());
        assert!(root.join("mine/letter").exists());
        folder::remove(&root).unwrap();
    }
}
