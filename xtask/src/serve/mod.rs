//! `cargo xtask serve`: the page on this machine, as a static host would serve it,
//! with the headers that let it use threads.

mod files;
mod mime;
mod server;
pub mod vendor;

use std::path::PathBuf;

use anyhow::Result;
use lexopt::prelude::*;

pub use files::Site;
pub use server::Server;

use crate::{pkg, repository};

/// The port unless another one is asked for.
const PORT: u16 = 8080;

/// Parses the arguments of `serve` and serves until the process is ended.
pub fn run(mut args: lexopt::Parser) -> Result<()> {
    let root = repository::root();
    let mut port = PORT;
    let mut pkg_dir = root.join("pkg");
    while let Some(argument) = args.next()? {
        match argument {
            Long("port") => port = args.value()?.parse()?,
            Long("pkg") => pkg_dir = PathBuf::from(args.value()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    // The port comes first: who asked for a taken one should not wait for npm to learn it.
    let server = Server::bind(port)?;
    vendor::ensure(root)?;
    if let Some(warning) = pkg::manifest::staleness(root, &pkg_dir)? {
        eprintln!("warning: {warning}");
    }
    println!("Headline Lab is at {}", server.address());
    match server.serve(Site::of_repository(root, &pkg_dir))? {}
}
