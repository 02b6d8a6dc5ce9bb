//! The model's operations on burn tensors: fused, with hand-written forward and backward, over the slices of
//! [`headline_kernels`].
//!
//! The trait [`Ops`] is a burn backend extension for NdArray and Autodiff. Each operation lives in a file of its own
//! with both implementations, has a wrapper here, and has its reference, made of burn's own operations, in
//! [`reference`], against which it is tested. All tensors are contiguous f32.

pub mod buffer;
pub mod profile;
pub mod reference;
pub mod sums;

mod attention;
mod cross_entropy;
mod dropout;
mod embedding;
mod gelu;
mod linear;
mod norm;
mod tape;

pub use attention::{Attention, KeyValue, attention_cached, attention_map};
pub use cross_entropy::{cross_entropy_sum, logits};
pub use dropout::Masked;
pub use embedding::TokenIds;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, NdArray, backend_extension};
use burn::tensor::Tensor;
use tape::CheckpointStrategy;

/// The fused operations. `N` is rows (tokens), `d` the width of the model.
#[backend_extension(Autodiff, NdArray)]
pub trait Ops: Backend {
    /// x · weight + bias.
    fn linear(x: FloatTensor<Self>, weight: FloatTensor<Self>, bias: FloatTensor<Self>) -> FloatTensor<Self>;
    /// Layer norm of each row.
    fn layer_norm(x: FloatTensor<Self>, weight: FloatTensor<Self>, bias: FloatTensor<Self>) -> FloatTensor<Self>;
    /// RMS norm of each row.
    fn rms_norm(x: FloatTensor<Self>, weight: FloatTensor<Self>) -> FloatTensor<Self>;
    /// Exact GELU.
    fn gelu(x: FloatTensor<Self>) -> FloatTensor<Self>;
    /// Causal attention over a fused qkv.
    fn attention(qkv: FloatTensor<Self>, attention: Attention) -> FloatTensor<Self>;
    /// Rows of the token table.
    fn embed_tokens(wte: FloatTensor<Self>, ids: TokenIds) -> FloatTensor<Self>;
    /// Rows of the token table plus rows of the position table.
    fn embed(wte: FloatTensor<Self>, wpe: FloatTensor<Self>, ids: TokenIds) -> FloatTensor<Self>;
    /// Dropout.
    fn dropout(x: FloatTensor<Self>, masked: Masked) -> FloatTensor<Self>;
    /// residual + dropout(x).
    fn residual(residual: FloatTensor<Self>, x: FloatTensor<Self>, masked: Option<Masked>) -> FloatTensor<Self>;
    /// Scaled cross-entropy of the tied head.
    fn cross_entropy(x: FloatTensor<Self>, wte: FloatTensor<Self>, targets: TokenIds, scale: f32) -> FloatTensor<Self>;
}

/// x `[N, in]` · weight `[in, out]` + bias `[out]` → `[N, out]`.
pub fn linear(x: Tensor<2>, weight: Tensor<2>, bias: Tensor<1>) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::linear(x.into_dispatch(), weight.into_dispatch(), bias.into_dispatch()))
}

/// (x − mean) / √(variance + 1e-5) · weight + bias for each row of x `[N, d]` (PyTorch's `LayerNorm`).
pub fn layer_norm(x: Tensor<2>, weight: Tensor<1>, bias: Tensor<1>) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::layer_norm(x.into_dispatch(), weight.into_dispatch(), bias.into_dispatch()))
}

/// x / √(mean(x²) + 1e-5) · weight for each row of x `[N, d]` (PyTorch's `RMSNorm`).
pub fn rms_norm(x: Tensor<2>, weight: Tensor<1>) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::rms_norm(x.into_dispatch(), weight.into_dispatch()))
}

/// x · (1 + erf(x / √2)) / 2 (Hendrycks and Gimpel 2016).
pub fn gelu(x: Tensor<2>) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::gelu(x.into_dispatch()))
}

/// Causal multi-head attention over qkv `[N, 3·d]` → `[N, d]`.
pub fn attention(qkv: Tensor<2>, attention: Attention) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::attention(qkv.into_dispatch(), attention))
}

/// wte[id] (+ wpe[position]) for each id → `[N, d]`.
pub fn embedding(wte: Tensor<2>, wpe: Option<Tensor<2>>, ids: TokenIds) -> Tensor<2> {
    Tensor::from_dispatch(match wpe {
        Some(wpe) => Dispatch::embed(wte.into_dispatch(), wpe.into_dispatch(), ids),
        None => Dispatch::embed_tokens(wte.into_dispatch(), ids),
    })
}

/// Dropout of x `[N, d]`.
pub fn dropout(x: Tensor<2>, masked: Masked) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::dropout(x.into_dispatch(), masked))
}

/// residual + dropout(x), both `[N, d]`.
pub fn residual(residual: Tensor<2>, x: Tensor<2>, masked: Option<Masked>) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::residual(residual.into_dispatch(), x.into_dispatch(), masked))
}

/// `scale` times the summed cross-entropy, in nats, of the logits x `[N, d]` · wteᵀ `[d, V]` against `targets` → `[1]`.
///
/// A tracked call computes the gradients at once, chunk by chunk, so that the logits are never whole in memory.
pub fn cross_entropy(x: Tensor<2>, wte: Tensor<2>, targets: TokenIds, scale: f32) -> Tensor<1> {
    Tensor::from_dispatch(Dispatch::cross_entropy(x.into_dispatch(), wte.into_dispatch(), targets, scale))
}

impl Ops for NdArray {
    fn linear(x: FloatTensor<Self>, weight: FloatTensor<Self>, bias: FloatTensor<Self>) -> FloatTensor<Self> {
        linear::forward(&x, &weight, &bias)
    }

    fn layer_norm(x: FloatTensor<Self>, weight: FloatTensor<Self>, bias: FloatTensor<Self>) -> FloatTensor<Self> {
        norm::layer_norm(&x, &weight, &bias).0
    }

    fn rms_norm(x: FloatTensor<Self>, weight: FloatTensor<Self>) -> FloatTensor<Self> {
        norm::rms_norm(&x, &weight).0
    }

    fn gelu(x: FloatTensor<Self>) -> FloatTensor<Self> {
        gelu::forward(&x)
    }

    fn attention(qkv: FloatTensor<Self>, attention: Attention) -> FloatTensor<Self> {
        attention::forward(&qkv, &attention)
    }

    fn embed_tokens(wte: FloatTensor<Self>, ids: TokenIds) -> FloatTensor<Self> {
        embedding::forward(&wte, None, &ids)
    }

    fn embed(wte: FloatTensor<Self>, wpe: FloatTensor<Self>, ids: TokenIds) -> FloatTensor<Self> {
        embedding::forward(&wte, Some(&wpe), &ids)
    }

    fn dropout(x: FloatTensor<Self>, masked: Masked) -> FloatTensor<Self> {
        dropout::forward(&x, masked)
    }

    fn residual(residual: FloatTensor<Self>, x: FloatTensor<Self>, masked: Option<Masked>) -> FloatTensor<Self> {
        dropout::residual(&residual, &x, masked)
    }

    fn cross_entropy(x: FloatTensor<Self>, wte: FloatTensor<Self>, targets: TokenIds, scale: f32) -> FloatTensor<Self> {
        cross_entropy::forward(&x, &wte, &targets, scale)
    }
}

impl<C: CheckpointStrategy> Ops for Autodiff<NdArray, C> {
    fn linear(x: FloatTensor<Self>, weight: FloatTensor<Self>, bias: FloatTensor<Self>) -> FloatTensor<Self> {
        linear::tracked::<C>(x, weight, bias)
    }

    fn layer_norm(x: FloatTensor<Self>, weight: FloatTensor<Self>, bias: FloatTensor<Self>) -> FloatTensor<Self> {
        norm::tracked_layer_norm::<C>(x, weight, bias)
    }

    fn rms_norm(x: FloatTensor<Self>, weight: FloatTensor<Self>) -> FloatTensor<Self> {
        norm::tracked_rms_norm::<C>(x, weight)
    }

    fn gelu(x: FloatTensor<Self>) -> FloatTensor<Self> {
        gelu::tracked::<C>(x)
    }

    fn attention(qkv: FloatTensor<Self>, attention: Attention) -> FloatTensor<Self> {
        attention::tracked::<C>(qkv, attention)
    }

    fn embed_tokens(wte: FloatTensor<Self>, ids: TokenIds) -> FloatTensor<Self> {
        embedding::tracked_tokens::<C>(wte, ids)
    }

    fn embed(wte: FloatTensor<Self>, wpe: FloatTensor<Self>, ids: TokenIds) -> FloatTensor<Self> {
        embedding::tracked::<C>(wte, wpe, ids)
    }

    fn dropout(x: FloatTensor<Self>, masked: Masked) -> FloatTensor<Self> {
        dropout::tracked::<C>(x, masked)
    }

    fn residual(residual: FloatTensor<Self>, x: FloatTensor<Self>, masked: Option<Masked>) -> FloatTensor<Self> {
        dropout::tracked_residual::<C>(residual, x, masked)
    }

    fn cross_entropy(x: FloatTensor<Self>, wte: FloatTensor<Self>, targets: TokenIds, scale: f32) -> FloatTensor<Self> {
        cross_entropy::tracked::<C>(x, wte, targets, scale)
    }
}
