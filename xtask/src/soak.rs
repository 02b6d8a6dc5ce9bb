//! `cargo xtask soak`: checks that take too long for every change. Each is a row of [`SOAKS`]; a new one is added there.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::stages::Stages;
use crate::test::browser;
use crate::{process, repository};

/// A long check.
struct Soak {
    name: &'static str,
    what: &'static str,
    run: fn(&Path) -> Result<()>,
}

/// The long checks, the shortest first.
const SOAKS: &[Soak] = &[
    Soak {
        name: "transformers",
        what: "golden logits against Hugging Face's own GPT-2, in a Python with the pinned versions",
        run: transformers,
    },
    Soak {
        name: "folder",
        what: "an exported folder, whole and in half precision, as transformers loads it",
        run: folder,
    },
    Soak { name: "kernels", what: "every kernel against its oracle, on thousands of random sizes", run: kernels },
    Soak {
        name: "readers",
        what: "files of every kind, damaged 200,000 times each: they are read or refused, never a panic",
        run: readers,
    },
    Soak {
        name: "configurations",
        what: "thousands of configurations over the whole range: each is refused by name or trains",
        run: configurations,
    },
    Soak {
        name: "reloads",
        what: "a training that is reloaded 50 times at random moments ends where an undisturbed one does",
        run: |root| lasting(root, "reloads at random", ("HEADLINE_RELOADS", "50")),
    },
    Soak {
        name: "lockstep",
        what: "ten Classroom runs in lock-step for ten minutes, in memory that does not grow",
        run: |root| lasting(root, "in lock-step", ("HEADLINE_LOCKSTEP_S", "600")),
    },
];

/// Parses the arguments of `soak` and runs the checks that they name, or all.
pub fn run(mut args: lexopt::Parser) -> Result<()> {
    let mut chosen = Vec::new();
    while let Some(argument) = args.next()? {
        match argument {
            Long("list") => {
                SOAKS.iter().for_each(|soak| println!("{:16}{}", soak.name, soak.what));
                return Ok(());
            }
            Value(name) => chosen.push(named(&name.string()?)?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if chosen.is_empty() {
        chosen.extend(SOAKS);
    }
    let root = repository::root();
    let mut stages = Stages::default();
    for soak in chosen {
        stages.run(soak.name, || (soak.run)(root).map(|()| String::new()));
    }
    stages.finish()
}

fn named(name: &str) -> Result<&'static Soak> {
    let Some(soak) = SOAKS.iter().find(|soak| soak.name == name) else {
        let names: Vec<_> = SOAKS.iter().map(|soak| soak.name).collect();
        bail!("there is no long check `{name}`; there are {}", names.join(", "));
    };
    Ok(soak)
}

fn kernels(root: &Path) -> Result<()> {
    let mut cargo = process::cargo(root);
    cargo.args(["test", "--locked", "--package", "headline-kernels", "--features", "threads"]);
    process::run(cargo.env("PROPTEST_CASES", "2000"))
}

fn readers(root: &Path) -> Result<()> {
    let mut cargo = process::cargo(root);
    cargo.args(["test", "--locked", "--package", "headline-lab", "--test", "readers"]);
    process::run(cargo.env("PROPTEST_CASES", "200000"))
}

fn configurations(root: &Path) -> Result<()> {
    let mut cargo = process::cargo(root);
    cargo.args(["test", "--locked", "--package", "headline-lab", "--test", "faults"]);
    process::run(cargo.env("PROPTEST_CASES", "3000").env("HEADLINE_SOAK", "1"))
}

/// A test of `lasting.test.js`, as long as the variable says.
fn lasting(root: &Path, test: &str, (name, value): (&str, &str)) -> Result<()> {
    let mut node = browser::node_runner(root, 1, &browser::ready(root)?)?;
    node.arg("--test-name-pattern").arg(test).arg(root.join("tests/browser/lasting.test.js"));
    process::run(node.env(name, value))
}

fn transformers(root: &Path) -> Result<()> {
    python(root, Path::new("check_transformers.py"), &[])
}

fn folder(root: &Path) -> Result<()> {
    process::run(process::cargo(root).args(["build", "--locked", "--bin", "headline"]))?;
    let arguments = [root.join("target/debug/headline"), root.join("assets/sample/headlines.txt")];
    python(root, Path::new("check_folder.py"), &arguments)
}

/// Makes a Python environment below `target/` once, and runs a script of `assets/golden` in it.
fn python(root: &Path, script: &Path, arguments: &[PathBuf]) -> Result<()> {
    let golden = root.join("assets/golden");
    let venv = root.join("target/golden-venv");
    let python = venv.join("bin/python");
    if !python.is_file() {
        process::run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    process::run(Command::new(&python).args(pip).arg(golden.join("requirements.txt")))?;
    process::run(Command::new(&python).arg(golden.join(script)).args(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_check_is_found_by_its_name_and_another_is_refused_with_the_names() {
        for soak in SOAKS {
            assert_eq!(named(soak.name).unwrap().what, soak.what);
        }
        let told = named("kernel").err().expect("no such check").to_string();
        assert!(told.contains("`kernel`") && told.contains("kernels, readers, configurations"), "{told}");
    }
}
