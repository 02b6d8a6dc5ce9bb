//! Rotary position embeddings (Su et al. 2021), in the rotate-half form of GPT-NeoX and Llama.

use crate::simd::each;

/// The base of the frequencies.
pub const BASE: f64 = 10_000.0;

/// Cosines and sines of every position: pair (i, i + d_head/2) of a head's vector at position t is turned by the
/// angle t · [`BASE`]^(−2i/d_head). Built once and shared by all layers.
#[derive(Clone, Debug)]
pub struct Rope {
    half: usize,
    /// `[positions, half]` each.
    cos: Vec<f32>,
    sin: Vec<f32>,
}

impl Rope {
    /// The table of `positions` positions for heads of `d_head`. Angles are computed in f64.
    ///
    /// # Panics
    /// If `d_head` is odd or 0.
    pub fn new(positions: usize, d_head: usize) -> Self {
        assert!(d_head > 0 && d_head.is_multiple_of(2), "RoPE turns pairs: a head size of {d_head} won't do");
        let half = d_head / 2;
        let angles = (0..positions * half).map(|i| {
            let (t, i) = ((i / half) as f64, (i % half) as f64);
            t * BASE.powf(-2.0 * i / d_head as f64)
        });
        let (sin, cos) = angles.map(|a| (a.sin() as f32, a.cos() as f32)).unzip();
        Self { half, cos, sin }
    }

    /// The number of positions.
    pub fn positions(&self) -> usize {
        self.cos.len() / self.half
    }

    /// The head size that the table is for.
    pub fn d_head(&self) -> usize {
        2 * self.half
    }

    /// The cosines and sines of position `t`.
    #[inline]
    pub(crate) fn at(&self, t: usize) -> (&[f32], &[f32]) {
        (&self.cos[t * self.half..][..self.half], &self.sin[t * self.half..][..self.half])
    }

    /// Turns every head of `row` (`[n_head * d_head]`, a query or key) in place, to position `t`.
    ///
    /// # Panics
    /// If the table has no position `t`, or `row` is no whole number of heads.
    pub fn rotate(&self, row: &mut [f32], t: usize) {
        assert!(t < self.positions(), "position {t} is beyond the table's {}", self.positions());
        assert!(row.len().is_multiple_of(self.d_head()), "{} is no whole number of heads", row.len());
        let (cos, sin) = self.at(t);
        for head in row.chunks_exact_mut(self.d_head()) {
            let (low, high) = head.split_at_mut(self.half);
            each([cos, sin], [low, high], |[c, s], [low, high]| [low * c - high * s, high * c + low * s]);
        }
    }

    /// Turns one head's vector back: the transposed rotation, which carries gradients.
    pub(crate) fn rotate_back(&self, head: &mut [f32], t: usize) {
        let (cos, sin) = self.at(t);
        let (low, high) = head.split_at_mut(self.half);
        each([cos, sin], [low, high], |[c, s], [low, high]| [low * c + high * s, high * c - low * s]);
    }
}
