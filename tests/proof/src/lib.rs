//! Checks that run on the host, under `cargo test`, and as wasm in a browser, in every module that the page ships.
//!
//! Each takes the bytes of its golden files and gives a [`Report`]; nothing here reads a file or knows where it runs.
//!
//! | module | what it holds to what |
//! |---|---|
//! | [`golden`] | model, gradients, optimizers, schedules and losses to PyTorch's golden files |
//! | [`sizes`] | what is too large to what is refused |
//! | [`state`] | a run that was kept and gone on with to one that was not |
//! | [`tokenizer`] | vocabulary, merges and ids to Hugging Face's |
//! | [`streams`] | the random streams to their recorded words; a run to itself |
//!
//! The kernels' own table is `headline_kernels::self_check`.

pub mod golden;
mod report;
pub mod sizes;
pub mod state;
pub mod streams;
pub mod tokenizer;
#[cfg(target_arch = "wasm32")]
mod web;

pub use report::Report;
