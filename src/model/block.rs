//! One pre-norm transformer block and its layers.

use super::gpt::{Rows, Visitor};
use crate::config::{self, Config};
use crate::ops::buffer::filled;
use crate::ops::{self, Attention, KeyValue};
use crate::rng::DropoutSite;
use burn::tensor::Tensor;
use headline_kernels::rope::Rope;
use std::sync::Arc;

/// x · weight + bias.
#[derive(Clone, Debug)]
pub struct Linear {
    /// `[in, out]`, as GPT-2's checkpoints have it.
    pub weight: Tensor<2>,
    /// `[out]`.
    pub bias: Tensor<1>,
}

impl Linear {
    /// Zeros of the shape `[d_in, d_out]`.
    pub(super) fn zeros(d_in: usize, d_out: usize) -> Self {
        Self { weight: filled(0.0, [d_in, d_out]), bias: filled(0.0, [d_out]) }
    }

    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        ops::linear(x, self.weight.clone(), self.bias.clone())
    }

    fn visit(&mut self, name: &str, visitor: &mut impl Visitor) {
        visitor.visit(&format!("{name}.weight"), &mut self.weight);
        visitor.visit(&format!("{name}.bias"), &mut self.bias);
    }
}

/// Layer norm, or RMS norm where there is no bias.
#[derive(Clone, Debug)]
pub struct Norm {
    /// `[d_model]`.
    pub weight: Tensor<1>,
    /// `[d_model]`, for layer norm.
    pub bias: Option<Tensor<1>>,
}

impl Norm {
    /// The identity: weights 1, biases 0.
    pub(super) fn identity(config: &Config) -> Self {
        let d = config.d_model;
        let bias = (config.norm == config::Norm::LayerNorm).then(|| filled(0.0, [d]));
        Self { weight: filled(1.0, [d]), bias }
    }

    pub(super) fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        match &self.bias {
            Some(bias) => ops::layer_norm(x, self.weight.clone(), bias.clone()),
            None => ops::rms_norm(x, self.weight.clone()),
        }
    }

    pub(super) fn visit(&mut self, name: &str, visitor: &mut impl Visitor) {
        visitor.visit(&format!("{name}.weight"), &mut self.weight);
        if let Some(bias) = &mut self.bias {
            visitor.visit(&format!("{name}.bias"), bias);
        }
    }
}

/// x + drop(proj(attention(norm(x)))), then x + drop(W₂ gelu(W₁ norm(x))).
#[derive(Clone, Debug)]
pub struct Block {
    /// Before attention.
    pub ln_1: Norm,
    /// The fused qkv, `[d, 3·d]`.
    pub c_attn: Linear,
    /// The attention's projection, `[d, d]`.
    pub attn_c_proj: Linear,
    /// Before the MLP.
    pub ln_2: Norm,
    /// W₁, `[d, 4·d]`.
    pub c_fc: Linear,
    /// W₂, `[4·d, d]`.
    pub mlp_c_proj: Linear,
}

impl Block {
    pub(super) fn new(config: &Config) -> Self {
        let d = config.d_model;
        Self {
            ln_1: Norm::identity(config),
            c_attn: Linear::zeros(d, 3 * d),
            attn_c_proj: Linear::zeros(d, d),
            ln_2: Norm::identity(config),
            c_fc: Linear::zeros(d, 4 * d),
            mlp_c_proj: Linear::zeros(4 * d, d),
        }
    }

    /// x `[N, d]` → `[N, d]` for whole rows.
    pub(super) fn forward(
        &self,
        x: Tensor<2>,
        rows: &Rows,
        n_head: usize,
        rope: Option<&Arc<Rope>>,
        layer: usize,
    ) -> Tensor<2> {
        let qkv = self.c_attn.forward(self.ln_1.forward(x.clone()));
        let attention = Attention {
            seq_len: rows.seq_len,
            n_head,
            rope: rope.cloned(),
            dropout: rows.dropout.and_then(|step| step.site(DropoutSite::Attention(layer))),
            first_row: rows.first_row,
        };
        let attended = self.attn_c_proj.forward(ops::attention(qkv, attention));
        let x = ops::residual(x, attended, rows.masked(DropoutSite::AttentionResidual(layer)));
        let out = self.mlp(x.clone());
        ops::residual(x, out, rows.masked(DropoutSite::MlpResidual(layer)))
    }

    /// How each row of x `[T, d]` looks at the rows before it and at itself: `[n_head][T][T]`, row after row.
    pub(super) fn attention_map(&self, x: Tensor<2>, n_head: usize, rope: Option<&Rope>) -> Vec<f32> {
        ops::attention_map(self.c_attn.forward(self.ln_1.forward(x)), n_head, rope)
    }

    /// x `[n, d]` → `[n, d]` for new positions after the cached ones: of one cache, or one of each.
    pub(super) fn forward_cached(
        &self,
        x: Tensor<2>,
        n_head: usize,
        rope: Option<&Rope>,
        caches: &mut [&mut KeyValue],
    ) -> Tensor<2> {
        let qkv = self.c_attn.forward(self.ln_1.forward(x.clone()));
        let attended = self.attn_c_proj.forward(ops::attention_cached(qkv, n_head, rope, caches));
        let x = ops::residual(x, attended, None);
        let out = self.mlp(x.clone());
        ops::residual(x, out, None)
    }

    fn mlp(&self, x: Tensor<2>) -> Tensor<2> {
        self.mlp_c_proj.forward(ops::gelu(self.c_fc.forward(self.ln_2.forward(x))))
    }

    pub(super) fn visit(&mut self, name: &str, visitor: &mut impl Visitor) {
        self.ln_1.visit(&format!("{name}.ln_1"), visitor);
        self.c_attn.visit(&format!("{name}.attn.c_attn"), visitor);
        self.attn_c_proj.visit(&format!("{name}.attn.c_proj"), visitor);
        self.ln_2.visit(&format!("{name}.ln_2"), visitor);
        self.c_fc.visit(&format!("{name}.mlp.c_fc"), visitor);
        self.mlp_c_proj.visit(&format!("{name}.mlp.c_proj"), visitor);
    }
}
