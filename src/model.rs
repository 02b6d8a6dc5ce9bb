//! The GPT-2: its parameters, its forward pass and its first values. It knows nothing of training.

mod block;
mod gpt;
mod init;

pub use block::{Block, Linear, Norm};
pub use gpt::{Cache, Gpt, Rows, Visitor};
