//! Four-lane values, and the one place that chooses their implementation.
//!
//! Algorithms are written once, over [`F32x4`] and [`U32x4`]. On wasm these are `v128`s; elsewhere they are the arrays
//! of [`scalar`], which is always compiled and which LLVM vectorises well. [`madd`] is fused in the modules built with
//! the feature `relaxed` and rounds twice in the others.

mod each;
mod math;
pub mod scalar;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use each::{dot, each, max_of, sum_over, update, update_with};
pub use math::{Exp, exponentials, opaque};
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
