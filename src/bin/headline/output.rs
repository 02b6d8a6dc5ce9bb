//! Lines on standard output, which a reader may close at any time.

use serde::Serialize;
use std::io::{self, Write};

/// Writes `value` as one line of JSON.
///
/// # Errors
/// Where standard output can't be written to.
pub fn json_line(value: &impl Serialize) -> anyhow::Result<()> {
    let mut line = serde_json::to_string(value)?;
    line.push('\n');
    write(&line)
}

/// Writes `text` and a line's end.
///
/// # Errors
/// Where standard output can't be written to.
pub fn text_line(text: &str) -> anyhow::Result<()> {
    write(&format!("{text}\n"))
}

/// One write and a flush for a line, so that a reader has it at once and whole.
fn write(line: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(line.as_bytes())?;
    Ok(stdout.flush()?)
}

/// Whether an error is that of a reader that has gone.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    kinds.into_iter().any(|kind| kind == io::ErrorKind::BrokenPipe)
}
