//! A Rust toolchain that can compile for wasm, found or installed.
//!
//! Every module is built with its own standard library (`-Z build-std`): threads
//! need that anyway, and one road is easier to keep than two. So the sources of
//! the standard library are what matters, and the wasm target is not.
//! `RUSTC_BOOTSTRAP` lets a stable toolchain take the flag.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::install::apt;
use crate::process;

/// The target of every module.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's current Rust, which it keeps for its browsers, with the standard
/// library's sources and a linker.
const DEBIAN: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];

/// Where a toolchain comes from.
#[derive(Clone, Copy, PartialEq)]
pub enum Origin {
    Rustup,
    Debian,
}

impl Origin {
    /// The origin of this name, for `--toolchain`.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "rustup" => Ok(Origin::Rustup),
            "debian" => Ok(Origin::Debian),
            _ => bail!("there is no toolchain `{name}`; there are rustup and debian"),
        }
    }
}

/// A cargo and a rustc that can compile for wasm.
pub struct Toolchain {
    origin: Origin,
    cargo: PathBuf,
    rustc: PathBuf,
    sysroot: PathBuf,
    version: String,
}

impl Toolchain {
    /// Finds a toolchain from `origin`, or from anywhere: what is installed
    /// comes before what would have to be downloaded.
    pub fn find(root: &Path, origin: Option<Origin>) -> Result<Self> {
        let rustup = origin != Some(Origin::Debian);
        let debian = origin != Some(Origin::Rustup);
        let found = rustup.then(|| Self::rustup(root)).flatten();
        let found = found.or_else(|| debian.then(Self::debian).flatten());
        if let Some(toolchain) = found {
            return Ok(toolchain);
        }
        if rustup
            && add_rust_src(root)
            && let Some(toolchain) = Self::rustup(root)
        {
            return Ok(toolchain);
        }
        if debian && apt::may_install() {
            apt::install(&DEBIAN)?;
            if let Some(toolchain) = Self::debian() {
                return Ok(toolchain);
            }
        }
        bail!(
            "no Rust toolchain here can compile for wasm: it needs the standard library's sources. \
             With rustup: `rustup component add rust-src`. On Debian, as root: `apt-get install {}`",
            DEBIAN.join(" ")
        )
    }

    /// The toolchain that compiles everything else, if it has the sources.
    fn rustup(root: &Path) -> Option<Self> {
        Self::with_sources(Origin::Rustup, "cargo".into(), "rustc".into(), root)
    }

    fn debian() -> Option<Self> {
        let bin = Path::new("/usr/bin");
        if !bin.join("rust-lld").is_file() {
            return None;
        }
        Self::with_sources(Origin::Debian, bin.join("cargo"), bin.join("rustc"), bin)
    }

    fn with_sources(origin: Origin, cargo: PathBuf, rustc: PathBuf, dir: &Path) -> Option<Self> {
        let ask = |argument: &[&str]| {
            let mut command = Command::new(&rustc);
            clean_environment(origin, &mut command);
            process::output(command.current_dir(dir).args(argument)).ok()
        };
        let sysroot = PathBuf::from(ask(&["--print", "sysroot"])?.trim());
        let version = ask(&["--version"])?.trim().to_owned();
        sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file().then_some(Toolchain {
            origin,
            cargo,
            rustc,
            sysroot,
            version,
        })
    }

    /// What its rustc calls itself.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// A `cargo build` for wasm of the package in `root`, with `rustflags`.
    pub fn build(&self, root: &Path, rustflags: &[&str]) -> Result<Command> {
        let mut cargo = self.cargo(root);
        cargo
            .args(["build", "--locked", "--target", TARGET])
            .args(["-Z", "build-std=std,panic_abort"])
            .env("CARGO_ENCODED_RUSTFLAGS", self.rustflags(root, rustflags)?);
        Ok(cargo)
    }

    fn cargo(&self, root: &Path) -> Command {
        let mut cargo = Command::new(&self.cargo);
        clean_environment(self.origin, &mut cargo);
        cargo.current_dir(root).env("RUSTC", &self.rustc).env("RUSTC_BOOTSTRAP", "1");
        if self.origin == Origin::Debian {
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "/usr/bin/rust-lld");
        }
        cargo
    }

    /// The module's flags and those that keep this machine's paths out of its
    /// panic messages, so that every machine makes the same module.
    fn rustflags(&self, root: &Path, flags: &[&str]) -> Result<String> {
        let sources = self.sysroot.join("lib/rustlib/src/rust");
        let mut flags: Vec<String> = flags.iter().map(|&flag| flag.to_owned()).collect();
        flags.push(format!("--remap-path-prefix={}=rust", sources.display()));
        for dir in self.registry_sources(root)? {
            flags.push(format!("--remap-path-prefix={}=crates", dir.display()));
        }
        Ok(flags.join("\x1f"))
    }

    /// Where cargo unpacks crates, one folder a registry.
    fn registry_sources(&self, root: &Path) -> Result<Vec<PathBuf>> {
        process::run(self.cargo(root).args(["fetch", "--locked"]))
            .context("the crates of Cargo.lock could not be fetched")?;
        let home = match std::env::var_os("CARGO_HOME") {
            Some(home) => PathBuf::from(home),
            None => std::env::home_dir().context("neither CARGO_HOME nor a home folder is known")?.join(".cargo"),
        };
        let sources = home.join("registry/src");
        let entries = sources.read_dir().with_context(|| format!("could not list {}", sources.display()))?;
        let mut dirs = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        dirs.sort();
        Ok(dirs)
    }
}

/// Whether rustup could add the standard library's sources.
fn add_rust_src(root: &Path) -> bool {
    if process::find("rustup").is_none() {
        return false;
    }
    let mut rustup = Command::new("rustup");
    rustup.current_dir(root).args(["component", "add", "rust-src"]);
    match process::run(&mut rustup) {
        Ok(()) => true,
        Err(error) => {
            println!("rustup could not add rust-src: {error:#}");
            false
        }
    }
}

/// Takes out what the cargo around us says about itself, which would reach into
/// another toolchain, and flags that were meant for the host.
fn clean_environment(origin: Origin, command: &mut Command) {
    for name in ["RUSTFLAGS", "RUSTC", "RUSTC_WORKSPACE_WRAPPER", "CARGO"] {
        command.env_remove(name);
    }
    if origin == Origin::Debian {
        for name in ["RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH", "RUSTC_WRAPPER"] {
            command.env_remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_have_names() {
        assert!(Origin::named("rustup").unwrap() == Origin::Rustup);
        assert!(Origin::named("debian").unwrap() == Origin::Debian);
        let told = Origin::named("nix").err().expect("unknown").to_string();
        assert!(told.contains("nix") && told.contains("debian"), "{told}");
    }

    #[test]
    fn a_toolchain_without_the_sources_is_none() {
        let missing = PathBuf::from("no-such-rustc");
        let dir = std::env::temp_dir();
        assert!(Toolchain::with_sources(Origin::Rustup, missing.clone(), missing, &dir).is_none());
    }
}
