//! The page's libraries: copied from npm's packages to `www/vendor/`, where the
//! import map of `index.html` finds them.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::install::npm::{self, Packages};

/// One file of the page's libraries, or a folder of modules that name each other.
struct Library {
    package: &'static str,
    file: &'static str,
    /// Its name in `www/vendor/`: `index.html` and the page rely on it.
    name: &'static str,
}

#[rustfmt::skip]
const LIBRARIES: &[Library] = &[
    Library { package: "preact", file: "dist/preact.mjs", name: "preact.module.js" },
    Library { package: "preact", file: "hooks/dist/hooks.mjs", name: "preact-hooks.module.js" },
    Library { package: "htm", file: "dist/htm.module.js", name: "htm.module.js" },
    Library { package: "htm", file: "preact/index.module.js", name: "htm-preact.module.js" },
    Library { package: "@preact/signals", file: "dist/signals.module.js", name: "signals.module.js" },
    Library { package: "@preact/signals-core", file: "dist/signals-core.module.js", name: "signals-core.module.js" },
    Library { package: "uplot", file: "dist/uPlot.esm.js", name: "uPlot.esm.js" },
    Library { package: "uplot", file: "dist/uPlot.min.css", name: "uPlot.min.css" },
    Library { package: "fflate", file: "esm/browser.js", name: "fflate.module.js" },
    Library { package: "idb-keyval", file: "dist/index.js", name: "idb-keyval.module.js" },
    // A worker has no import map and names the file, beside which the type checker looks for its types.
    Library { package: "idb-keyval", file: "dist/index.d.ts", name: "idb-keyval.module.d.ts" },
    Library { package: "uqr", file: "dist/index.mjs", name: "uqr.module.js" },
    Library { package: "papaparse", file: "papaparse.js", name: "papaparse.module.js" },
    Library { package: "hyparquet", file: "src", name: "hyparquet" },
    Library { package: "fzstd", file: "esm/index.mjs", name: "fzstd.module.js" },
];

/// Makes `www/vendor/` hold the pinned libraries and their licences, fetching them if need be.
pub fn ensure(root: &Path) -> Result<()> {
    npm::ensure(root, Packages::Page)?;
    let vendor = root.join("www/vendor");
    for library in LIBRARIES {
        let package = root.join("node_modules").join(library.package);
        let (from, to) = (package.join(library.file), vendor.join(library.name));
        if from.is_dir() {
            copy_modules(&from, &to)?;
        } else {
            copy_module(&from, &to)?;
        }
        let licence = format!("licenses/{}.txt", library.package.trim_start_matches('@').replace('/', "-"));
        write_if_other(&vendor.join(licence), &licence_of(&package)?)?;
    }
    Ok(())
}

/// Copies the modules of a folder, but not what lies beside them.
fn copy_modules(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("could not read {}", from.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            copy_module(&path, &to.join(path.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

fn copy_module(from: &Path, to: &Path) -> Result<()> {
    write_if_other(to, &as_module(without_source_map(&read(from)?)))
}

/// A script that hands itself to `module.exports` becomes a module that hands that on.
fn as_module(text: &str) -> Cow<'_, str> {
    if !text.contains("define.amd") {
        return text.into();
    }
    let before = "const exports = {};\nconst module = { exports };\n";
    format!("{before}{text}\nexport default module.exports;\n").into()
}

/// The licence, which British packages spell so.
fn licence_of(package: &Path) -> Result<String> {
    read(&package.join("LICENSE")).or_else(|error| read(&package.join("LICENCE")).map_err(|_| error))
}

/// Drops the pointer to a source map: the maps stay behind, and every open
/// developer console would complain about the missing file.
fn without_source_map(text: &str) -> &str {
    text.split("//# sourceMappingURL=").next().unwrap_or(text)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}

fn write_if_other(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).with_context(|| format!("could not make {}", dir.display()))?;
    }
    fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::repository;

    #[test]
    fn the_table_is_what_the_page_ships() {
        let package = read(&repository::root().join("package.json")).unwrap();
        let package: Value = serde_json::from_str(&package).unwrap();
        let shipped = package["dependencies"].as_object().unwrap();
        for library in LIBRARIES {
            assert!(shipped.contains_key(library.package), "{}", library.package);
        }
        for name in shipped.keys() {
            assert!(LIBRARIES.iter().any(|l| l.package == name), "{name}");
        }
    }

    #[test]
    fn names_are_unique() {
        for (index, library) in LIBRARIES.iter().enumerate() {
            assert!(LIBRARIES[..index].iter().all(|l| l.name != library.name));
        }
    }

    #[test]
    fn a_script_becomes_a_module_and_a_module_stays_as_it_is() {
        let script = as_module("if (typeof define === 'function' && define.amd) {}");
        assert!(script.starts_with("const exports") && script.ends_with("export default module.exports;\n"));
        assert_eq!(as_module("export{a};"), "export{a};");
    }

    #[test]
    fn the_pointer_to_a_source_map_goes_and_nothing_else() {
        let text = "export{a};//# sourceMappingURL=a.map\n";
        assert_eq!(without_source_map(text), "export{a};");
        assert_eq!(without_source_map("export{a};\n"), "export{a};\n");
    }
}
