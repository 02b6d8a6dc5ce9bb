//! The register tile: the innermost loop of the product.

use crate::simd::{F32x4, LANES, madd};

/// Rows of a tile.
pub const MR: usize = 4;
/// Columns of a tile. 4×8 takes 8 of the 16 vector registers that x86-64 has for sums; larger tiles spill in V8.
pub const NR: usize = 8;
const VECTORS: usize = NR / LANES;

/// What a tile's sums are added to.
#[derive(Clone, Copy, Debug)]
pub enum Base {
    /// Nothing.
    Zero,
    /// What C holds.
    Existing,
    /// The floats at this address, in every row.
    Row(*const f32),
}

/// C = base + A · B for one tile: `a` holds `k` groups of [`MR`] elements (a column of the panel each), `b` holds `k`
/// groups of [`NR`] (a row each).
///
/// # Safety
/// `a` must be readable for `k * MR` floats and `b` for `k * NR`; `c` must be valid for rows of `NR` floats `ldc` apart, and
/// the row of [`Base::Row`] for `NR`. With the feature `relaxed`, the module must run where relaxed SIMD exists (an engine
/// without it refuses the whole module).
#[inline(never)]
#[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
pub unsafe fn tile(k: usize, a: *const f32, b: *const f32, c: *mut f32, ldc: usize, base: Base) {
    let mut sums = [[F32x4::zero(); VECTORS]; MR];
    let (mut a, mut b) = (a, b);
    for _ in 0..k {
        // SAFETY: the caller's promise: this is one of the k groups, and one past the end is still allowed.
        unsafe {
            add_outer_product(a, b, &mut sums);
            (a, b) = (a.add(MR), b.add(NR));
        }
    }
    for (i, sums) in sums.into_iter().enumerate() {
        for (j, sum) in sums.into_iter().enumerate() {
            // SAFETY: the caller's promise about c and the base row.
            unsafe {
                let out = c.add(i * ldc + j * LANES);
                let sum = match base {
                    Base::Zero => sum,
                    Base::Existing => F32x4::load_from(out) + sum,
                    Base::Row(row) => F32x4::load_from(row.add(j * LANES)) + sum,
                };
                sum.store_to(out);
            }
        }
    }
}

/// sums += a · bᵀ for one group of each panel.
///
/// # Safety
/// `a` must be readable for [`MR`] floats and `b` for [`NR`].
#[inline]
#[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
unsafe fn add_outer_product(a: *const f32, b: *const f32, sums: &mut [[F32x4; VECTORS]; MR]) {
    // SAFETY: the caller's promise.
    let row: [F32x4; VECTORS] = std::array::from_fn(|j| unsafe { F32x4::load_from(b.add(j * LANES)) });
    for (i, sums) in sums.iter_mut().enumerate() {
        // SAFETY: the caller's promise.
        let x = unsafe { F32x4::splat_from(a.add(i)) };
        for (sum, y) in sums.iter_mut().zip(row) {
            *sum = madd(x, y, *sum);
        }
    }
}
