//! Draws of one headline from the project's counter-based generator.

use headline_kernels::philox::philox4x32;

/// Keeps the sample's draws apart from every other use of the generator under the same seed.
const PURPOSE: u32 = u32::from_be_bytes(*b"HEAD");

/// The draws of one attempt at one headline.
pub struct Draws {
    key: [u32; 2],
    counter: [u32; 4],
    block: [u32; 4],
    used: usize,
}

impl Draws {
    /// The draws of attempt `attempt` at headline `index`: any two of them are independent of each other.
    pub fn new(seed: u32, index: u32, attempt: u32) -> Self {
        Draws { key: [seed, PURPOSE], counter: [0, attempt, index, 0], block: [0; 4], used: 4 }
    }

    fn next(&mut self) -> u32 {
        if self.used == 4 {
            self.block = philox4x32(self.counter, self.key);
            self.counter[0] += 1;
            self.used = 0;
        }
        self.used += 1;
        self.block[self.used - 1]
    }

    /// A number below `n` (at least 1), each with the same chance: what lies above the last whole multiple of `n`
    /// is drawn again.
    pub fn below(&mut self, n: u32) -> u32 {
        assert!(n > 0, "a draw needs at least one outcome");
        let limit = (1u64 << 32) / u64::from(n) * u64::from(n);
        loop {
            let value = self.next();
            if u64::from(value) < limit {
                return value % n;
            }
        }
    }

    /// True in `percent` of 100 draws.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// The index that the running totals of weights give the drawn number.
    pub fn weighted(&mut self, totals: &[u32]) -> usize {
        let value = self.below(totals.last().copied().unwrap_or(1));
        totals.partition_point(|&total| total <= value)
    }
}
