//! Four-lane values, and the one place that chooses their implementation.
//!
//! Algorithms are written once, over [`F32x4`] and [`U32x4`]. On wasm these are `v128`s; elsewhere they are the arrays
//! of [`scalar`], which is always compiled and which LLVM vectorises well. [`madd`] is fused in the modules built with
//! the feature `relaxed` and rounds twice in the others.

mod math;
pub mod scalar;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use math::exp;
#[cfg(not(target_arch = "wasm32"))]
pub use scalar::{F32x4, U32x4, madd};
#[cfg(target_arch = "wasm32")]
pub use wasm::{F32x4, U32x4, madd};

/// The number of lanes.
pub const LANES: usize = 4;

#[cfg(all(target_arch = "wasm32", not(target_feature = "simd128")))]
compile_error!("the kernels need wasm SIMD: build with RUSTFLAGS=\"-C target-feature=+simd128\"");

impl F32x4 {
    /// The first lanes from `x` (at most four elements), the others `rest`.
    #[inline]
    pub fn load_part(x: &[f32], rest: f32) -> Self {
        let mut lanes = [rest; LANES];
        lanes[..x.len()].copy_from_slice(x);
        Self::load(&lanes)
    }

    /// Writes the first lanes to `out` (at most four elements).
    #[inline]
    pub fn store_part(self, out: &mut [f32]) {
        out.copy_from_slice(&self.to_array()[..out.len()]);
    }

    /// The four lanes.
    #[inline]
    pub fn to_array(self) -> [f32; LANES] {
        let mut lanes = [0.0; LANES];
        self.store(&mut lanes);
        lanes
    }

    /// The sum of the lanes, as (0 + 2) + (1 + 3).
    #[inline]
    pub fn sum(self) -> f32 {
        let [a, b, c, d] = self.to_array();
        (a + c) + (b + d)
    }

    /// Zero.
    #[inline]
    pub fn zero() -> Self {
        Self::splat(0.0)
    }
}

/// The sum of `f` over the elements, `f` being given four at a time; a short end is filled up with zeros.
#[inline]
pub fn sum_over(x: &[f32], f: impl Fn(F32x4) -> F32x4) -> f32 {
    let (blocks, tail) = x.as_chunks::<16>();
    let mut sums = [F32x4::zero(); 4];
    for block in blocks {
        let (lanes, _) = block.as_chunks::<LANES>();
        for (s, x) in sums.iter_mut().zip(lanes) {
            *s = *s + f(F32x4::load(x));
        }
    }
    let (lanes, tail) = tail.as_chunks::<LANES>();
    for (s, x) in sums.iter_mut().zip(lanes) {
        *s = *s + f(F32x4::load(x));
    }
    let mut sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])).sum();
    for &x in tail {
        sum += f(F32x4::splat(x)).to_array()[0];
    }
    sum
}

/// The largest element, ignoring NaN; −∞ of nothing.
#[inline]
pub fn max_of(x: &[f32]) -> f32 {
    let (lanes, tail) = x.as_chunks::<LANES>();
    let mut max = F32x4::splat(f32::NEG_INFINITY);
    for x in lanes {
        max = F32x4::load(x).larger(max);
    }
    max.to_array().iter().chain(tail).fold(f32::NEG_INFINITY, |m, &x| if x > m { x } else { m })
}

/// x\[i\] = f(x\[i\]), four at a time.
#[inline]
pub fn update(x: &mut [f32], f: impl Fn(F32x4) -> F32x4) {
    let (lanes, tail) = x.as_chunks_mut::<LANES>();
    for x in lanes {
        f(F32x4::load(x)).store(x);
    }
    if !tail.is_empty() {
        f(F32x4::load_part(tail, 0.0)).store_part(tail);
    }
}

/// out\[i\] = f(a\[i\], b\[i\]), four at a time, for slices of one length.
#[inline]
pub fn zip_into(a: &[f32], b: &[f32], out: &mut [f32], f: impl Fn(F32x4, F32x4) -> F32x4) {
    let ((a4, a), (b4, b), (out4, out)) = (a.as_chunks(), b.as_chunks(), out.as_chunks_mut());
    for ((a, b), out) in a4.iter().zip(b4).zip(out4) {
        f(F32x4::load(a), F32x4::load(b)).store(out);
    }
    if !out.is_empty() {
        f(F32x4::load_part(a, 0.0), F32x4::load_part(b, 0.0)).store_part(out);
    }
}

/// out\[i\] = f(out\[i\], x\[i\]), four at a time, for slices of one length.
#[inline]
pub fn update_with(out: &mut [f32], x: &[f32], f: impl Fn(F32x4, F32x4) -> F32x4) {
    let ((x4, x), (out4, out)) = (x.as_chunks(), out.as_chunks_mut());
    for (x, out) in x4.iter().zip(out4) {
        f(F32x4::load(out), F32x4::load(x)).store(out);
    }
    if !out.is_empty() {
        f(F32x4::load_part(out, 0.0), F32x4::load_part(x, 0.0)).store_part(out);
    }
}
