//! The exact GELU, x · Φ(x) with the normal distribution's Φ (Hendrycks & Gimpel 2016; `torch.nn.GELU()`).
//!
//! Φ(−a) = ½ erfc(a/√2) for a ≥ 0 is computed as exp(−a²/2) · h(a) with the smooth h(a) = ½ exp(a²/2) erfc(a/√2), so that
//! the small values far to the left keep their relative accuracy, which 1 + erf would lose.

use crate::parallel;
use crate::simd::{Exp, F32x4, LANES, U32x4, madd, opaque};

/// (a + C) · h(a) as a polynomial in u = (a − C)/(a + C), lowest power first: interpolated at Chebyshev nodes for a in
/// \[0, 14\], within 1.8e-8 of the truth. Beyond 14, exp(−a²/2) is below 3e-43.
const H: [f32; 9] = [
    0.766_416_28,
    -0.653_589_4,
    0.472_064_67,
    -0.284_183_2,
    0.138_104_6,
    -0.050_633_89,
    0.011_547_172,
    2.391_892e-4,
    -1.300_023_6e-3,
];
const C: f32 = 4.75;
/// Large enough for Φ to be 0 or 1 there, small enough for its square.
const FAR: f32 = 1e4;
const FRAC_1_SQRT_TAU: f32 = 0.398_942_3;
/// Elements of a task: some 20 µs.
const GRAIN: usize = 8192;

/// Φ, prepared for a loop.
struct Phi {
    exp: Exp,
    h: [F32x4; 9],
    c: F32x4,
    far: F32x4,
    half: F32x4,
    one: F32x4,
    top: U32x4,
}

impl Phi {
    #[inline]
    fn new() -> Self {
        let [c, far, half, one] = opaque([C, FAR, 0.5, 1.0]);
        Self { exp: Exp::new(), h: opaque(H), c, far, half, one, top: U32x4::splat(0xffff_f000) }
    }

    /// Φ(x) and exp(−x²/2).
    #[inline]
    #[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
    fn of(&self, x: F32x4) -> (F32x4, F32x4) {
        // A NaN stays.
        let a = self.far.smaller(x.abs());
        // a² in two parts, high + low exactly: the exponent's error is the result's relative error.
        let top = F32x4::from_bits(a.to_bits() & self.top);
        let rest = a - top;
        let high = a * a;
        let low = madd(rest, rest, madd(top + top, rest, top * top - high));
        let minus_half_low = -(low * self.half);
        let e = self.exp.of(-(high * self.half));
        let e = madd(e, minus_half_low, e);
        let t = self.one / (a + self.c);
        let u = (a - self.c) * t;
        let (u2, [h0, h1, h2, h3, h4, h5, h6, h7, h8]) = (u * u, self.h);
        let u4 = u2 * u2;
        // In pairs (Estrin), not one after the other: a loop over this waits for its longest chain.
        let low_h = madd(madd(h3, u, h2), u2, madd(h1, u, h0));
        let high_h = madd(h8, u4, madd(madd(h7, u, h6), u2, madd(h5, u, h4)));
        let h = madd(high_h, u4, low_h);
        let tail = e * (t * h);
        (x.less(F32x4::zero()).select(tail, self.one - tail), e)
    }
}

/// y = x · Φ(x), within 4 ulp.
///
/// # Panics
/// If the lengths differ.
pub fn gelu_forward(x: &[f32], y: &mut [f32]) {
    assert_eq!(x.len(), y.len(), "x and y differ in length");
    parallel::chunks([y], GRAIN, |first, [y]| forward_chunk(&x[first..first + y.len()], y));
}

#[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
fn forward_chunk(x: &[f32], y: &mut [f32]) {
    let phi = Phi::new();
    let of = |x: F32x4| x * phi.of(x).0;
    let ((x, x_tail), (y, y_tail)) = (x.as_chunks::<LANES>(), y.as_chunks_mut::<LANES>());
    for (x, y) in x.iter().zip(y) {
        of(F32x4::load(x)).store(y);
    }
    of(F32x4::load_part(x_tail, 0.0)).store_part(y_tail);
}

/// The gradient of [`gelu_forward`]: dx = dy · (Φ(x) + x · φ(x)), recomputed from x.
///
/// # Panics
/// If the lengths differ.
pub fn gelu_backward(dy: &[f32], x: &[f32], dx: &mut [f32]) {
    assert_eq!(x.len(), dy.len(), "x and dy differ in length");
    assert_eq!(x.len(), dx.len(), "x and dx differ in length");
    parallel::chunks([dx], GRAIN, |first, [dx]| {
        let part = first..first + dx.len();
        backward_chunk(&dy[part.clone()], &x[part], dx);
    });
}

#[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
fn backward_chunk(dy: &[f32], x: &[f32], dx: &mut [f32]) {
    let (phi, [normalizer]) = (Phi::new(), opaque([FRAC_1_SQRT_TAU]));
    let of = |dy: F32x4, x: F32x4| {
        let (phi, e) = phi.of(x);
        dy * madd(x * e, normalizer, phi)
    };
    let ((dy, dy_tail), (x, x_tail)) = (dy.as_chunks::<LANES>(), x.as_chunks::<LANES>());
    let (dx, dx_tail) = dx.as_chunks_mut::<LANES>();
    for ((dy, x), dx) in dy.iter().zip(x).zip(dx) {
        of(F32x4::load(dy), F32x4::load(x)).store(dx);
    }
    of(F32x4::load_part(dy_tail, 0.0), F32x4::load_part(x_tail, 0.0)).store_part(dx_tail);
}
