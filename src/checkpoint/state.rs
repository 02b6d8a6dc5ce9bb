//! A run's whole state as bytes: a safetensors file, which other programs read too, written and read a tensor at a
//! time, so that a state of 326 MB is never held a second time.
//!
//! The tensors are the model's parameters by their names, then the optimizer's moments by PyTorch's words before the
//! same names (`exp_avg.`, `exp_avg_sq.`, or `momentum_buffer.`). All else is JSON in the metadata, under
//! [`METADATA`]. The order and the header are this module's own, so that a header that differs from the one that it
//! would write for the same state is refused whole.

use crate::config::{Config, Optimizer};
use crate::data::TokenData;
use crate::model::{Gpt, Visitor};
use crate::train::trainer::Trainer;
use crate::train::trainer::state::{Part, State, StateError};
use burn::tensor::Tensor;
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// The metadata's key.
pub const METADATA: &str = "headline_run";

/// The most bytes that a header may claim: those of the deepest model are under a tenth of it.
pub const MAX_HEADER_BYTES: u64 = 4 << 20;

/// The length of the length that a safetensors file begins with.
const LENGTH_BYTES: usize = 8;

/// Why a state can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The header is no header of this kind.
    #[error("The run's checkpoint can't be read ({0}); take an older checkpoint.")]
    Header(String),
    /// The header says what can't be gone on from.
    #[error(transparent)]
    State(#[from] StateError),
    /// Too few bytes, or too many.
    #[error("The run's checkpoint has {found} bytes of numbers where {expected} belong; take an older checkpoint.")]
    Bytes {
        /// What the state says.
        expected: usize,
        /// What there are.
        found: usize,
    },
}

/// One tensor of the file.
#[derive(Clone, Copy, Debug)]
struct Entry {
    part: Part,
    /// Of the parameter in the model.
    index: usize,
    elements: usize,
}

/// The order of a file's tensors, and its header.
struct Layout {
    header: Vec<u8>,
    entries: Vec<Entry>,
}

impl Layout {
    fn of(gpt: &Gpt, state: &State) -> Self {
        let parameters = shapes(gpt);
        let mut header = Map::new();
        let text = serde_json::to_string(state).expect("plain data");
        header.insert("__metadata__".into(), json!({ "format": "pt", METADATA: text }));
        let mut entries = Vec::new();
        let mut offset = 0;
        for &part in state.parts() {
            for (index, (name, shape)) in parameters.iter().enumerate() {
                let elements = shape.iter().product::<usize>();
                let end = offset + elements * size_of::<f32>();
                let name = format!("{}{name}", prefix(part, state.config()));
                header.insert(name, json!({ "dtype": "F32", "shape": shape, "data_offsets": [offset, end] }));
                entries.push(Entry { part, index, elements });
                offset = end;
            }
        }
        Self { header: with_length(&Value::Object(header).to_string()), entries }
    }
}

fn prefix(part: Part, config: &Config) -> &'static str {
    match (part, config.optimizer) {
        (Part::Weights, _) => "",
        (Part::First, Optimizer::AdamW) => "exp_avg.",
        (Part::First, Optimizer::Sgd) => "momentum_buffer.",
        (Part::Second, _) => "exp_avg_sq.",
    }
}

fn shapes(gpt: &Gpt) -> Vec<(String, Vec<usize>)> {
    struct Shapes(Vec<(String, Vec<usize>)>);
    impl Visitor for Shapes {
        fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>) {
            self.0.push((name.to_owned(), parameter.dims().to_vec()));
        }
    }
    let mut shapes = Shapes(Vec::new());
    gpt.clone().visit(&mut shapes);
    shapes.0
}

/// The header with its length before it, padded so that the numbers are aligned.
fn with_length(json: &str) -> Vec<u8> {
    let length = json.len().next_multiple_of(LENGTH_BYTES);
    let mut bytes = Vec::with_capacity(LENGTH_BYTES + length);
    bytes.extend_from_slice(&(length as u64).to_le_bytes());
    bytes.extend_from_slice(json.as_bytes());
    bytes.resize(LENGTH_BYTES + length, b' ');
    bytes
}

/// How long a header is, its length's own bytes with it, from the first eight bytes of a file.
///
/// # Errors
/// One that is longer than any that is written.
pub fn header_bytes(first: [u8; LENGTH_BYTES]) -> Result<usize, ReadError> {
    match u64::from_le_bytes(first) {
        length if length > MAX_HEADER_BYTES => {
            Err(ReadError::Header(format!("its header claims {length} bytes, and {MAX_HEADER_BYTES} are the most")))
        }
        length => Ok(LENGTH_BYTES + length as usize),
    }
}

/// Writes the state of a run, which must not train meanwhile.
pub struct Writing {
    layout: Layout,
    /// Pieces written.
    done: usize,
}

impl Writing {
    /// Begins with the header.
    pub fn new(trainer: &Trainer) -> Self {
        Self { layout: Layout::of(trainer.gpt(), &trainer.state()), done: 0 }
    }

    /// The next piece of the file of the run that it began with: the header, then a tensor each; nothing after the last.
    pub fn next(&mut self, trainer: &Trainer) -> Option<Vec<u8>> {
        self.done += 1;
        let Some(tensor) = self.done.checked_sub(2) else { return Some(std::mem::take(&mut self.layout.header)) };
        let Entry { part, index, .. } = *self.layout.entries.get(tensor)?;
        Some(trainer.read_part(part, index, |values| values.iter().flat_map(|x| x.to_le_bytes()).collect()))
    }
}

/// The whole file of a run's state.
pub fn to_bytes(trainer: &Trainer) -> Vec<u8> {
    let mut writing = Writing::new(trainer);
    std::iter::from_fn(|| writing.next(trainer)).flatten().collect()
}

/// Reads a state, a tensor at a time.
pub struct Reading {
    trainer: Trainer,
    entries: Vec<Entry>,
    next: usize,
}

impl Reading {
    /// Begins with the header: its length and its text. `body_bytes` is how many bytes are there after it, so that nothing
    /// is allocated that the file only claims.
    ///
    /// # Errors
    /// A header that is none, or of another kind; another version; other data; another number of bytes.
    pub fn new(header: &[u8], body_bytes: usize, data: Rc<TokenData>) -> Result<Self, ReadError> {
        let state = state_of(header)?;
        state.check_model(&data)?;
        let expected = state.tensor_bytes();
        if expected != body_bytes as u64 {
            let expected = usize::try_from(expected).unwrap_or(usize::MAX);
            return Err(ReadError::Bytes { expected, found: body_bytes });
        }
        let trainer = Trainer::at(&state, data)?;
        let layout = Layout::of(trainer.gpt(), &state);
        if layout.header != header {
            return Err(ReadError::Header("its tensors are not those of its configuration".into()));
        }
        Ok(Self { trainer, entries: layout.entries, next: 0 })
    }

    /// Bytes of the tensor that comes next; nothing at the end.
    pub fn next_bytes(&self) -> Option<usize> {
        self.entries.get(self.next).map(|entry| entry.elements * size_of::<f32>())
    }

    /// Takes the next tensor.
    ///
    /// # Errors
    /// Another number of bytes than [`Self::next_bytes`].
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let expected = self.next_bytes().unwrap_or(0);
        if bytes.len() != expected {
            return Err(ReadError::Bytes { expected, found: bytes.len() });
        }
        if let Some(&Entry { part, index, .. }) = self.entries.get(self.next) {
            self.trainer.fill_part(part, index, |values| {
                for (value, bytes) in values.iter_mut().zip(bytes.as_chunks().0) {
                    *value = f32::from_le_bytes(*bytes);
                }
            });
        }
        self.next += 1;
        Ok(())
    }

    /// The run, which goes on where it stood.
    ///
    /// # Errors
    /// If tensors are missing.
    pub fn finish(self) -> Result<Trainer, ReadError> {
        match self.next_bytes() {
            None => Ok(self.trainer),
            Some(expected) => Err(ReadError::Bytes { expected, found: 0 }),
        }
    }
}

/// What the header says of the run, tensors aside.
///
/// # Errors
/// A header that is none, or of another kind.
pub fn state_of(header: &[u8]) -> Result<State, ReadError> {
    let unreadable = |what: &str| ReadError::Header(what.to_owned());
    let json = header.get(LENGTH_BYTES..).ok_or_else(|| unreadable("it has no header"))?;
    let header: Value = serde_json::from_slice(json).map_err(|error| ReadError::Header(error.to_string()))?;
    let text = header["__metadata__"][METADATA].as_str().ok_or_else(|| unreadable("it holds weights alone"))?;
    serde_json::from_str(text).map_err(|error| ReadError::Header(error.to_string()))
}

/// The run in the bytes of a whole file.
///
/// # Errors
/// What [`Reading`] refuses.
pub fn from_bytes(bytes: &[u8], data: Rc<TokenData>) -> Result<Trainer, ReadError> {
    let first = bytes.first_chunk().ok_or_else(|| ReadError::Header("it has no header".into()))?;
    let end = header_bytes(*first)?;
    let (header, mut body) = bytes.split_at_checked(end).ok_or_else(|| ReadError::Header("it is cut short".into()))?;
    let mut reading = Reading::new(header, body.len(), data)?;
    while let Some(length) = reading.next_bytes() {
        let (tensor, rest) = body.split_at(length);
        reading.take(tensor)?;
        body = rest;
    }
    reading.finish()
}
