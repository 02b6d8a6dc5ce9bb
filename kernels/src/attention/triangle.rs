//! Products with lower triangles, on the register tile of the matrix product.
//!
//! A block of rows first .. first + rows of a causal matrix has entries (t, j) for j ≤ t only. Whole tiles on or below the
//! diagonal are used; what a tile computes beyond it is never read, and the few entries beside the diagonal that do not
//! fill a tile are done row by row. Nothing is ever multiplied by a masked zero: a NaN at a later position stays there.

use crate::gemm::pack::{pack, packed_len};
use crate::gemm::packed::multiply_tile;
use crate::gemm::tile::{MR, NR};
use crate::gemm::{MatMut, MatRef, Start};
use crate::scratch::{self, Scratch};
use crate::simd::{F32x4, update_with};

/// Rows of a causal matrix that are held at once.
pub const BLOCK: usize = 64;

/// Row-major rows packed as a right operand: as B = xᵀ (columns are x's rows) or as B = x.
pub struct Right {
    panels: Scratch,
    depth: usize,
    cols: usize,
}

impl Right {
    /// xᵀ for x `[rows, cols]`.
    pub fn transposed(x: &[f32], cols: usize) -> Self {
        Self::pack(MatRef::new(x, x.len() / cols, cols))
    }

    /// x itself, `[rows, cols]`.
    pub fn plain(x: &[f32], cols: usize) -> Self {
        Self::pack(MatRef::new(x, x.len() / cols, cols).t())
    }

    fn pack(columns: MatRef) -> Self {
        let (cols, depth) = (columns.rows(), columns.cols());
        let mut panels = scratch::take(packed_len::<NR>(cols, depth));
        pack::<NR>(columns, &mut panels);
        Self { panels, depth, cols }
    }

    /// The panel of columns `j` .. `j + NR`, from row `first` to row `end`.
    fn panel(&self, j: usize, first: usize, end: usize) -> &[f32] {
        &self.panels[j * self.depth + first * NR..j * self.depth + end * NR]
    }
}

/// A block of rows of a causal matrix: row `r` is that of position `first + r`, and its first `first + r + 1` columns count.
pub struct Block {
    pub first: usize,
    pub rows: usize,
    stride: usize,
    data: Scratch,
}

impl Block {
    /// The blocks of a causal `[n, n]` matrix.
    pub fn spans(n: usize) -> impl Iterator<Item = (usize, usize)> {
        (0..n).step_by(BLOCK).map(move |first| (first, BLOCK.min(n - first)))
    }

    /// The entries on and below the diagonal of rows `first` .. `first + rows` of x · B, x being `[n, depth]`.
    pub fn product(x: &[f32], right: &Right, first: usize, rows: usize) -> Self {
        let depth = right.depth;
        let stride = (first + rows).next_multiple_of(NR);
        let mut left = scratch::take(packed_len::<MR>(rows, depth));
        pack::<MR>(MatRef::new(&x[first * depth..][..rows * depth], rows, depth), &mut left);
        let mut data = scratch::take(rows * stride);
        let mut c = MatMut::new(&mut data, rows, stride);
        for i in (0..rows).step_by(MR) {
            let last = first + (i + MR).min(rows) - 1;
            for j in (0..=last).step_by(NR) {
                let panel = right.panel(j, 0, depth);
                multiply_tile(&left[i * depth..][..MR * depth], panel, &mut c, i, j, Start::Zero);
            }
        }
        Self { first, rows, stride, data }
    }

    /// The columns of row `r` that count.
    pub fn row(&self, r: usize) -> &[f32] {
        &self.data[r * self.stride..][..self.first + r + 1]
    }

    /// The columns of row `r` that count.
    pub fn row_mut(&mut self, r: usize) -> &mut [f32] {
        &mut self.data[r * self.stride..][..self.first + r + 1]
    }

    fn view(&self) -> MatRef<'_> {
        MatRef::new(&self.data[..self.rows * self.stride], self.rows, self.stride)
    }

    /// out = this · x, for x `[n, cols]` both packed (`right`) and as it lies; out is the block's rows.
    pub fn times(&self, right: &Right, x: &[f32], mut out: MatMut) {
        let cols = right.cols;
        let width = self.first + self.rows;
        let mut left = scratch::take(packed_len::<MR>(MR, width));
        for i in (0..self.rows).step_by(MR) {
            // Columns up to the tile's first row count for all of its rows.
            let (depth, rows) = (self.first + i + 1, MR.min(self.rows - i));
            pack::<MR>(self.view().block(i, rows, 0, depth), &mut left);
            for j in (0..cols).step_by(NR) {
                multiply_tile(&left[..MR * depth], right.panel(j, 0, depth), &mut out, i, j, Start::Zero);
            }
            for r in i + 1..i + rows {
                for (j, &p) in self.row(r).iter().enumerate().skip(depth) {
                    add_scaled(out.row_mut(r), &x[j * cols..][..cols], p);
                }
            }
        }
    }

    /// out += thisᵀ · x, for the block's rows of x, `[rows, cols]`; out is `[n, cols]`.
    pub fn transposed_times(&self, x: &[f32], cols: usize, out: &mut [f32]) {
        let right = Right::plain(x, cols);
        let width = self.first + self.rows;
        let mut left = scratch::take(packed_len::<MR>(width, self.rows));
        pack::<MR>(self.view().block(0, self.rows, 0, width).t(), &mut left);
        let mut c = MatMut::new(&mut out[..width * cols], width, cols);
        for i in (0..width).step_by(MR) {
            // Rows from the tile's last column on count for all of its columns.
            let last = (i + MR).min(width) - 1;
            let shared = last.saturating_sub(self.first);
            let panel = &left[i * self.rows + shared * MR..][..(self.rows - shared) * MR];
            for j in (0..cols).step_by(NR) {
                multiply_tile(panel, right.panel(j, shared, self.rows), &mut c, i, j, Start::Existing);
            }
            for column in i..last {
                for r in column.saturating_sub(self.first)..shared {
                    add_scaled(c.row_mut(column), &x[r * cols..][..cols], self.row(r)[column]);
                }
            }
        }
    }
}

/// out += factor · x.
#[inline]
pub fn add_scaled(out: &mut [f32], x: &[f32], factor: f32) {
    let factor = F32x4::splat(factor);
    update_with(out, x, |out, x| out + factor * x);
}
