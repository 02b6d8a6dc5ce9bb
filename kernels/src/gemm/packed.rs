//! The blocked and packed product around the register tile (Goto & van de Geijn 2008): what runs in the browser. It is
//! compiled everywhere, over whichever four-lane values the target has.

use super::pack::{pack, packed_len};
use super::tile::{Base, MR, NR, tile};
use super::{MatMut, MatRef, Start};
use crate::scratch;

/// The depth of a block: a panel of B (16 KiB) and one of A (8 KiB) stay in the first-level cache.
const KC: usize = 512;
/// The rows of a block: the packed block of A (256 KiB) stays in the second-level cache.
const MC: usize = 128;
/// The columns of a block, which bounds the packed block of B to 4 MiB.
const NC: usize = 2048;

/// [`gemm`](super::gemm), blocked and packed.
pub fn gemm(a: MatRef, b: MatRef, mut c: MatMut, start: Start) {
    super::check_shapes(&a, &b, &c, &start);
    let (m, k, n) = (a.rows(), a.cols(), b.cols());
    if m == 0 || n == 0 {
        return;
    }
    if k == 0 {
        return fill(c, start);
    }
    let mut packed_b = scratch::take(packed_len::<NR>(n.min(NC), k.min(KC)));
    for j in (0..n).step_by(NC) {
        let columns = NC.min(n - j);
        for p in (0..k).step_by(KC) {
            let depth = KC.min(k - p);
            pack::<NR>(b.block(p, depth, j, columns).t(), &mut packed_b);
            let start = match start {
                _ if p > 0 => Start::Existing,
                Start::Bias(bias) => Start::Bias(&bias[j..j + columns]),
                start => start,
            };
            // The blocks of rows are independent of each other: this is the loop to hand out to threads.
            for i in (0..m).step_by(MC) {
                let rows = MC.min(m - i);
                row_block(a.block(i, rows, p, depth), &packed_b, c.block(i, rows, j, columns), start);
            }
        }
    }
}

/// C = start + A · B for one block of rows, with B packed.
fn row_block(a: MatRef, packed_b: &[f32], mut c: MatMut, start: Start) {
    let mut packed_a = scratch::take(packed_len::<MR>(a.rows(), a.cols()));
    pack::<MR>(a, &mut packed_a);
    let depth = a.cols();
    for j in (0..c.cols()).step_by(NR) {
        let panel_b = &packed_b[j * depth..][..NR * depth];
        for i in (0..c.rows()).step_by(MR) {
            multiply_tile(&packed_a[i * depth..][..MR * depth], panel_b, &mut c, i, j, start);
        }
    }
}

/// The tile of `c` whose first element is (i, j) = start + the product of two packed panels of equal depth. The tile may
/// reach over the edges of `c`; what lies outside is not written.
#[inline]
pub(crate) fn multiply_tile(panel_a: &[f32], panel_b: &[f32], c: &mut MatMut, i: usize, j: usize, start: Start) {
    let depth = panel_a.len() / MR;
    assert_eq!(panel_b.len(), depth * NR, "panels of different depths");
    let (rows, columns, ldc) = (c.rows() - i, c.cols() - j, c.row_stride());
    let (a, b) = (panel_a.as_ptr(), panel_b.as_ptr());
    if rows >= MR && columns >= NR {
        let base = match start {
            Start::Zero => Base::Zero,
            Start::Existing => Base::Existing,
            Start::Bias(bias) => Base::Row(bias[j..j + NR].as_ptr()),
        };
        let out = &mut c.data_mut()[i * ldc + j..][..(MR - 1) * ldc + NR];
        // SAFETY: the panels' lengths are `depth` groups, checked above; `out` spans the tile's rows.
        unsafe { tile(depth, a, b, out.as_mut_ptr(), ldc, base) };
    } else {
        let mut whole = [0.0; MR * NR];
        // SAFETY: as above; `whole` is a tile of row stride NR.
        unsafe { tile(depth, a, b, whole.as_mut_ptr(), NR, Base::Zero) };
        for (r, sums) in whole.chunks_exact(NR).take(rows).enumerate() {
            let out = &mut c.row_mut(i + r)[j..];
            for (x, (out, sum)) in out.iter_mut().zip(sums).enumerate() {
                *out = match start {
                    Start::Zero => *sum,
                    Start::Existing => *out + sum,
                    Start::Bias(bias) => bias[j + x] + sum,
                };
            }
        }
    }
}

/// C = start, for a product over nothing.
fn fill(mut c: MatMut, start: Start) {
    for i in 0..c.rows() {
        match start {
            Start::Zero => c.row_mut(i).fill(0.0),
            Start::Existing => {}
            Start::Bias(bias) => c.row_mut(i).copy_from_slice(bias),
        }
    }
}
