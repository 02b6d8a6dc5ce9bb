//! Softmax cross-entropy fused with the tied head, logits = x · wteᵀ, in row chunks: the logits of all rows are never
//! in memory together.

use crate::gemm::{MatMut, MatRef, Start, gemm};
use crate::parallel;
use crate::scratch;
use crate::simd::{F32x4, exponentials, max_of, update};

/// The largest number of logits that are held at once, unless a single row has more (32 MiB).
const MAX_LOGITS: usize = 8 << 20;

/// The sizes of one call, checked.
struct Dims {
    d: usize,
    vocab: usize,
    chunk: usize,
}

impl Dims {
    fn new(x: &[f32], wte: &[f32], targets: &[u32]) -> Self {
        assert!(!targets.is_empty(), "there are no targets");
        let d = x.len() / targets.len();
        assert!(d > 0 && x.len() == d * targets.len(), "{} elements are no {} rows", x.len(), targets.len());
        assert!(!wte.is_empty() && wte.len().is_multiple_of(d), "wte has no rows of {d}: {} elements", wte.len());
        let vocab = wte.len() / d;
        if let Some(t) = targets.iter().find(|&&t| t as usize >= vocab) {
            panic!("target {t} is beyond the vocabulary of {vocab}");
        }
        Self { d, vocab, chunk: (MAX_LOGITS / vocab).clamp(1, targets.len()) }
    }
}

/// The sum over rows of −ln softmax(x · wteᵀ)\[target\], in nats, for x `[n, d]`, wte `[vocab, d]` and n targets.
///
/// # Panics
/// If lengths do not fit together or a target is beyond the vocabulary.
pub fn cross_entropy_forward(x: &[f32], wte: &[f32], targets: &[u32]) -> f64 {
    let dims = Dims::new(x, wte, targets);
    let mut loss = 0.0;
    for (x, targets) in x.chunks(dims.chunk * dims.d).zip(targets.chunks(dims.chunk)) {
        let mut logits = scratch::take(targets.len() * dims.vocab);
        head(&dims, x, wte, targets.len(), &mut logits);
        loss += row_losses(&dims, &mut logits, targets, |_, _, _| {});
    }
    loss
}

/// [`cross_entropy_forward`] with its gradients: `dx` `[n, d]` is overwritten and `dwte` `[vocab, d]` added to, both with
/// the gradients of the returned sum times `scale` (1/n for a mean).
///
/// # Panics
/// If lengths do not fit together or a target is beyond the vocabulary.
pub fn cross_entropy_forward_backward(
    x: &[f32],
    wte: &[f32],
    targets: &[u32],
    scale: f32,
    dx: &mut [f32],
    dwte: &mut [f32],
) -> f64 {
    let dims = Dims::new(x, wte, targets);
    assert_eq!(dx.len(), x.len(), "dx and x differ in length");
    assert_eq!(dwte.len(), wte.len(), "dwte and wte differ in length");
    let mut loss = 0.0;
    let chunks = x.chunks(dims.chunk * dims.d).zip(dx.chunks_mut(dims.chunk * dims.d));
    for ((x, dx), targets) in chunks.zip(targets.chunks(dims.chunk)) {
        let rows = targets.len();
        let mut logits = scratch::take(rows * dims.vocab);
        head(&dims, x, wte, rows, &mut logits);
        loss += row_losses(&dims, &mut logits, targets, |row, t, sum| {
            let factor = F32x4::splat((f64::from(scale) / sum) as f32);
            update(row, |e| e * factor);
            row[t] -= scale;
        });
        let dlogits = MatRef::new(&logits, rows, dims.vocab);
        gemm(dlogits, MatRef::new(wte, dims.vocab, dims.d), MatMut::new(dx, rows, dims.d), Start::Zero);
        gemm(dlogits.t(), MatRef::new(x, rows, dims.d), MatMut::new(dwte, dims.vocab, dims.d), Start::Existing);
    }
    loss
}

/// logits = x · wteᵀ.
fn head(dims: &Dims, x: &[f32], wte: &[f32], rows: usize, logits: &mut [f32]) {
    let wte = MatRef::new(wte, dims.vocab, dims.d);
    gemm(MatRef::new(x, rows, dims.d), wte.t(), MatMut::new(logits, rows, dims.vocab), Start::Zero);
}

/// Replaces each row of logits by its exponentials and calls `finish` with it, its target and their sum. Gives the sum of
/// the rows' losses.
fn row_losses(dims: &Dims, logits: &mut [f32], targets: &[u32], finish: impl Fn(&mut [f32], usize, f64) + Sync) -> f64 {
    let vocab = dims.vocab;
    let rows = (parallel::GRAIN_FLOATS / vocab).max(1);
    parallel::sum_row_groups([MatMut::new(logits, targets.len(), vocab)], [rows], |group, [mut logits]| {
        let first = group * rows;
        let targets = &targets[first..first + logits.rows()];
        let losses = targets.iter().enumerate().map(|(r, &t)| {
            let (row, t) = (logits.row_mut(r), t as usize);
            let target = f64::from(row[t]);
            let max = max_of(row);
            let sum = exponentials(row, max);
            finish(row, t, sum);
            sum.ln() + f64::from(max) - target
        });
        losses.sum()
    })
}
