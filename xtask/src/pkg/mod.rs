//! `pkg/`: what wasm-bindgen and wasm-opt make of `src/`, and how to tell
//! whether it is the build of the sources beside it.

pub mod build;
pub mod manifest;
mod modules;
mod sources;
mod toolchain;
