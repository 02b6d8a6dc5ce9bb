//! Dropout whose mask is never stored: it is drawn again from a counter wherever it is needed.
//!
//! Element (`row`, `col`) of a matrix is kept if and only if word `col % 4` of
//! `philox4x32([col / 4, row, site, step], key)` is at least round(p · 2³²); what is kept is multiplied by 1/(1 − p).
//! Rows are counted over the whole batch, so that cutting it into micro-batches or threads changes nothing.

use crate::gemm::MatMut;
use crate::parallel::{self, GRAIN_FLOATS};
use crate::philox::philox4x32_by_four;
use crate::scratch;
use crate::simd::{F32x4, U32x4, each};

/// Columns that four counters give factors for.
const BLOCK: usize = 16;

/// One dropout: of one site of the model, at one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dropout {
    /// The key of the run's dropout stream.
    pub key: [u32; 2],
    /// The training step.
    pub step: u32,
    /// The place in the model.
    pub site: u32,
    /// A word below this drops its element: round(p · 2³²).
    pub threshold: u32,
    /// What a kept element is multiplied by: 1/(1 − p).
    pub scale: f32,
}

impl Dropout {
    /// Dropout with probability `p`.
    ///
    /// # Panics
    /// If `p` is not in [0, 1).
    pub fn new(key: [u32; 2], step: u32, site: u32, p: f64) -> Self {
        assert!((0.0..1.0).contains(&p), "dropout is {p}; it must be at least 0 and less than 1");
        let threshold = (p * 4_294_967_296.0).round() as u32;
        Self { key, step, site, threshold, scale: (1.0 / (1.0 - p)) as f32 }
    }

    /// Whether every element is kept, so that callers can skip the mask.
    pub fn keeps_all(&self) -> bool {
        self.threshold == 0
    }

    /// Fills `mask` with the factors of columns 0.. of `row`: 0 or [`Self::scale`].
    pub fn mask_row(&self, row: u32, mask: &mut [f32]) {
        let (pairs, tail) = mask.as_chunks_mut::<{ 2 * BLOCK }>();
        let mut counter = 0;
        for pair in pairs {
            self.mask_blocks::<2>(row, counter, pair.as_chunks_mut().0);
            counter += 2 * BLOCK as u32 / 4;
        }
        for part in tail.chunks_mut(BLOCK) {
            let mut block = [[0.0; BLOCK]];
            self.mask_blocks::<1>(row, counter, &mut block);
            part.copy_from_slice(&block[0][..part.len()]);
            counter += BLOCK as u32 / 4;
        }
    }

    /// The factors of `B` times sixteen columns of `row`, from neighbouring counters, the first being `counter`.
    #[inline]
    fn mask_blocks<const B: usize>(&self, row: u32, counter: u32, mask: &mut [[f32; BLOCK]]) {
        let (threshold, scale) = (U32x4::splat(self.threshold), F32x4::splat(self.scale));
        let groups = philox4x32_by_four::<B>(counter, [row, self.site, self.step], self.key);
        for (words, mask) in groups.into_iter().zip(mask) {
            let factors = words.map(|w| w.at_least(threshold).select(scale, F32x4::zero()));
            // Lane i of word j is column 4 · i + j.
            for (columns, out) in F32x4::transpose(factors).into_iter().zip(mask.as_chunks_mut().0) {
                columns.store(out);
            }
        }
    }

    /// Calls `f(first, mask, out)` for every row of `out`, `[len / cols, cols]`, `first` being the place of its first element.
    fn for_each_row(
        &self,
        cols: usize,
        first_row: usize,
        out: &mut [f32],
        f: impl Fn(usize, &[f32], &mut [f32]) + Sync,
    ) {
        let len = out.len();
        assert!(cols > 0 && len.is_multiple_of(cols), "{len} elements are no whole rows of {cols}");
        // Drawing a factor takes several times as long as passing over it.
        let rows = (GRAIN_FLOATS / 4 / cols).max(1);
        parallel::row_groups([MatMut::new(out, len / cols, cols)], [rows], |group, [mut out]| {
            let mut mask = scratch::take(cols);
            for r in 0..out.rows() {
                let row = group * rows + r;
                self.mask_row((first_row + row) as u32, &mut mask);
                f(row * cols, &mask, out.row_mut(r));
            }
        });
    }
}

/// `out = x · mask` for rows of `cols` elements, the first of them row `first_row` of the whole batch.
///
/// # Panics
/// If the lengths differ or are no whole rows.
pub fn dropout_forward(dropout: Dropout, cols: usize, first_row: usize, x: &[f32], out: &mut [f32]) {
    assert_eq!(x.len(), out.len(), "x and out differ in length");
    if dropout.keeps_all() {
        return out.copy_from_slice(x);
    }
    dropout.for_each_row(cols, first_row, out, |at, mask, out| {
        each([&x[at..at + cols], mask], [out], |[x, m], [_]| [x * m]);
    });
}

/// The gradient of [`dropout_forward`]: `dx = dout · mask`, with the same mask.
///
/// # Panics
/// If the lengths differ or are no whole rows.
pub fn dropout_backward(dropout: Dropout, cols: usize, first_row: usize, dout: &[f32], dx: &mut [f32]) {
    dropout_forward(dropout, cols, first_row, dout, dx);
}

/// `out = residual + x · mask`: the end of each half of a block. Its gradient is `dout` for the residual, and
/// [`dropout_backward`] for `x`.
///
/// # Panics
/// If the lengths differ or are no whole rows.
pub fn residual_dropout_forward(
    dropout: Dropout,
    cols: usize,
    first_row: usize,
    residual: &[f32],
    x: &[f32],
    out: &mut [f32],
) {
    assert_eq!(x.len(), out.len(), "x and out differ in length");
    assert_eq!(x.len(), residual.len(), "x and residual differ in length");
    if dropout.keeps_all() {
        return add(residual, x, out);
    }
    dropout.for_each_row(cols, first_row, out, |at, mask, out| {
        let row = at..at + cols;
        each([&residual[row.clone()], &x[row], mask], [out], |[r, x, m], [_]| [r + x * m]);
    });
}

/// `out = x + y`.
///
/// # Panics
/// If the lengths differ.
pub fn add(x: &[f32], y: &[f32], out: &mut [f32]) {
    assert_eq!([x.len(), y.len()], [out.len(); 2], "x, y and out differ in length");
    parallel::chunks([out], parallel::chunk_len(x.len(), GRAIN_FLOATS), |first, [out]| {
        let part = first..first + out.len();
        each([&x[part.clone()], &y[part]], [out], |[x, y], [_]| [x + y]);
    });
}
