//! `cargo xtask build`: from `src/` to `pkg/` by cargo, wasm-bindgen and wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use lexopt::prelude::*;

use super::manifest::Manifest;
use super::modules::{Module, WASM_FEATURES, WASM_OPT_LEVEL, named};
use super::sources;
use super::toolchain::{Origin, TARGET, Toolchain};
use crate::install::npm::{self, Packages};
use crate::{folder, process, repository};

/// The module's wasm, as wasm-bindgen names it after `headline_lab`.
const WASM: &str = "headline_lab_bg.wasm";

/// Parses the arguments of `build` and builds.
pub fn run(mut args: lexopt::Parser) -> Result<()> {
    let root = repository::root();
    let mut modules = named("all")?;
    let mut out = root.join("pkg");
    let mut origin = None;
    while let Some(argument) = args.next()? {
        match argument {
            Long("module") => modules = named(&args.value()?.string()?)?,
            Long("out") => out = PathBuf::from(args.value()?),
            Long("toolchain") => origin = Some(Origin::named(&args.value()?.string()?)?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    build(root, &modules, &out, origin)
}

/// Builds every module into `out`.
pub fn build_all(root: &Path, out: &Path) -> Result<()> {
    build(root, &named("all")?, out, None)
}

/// Builds `modules` beside `out` and puts them in its place at the end, so that
/// a build that fails leaves what was there.
fn build(root: &Path, modules: &[&Module], out: &Path, origin: Option<Origin>) -> Result<()> {
    npm::ensure(root, Packages::All)?;
    let toolchain = Toolchain::find(root, origin)?;
    println!("compiling for wasm with {}", toolchain.version());
    // Before the build: an edit during it must leave `out` stale, not fresh.
    let hash = sources::hash(root)?;
    let wasm_opt_version = process::output(wasm_opt(root).arg("--version"))?;
    let new = folder::beside(out, ".new");
    folder::remove(&new)?;
    let mut manifest = Manifest::new(hash.clone());
    for module in modules {
        let dir = new.join(module.name);
        build_module(root, &toolchain, module, &dir)
            .with_context(|| format!("the module `{}` could not be built", module.name))?;
        let wasm = fs::read(dir.join(WASM))?;
        let rustc = toolchain.version();
        manifest.add(module.name, &wasm, wasm_opt_version.trim(), rustc)?;
    }
    keep_others(&mut manifest, &hash, out, &new)?;
    manifest.write(&new)?;
    folder::replace(out, &new)?;
    print!("{}:\n{}", out.display(), manifest.summary());
    Ok(())
}

fn build_module(root: &Path, toolchain: &Toolchain, module: &Module, dir: &Path) -> Result<()> {
    let target_dir = target_dir(root).join(module.target_dir);
    let mut cargo = toolchain.build(root, module.rustflags)?;
    cargo
        .args(["--package", "headline-lab", "--lib", "--profile", "wasm"])
        .args(["--features", &module.features.join(",")])
        .arg("--target-dir")
        .arg(&target_dir);
    process::run(&mut cargo)?;
    fs::create_dir_all(dir).with_context(|| format!("could not make {}", dir.display()))?;
    let compiled = target_dir.join(TARGET).join("wasm/headline_lab.wasm");
    process::run(
        process::cargo(root)
            .args(["run", "--quiet", "--package", "xtask-bindgen", "--profile", "tool", "--"])
            .arg(&compiled)
            .arg(dir),
    )?;
    // These would type the raw exports of the wasm, which only wasm-bindgen's own script calls.
    folder::remove(&dir.join("headline_lab_bg.wasm.d.ts"))?;
    let wasm = dir.join(WASM);
    process::run(
        wasm_opt(root)
            .arg(WASM_OPT_LEVEL)
            .args(WASM_FEATURES)
            .args(module.wasm_features)
            .arg("--output")
            .arg(&wasm)
            .arg(&wasm),
    )
}

fn wasm_opt(root: &Path) -> Command {
    process::node(root, "node_modules/binaryen/bin/wasm-opt")
}

fn target_dir(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// Modules in `out` that were made of the same sources stay; older ones go,
/// because the manifest speaks for all of them.
fn keep_others(manifest: &mut Manifest, hash: &str, out: &Path, new: &Path) -> Result<()> {
    let Some(old) = Manifest::read(out).filter(|old| old.is_of(hash)) else {
        return Ok(());
    };
    for name in old.names() {
        if new.join(name).exists() {
            continue;
        }
        folder::copy(&out.join(name), &new.join(name))?;
        manifest.keep(&old, name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_bindgen_and_its_tool_have_one_version() {
        let lock = fs::read_to_string(repository::root().join("Cargo.lock")).unwrap();
        let version = |name: &str| {
            let (_, after) = lock.split_once(&format!("name = \"{name}\"\nversion = ")).expect(name);
            after.lines().next().unwrap().to_owned()
        };
        assert_eq!(version("wasm-bindgen"), version("wasm-bindgen-cli-support"));
    }
}
