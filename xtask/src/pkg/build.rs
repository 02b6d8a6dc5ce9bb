//! `cargo xtask build`: from `src/` to `pkg/` by cargo, wasm-bindgen and wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use super::manifest::Manifest;
use super::modules::{Module, WASM_FEATURES, WASM_OPT_LEVEL, named};
use super::sources;
use super::toolchain::{Origin, TARGET, Toolchain};
use crate::install::npm::{self, Packages};
use crate::{folder, process, repository};

/// The module's wasm, as wasm-bindgen names it after `headline_lab`.
const WASM: &str = "headline_lab_bg.wasm";
/// In the folder of the checks: the hash of what they were made of.
const CHECKS_HASH: &str = "sources_sha256";

/// How modules are built, besides what the table says of each.
#[derive(Clone, Copy)]
struct Settings {
    /// Where the toolchain comes from, if not from anywhere.
    origin: Option<Origin>,
    /// Whether wasm-opt runs: it takes most of the time of a build whose crates are compiled.
    optimize: bool,
    /// Whether the checks are built with the modules.
    checks: bool,
}

/// Parses the arguments of `build` and builds.
pub fn run(mut args: lexopt::Parser) -> Result<()> {
    let root = repository::root();
    let mut modules = named("all")?;
    let mut out = root.join("pkg");
    let mut settings = Settings { origin: None, optimize: true, checks: false };
    while let Some(argument) = args.next()? {
        match argument {
            Long("module") => modules = named(&args.value()?.string()?)?,
            Long("out") => out = PathBuf::from(args.value()?),
            Long("toolchain") => settings.origin = Some(Origin::named(&args.value()?.string()?)?),
            Long("checks") => settings.checks = true,
            Long("no-opt") => settings.optimize = false,
            _ => return Err(argument.unexpected().into()),
        }
    }
    if !settings.optimize && out == root.join("pkg") {
        bail!("--no-opt is for trying things out: give a folder other than pkg with --out");
    }
    build(root, &modules, &out, settings)
}

/// Builds every module into `out`.
pub fn build_all(root: &Path, out: &Path) -> Result<()> {
    build(root, &named("all")?, out, Settings { origin: None, optimize: true, checks: false })
}

/// Builds `modules` beside `out` and puts them in its place at the end, so that
/// a build that fails leaves what was there.
fn build(root: &Path, modules: &[&Module], out: &Path, settings: Settings) -> Result<()> {
    npm::ensure(root, Packages::All)?;
    let toolchain = Toolchain::find(root, settings.origin)?;
    println!("compiling for wasm with {}", toolchain.version());
    // Before the build: an edit during it must leave `out` stale, not fresh.
    let hash = sources::hash(root)?;
    let wasm_opt_version = process::output(wasm_opt(root).arg("--version"))?;
    let new = folder::beside(out, ".new");
    folder::remove(&new)?;
    // wasm-opt has one thread: it works on a module while the next one is compiled.
    let mut optimizing = Vec::new();
    let checks = settings.checks.then(|| Checks::begin(root)).transpose()?;
    for module in modules {
        let dir = new.join(module.name);
        compile(root, &toolchain, module, "headline-lab", &dir)
            .with_context(|| format!("the module `{}` could not be built", module.name))?;
        if settings.optimize {
            optimizing.push(process::spawn(&mut optimize(root, module, &dir.join(WASM)))?);
        }
        if let Some(checks) = &checks {
            checks.add(root, &toolchain, module)?;
        }
    }
    for running in optimizing {
        running.finish()?;
    }
    let mut manifest = Manifest::new(hash.clone());
    for module in modules {
        let wasm = fs::read(new.join(module.name).join(WASM))?;
        manifest.add(module.name, &wasm, wasm_opt_version.trim(), toolchain.version())?;
    }
    if let Some(checks) = checks {
        checks.finish(root)?;
    }
    keep_others(&mut manifest, &hash, out, &new)?;
    manifest.write(&new)?;
    folder::replace(out, &new)?;
    print!("{}:\n{}", out.display(), manifest.summary());
    // At the end, so that a module that is too large can be looked into.
    if settings.optimize { manifest.check_sizes() } else { Ok(()) }
}

/// Where the checks of `tests/proof` are built, a folder a module. They have the modules' own flags and target folders, so
/// that they are linked of the very crates that the modules are; wasm-opt would take longer than they do.
pub fn checks_dir(root: &Path) -> PathBuf {
    root.join("target/checks")
}

/// Builds the checks for every module, if they are not there.
pub fn ensure_checks(root: &Path) -> Result<PathBuf> {
    let checks = checks_dir(root);
    let made_of = fs::read_to_string(checks.join(CHECKS_HASH)).unwrap_or_default();
    let modules = named("all")?;
    let complete = modules.iter().all(|module| checks.join(module.name).join(WASM).is_file());
    if !complete || made_of != sources::checks_hash(root)? {
        let toolchain = Toolchain::find(root, None)?;
        let building = Checks::begin(root)?;
        for module in modules {
            building.add(root, &toolchain, module)?;
        }
        building.finish(root)?;
    }
    Ok(checks)
}

/// Checks that are being built.
struct Checks {
    new: PathBuf,
    hash: String,
}

impl Checks {
    fn begin(root: &Path) -> Result<Self> {
        let new = folder::beside(&checks_dir(root), ".new");
        folder::remove(&new)?;
        Ok(Self { new, hash: sources::checks_hash(root)? })
    }

    /// Builds those for one module. Right after the module this takes seconds; later, the modules of one target folder
    /// have compiled over each other's crate.
    fn add(&self, root: &Path, toolchain: &Toolchain, module: &Module) -> Result<()> {
        compile(root, toolchain, module, "headline-proof", &self.new.join(module.name))
            .with_context(|| format!("the checks for the module `{}` could not be built", module.name))
    }

    fn finish(self, root: &Path) -> Result<()> {
        fs::write(self.new.join(CHECKS_HASH), self.hash)?;
        folder::replace(&checks_dir(root), &self.new)
    }
}

/// Compiles `package` as `module` says, and lets wasm-bindgen make `dir` of it.
fn compile(root: &Path, toolchain: &Toolchain, module: &Module, package: &str, dir: &Path) -> Result<()> {
    let target_dir = target_dir(root).join(module.target_dir);
    let features: Vec<_> = module.features.iter().map(|feature| format!("headline-lab/{feature}")).collect();
    let mut cargo = toolchain.build(root, module.rustflags)?;
    cargo
        .args(["--package", package, "--lib", "--profile", "wasm"])
        .args(["--features", &features.join(",")])
        .arg("--target-dir")
        .arg(&target_dir);
    process::run(&mut cargo)?;
    fs::create_dir_all(dir).with_context(|| format!("could not make {}", dir.display()))?;
    let compiled = target_dir.join(TARGET).join(format!("wasm/{}.wasm", package.replace('-', "_")));
    process::run(
        process::cargo(root)
            .args(["run", "--quiet", "--package", "xtask-bindgen", "--profile", "tool", "--"])
            .arg(&compiled)
            .arg(dir),
    )?;
    // These would type the raw exports of the wasm, which only wasm-bindgen's own script calls.
    folder::remove(&dir.join("headline_lab_bg.wasm.d.ts"))
}

/// wasm-opt on `wasm`, in its place.
fn optimize(root: &Path, module: &Module, wasm: &Path) -> Command {
    let mut command = wasm_opt(root);
    command.arg(WASM_OPT_LEVEL).args(WASM_FEATURES).args(module.wasm_features).arg("--output").arg(wasm).arg(wasm);
    command
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
