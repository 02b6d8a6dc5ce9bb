//! The four-lane values as wasm's `v128`. Every item is documented in [`scalar`](super::scalar).
#![allow(missing_docs)]

use core::arch::wasm32::*;
use std::ops::{Add, BitAnd, BitXor, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct F32x4(v128);

#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct U32x4(v128);

/// a · b + c. With the feature `relaxed` an engine fuses it where the processor can; callers carry the same target
/// feature, without which it would not be inlined.
#[inline]
#[cfg_attr(feature = "relaxed", target_feature(enable = "relaxed-simd"))]
pub fn madd(a: F32x4, b: F32x4, c: F32x4) -> F32x4 {
    #[cfg(feature = "relaxed")]
    return F32x4(f32x4_relaxed_madd(a.0, b.0, c.0));
    #[cfg(not(feature = "relaxed"))]
    return a * b + c;
}

impl F32x4 {
    #[inline]
    pub fn splat(x: f32) -> Self {
        Self(f32x4_splat(x))
    }

    /// # Safety
    /// A float must be readable at `x`.
    #[inline]
    pub unsafe fn splat_from(x: *const f32) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { v128_load32_splat(x.cast()) })
    }

    #[inline]
    pub fn load(x: &[f32; 4]) -> Self {
        // SAFETY: the reference covers the 16 bytes; v128 loads need no alignment.
        Self(unsafe { v128_load(x.as_ptr().cast()) })
    }

    /// # Safety
    /// Four floats must be readable at `x`.
    #[inline]
    pub unsafe fn load_from(x: *const f32) -> Self {
        // SAFETY: the caller's promise; v128 loads need no alignment.
        Self(unsafe { v128_load(x.cast()) })
    }

    #[inline]
    pub fn store(self, out: &mut [f32; 4]) {
        // SAFETY: the reference covers the 16 bytes; v128 stores need no alignment.
        unsafe { v128_store(out.as_mut_ptr().cast(), self.0) };
    }

    /// # Safety
    /// Four floats must be writable at `out`.
    #[inline]
    pub unsafe fn store_to(self, out: *mut f32) {
        // SAFETY: the caller's promise; v128 stores need no alignment.
        unsafe { v128_store(out.cast(), self.0) };
    }

    #[inline]
    pub fn sqrt(self) -> Self {
        Self(f32x4_sqrt(self.0))
    }

    #[inline]
    pub fn abs(self) -> Self {
        Self(f32x4_abs(self.0))
    }

    #[inline]
    pub fn larger(self, other: Self) -> Self {
        // pmax(a, b) is a < b ? b : a. Where relaxed SIMD is enabled LLVM makes relaxed_max of it, which may lose a NaN; it
        // does not look into a bitselect.
        #[cfg(feature = "relaxed")]
        return Self(v128_bitselect(self.0, other.0, f32x4_lt(other.0, self.0)));
        #[cfg(not(feature = "relaxed"))]
        Self(f32x4_pmax(other.0, self.0))
    }

    #[inline]
    pub fn smaller(self, other: Self) -> Self {
        // pmin(a, b) is b < a ? b : a, and relaxed_min as above.
        #[cfg(feature = "relaxed")]
        return Self(v128_bitselect(self.0, other.0, f32x4_lt(self.0, other.0)));
        #[cfg(not(feature = "relaxed"))]
        Self(f32x4_pmin(other.0, self.0))
    }

    #[inline]
    pub fn less(self, other: Self) -> U32x4 {
        U32x4(f32x4_lt(self.0, other.0))
    }

    #[inline]
    pub fn to_bits(self) -> U32x4 {
        U32x4(self.0)
    }

    #[inline]
    pub fn from_bits(bits: U32x4) -> Self {
        Self(bits.0)
    }

    #[inline]
    pub fn transpose([a, b, c, d]: [Self; 4]) -> [Self; 4] {
        let (ab_low, ab_high) = (u32x4_shuffle::<0, 4, 1, 5>(a.0, b.0), u32x4_shuffle::<2, 6, 3, 7>(a.0, b.0));
        let (cd_low, cd_high) = (u32x4_shuffle::<0, 4, 1, 5>(c.0, d.0), u32x4_shuffle::<2, 6, 3, 7>(c.0, d.0));
        [
            Self(u64x2_shuffle::<0, 2>(ab_low, cd_low)),
            Self(u64x2_shuffle::<1, 3>(ab_low, cd_low)),
            Self(u64x2_shuffle::<0, 2>(ab_high, cd_high)),
            Self(u64x2_shuffle::<1, 3>(ab_high, cd_high)),
        ]
    }
}

impl U32x4 {
    #[inline]
    pub fn splat(x: u32) -> Self {
        Self(u32x4_splat(x))
    }

    #[inline]
    pub fn new([a, b, c, d]: [u32; 4]) -> Self {
        Self(u32x4(a, b, c, d))
    }

    #[inline]
    pub fn wide_mul(self, other: Self) -> (Self, Self) {
        let (first, last) = (u64x2_extmul_low_u32x4(self.0, other.0), u64x2_extmul_high_u32x4(self.0, other.0));
        (Self(u32x4_shuffle::<0, 2, 4, 6>(first, last)), Self(u32x4_shuffle::<1, 3, 5, 7>(first, last)))
    }

    #[inline]
    pub fn at_least(self, other: Self) -> Self {
        Self(u32x4_ge(self.0, other.0))
    }

    #[inline]
    pub fn shl<const N: u32>(self) -> Self {
        Self(u32x4_shl(self.0, N))
    }

    #[inline]
    pub fn sar<const N: u32>(self) -> Self {
        Self(i32x4_shr(self.0, N))
    }

    #[inline]
    pub fn select(self, a: F32x4, b: F32x4) -> F32x4 {
        F32x4(v128_bitselect(a.0, b.0, self.0))
    }
}

macro_rules! operator {
    ($type:ident, $trait:ident, $method:ident, $instruction:ident) => {
        impl $trait for $type {
            type Output = Self;
            #[inline]
            fn $method(self, other: Self) -> Self {
                Self($instruction(self.0, other.0))
            }
        }
    };
}

operator!(F32x4, Add, add, f32x4_add);
operator!(F32x4, Sub, sub, f32x4_sub);
operator!(F32x4, Mul, mul, f32x4_mul);
operator!(F32x4, Div, div, f32x4_div);
operator!(U32x4, Add, add, u32x4_add);
operator!(U32x4, Sub, sub, u32x4_sub);
operator!(U32x4, BitAnd, bitand, v128_and);
operator!(U32x4, BitXor, bitxor, v128_xor);

impl Neg for F32x4 {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Self(f32x4_neg(self.0))
    }
}
