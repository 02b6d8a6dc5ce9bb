//! `headline`: the trainer of the page on the host, with results as JSON lines on standard output.

mod args;
mod eval;
mod export;
mod folder;
mod generate;
mod output;
mod record;
mod source;
mod state;
mod tokenize;
mod train;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Trains small GPT-2s on headlines, measures them, and writes headlines with them.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train a model; one JSON object a line tells the plan, each step and each evaluation
    Train(train::Train),
    /// Compute the validation losses of a trained model
    Eval(eval::Eval),
    /// Write headlines with a trained model
    Generate(generate::Generate),
    /// Train a tokenizer, count tokens, or show how it cuts a text
    Tokenize(tokenize::Tokenize),
    /// Write the configuration that a preset, a size and changes make
    Config(args::ConfigArgs),
    /// Make a folder that Hugging Face's `transformers` loads
    Export(export::Export),
}

/// What a shell reports of a program whose reader has gone: 128 and the number of SIGPIPE.
const READER_GONE: u8 = 141;

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Train(train) => train.run(),
        Command::Eval(eval) => eval.run(),
        Command::Generate(generate) => generate.run(),
        Command::Tokenize(tokenize) => tokenize.run(),
        Command::Config(config) => config.resolve().and_then(|resolved| output::json_line(&resolved.config)),
        Command::Export(export) => export.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if output::is_broken_pipe(&error) => ExitCode::from(READER_GONE),
        Err(error) => {
            eprintln!("headline: {error:#}");
            ExitCode::FAILURE
        }
    }
}
