//! What the commands' arguments have in common.

use anyhow::Result;
use lexopt::Parser;

/// Refuses whatever is left on the command line.
pub fn no_more(args: &mut Parser) -> Result<()> {
    match args.next()? {
        None => Ok(()),
        Some(argument) => Err(argument.unexpected().into()),
    }
}
