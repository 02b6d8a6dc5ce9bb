//! A GPT-2 and its trainer for headlines, in a browser tab and on the host.
//!
//! Dependencies run one way: `headline-kernels` ← [`ops`] ← [`model`] ← [`train`] ← `web`.
//!
//! | module | what it holds |
//! |---|---|
//! | [`config`] | configuration, presets, sizes, validation |
//! | [`rng`] | the counter-based generator and its streams |
//! | [`data`] | uploads, split, token stream, batches |
//! | [`prepare`] | from a file to token ids, in pieces |
//! | [`tokenizer`] | byte-level BPE |
//! | [`model`] | the GPT-2: parameters, forward pass, first values |
//! | [`ops`] | the fused operations, a burn backend extension |
//! | [`checkpoint`] | weights as safetensors with Hugging Face's names |
//! | [`generate`] | headlines, next tokens, surprise |
//! | [`bench`] | what the benchmark page times |
//! | [`train`] | plan, optimizers, schedules, trainer, evaluation |

// The backend is the user's choice; burn calls it deprecated in favour of burn-flex, which is half as fast in wasm.
#![allow(deprecated)]

pub mod bench;
pub mod checkpoint;
pub mod config;
pub mod data;
pub mod generate;
pub mod model;
pub mod ops;
pub mod prepare;
pub mod rng;
pub mod tokenizer;
pub mod train;

#[cfg(target_arch = "wasm32")]
pub mod web;
