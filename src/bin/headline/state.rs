//! A run's whole state in a file, with which it goes on here, in a tab or on another machine.

use anyhow::Context;
use headline_lab::checkpoint::state::{Writing, from_bytes, header_bytes, state_of};
use headline_lab::config::Config;
use headline_lab::data::TokenData;
use headline_lab::train::trainer::Trainer;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::rc::Rc;

/// The configuration of the run in a file, which says what headlines to prepare for it.
///
/// # Errors
/// A file that can't be read or holds no run.
pub fn config(path: &Path) -> anyhow::Result<Config> {
    let read = || {
        let mut file = File::open(path)?;
        let mut header = vec![0; 8];
        file.read_exact(&mut header)?;
        let length = header_bytes(*header.first_chunk().expect("eight bytes"))?;
        header.resize(length, 0);
        file.read_exact(&mut header[8..])?;
        Ok::<_, anyhow::Error>(state_of(&header)?.config().clone())
    };
    read().with_context(|| format!("{} can't be read as a run", path.display()))
}

/// The run of a file, on the data that it was trained on.
///
/// # Errors
/// A file that can't be read or is damaged, and other data.
pub fn read(path: &Path, data: TokenData) -> anyhow::Result<Trainer> {
    let bytes = fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
    from_bytes(&bytes, Rc::new(data)).with_context(|| path.display().to_string())
}

/// Writes the run. A file that is there is replaced only once the new one is whole.
///
/// # Errors
/// Where it can't be written.
pub fn write(path: &Path, trainer: &Trainer) -> anyhow::Result<()> {
    let part = path.with_extension("part");
    let write = || {
        let mut file = BufWriter::new(File::create(&part)?);
        let mut writing = Writing::new(trainer);
        while let Some(piece) = writing.next(trainer) {
            file.write_all(&piece)?;
        }
        file.into_inner()?.sync_all()?;
        fs::rename(&part, path)
    };
    write().with_context(|| format!("{} can't be written", path.display()))
}
