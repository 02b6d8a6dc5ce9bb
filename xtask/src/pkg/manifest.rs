//! `pkg/manifest.json`: which sources `pkg/` was made of, and what came out.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};

use super::limits::LIMITS;
use super::modules::MODULES;
use super::sources;

/// What is known about the modules of one folder.
pub struct Manifest {
    sources_sha256: String,
    modules: Map<String, Value>,
}

impl Manifest {
    /// A manifest without modules, for those made of the sources with this hash.
    pub fn new(sources_sha256: String) -> Self {
        Manifest { sources_sha256, modules: Map::new() }
    }

    /// Reads the manifest in `dir`; nothing where there is none that can be read.
    pub fn read(dir: &Path) -> Option<Self> {
        let text = fs::read_to_string(dir.join("manifest.json")).ok()?;
        let value: Value = serde_json::from_str(&text).ok()?;
        Some(Manifest {
            sources_sha256: value["sources_sha256"].as_str()?.to_owned(),
            modules: value["modules"].as_object()?.clone(),
        })
    }

    /// Whether the modules were made of the sources with this hash.
    pub fn is_of(&self, sources_sha256: &str) -> bool {
        self.sources_sha256 == sources_sha256
    }

    /// The modules of the table that it does not know.
    fn missing(&self) -> Vec<&'static str> {
        let names = MODULES.iter().map(|module| module.name);
        names.filter(|name| !self.modules.contains_key(*name)).collect()
    }

    /// The modules' names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.modules.keys().map(String::as_str)
    }

    /// Takes over what `other` knows about its module `name`.
    pub fn keep(&mut self, other: &Manifest, name: &str) {
        if let Some(module) = other.modules.get(name) {
            self.modules.insert(name.to_owned(), module.clone());
        }
    }

    /// Adds the module whose wasm is in `wasm`. `gzip_bytes` is what a static
    /// host that compresses well would send.
    pub fn add(&mut self, name: &str, wasm: &[u8], wasm_opt: &str, rustc: &str) -> Result<()> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(wasm)?;
        let module = json!({
            "bytes": wasm.len(),
            "gzip_bytes": gzip.finish()?.len(),
            "wasm_opt": wasm_opt,
            "rustc": rustc,
        });
        self.modules.insert(name.to_owned(), module);
        Ok(())
    }

    /// Writes `manifest.json` in `dir`.
    pub fn write(&self, dir: &Path) -> Result<()> {
        let value = json!({
            "sources_sha256": self.sources_sha256,
            "modules": self.modules,
        });
        let path = dir.join("manifest.json");
        let text = serde_json::to_string_pretty(&value)? + "\n";
        fs::write(&path, text).with_context(|| format!("could not write {}", path.display()))
    }

    /// Fails where a module has outgrown its limits.
    pub fn check_sizes(&self) -> Result<()> {
        let mut outgrown = Vec::new();
        for (name, module) in &self.modules {
            let Some(limit) = LIMITS.iter().find(|limit| limit.module == name) else {
                bail!("the module {name} has no limit: add one to xtask/src/pkg/limits.rs");
            };
            for (what, most) in [("bytes", limit.bytes), ("gzip_bytes", limit.gzip_bytes)] {
                let size = module[what].as_u64().unwrap_or(u64::MAX);
                if size > most {
                    outgrown.push(format!("{name} has {size} {what} and its limit is {most}"));
                }
            }
        }
        if !outgrown.is_empty() {
            bail!(
                "{}: make it smaller, or raise the limit in xtask/src/pkg/limits.rs and say why",
                outgrown.join("; ")
            );
        }
        Ok(())
    }

    /// One line a module, with its size.
    pub fn summary(&self) -> String {
        let megabytes = |value: &Value| value.as_f64().unwrap_or_default() / 1e6;
        self.modules
            .iter()
            .map(|(name, module)| {
                format!(
                    "  {name}: {:.2} MB, {:.2} MB compressed\n",
                    megabytes(&module["bytes"]),
                    megabytes(&module["gzip_bytes"]),
                )
            })
            .collect()
    }
}

/// Why the modules in `pkg_dir` are not the build of the sources below `root`,
/// with the remedy; nothing where they are.
pub fn staleness(root: &Path, pkg_dir: &Path) -> Result<Option<String>> {
    let Some(manifest) = Manifest::read(pkg_dir) else {
        return Ok(Some(format!(
            "{} holds no modules: the page can't train before `cargo xtask build` has made them",
            pkg_dir.display()
        )));
    };
    if !manifest.is_of(&sources::hash(root)?) {
        return Ok(Some(format!(
            "{} was made of other sources than those in src/ and kernels/: the page runs the older \
             engine until `cargo xtask build` has made it again",
            pkg_dir.display()
        )));
    }
    let missing = manifest.missing();
    if !missing.is_empty() {
        return Ok(Some(format!(
            "{} lacks the module {}, which the page loads where it can: make it with `cargo xtask build`",
            pkg_dir.display(),
            missing.join(" and ")
        )));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back_as_it_was_written() {
        let dir = std::env::temp_dir().join(format!("headline-manifest-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let mut manifest = Manifest::new("abc".into());
        manifest.add("plain", &[7; 5000], "132", "1.96.0").unwrap();
        manifest.write(&dir).unwrap();
        let read = Manifest::read(&dir).unwrap();
        fs::remove_dir_all(&dir).unwrap();
        assert!(read.is_of("abc") && !read.is_of("abd"));
        assert_eq!(read.names().collect::<Vec<_>>(), ["plain"]);
        assert_eq!(read.modules["plain"]["bytes"], 5000);
        assert!(read.modules["plain"]["gzip_bytes"].as_u64().unwrap() < 100);
    }

    #[test]
    fn a_module_that_outgrows_its_limit_is_refused() {
        for (limit, grown) in LIMITS.iter().flat_map(|limit| [(limit, 0), (limit, 1)]) {
            let mut manifest = Manifest::new("abc".into());
            let module = json!({ "bytes": limit.bytes + grown, "gzip_bytes": limit.gzip_bytes });
            manifest.modules.insert(limit.module.into(), module);
            assert_eq!(manifest.check_sizes().is_err(), grown > 0, "{}", limit.module);
        }
    }

    #[test]
    fn every_module_has_a_limit() {
        let limited: Vec<_> = LIMITS.iter().map(|limit| limit.module).collect();
        let names: Vec<_> = MODULES.iter().map(|module| module.name).collect();
        assert_eq!(limited, names);
    }

    #[test]
    fn a_module_that_was_not_built_is_missing() {
        let mut manifest = Manifest::new("abc".into());
        assert_eq!(manifest.missing().len(), MODULES.len());
        for module in MODULES {
            manifest.add(module.name, &[7; 10], "132", "1.96.0").unwrap();
        }
        assert!(manifest.missing().is_empty());
    }

    #[test]
    fn a_folder_without_a_manifest_is_stale() {
        let root = crate::repository::root();
        let told = staleness(root, &root.join("xtask")).unwrap().unwrap();
        assert!(told.contains("cargo xtask build"), "{told}");
    }
}
