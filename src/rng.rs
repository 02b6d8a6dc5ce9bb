//! The project's only randomness: Philox4x32-10 in streams keyed by a seed and a purpose.
//!
//! A stream's numbers depend on its seed, its purpose and its name alone, so that two runs that differ in one switch
//! share all that the switch does not touch. Logarithm and cosine come from `libm`, which computes the same bits on
//! the host and in wasm.

use headline_kernels::dropout::Dropout;
use headline_kernels::philox::philox4x32;

/// What a stream is drawn for. The numbers are part of what "the same seed" means: they never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The order of the titles, from `data_seed`.
    Shuffle = 1,
    /// A parameter's first values, from `seed` and the parameter's name.
    Init = 2,
    /// Dropout masks, from `seed`; step, site and row go into the counter.
    Dropout = 3,
    /// Headlines written.
    Sample = 4,
    /// Made-up tokens of a benchmark.
    Bench = 5,
}

/// A sequence of random numbers.
#[derive(Clone, Debug)]
pub struct Stream {
    key: [u32; 2],
    counter: u64,
    words: [u32; 4],
    /// Words of `words` already given.
    used: usize,
}

impl Stream {
    /// The stream of a seed and a purpose.
    pub fn new(seed: u64, purpose: Purpose) -> Self {
        Self::named(seed, purpose, "")
    }

    /// The stream of a seed, a purpose and a name.
    pub fn named(seed: u64, purpose: Purpose, name: &str) -> Self {
        Self { key: stream_key(seed, purpose, name), counter: 0, words: [0; 4], used: 4 }
    }

    /// The next 32 random bits.
    pub fn next_u32(&mut self) -> u32 {
        if self.used == 4 {
            self.words = philox4x32([self.counter as u32, (self.counter >> 32) as u32, 0, 0], self.key);
            self.counter += 1;
            self.used = 0;
        }
        self.used += 1;
        self.words[self.used - 1]
    }

    /// A whole number below `n`, each as likely (Lemire 2019, "Fast Random Integer Generation in an Interval").
    ///
    /// # Panics
    /// If `n` is 0.
    pub fn below(&mut self, n: u32) -> u32 {
        assert!(n > 0, "there is no whole number below 0");
        let mut product = u64::from(self.next_u32()) * u64::from(n);
        if (product as u32) < n {
            // 2³² mod n: products under it would make some numbers likelier than others.
            let threshold = n.wrapping_neg() % n;
            while (product as u32) < threshold {
                product = u64::from(self.next_u32()) * u64::from(n);
            }
        }
        (product >> 32) as u32
    }

    /// A number in [0, 1) with 53 random bits.
    pub fn uniform(&mut self) -> f64 {
        let high = u64::from(self.next_u32() >> 5);
        let low = u64::from(self.next_u32() >> 6);
        ((high << 26) | low) as f64 / (1u64 << 53) as f64
    }

    /// Fills `values` from N(0, `std`²) by the method of Box and Muller (1958).
    pub fn fill_normal(&mut self, std: f64, values: &mut [f32]) {
        for pair in values.chunks_mut(2) {
            // 1 − u is in (0, 1], where the logarithm is finite.
            let radius = std * (-2.0 * libm::log(1.0 - self.uniform())).sqrt();
            let angle = std::f64::consts::TAU * self.uniform();
            pair[0] = (radius * libm::cos(angle)) as f32;
            if let Some(second) = pair.get_mut(1) {
                *second = (radius * libm::sin(angle)) as f32;
            }
        }
    }
}

/// The key of a stream: the generator's own words for the purpose and a hash of the name, under the seed as the key.
fn stream_key(seed: u64, purpose: Purpose, name: &str) -> [u32; 2] {
    let hash = fnv1a(name);
    let counter = [purpose as u32, hash as u32, (hash >> 32) as u32, 0];
    let words = philox4x32(counter, [seed as u32, (seed >> 32) as u32]);
    [words[0], words[1]]
}

/// The 64-bit hash of Fowler, Noll and Vo, variant 1a.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A place in the model where dropout applies. The numbers are part of what "the same seed" means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropoutSite {
    /// On the sum of token and position embeddings.
    Embedding,
    /// On the attention probabilities of a block.
    Attention(usize),
    /// On the attention's projection, before the residual sum.
    AttentionResidual(usize),
    /// On the MLP's output, before the residual sum.
    MlpResidual(usize),
}

impl DropoutSite {
    fn number(self) -> u32 {
        let (layer, which) = match self {
            Self::Embedding => return 0,
            Self::Attention(layer) => (layer, 1),
            Self::AttentionResidual(layer) => (layer, 2),
            Self::MlpResidual(layer) => (layer, 3),
        };
        (layer as u32 + 1) * 4 + which
    }
}

/// The dropout of one training step: gives each site its mask.
#[derive(Clone, Copy, Debug)]
pub struct DropoutStep {
    key: [u32; 2],
    step: u32,
    p: f64,
}

impl DropoutStep {
    /// The masks of update `step` (from 0) of a run with this `seed`, dropping with probability `p`.
    pub fn new(seed: u64, step: usize, p: f64) -> Self {
        Self { key: stream_key(seed, Purpose::Dropout, ""), step: step as u32, p }
    }

    /// The mask of one site; `None` where nothing is dropped.
    pub fn site(&self, site: DropoutSite) -> Option<Dropout> {
        (self.p > 0.0).then(|| Dropout::new(self.key, self.step, site.number(), self.p))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ_by_seed_purpose_and_name() {
        let draw = |seed, purpose, name: &str| {
            let mut stream = Stream::named(seed, purpose, name);
            [(); 6].map(|()| stream.next_u32())
        };
        let one = draw(1, Purpose::Init, "wte");
        assert_eq!(one, draw(1, Purpose::Init, "wte"));
        assert_ne!(one, draw(1 << 40 | 1, Purpose::Init, "wte"));
        assert_ne!(one, draw(2, Purpose::Init, "wte"));
        assert_ne!(one, draw(1, Purpose::Sample, "wte"));
        assert_ne!(one, draw(1, Purpose::Init, "wpe"));
    }

    #[test]
    fn a_normal_stream_has_its_mean_and_deviation() {
        let mut values = vec![0.0; 200_001];
        Stream::new(3, Purpose::Init).fill_normal(0.02, &mut values);
        let n = values.len() as f64;
        let mean = values.iter().map(|&x| f64::from(x)).sum::<f64>() / n;
        let variance = values.iter().map(|&x| (f64::from(x) - mean).powi(2)).sum::<f64>() / n;
        let kurtosis = values.iter().map(|&x| (f64::from(x) - mean).powi(4)).sum::<f64>() / n / variance.powi(2);
        // Five standard errors of each: 0.02/√n, 0.02/√(2n), √(24/n).
        assert!(mean.abs() < 5.0 * 0.02 / n.sqrt(), "{mean}");
        assert!((variance.sqrt() - 0.02).abs() < 5.0 * 0.02 / (2.0 * n).sqrt(), "{variance}");
        assert!((kurtosis - 3.0).abs() < 5.0 * (24.0 / n).sqrt(), "{kurtosis}");
    }

    #[test]
    fn every_number_below_a_bound_is_as_likely() {
        let mut stream = Stream::new(9, Purpose::Sample);
        let mut counts = [0u32; 7];
        for _ in 0..70_000 {
            counts[stream.below(7) as usize] += 1;
        }
        // 10,000 expected with a deviation of 93.
        assert!(counts.iter().all(|n| (9_500..=10_500).contains(n)), "{counts:?}");
    }

    #[test]
    fn uniform_stays_below_one() {
        let mut stream = Stream::new(5, Purpose::Sample);
        let mean = (0..100_000).map(|_| stream.uniform()).inspect(|u| assert!((0.0..1.0).contains(u))).sum::<f64>();
        assert!((mean / 1e5 - 0.5).abs() < 5.0 * (1.0 / 12.0f64).sqrt() / 1e5f64.sqrt());
    }

    #[test]
    fn sites_are_distinct_and_steps_redraw() {
        let mut numbers = vec![DropoutSite::Embedding.number()];
        for layer in 0..4 {
            let sites =
                [DropoutSite::Attention(layer), DropoutSite::AttentionResidual(layer), DropoutSite::MlpResidual(layer)];
            numbers.extend(sites.map(DropoutSite::number));
        }
        let count = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), count);
        assert!(DropoutStep::new(1, 0, 0.0).site(DropoutSite::Embedding).is_none());
        let masks = [0, 1].map(|step| {
            let mut mask = [0.0; 64];
            DropoutStep::new(1, step, 0.5).site(DropoutSite::Embedding).expect("drops").mask_row(3, &mut mask);
            mask
        });
        assert_ne!(masks[0], masks[1]);
    }
}
