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

/// eˣ within 1.5 ulp (subnormal results included); exactly 0 at −∞, ∞ from 88.73, and NaN for NaN.
///
/// x = n·ln 2 + r with |r| ≤ ln 2 / 2, and eʳ by a polynomial of degree 6 (minimax, as in Cephes' `expf`).
#[inline]
pub fn exp(x: F32x4) -> F32x4 {
    // Written so that a NaN in x stays.
    let x = F32x4::splat(HIGHEST).smaller(x);
    let x = F32x4::splat(LOWEST).larger(x);
    let rounded = x * F32x4::splat(std::f32::consts::LOG2_E) + F32x4::splat(ROUNDER);
    let n = rounded.to_bits() - U32x4::splat(ROUNDER.to_bits());
    let n_float = rounded - F32x4::splat(ROUNDER);
    let r = x - n_float * F32x4::splat(LN_2_HIGH);
    let r = r - n_float * F32x4::splat(LN_2_LOW);
    let mut p = F32x4::splat(1.987_569_1e-4);
    for c in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.5] {
        p = p * r + F32x4::splat(c);
    }
    let e = p * (r * r) + r + F32x4::splat(1.0);
    // In two factors, because 2ⁿ alone is no normal float at the ends of the range.
    let half = n.sar::<1>();
    let power = |n: U32x4| F32x4::from_bits((n + U32x4::splat(127)).shl::<23>());
    e * power(half) * power(n - half)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bound that [`exp`] states, in units of the last place of the result.
    const EXP_ULP: f64 = 1.5;

    #[test]
    fn exp_is_accurate_and_keeps_the_special_values() {
        let mut x = -104.5f32;
        let mut worst = 0.0f64;
        while x < 89.5 {
            let got = exp(F32x4::splat(x)).to_array()[2];
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
        let [zero, infinite, nan, one] = exp(special).to_array();
        assert!(zero == 0.0 && infinite == f32::INFINITY && nan.is_nan() && one == 1.0);
    }
}
