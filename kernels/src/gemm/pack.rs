//! Packing: a block of a matrix rearranged into the panels that the register tile reads from end to end.

use super::MatRef;
use crate::simd::{F32x4, LANES};

/// How many panels are filled side by side when columns are contiguous, so that whole cache lines are read.
const TOGETHER: usize = 8;

/// The length of the panels of a `[count, k]` block: the last one is filled up with zeros.
pub fn packed_len<const W: usize>(count: usize, k: usize) -> usize {
    count.next_multiple_of(W) * k
}

/// Packs `block`, `[count, k]`, into panels of `W` rows: element (i, p) goes to `out[(i / W * k + p) * W + i % W]`. For the
/// right operand, `block` is its transpose.
///
/// # Panics
/// If `out` is shorter than [`packed_len`].
pub fn pack<const W: usize>(block: MatRef, out: &mut [f32]) {
    let (count, k) = (block.rows(), block.cols());
    let out = &mut out[..packed_len::<W>(count, k)];
    if k == 0 {
        return;
    }
    let whole = count / W * W;
    let (full, rest) = out.split_at_mut(whole * k);
    let inner = block.block(0, whole, 0, k);
    if block.row_stride() == 1 {
        pack_across::<W>(inner, full);
    } else if block.col_stride() == 1 {
        pack_along::<W>(inner, full);
    } else {
        pack_any::<W>(inner, full);
    }
    pack_any::<W>(block.block(whole, count - whole, 0, k), rest);
}

/// Any strides, and a count that may fall short of a panel.
fn pack_any<const W: usize>(block: MatRef, out: &mut [f32]) {
    let k = block.cols();
    for (panel, out) in out.chunks_exact_mut(W * k).enumerate() {
        for (p, out) in out.chunks_exact_mut(W).enumerate() {
            for (w, out) in out.iter_mut().enumerate() {
                let i = panel * W + w;
                *out = if i < block.rows() { block.at(i, p) } else { 0.0 };
            }
        }
    }
}

/// The `W` elements of a panel's group lie side by side: they are copied.
fn pack_across<const W: usize>(block: MatRef, out: &mut [f32]) {
    let k = block.cols();
    for (first, out) in out.chunks_mut(W * k * TOGETHER).enumerate() {
        let width = out.len() / k;
        for p in 0..k {
            let row = &block.data()[p * block.col_stride() + first * W * TOGETHER..][..width];
            for (panel, x) in row.as_chunks::<W>().0.iter().enumerate() {
                out[(panel * k + p) * W..][..W].copy_from_slice(x);
            }
        }
    }
}

/// Each of the `W` rows of a panel is contiguous: they are transposed, four by four.
fn pack_along<const W: usize>(block: MatRef, out: &mut [f32]) {
    let k = block.cols();
    for (panel, out) in out.chunks_exact_mut(W * k).enumerate() {
        let rows: [&[f32]; W] = std::array::from_fn(|w| &block.data()[(panel * W + w) * block.row_stride()..][..k]);
        let (groups, last) = out.as_chunks_mut::<{ LANES }>();
        debug_assert!(last.is_empty());
        let groups_per_step = W / LANES;
        for p in 0..k / LANES {
            for g in 0..groups_per_step {
                let lanes = |i: usize| F32x4::load(&rows[g * LANES + i].as_chunks().0[p]);
                let turned = F32x4::transpose([lanes(0), lanes(1), lanes(2), lanes(3)]);
                for (i, x) in turned.into_iter().enumerate() {
                    x.store(&mut groups[(p * LANES + i) * groups_per_step + g]);
                }
            }
        }
        for p in k / LANES * LANES..k {
            for (w, row) in rows.iter().enumerate() {
                out[p * W + w] = row[p];
            }
        }
    }
}
