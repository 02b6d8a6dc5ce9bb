//! Softmax cross-entropy fused with the tied head, logits = x · wteᵀ, in row chunks: the logits of all rows are never
//! in memory together.

use crate::gemm::{MatMut, MatRef, Start, gemm};
use crate::scratch;
use crate::simd::{Exp, F32x4, LANES, each, max_of, update};

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
        for (row, &t) in logits.chunks_exact_mut(dims.vocab).zip(targets) {
            let target = f64::from(row[t as usize]);
            let (max, sum) = exponentials(row);
            loss += sum.ln() + f64::from(max) - target;
        }
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
        for (row, &t) in logits.chunks_exact_mut(dims.vocab).zip(targets) {
            let target = f64::from(row[t as usize]);
            let (max, sum) = exponentials(row);
            loss += sum.ln() + f64::from(max) - target;
            let factor = (f64::from(scale) / sum) as f32;
            update(row, |e| e * F32x4::splat(factor));
            row[t as usize] -= scale;
        }
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

/// Replaces `row` by exp(row − max); the maximum and the sum. Where a logit is NaN or the largest infinite, so is the sum.
fn exponentials(row: &mut [f32]) -> (f32, f64) {
    let max = max_of(row);
    let m = F32x4::splat(max);
    let exp = Exp::new();
    let mut total = 0.0;
    // Sums of f32 stay short, and are added up in f64.
    for part in row.chunks_mut(1024) {
        let end = part.len() / LANES * LANES;
        let (whole, tail) = part.split_at_mut(end);
        let mut sum = F32x4::zero();
        each([], [whole], |[], [x]| {
            let e = exp.of(x - m);
            sum = sum + e;
            [e]
        });
        total += f64::from(sum.sum());
        each([], [&mut *tail], |[], [x]| [exp.of(x - m)]);
        total += tail.iter().map(|&e| f64::from(e)).sum::<f64>();
    }
    (max, total)
}
