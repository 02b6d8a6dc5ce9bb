//! Functions of four lanes.

use super::{F32x4, LANES, U32x4, madd};

/// Adding it to a float of less than 2²² leaves the nearest integer in the low bits.
const ROUNDER: f32 = 12_582_912.0;
/// ln 2 in two parts: products of the first with integers up to 2⁹ are exact.
const LN_2_HIGH: f32 = 355.0 / 512.0;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// Beyond these the result is 0 or infinite anyway, and the arithmetic on exponents would wrap.
const LOWEST: f32 = -104.0;
/// Below this a result would be subnormal.
const LOWEST_NORMAL: f32 = -87.0;
const HIGHEST: f32 = 89.0;

/// The coefficients of a function of four lanes, as values that the compiler does not know.
///
/// V8 builds a vector constant anew, by several instructions, wherever it is used; a value that lives outside of the loop
/// is one load. So kernels prepare a function before their loop.
#[inline]
pub fn opaque<const N: usize>(constants: [f32; N]) -> [F32x4; N] {
    std::hint::black_box(constants).map(F32x4::splat)
}

/// The exponential, prepared for a loop.
#[derive(Clone, Copy)]
pub struct Exp {
    highest: F32x4,
    lowest: F32x4,
    lowest_normal: F32x4,
    log2_e: F32x4,
    rounder: F32x4,
    minus_ln2: [F32x4; 2],
    p: [F32x4; 6],
    one: F32x4,
}

impl Exp {
    /// The prepared function.
    #[inline]
    pub fn new() -> Self {
        let [highest, lowest, lowest_normal] = opaque([HIGHEST, LOWEST, LOWEST_NORMAL]);
        let [log2_e, rounder, high, low, one] = opaque([std::f32::consts::LOG2_E, ROUNDER, -LN_2_HIGH, -LN_2_LOW, 1.0]);
        let p = opaque([0.5, 0.166_666_66, 4.166_579_6e-2, 8.333_452e-3, 1.398_2e-3, 1.987_569_1e-4]);
        Self { highest, lowest, lowest_normal, log2_e, rounder, minus_ln2: [high, low], p, one }
    }

    /// eˣ within 1.5 ulp (subnormal results included); exactly 0 at −∞, ∞ from 88.73, and NaN for NaN.
    ///
    /// x = n·ln 2 + r with |r| ≤ ln 2 / 2, and eʳ by a polynomial of degree 6 (minimax, as in Cephes' `expf`).
    #[inline]
    #[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
    pub fn of(&self, x: F32x4) -> F32x4 {
        // Written so that a NaN in x stays.
        let x = self.highest.smaller(x);
        let (e, n) = self.reduced(self.lowest.larger(x));
        // In two factors, because 2ⁿ alone is no normal float at the ends of the range.
        let half = n.sar::<1>();
        e * self.power(half) * self.power(n - half)
    }

    /// [`Self::of`] for x ≤ 0, in half the instructions: what is below e⁻⁸⁷ (1.6e-38) is told as that.
    #[inline]
    #[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
    pub fn of_negative(&self, x: F32x4) -> F32x4 {
        let (e, n) = self.reduced(self.lowest_normal.larger(x));
        e * self.power(n)
    }

    /// eʳ and n.
    #[inline]
    #[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
    fn reduced(&self, x: F32x4) -> (F32x4, U32x4) {
        let rounded = madd(x, self.log2_e, self.rounder);
        let n = rounded.to_bits() - self.rounder.to_bits();
        let n_float = rounded - self.rounder;
        let r = madd(n_float, self.minus_ln2[0], x);
        let r = madd(n_float, self.minus_ln2[1], r);
        let (r2, [c0, c1, c2, c3, c4, c5]) = (r * r, self.p);
        // In pairs (Estrin), not one after the other: a loop over this waits for its longest chain.
        let p = madd(madd(madd(c5, r, c4), r2, madd(c3, r, c2)), r2, madd(c1, r, c0));
        (madd(p, r2, r) + self.one, n)
    }

    /// 2ⁿ. The bits of 1.0 are the exponent's bias in its place.
    #[inline]
    fn power(&self, n: U32x4) -> F32x4 {
        F32x4::from_bits(n.shl::<23>() + self.one.to_bits())
    }
}

/// Replaces x by exp(x − max) and gives the sum; the results of 1,024 at most are added in f32, their sums in f64. Where an
/// element is NaN, or the largest infinite, so is the sum.
#[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
pub fn exponentials(x: &mut [f32], max: f32) -> f64 {
    const SHORT: usize = 1024;
    let (m, exp) = (F32x4::splat(max), Exp::new());
    let mut total = 0.0;
    for part in x.chunks_mut(SHORT) {
        let (whole, tail) = part.as_chunks_mut::<LANES>();
        let mut sum = F32x4::zero();
        for x in whole {
            let e = exp.of_negative(F32x4::load(x) - m);
            sum = sum + e;
            e.store(x);
        }
        exp.of_negative(F32x4::load_part(tail, 0.0) - m).store_part(tail);
        total += f64::from(sum.sum()) + tail.iter().map(|&e| f64::from(e)).sum::<f64>();
    }
    total
}

impl Default for Exp {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bound that [`Exp`] states, in units of the last place of the result.
    const EXP_ULP: f64 = 1.5;

    #[test]
    fn exp_is_accurate_and_keeps_the_special_values() {
        let mut x = -104.5f32;
        let mut worst = 0.0f64;
        while x < 89.5 {
            let got = Exp::new().of(F32x4::splat(x)).to_array()[2];
            let truth = f64::from(x).exp();
            if truth < f64::from(f32::MAX) {
                let ulp = 2.0f64.powf(truth.log2().floor() - 23.0).max(2.0f64.powi(-149));
                worst = worst.max((f64::from(got) - truth).abs() / ulp);
            } else {
                assert_eq!(got, f32::INFINITY, "exp({x})");
            }
            x += 0.000_97;
        }
        assert!(worst < EXP_ULP, "off by {worst} ulp");
        let mut x = -87.0f32;
        while x <= 0.0 {
            let (got, truth) = (Exp::new().of_negative(F32x4::splat(x)).to_array()[1], f64::from(x).exp());
            let ulp = 2.0f64.powf(truth.log2().floor() - 23.0);
            assert!((f64::from(got) - truth).abs() < EXP_ULP * ulp, "exp({x})");
            x += 0.000_97;
        }
        let special = F32x4::load(&[f32::NEG_INFINITY, f32::INFINITY, f32::NAN, 0.0]);
        let [zero, infinite, nan, one] = Exp::new().of(special).to_array();
        assert!(zero == 0.0 && infinite == f32::INFINITY && nan.is_nan() && one == 1.0);
    }
}
