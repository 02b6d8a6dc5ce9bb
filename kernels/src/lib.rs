//! The arithmetic of a GPT on slices of `f32`.
//!
//! Every function takes plain slices and small `Copy` structs, and writes into slices of its caller; what it needs
//! for itself comes from the reused buffers of [`scratch`]. Matrices are row-major. All of the project's `unsafe`
//! code is here, behind a safe interface: sizes are checked, and a wrong one panics with its name and value.
//!
//! | module | what it computes |
//! |---|---|
//! | [`gemm`] | matrix products, every transposition, with bias or accumulation |
//! | [`attention`] | causal multi-head attention over a fused qkv, with RoPE and dropout; and over a key-value cache |
//! | [`norm`] | layer norm and RMS norm |
//! | [`gelu`] | the exact GELU |
//! | [`cross_entropy`] | softmax cross-entropy fused with the tied head, in row chunks |
//! | [`embedding`] | gather of token and position rows, and the scatter-add of their gradients |
//! | [`dropout`] | dropout whose mask is recomputed from a counter, fused with the residual sum |
//! | [`optimizer`] | AdamW and SGD as PyTorch defines them |
//! | [`reduce`] | sums of squares, column sums, the check for non-finite values |
//! | [`philox`] | the counter-based generator under dropout |
//! | [`rope`] | the table of rotary position embeddings |
//! | [`simd`] | four-lane values: wasm SIMD, and scalar code that is always compiled; the one place that chooses |
//! | [`scratch`] | reused buffers |
//! | [`heap`] | the allocator, which counts what is held |
//! | [`parallel`] | loops that threads share |
//! | [`measure`] | what benchmarks time: each kernel at one size, checked |

pub mod attention;
pub mod cross_entropy;
pub mod dropout;
pub mod embedding;
pub mod gelu;
pub mod gemm;
pub mod heap;
pub mod measure;
pub mod norm;
pub mod optimizer;
pub mod parallel;
pub mod philox;
pub mod reduce;
pub mod rope;
pub mod scratch;
pub mod simd;

#[cfg(any(test, feature = "self-check"))]
mod check;
#[cfg(feature = "self-check")]
pub use check::self_check;
