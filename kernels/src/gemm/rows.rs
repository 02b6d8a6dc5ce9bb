//! The product of a few rows, where packing the right operand would cost more than it saves: decoding one token of a few
//! headlines. B is read once, where it lies; threads share its columns.

use super::{MatMut, MatRef, Start};
use crate::parallel::{self, GRAIN_FLOATS};
use crate::simd::{self, F32x4, LANES, madd};

/// Up to this many rows come here.
pub const MAX_ROWS: usize = 16;
/// Columns whose sums stay in the first-level cache while B passes by.
const MAX_COLS: usize = 256;
/// Rows of B that are added at once.
const DEPTH: usize = 4;

/// [`gemm`](super::gemm), B being read where it lies.
pub fn gemm(a: MatRef, b: MatRef, c: MatMut, start: Start) {
    super::check_shapes(&a, &b, &c, &start);
    let (m, k, n) = (a.rows(), a.cols(), b.cols());
    let worthwhile = (GRAIN_FLOATS / k.max(1)).next_multiple_of(16).max(16);
    let cols = if b.col_stride() == 1 { worthwhile.clamp(64, MAX_COLS) } else { worthwhile };
    parallel::blocks([c], m.max(1), cols.min(n.max(1)), |_, first, [mut c]| {
        let b = b.block(0, k, first, c.cols());
        begin(&mut c, start.columns(first, b.cols()));
        if b.col_stride() == 1 {
            add_rows(a, b, &mut c);
        } else {
            for j in 0..b.cols() {
                for i in 0..m {
                    c.row_mut(i)[j] += dot(a, i, b, j);
                }
            }
        }
    });
}

fn begin(c: &mut MatMut, start: Start) {
    for i in 0..c.rows() {
        match start {
            Start::Zero => c.row_mut(i).fill(0.0),
            Start::Existing => {}
            Start::Bias(bias) => c.row_mut(i).copy_from_slice(bias),
        }
    }
}

/// C += A · B, where a row of C is a sum of B's rows.
fn add_rows(a: MatRef, b: MatRef, c: &mut MatMut) {
    let (k, n) = (a.cols(), b.cols());
    let row = |p: usize| &b.data()[p * b.row_stride()..][..n];
    let whole = k / DEPTH * DEPTH;
    for p in (0..whole).step_by(DEPTH) {
        let rows: [_; DEPTH] = std::array::from_fn(|q| row(p + q));
        for i in 0..c.rows() {
            add_scaled(c.row_mut(i), std::array::from_fn(|q| a.at(i, p + q)), rows);
        }
    }
    for p in whole..k {
        for i in 0..c.rows() {
            add_scaled(c.row_mut(i), [a.at(i, p)], [row(p)]);
        }
    }
}

/// out += Σ factors\[q\] · rows\[q\].
#[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
fn add_scaled<const D: usize>(out: &mut [f32], factors: [f32; D], rows: [&[f32]; D]) {
    let splats = factors.map(F32x4::splat);
    let (vectors, tail) = out.as_chunks_mut::<LANES>();
    let whole = vectors.len() * LANES;
    let chunks = rows.map(|row| &row.as_chunks::<LANES>().0[..vectors.len()]);
    for (v, out) in vectors.iter_mut().enumerate() {
        let mut sum = F32x4::load(out);
        for (x, chunks) in splats.iter().zip(&chunks) {
            sum = madd(*x, F32x4::load(&chunks[v]), sum);
        }
        sum.store(out);
    }
    for (j, out) in tail.iter_mut().enumerate() {
        *out += factors.iter().zip(rows).map(|(x, row)| x * row[whole + j]).sum::<f32>();
    }
}

/// Row `i` of A times column `j` of B.
fn dot(a: MatRef, i: usize, b: MatRef, j: usize) -> f32 {
    let k = a.cols();
    if a.col_stride() != 1 || b.row_stride() != 1 {
        return (0..k).map(|p| a.at(i, p) * b.at(p, j)).sum();
    }
    let (x, y) = (&a.data()[i * a.row_stride()..][..k], &b.data()[j * b.col_stride()..][..k]);
    simd::dot(x, y)
}
