//! The four-lane values as arrays: what every target can run, and the reference of the others.

use std::array::from_fn;
use std::ops::{Add, BitAnd, BitXor, Div, Mul, Neg, Sub};

/// Four `f32`.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(16))]
pub struct F32x4([f32; 4]);

/// Four `u32`; arithmetic wraps.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(16))]
pub struct U32x4([u32; 4]);

/// a · b + c. Two roundings: a fused one is a slow library call where the instruction can't be assumed.
#[inline]
pub fn madd(a: F32x4, b: F32x4, c: F32x4) -> F32x4 {
    a * b + c
}

impl F32x4 {
    /// Four times `x`.
    #[inline]
    pub fn splat(x: f32) -> Self {
        Self([x; 4])
    }

    /// Four times the float at `x`.
    ///
    /// # Safety
    /// A float must be readable at `x`.
    #[inline]
    pub unsafe fn splat_from(x: *const f32) -> Self {
        // SAFETY: the caller's promise.
        Self([unsafe { *x }; 4])
    }

    /// The four elements of `x`.
    #[inline]
    pub fn load(x: &[f32; 4]) -> Self {
        Self(*x)
    }

    /// The four elements at `x`.
    ///
    /// # Safety
    /// Four floats must be readable at `x`, at any alignment of a float.
    #[inline]
    pub unsafe fn load_from(x: *const f32) -> Self {
        // SAFETY: the caller's promise; an array has the alignment of its elements.
        Self(unsafe { *x.cast() })
    }

    /// Writes the lanes.
    #[inline]
    pub fn store(self, out: &mut [f32; 4]) {
        *out = self.0;
    }

    /// Writes the lanes to `out`.
    ///
    /// # Safety
    /// Four floats must be writable at `out`, at any alignment of a float.
    #[inline]
    pub unsafe fn store_to(self, out: *mut f32) {
        // SAFETY: the caller's promise; an array has the alignment of its elements.
        unsafe { *out.cast() = self.0 };
    }

    /// The square root.
    #[inline]
    pub fn sqrt(self) -> Self {
        Self(self.0.map(f32::sqrt))
    }

    /// The absolute value.
    #[inline]
    pub fn abs(self) -> Self {
        Self(self.0.map(f32::abs))
    }

    /// `self` where it is larger than `other`, else `other`: a NaN in `other` stays, one in `self` is ignored.
    #[inline]
    pub fn larger(self, other: Self) -> Self {
        Self(from_fn(|i| if self.0[i] > other.0[i] { self.0[i] } else { other.0[i] }))
    }

    /// `self` where it is smaller than `other`, else `other`: a NaN in `other` stays, one in `self` is ignored.
    #[inline]
    pub fn smaller(self, other: Self) -> Self {
        Self(from_fn(|i| if self.0[i] < other.0[i] { self.0[i] } else { other.0[i] }))
    }

    /// All bits set where `self` < `other`.
    #[inline]
    pub fn less(self, other: Self) -> U32x4 {
        U32x4(from_fn(|i| if self.0[i] < other.0[i] { u32::MAX } else { 0 }))
    }

    /// The bits.
    #[inline]
    pub fn to_bits(self) -> U32x4 {
        U32x4(self.0.map(f32::to_bits))
    }

    /// The floats that have these bits.
    #[inline]
    pub fn from_bits(bits: U32x4) -> Self {
        Self(bits.0.map(f32::from_bits))
    }

    /// The matrix of these rows, transposed.
    #[inline]
    pub fn transpose(rows: [Self; 4]) -> [Self; 4] {
        from_fn(|j| Self(from_fn(|i| rows[i].0[j])))
    }
}

impl U32x4 {
    /// Four times `x`.
    #[inline]
    pub fn splat(x: u32) -> Self {
        Self([x; 4])
    }

    /// These lanes.
    #[inline]
    pub fn new(lanes: [u32; 4]) -> Self {
        Self(lanes)
    }

    /// The low and the high words of the four products.
    #[inline]
    pub fn wide_mul(self, other: Self) -> (Self, Self) {
        let product = |i: usize| u64::from(self.0[i]) * u64::from(other.0[i]);
        (Self(from_fn(|i| product(i) as u32)), Self(from_fn(|i| (product(i) >> 32) as u32)))
    }

    /// All bits set where `self` ≥ `other`.
    #[inline]
    pub fn at_least(self, other: Self) -> Self {
        Self(from_fn(|i| if self.0[i] >= other.0[i] { u32::MAX } else { 0 }))
    }

    /// Shifted left by `N` bits.
    #[inline]
    pub fn shl<const N: u32>(self) -> Self {
        Self(self.0.map(|x| x << N))
    }

    /// Shifted right by `N` bits, the sign bit repeated.
    #[inline]
    pub fn sar<const N: u32>(self) -> Self {
        Self(self.0.map(|x| (x as i32 >> N) as u32))
    }

    /// `a` where the bits of `self` are set, `b` where they are not.
    #[inline]
    pub fn select(self, a: F32x4, b: F32x4) -> F32x4 {
        F32x4(from_fn(|i| f32::from_bits((a.0[i].to_bits() & self.0[i]) | (b.0[i].to_bits() & !self.0[i]))))
    }
}

macro_rules! operator {
    ($type:ident, $trait:ident, $method:ident, $f:expr) => {
        impl $trait for $type {
            type Output = Self;
            #[inline]
            fn $method(self, other: Self) -> Self {
                Self(from_fn(|i| $f(self.0[i], other.0[i])))
            }
        }
    };
}

operator!(F32x4, Add, add, |a, b| a + b);
operator!(F32x4, Sub, sub, |a, b| a - b);
operator!(F32x4, Mul, mul, |a, b| a * b);
operator!(F32x4, Div, div, |a, b| a / b);
operator!(U32x4, Add, add, u32::wrapping_add);
operator!(U32x4, Sub, sub, u32::wrapping_sub);
operator!(U32x4, BitAnd, bitand, |a, b| a & b);
operator!(U32x4, BitXor, bitxor, |a, b| a ^ b);

impl Neg for F32x4 {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Self(self.0.map(|x| -x))
    }
}
