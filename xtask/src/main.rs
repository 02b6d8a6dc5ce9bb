//! `cargo xtask`: serves, builds, tests and checks Headline Lab.
//!
//! Each command is one thin module; CI calls the same commands as a person.

mod bench;
mod check;
mod dist;
mod folder;
mod install;
mod pkg;
mod process;
mod repository;
mod results;
mod sample;
mod serve;
mod soak;
mod stages;
mod supply;
mod test;
mod tidy;

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::ValueExt;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N] [--pkg DIR]
        serve the page on 127.0.0.1 (port 8080; 0 takes a free one)
  test [--only rust|browser|engines]
        install what is missing and run every test
  build [--module NAME|all] [--out DIR] [--toolchain rustup|debian] [--no-opt]
        compile src/ to pkg/: needs a Rust toolchain for wasm, which it finds or installs;
        --no-opt leaves wasm-opt out, for trials in a folder other than pkg/;
        --checks builds the checks that run as wasm, too
  check [--release]
        format, lint, type-check, keep the invariants of ARCHITECTURE.md;
        --release refuses a pkg/ that is not the build of its sources, too
  dist [--out DIR] [--pkg DIR]
        make the folder for a static host (dist)
  bench [--mode M].. [--size S].. [--pkg DIR] [--json] [NAME=VALUE]..
        run bench.html in headless Chromium, with settings of its address
  results [--data FILE] [--titles N] [--size S] [--seeds N] [--lesson ID]..
        train the lessons' runs that are missing and write docs/results.md, its
        record (docs/results/runs.jsonl) and assets/recorded; [--render] trains
        none, [--runs DIR] is where they are, [--headline PROGRAM] trains them
  licences
        write docs/licences.md: what is under which licence
  sample
        write the bundled sample again from its seed
  soak [--list] [NAME]..
        run the checks that take too long for every change
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let wants_help = |argument: String| argument == "--help" || argument == "-h";
    if std::env::args().len() < 2 || std::env::args().any(wants_help) {
        print!("{HELP}");
        return Ok(());
    }
    let mut args = lexopt::Parser::from_env();
    let name = args.value()?.string()?;
    match name.as_str() {
        "serve" => serve::run(args),
        "test" => test::run(args),
        "build" => pkg::build::run(args),
        "check" => check::run(args),
        "dist" => dist::run(args),
        "bench" => bench::run(args),
        "results" => results::run(args),
        "sample" => written(args, sample::write),
        "licences" => written(args, supply::licences::write),
        "soak" => soak::run(args),
        _ => bail!("there is no command `{name}`; `cargo xtask --help` lists them"),
    }
}

/// A command without arguments that writes something of the repository, and tells what.
fn written<T: Display>(mut args: lexopt::Parser, write: fn(&Path) -> Result<T>) -> Result<()> {
    if let Some(argument) = args.next()? {
        return Err(argument.unexpected().into());
    }
    println!("{}", write(repository::root())?);
    Ok(())
}
