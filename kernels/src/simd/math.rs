//! Functions of four lanes.

use super::{F32x4, U32x4};

/// Adding it to a float of less than 2²² leaves the nearest integer in the low bits.
const ROUNDER: f32 = 12_582_912.0;
/// ln 2 in two parts: products of the first with integers up to 2⁹ are exact.
const LN_2_HIGH: f32 = 355.0 / 512.0;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// Beyond these the result is 0 or infinite anyway, and the arithmetic on exponents would wrap.
const LOWEST: f32 = -104.0;
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
    log2_e: F32x4,
    rounder: F32x4,
    ln2: [F32x4; 2],
    p: [F32x4; 6],
    one: F32x4,
}

impl Exp {
    /// The prepared function.
    #[inline]
    pub fn new() -> Self {
        let [highest, lowest, log2_e, rounder, ln2_high, ln2_low, one] =
            opaque([HIGHEST, LOWEST, std::f32::consts::LOG2_E, ROUNDER, LN_2_HIGH, LN_2_LOW, 1.0]);
        let p = opaque([0.5, 0.166_666_66, 4.166_579_6e-2, 8.333_452e-3, 1.398_2e-3, 1.987_569_1e-4]);
        Self { highest, lowest, log2_e, rounder, ln2: [ln2_high, ln2_low], p, one }
    }

    /// eˣ within 1.5 ulp (subnormal results included); exactly 0 at −∞, ∞ from 88.73, and NaN for NaN.
    ///
    /// x = n·ln 2 + r with |r| ≤ ln 2 / 2, and eʳ by a polynomial of degree 6 (minimax, as in Cephes' `expf`).
    #[inline]
    pub fn of(&self, x: F32x4) -> F32x4 {
        // Written so that a NaN in x stays.
        let x = self.highest.smaller(x);
        let x = self.lowest.larger(x);
        let rounded = x * self.log2_e + self.rounder;
        let n = rounded.to_bits() - self.rounder.to_bits();
        let n_float = rounded - self.rounder;
        let r = x - n_float * self.ln2[0];
        let r = r - n_float * self.ln2[1];
        let (r2, [c0, c1, c2, c3, c4, c5]) = (r * r, self.p);
        // In pairs (Estrin), not one after the other: a loop over this waits for its longest chain.
        let p = (c0 + c1 * r) + ((c2 + c3 * r) + (c4 + c5 * r) * r2) * r2;
        let e = p * r2 + r + self.one;
        // In two factors, because 2ⁿ alone is no normal float at the ends of the range. The bits of 1.0 are the exponent's
        // bias in its place.
        let half = n.sar::<1>();
        let power = |n: U32x4| F32x4::from_bits(n.shl::<23>() + self.one.to_bits());
        e * power(half) * power(n - half)
    }
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
        let special = F32x4::load(&[f32::NEG_INFINITY, f32::INFINITY, f32::NAN, 0.0]);
        let [zero, infinite, nan, one] = Exp::new().of(special).to_array();
        assert!(zero == 0.0 && infinite == f32::INFINITY && nan.is_nan() && one == 1.0);
    }
}
