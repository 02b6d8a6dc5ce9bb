//! The modules of `pkg/`, one row each.

use anyhow::{Result, bail};

/// How one module is compiled.
#[derive(Debug)]
pub struct Module {
    /// Its folder in `pkg/`.
    pub name: &'static str,
    /// Features of the root package.
    pub features: &'static [&'static str],
    /// Flags of rustc. Modules with the same flags share a target folder, and
    /// so every compiled dependency.
    pub rustflags: &'static [&'static str],
    /// The folder below `target/` that modules with these flags share.
    pub target_dir: &'static str,
    /// Features of wasm that wasm-opt must let pass, beyond [`WASM_FEATURES`].
    pub wasm_features: &'static [&'static str],
}

/// Flags of a module for one thread.
const ONE_THREAD: &[&str] = &["-Ctarget-feature=+simd128"];

/// Flags of a module whose threads share a memory. The page makes that memory, with a maximum that the browser grants:
/// the one here is the most that a wasm of 32 bits can have. It begins with `INITIAL_PAGES` of `www/engine/memory.js` at
/// least, which must not be less than what is asked here.
const THREADS: &[&str] = &[
    "-Ctarget-feature=+simd128,+atomics,+bulk-memory",
    "-Clink-arg=--shared-memory",
    "-Clink-arg=--import-memory",
    "-Clink-arg=--initial-memory=16777216",
    "-Clink-arg=--max-memory=4294967296",
    // What wasm-bindgen gives every thread its own of.
    "-Clink-arg=--export=__wasm_init_tls",
    "-Clink-arg=--export=__tls_size",
    "-Clink-arg=--export=__tls_align",
    "-Clink-arg=--export=__tls_base",
    "-Clink-arg=--export=__heap_base",
];

/// Every module, the one that runs everywhere first. Relaxed SIMD is no flag of the whole build, which would break a
/// dependency of burn-ndarray: the kernels enable it for themselves, and each pair shares all that is compiled below
/// them.
pub const MODULES: &[Module] = &[
    Module {
        name: "plain",
        features: &[],
        rustflags: ONE_THREAD,
        target_dir: "wasm",
        wasm_features: &["--enable-simd"],
    },
    Module {
        name: "relaxed",
        features: &["relaxed"],
        rustflags: ONE_THREAD,
        target_dir: "wasm",
        wasm_features: &["--enable-simd", "--enable-relaxed-simd"],
    },
    Module {
        name: "threads-plain",
        features: &["threads"],
        rustflags: THREADS,
        target_dir: "wasm-threads",
        wasm_features: &["--enable-simd", "--enable-threads"],
    },
    Module {
        name: "threads-relaxed",
        features: &["relaxed", "threads"],
        rustflags: THREADS,
        target_dir: "wasm-threads",
        wasm_features: &["--enable-simd", "--enable-relaxed-simd", "--enable-threads"],
    },
];

/// What rustc and wasm-bindgen use in every module.
pub const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How hard wasm-opt tries: -O3 takes a quarter longer, for a hundredth of the size and the same speed.
pub const WASM_OPT_LEVEL: &str = "-O2";

/// The modules of this name; `all` is every one.
pub fn named(name: &str) -> Result<Vec<&'static Module>> {
    let chosen: Vec<_> = MODULES.iter().filter(|module| name == "all" || module.name == name).collect();
    if chosen.is_empty() {
        let names: Vec<_> = MODULES.iter().map(|module| module.name).collect();
        bail!("there is no module `{name}`; there are {} and all", names.join(", "));
    }
    Ok(chosen)
}

/// The tables above as text: a module depends on them as it does on its sources.
pub fn recipe() -> String {
    format!("{MODULES:?} {WASM_FEATURES:?} {WASM_OPT_LEVEL}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_found_by_its_name_and_all_are_all() {
        assert_eq!(named("plain").unwrap().len(), 1);
        assert_eq!(named("all").unwrap().len(), MODULES.len());
        let told = named("plane").expect_err("no such module").to_string();
        assert!(told.contains("plane") && told.contains("plain"), "{told}");
    }

    #[test]
    fn other_flags_need_another_target_folder() {
        for a in MODULES {
            for b in MODULES {
                assert_eq!(a.rustflags == b.rustflags, a.target_dir == b.target_dir);
            }
        }
    }
}
