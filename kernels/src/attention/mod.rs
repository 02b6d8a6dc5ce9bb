//! Causal multi-head attention (Vaswani et al. 2017) over a fused qkv, as in GPT-2.
//!
//! `qkv` is `[batch * seq_len, 3 * d]`: q, k and v side by side, head h of each in columns h·d_head .. (h + 1)·d_head.
//! For every head, row t of the output is Σ_j dropout(softmax_j(q_t · k_j / √d_head)) v_j over j ≤ t. Later positions
//! are never read for it. Nothing is stored for the backward: it recomputes the probabilities from `qkv`.

use crate::dropout::Dropout;
use crate::rope::Rope;

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

impl AttentionOptions<'_> {
    fn dropout_row(&self, dims: &AttentionDims, b: usize, h: usize, t: usize) -> u32 {
        (((self.first_sequence + b) * dims.n_head + h) * dims.seq_len + t) as u32
    }
}

/// A head's q, k or v as `[seq_len, d_head]`, turned if `rope` is given.
fn head(dims: &AttentionDims, qkv: &[f32], b: usize, column: usize, rope: Option<&Rope>) -> Vec<f32> {
    let mut rows = Vec::with_capacity(dims.seq_len * dims.d_head);
    for t in 0..dims.seq_len {
        let at = (b * dims.seq_len + t) * 3 * dims.d_model() + column;
        rows.extend_from_slice(&qkv[at..at + dims.d_head]);
        if let Some(rope) = rope {
            rope.rotate(&mut rows[t * dims.d_head..], t);
        }
    }
    rows
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add_scaled(out: &mut [f32], x: &[f32], factor: f32) {
    for (o, x) in out.iter_mut().zip(x) {
        *o += factor * x;
    }
}

fn probabilities(q: &[f32], k: &[f32], d_head: usize, p: &mut [f32]) {
    let scale = 1.0 / (d_head as f32).sqrt();
    for (p, k) in p.iter_mut().zip(k.chunks_exact(d_head)) {
        *p = dot(q, k) * scale;
    }
    let max = p.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for p in p.iter_mut() {
        *p = (*p - max).exp();
    }
    let sum: f32 = p.iter().sum();
    for p in p.iter_mut() {
        *p /= sum;
    }
}

/// Attention over `qkv` into `out`, `[batch * seq_len, d]`.
///
/// # Panics
/// If lengths do not fit `dims`.
pub fn attention_forward(dims: AttentionDims, options: AttentionOptions, qkv: &[f32], out: &mut [f32]) {
    dims.check(qkv, out, options.rope);
    let (n, dh, d) = (dims.seq_len, dims.d_head, dims.d_model());
    for (b, h) in (0..dims.batch).flat_map(|b| (0..dims.n_head).map(move |h| (b, h))) {
        let q = head(&dims, qkv, b, h * dh, options.rope);
        let k = head(&dims, qkv, b, d + h * dh, options.rope);
        let v = head(&dims, qkv, b, 2 * d + h * dh, None);
        for t in 0..n {
            let mut p = vec![0.0; t + 1];
            probabilities(&q[t * dh..][..dh], &k, dh, &mut p);
            if let Some(dropout) = options.dropout {
                let mut mask = vec![0.0; t + 1];
                dropout.mask_row(options.dropout_row(&dims, b, h, t), &mut mask);
                p.iter_mut().zip(mask).for_each(|(p, m)| *p *= m);
            }
            let out = &mut out[(b * n + t) * d + h * dh..][..dh];
            out.fill(0.0);
            for (p, v) in p.iter().zip(v.chunks_exact(dh)) {
                add_scaled(out, v, *p);
            }
        }
    }
}

/// The gradient of [`attention_forward`]: `dqkv` (overwritten) from `dout`.
///
/// # Panics
/// If lengths do not fit `dims`.
pub fn attention_backward(dims: AttentionDims, options: AttentionOptions, qkv: &[f32], dout: &[f32], dqkv: &mut [f32]) {
    dims.check(qkv, dout, options.rope);
    assert_eq!(dqkv.len(), qkv.len(), "dqkv and qkv differ in length");
    let (n, dh, d) = (dims.seq_len, dims.d_head, dims.d_model());
    let scale = 1.0 / (dh as f32).sqrt();
    for (b, h) in (0..dims.batch).flat_map(|b| (0..dims.n_head).map(move |h| (b, h))) {
        let q = head(&dims, qkv, b, h * dh, options.rope);
        let k = head(&dims, qkv, b, d + h * dh, options.rope);
        let v = head(&dims, qkv, b, 2 * d + h * dh, None);
        let mut grads = [vec![0.0; n * dh], vec![0.0; n * dh], vec![0.0; n * dh]];
        for t in 0..n {
            let mut p = vec![0.0; t + 1];
            probabilities(&q[t * dh..][..dh], &k, dh, &mut p);
            let mut mask = vec![1.0; t + 1];
            if let Some(dropout) = options.dropout {
                dropout.mask_row(options.dropout_row(&dims, b, h, t), &mut mask);
            }
            let dout = &dout[(b * n + t) * d + h * dh..][..dh];
            let dp: Vec<f32> = (0..=t).map(|j| dot(dout, &v[j * dh..][..dh]) * mask[j]).collect();
            let mean = dot(&p, &dp);
            for j in 0..=t {
                let ds = p[j] * (dp[j] - mean) * scale;
                add_scaled(&mut grads[0][t * dh..][..dh], &k[j * dh..][..dh], ds);
                add_scaled(&mut grads[1][j * dh..][..dh], &q[t * dh..][..dh], ds);
                add_scaled(&mut grads[2][j * dh..][..dh], dout, p[j] * mask[j]);
            }
        }
        for t in 0..n {
            for (part, grad) in grads.iter_mut().enumerate() {
                let grad = &mut grad[t * dh..][..dh];
                if let (Some(rope), true) = (options.rope, part < 2) {
                    rope.rotate_back(grad, t);
                }
                dqkv[(b * n + t) * 3 * d + part * d + h * dh..][..dh].copy_from_slice(grad);
            }
        }
    }
}

/// One query against a key-value cache: `q` and `out` are `[n_head * d_head]`, `k` and `v` `[positions, n_head * d_head]`
/// with every cached position, the query's own included. With RoPE, `q` and `k` are turned already
/// ([`Rope::rotate`]).
///
/// # Panics
/// If lengths do not fit together.
pub fn attention_decode(n_head: usize, q: &[f32], k: &[f32], v: &[f32], out: &mut [f32]) {
    let d = q.len();
    assert!(n_head > 0 && d > 0 && d.is_multiple_of(n_head), "{d} elements are no {n_head} heads");
    assert_eq!(out.len(), d, "out and q differ in length");
    assert!(!k.is_empty() && k.len().is_multiple_of(d), "{} cached elements are no rows of {d}", k.len());
    assert_eq!(k.len(), v.len(), "k and v differ in length");
    let (dh, len) = (d / n_head, k.len() / d);
    for h in 0..n_head {
        let column = h * dh;
        let rows: Vec<f32> = (0..len).flat_map(|j| &k[j * d + column..][..dh]).copied().collect();
        let mut p = vec![0.0; len];
        probabilities(&q[column..][..dh], &rows, dh, &mut p);
        let out = &mut out[column..][..dh];
        out.fill(0.0);
        for (j, p) in p.iter().enumerate() {
            add_scaled(out, &v[j * d + column..][..dh], *p);
        }
    }
}
