//! A run's state as bytes, a piece at a time, and a run from such bytes.

use super::run::{Dataset, Run};
use super::wire::Thrown;
use crate::checkpoint::state::{self, ReadError, Writing};
use crate::tokenizer::Tokenizer;
use crate::train::trainer::Trainer;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

impl From<ReadError> for Thrown {
    fn from(error: ReadError) -> Self {
        Self::new("checkpoint", error)
    }
}

/// The CRC-32 of bytes that come in pieces.
#[wasm_bindgen]
#[derive(Default)]
pub struct Checksum(crc32fast::Hasher);

#[wasm_bindgen]
impl Checksum {
    /// Of nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The sum of all pieces; the object is of no more use.
    pub fn finish(self) -> u32 {
        self.0.finalize()
    }
}

#[wasm_bindgen]
impl Run {
    /// Begins to write the run's state. The run must not advance before the last piece.
    pub fn write_state(&self) -> StateWriting {
        let writing = Writing::new(&self.trainer.borrow());
        StateWriting { trainer: Rc::clone(&self.trainer), writing }
    }
}

/// A run's state that is being written, a piece at a time.
#[wasm_bindgen]
pub struct StateWriting {
    trainer: Rc<RefCell<Trainer>>,
    writing: Writing,
}

#[wasm_bindgen]
impl StateWriting {
    /// The next piece; nothing after the last.
    pub fn next(&mut self) -> Option<Vec<u8>> {
        self.writing.next(&self.trainer.borrow())
    }
}

/// How many bytes of a state its header takes, told by its first eight.
///
/// # Errors
/// Code `checkpoint`.
#[wasm_bindgen]
pub fn state_header_bytes(first: &[u8]) -> Result<usize, JsValue> {
    let cut = || ReadError::Header("it is cut short".into());
    let first = first.first_chunk().ok_or_else(cut).map_err(Thrown::from)?;
    Ok(state::header_bytes(*first).map_err(Thrown::from)?)
}

/// A run that is read from its bytes, a tensor at a time.
#[wasm_bindgen]
pub struct StateReading {
    reading: state::Reading,
    tokenizer: Rc<Tokenizer>,
}

#[wasm_bindgen]
impl StateReading {
    /// Begins with the header. `body_bytes` is how many bytes are there after it.
    ///
    /// # Errors
    /// Code `checkpoint`.
    #[wasm_bindgen(constructor)]
    pub fn new(header: &[u8], body_bytes: usize, dataset: &Dataset) -> Result<StateReading, JsValue> {
        let reading = state::Reading::new(header, body_bytes, Rc::clone(&dataset.data)).map_err(Thrown::from)?;
        Ok(Self { reading, tokenizer: Rc::clone(&dataset.tokenizer) })
    }

    /// Bytes of the piece that [`Self::take`] takes next; nothing where all are taken.
    pub fn next_bytes(&self) -> Option<usize> {
        self.reading.next_bytes()
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// Code `checkpoint`.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        Ok(self.reading.take(bytes).map_err(Thrown::from)?)
    }

    /// The run, which goes on where it stood.
    ///
    /// # Errors
    /// Code `checkpoint`.
    pub fn finish(self) -> Result<Run, JsValue> {
        Ok(Run::of(self.reading.finish().map_err(Thrown::from)?, &self.tokenizer))
    }
}
