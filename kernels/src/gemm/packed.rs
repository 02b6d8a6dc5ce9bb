//! The blocked and packed product around the register tile (Goto & van de Geijn 2008): what runs in the browser. It is
//! compiled everywhere, over whichever four-lane values the target has.
//!
//! For each block of the depth the smaller operand is packed whole and shared. The other is cut into groups, whose
//! panels are packed by whoever multiplies them, and never leave its caches: products of few rows with a large weight
//! are as common here as large ones.

use super::pack::{pack, packed_len};
use super::tile::{Base, MR, NR, tile};
use super::{MatMut, MatRef, Start};
use crate::parallel;
use crate::scratch;

/// The depth of a block: a panel of B (16 KiB) and one of A (8 KiB) stay in the first-level cache.
const KC: usize = 512;
/// The rows that a panel of B meets one after the other: packed, at most 256 KiB, they stay in the second-level cache.
const MC: usize = 128;
/// The elements of a group's panels, 128 KiB: it is the wider, the shallower the product is.
const GROUP: usize = 64 * KC;
/// Up to this depth a tile is done so soon that it waits for C, which is then passed along its rows, as memory is fastest.
const SHALLOW: usize = 256;
/// Rows or columns that are packed by one task.
const PACK: usize = 256;

/// [`gemm`](super::gemm), blocked and packed.
pub fn gemm(a: MatRef, b: MatRef, mut c: MatMut, start: Start) {
    super::check_shapes(&a, &b, &c, &start);
    let (m, k, n) = (a.rows(), a.cols(), b.cols());
    if m == 0 || n == 0 {
        return;
    }
    if k == 0 {
        return start.fill(&mut c);
    }
    let depth = k.min(KC);
    let share_a = m <= n;
    let mut shared = scratch::take(if share_a { packed_len::<MR>(m, depth) } else { packed_len::<NR>(n, depth) });
    for p in (0..k).step_by(KC) {
        let depth = KC.min(k - p);
        let (a, b) = (a.block(0, m, p, depth), b.block(p, depth, 0, n));
        let start = if p > 0 { Start::Existing } else { start };
        let c = c.block(0, m, 0, n);
        if share_a {
            pack_shared::<MR>(a, &mut shared);
            column_groups(&shared, b, c, start);
        } else {
            pack_shared::<NR>(b.t(), &mut shared);
            row_groups(a, &shared, c, start);
        }
    }
}

/// [`pack`], shared among threads.
fn pack_shared<const W: usize>(block: MatRef, out: &mut [f32]) {
    let (count, k) = (block.rows(), block.cols());
    let out = &mut out[..packed_len::<W>(count, k)];
    parallel::chunks([out], PACK * k, |first, [out]| {
        let first = first / k;
        pack::<W>(block.block(first, PACK.min(count - first), 0, k), out);
    });
}

/// C = start + A · B with A packed: each task packs its own columns of B.
fn column_groups(a: &[f32], b: MatRef, c: MatMut, start: Start) {
    let (m, depth) = (c.rows(), b.rows());
    parallel::blocks([c], m, group_len(b.cols(), depth, m, NR), |_, first, [mut c]| {
        let mut packed = scratch::take(packed_len::<NR>(c.cols(), depth));
        pack::<NR>(b.block(0, depth, first, c.cols()).t(), &mut packed);
        let start = start.columns(first, c.cols());
        for i in (0..m).step_by(MC) {
            let rows = MC.min(m - i);
            let columns = c.cols();
            multiply(&a[i * depth..], &packed, depth, &mut c.block(i, rows, 0, columns), start);
        }
    });
}

/// C = start + A · B with B packed: each task packs its own rows of A.
fn row_groups(a: MatRef, b: &[f32], c: MatMut, start: Start) {
    let (n, depth) = (c.cols(), a.cols());
    parallel::blocks([c], group_len(a.rows(), depth, n, MR), n, |first, _, [mut c]| {
        let mut packed = scratch::take(packed_len::<MR>(c.rows(), depth));
        pack::<MR>(a.block(first, c.rows(), 0, depth), &mut packed);
        multiply(&packed, b, depth, &mut c, start);
    });
}

/// The rows or columns of a group, a multiple of `unit`: [`GROUP`] elements at most, and fewer where threads would be left
/// without work. There are `count` rows or columns of `depth`, and each meets `others`.
fn group_len(count: usize, depth: usize, others: usize, unit: usize) -> usize {
    let most = (GROUP / depth).max(unit);
    if parallel::threads() == 1 {
        return most.next_multiple_of(unit);
    }
    let fair = count.div_ceil(4 * parallel::threads());
    let worthwhile = parallel::GRAIN.div_ceil(2 * depth * others);
    fair.max(worthwhile).min(most).next_multiple_of(unit)
}

/// C = start + A · B for packed panels of one depth.
fn multiply(a: &[f32], b: &[f32], depth: usize, c: &mut MatMut, start: Start) {
    let tile = |c: &mut MatMut, i: usize, j: usize| {
        multiply_tile(&a[i * depth..][..MR * depth], &b[j * depth..][..NR * depth], c, i, j, start);
    };
    if depth <= SHALLOW {
        for i in (0..c.rows()).step_by(MR) {
            (0..c.cols()).step_by(NR).for_each(|j| tile(c, i, j));
        }
    } else {
        for j in (0..c.cols()).step_by(NR) {
            (0..c.rows()).step_by(MR).for_each(|i| tile(c, i, j));
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
        // SAFETY: the panels' lengths are `depth` groups, checked above; the tile lies within `c`.
        unsafe { tile(depth, a, b, c.at_mut(i, j), ldc, base) };
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
