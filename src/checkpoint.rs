//! What of a run outlives it: weights in Hugging Face's names, the files that its libraries read beside them, and the
//! whole state of a run, from which it goes on bit for bit.

pub mod folder;
pub mod hugging_face;
pub mod state;
mod weights;

pub use weights::{CheckpointError, Precision, load_weights, to_safetensors, to_safetensors_of};
