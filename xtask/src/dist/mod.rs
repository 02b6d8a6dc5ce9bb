//! `cargo xtask dist`: the page as a folder that any static host can serve.

mod version;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::install::npm::{self, Packages};
use crate::serve::{Site, vendor};
use crate::{folder, pkg, process, repository, supply};

/// The licences of what the modules are linked of.
const NOTICES: &str = "licences.txt";
/// Bundles the modules and style sheets of a site.
const BUNDLE: &str = "xtask/js/bundle.js";

/// Parses the arguments of `dist` and makes the folder.
pub fn run(mut args: lexopt::Parser) -> Result<()> {
    let root = repository::root();
    let mut out = root.join("dist");
    let mut pkg_dir = root.join("pkg");
    while let Some(argument) = args.next()? {
        match argument {
            Long("out") => out = PathBuf::from(args.value()?),
            Long("pkg") => pkg_dir = PathBuf::from(args.value()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if !pkg_dir.join("manifest.json").is_file() {
        bail!("{} holds no modules to ship: make them with `cargo xtask build`", pkg_dir.display());
    }
    if let Some(warning) = pkg::manifest::staleness(root, &pkg_dir)? {
        eprintln!("warning: {warning}");
    }
    // The bundler is a tool. Before the libraries that the page ships, which are then there as well.
    npm::ensure(root, Packages::All)?;
    vendor::ensure(root)?;
    let bundle = |dir: &Path| process::run(process::node(root, BUNDLE).arg(dir));
    let version = make(&Site::of_repository(root, &pkg_dir), &out, bundle)?;
    // After the version is made, which is the page's alone: the page never asks for them.
    let notices = out.join(NOTICES);
    fs::write(&notices, supply::notices::text(root)?)
        .with_context(|| format!("could not write {}", notices.display()))?;
    println!("{} is ready for any static host, version {version}", out.display());
    Ok(())
}

/// Copies the site's folders to where they are served from, bundles the page's modules there, and gives the version that
/// all of it makes.
fn make(site: &Site, out: &Path, bundle: impl Fn(&Path) -> Result<()>) -> Result<String> {
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
    bundle(&new)?;
    let version = version::stamp(&new)?;
    folder::replace(out, &new)?;
    Ok(version)
}

fn is_site(dir: &Path) -> bool {
    dir.join("index.html").is_file() && dir.join("pkg").is_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_the_site_and_no_other_folder_is_overwritten() {
        let root = std::env::temp_dir().join(format!("headline-dist-{}", std::process::id()));
        for (file, text) in [
            ("www/index.html", "<html data-version=\"\">"),
            ("www/sw.js", "const VERSION = \"\";\nconst FILES = {};\n"),
            ("pkg/plain/m.wasm", "pkg/plain/m.wasm"),
            ("assets/s.txt", "assets/s.txt"),
            ("mine/letter", ""),
        ] {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let site = Site::of_repository(&root, &root.join("pkg"));
        let out = root.join("dist");
        for _ in 0..2 {
            let version = make(&site, &out, |_| Ok(())).unwrap();
            for (file, text) in [
                ("index.html", format!("<html data-version=\"{version}\">").as_str()),
                ("pkg/plain/m.wasm", "pkg/plain/m.wasm"),
                ("assets/s.txt", "assets/s.txt"),
            ] {
                assert_eq!(fs::read_to_string(out.join(file)).unwrap(), text);
            }
        }
        let refused = make(&site, &root.join("mine"), |_| Ok(()));
        assert!(refused.is_err());
        assert!(root.join("mine/letter").exists());
        folder::remove(&root).unwrap();
    }
}
