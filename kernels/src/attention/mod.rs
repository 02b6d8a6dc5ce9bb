//! Causal multi-head attention (Vaswani et al. 2017) over a fused qkv, as in GPT-2.
//!
//! `qkv` is `[batch * seq_len, 3 * d]`: q, k and v side by side, head h of each in columns h·d_head .. (h + 1)·d_head.
//! For every head, row t of the output is Σ_j dropout(softmax_j(q_t · k_j / √d_head)) v_j over j ≤ t. Later positions
//! are never read for it. Nothing is stored for the backward: it recomputes the probabilities from `qkv`.

mod backward;
mod decode;
mod forward;
mod triangle;

pub use backward::attention_backward;
pub use decode::attention_decode;
pub use forward::attention_forward;

use crate::dropout::Dropout;
use crate::rope::Rope;
use crate::scratch::{self, Scratch};
use crate::simd::{F32x4, exponentials, max_of, update};

/// The sizes of an attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttentionDims {
    /// Sequences.
    pub batch: usize,
    /// Positions in each.
    pub seq_len: usize,
    /// Heads.
    pub n_head: usize,
    /// The size of a head.
    pub d_head: usize,
}

impl AttentionDims {
    /// The width of the model: n_head · d_head.
    pub fn d_model(&self) -> usize {
        self.n_head * self.d_head
    }

    fn check(&self, qkv: &[f32], out: &[f32], rope: Option<&Rope>) {
        let rows = self.batch * self.seq_len;
        assert_eq!(qkv.len(), rows * 3 * self.d_model(), "qkv's length is not that of {self:?}");
        assert_eq!(out.len(), rows * self.d_model(), "the output's length is not that of {self:?}");
        if let Some(rope) = rope {
            assert_eq!(rope.d_head(), self.d_head, "the RoPE table is for another head size");
            assert!(rope.positions() >= self.seq_len, "the RoPE table has only {} positions", rope.positions());
        }
    }
}

/// What an attention does beside its products.
#[derive(Clone, Copy, Debug, Default)]
pub struct AttentionOptions<'a> {
    /// Turn queries and keys.
    pub rope: Option<&'a Rope>,
    /// Dropout on the probabilities: row ((first_sequence + b)·n_head + h)·seq_len + t, column the key's position.
    pub dropout: Option<Dropout>,
    /// The place of this micro-batch's first sequence in the whole batch, for dropout.
    pub first_sequence: usize,
}

/// Which part of qkv.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Query,
    Key,
    Value,
}

/// One head of one sequence.
#[derive(Clone, Copy)]
struct Head {
    dims: AttentionDims,
    b: usize,
    h: usize,
}

impl Head {
    /// The head whose first element is (`row`, `col`) of `[batch * seq_len, d]`.
    fn at(dims: AttentionDims, row: usize, col: usize) -> Self {
        Self { dims, b: row / dims.seq_len, h: col / dims.d_head }
    }

    /// Where the head's row `t` begins in `[batch * seq_len, 3 * d]`.
    fn in_qkv(&self, part: Part, t: usize) -> usize {
        let d = self.dims.d_model();
        (self.b * self.dims.seq_len + t) * 3 * d + part as usize * d + self.h * self.dims.d_head
    }

    /// Where the head's row `t` begins in `[batch * seq_len, d]`.
    fn in_out(&self, t: usize) -> usize {
        (self.b * self.dims.seq_len + t) * self.dims.d_model() + self.h * self.dims.d_head
    }

    /// A copy of the head's rows as `[seq_len, d_head]`: keys and queries turned, queries scaled.
    fn load(&self, qkv: &[f32], part: Part, rope: Option<&Rope>) -> Scratch {
        let dh = self.dims.d_head;
        let mut rows = scratch::take(self.dims.seq_len * dh);
        for (t, row) in rows.chunks_exact_mut(dh).enumerate() {
            row.copy_from_slice(&qkv[self.in_qkv(part, t)..][..dh]);
            if let (Some(rope), true) = (rope, part != Part::Value) {
                rope.rotate(row, t);
            }
        }
        if part == Part::Query {
            let scale = F32x4::splat(self.scale());
            update(&mut rows, |x| x * scale);
        }
        rows
    }

    /// 1/√d_head.
    fn scale(&self) -> f32 {
        1.0 / (self.dims.d_head as f32).sqrt()
    }

    /// The row of row `t`'s probabilities in the matrix over which dropout is drawn.
    fn dropout_row(&self, first_sequence: usize, t: usize) -> u32 {
        (((first_sequence + self.b) * self.dims.n_head + self.h) * self.dims.seq_len + t) as u32
    }
}

/// Replaces scores by their softmax. A NaN, or an infinity as the largest, makes every probability NaN.
fn softmax(scores: &mut [f32]) {
    let sum = exponentials(scores, max_of(scores));
    let factor = F32x4::splat((1.0 / sum) as f32);
    update(scores, |e| e * factor);
}
