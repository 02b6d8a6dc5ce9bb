//! How much memory a run needs, worked out from its configuration before anything is allocated.

use crate::config::{Config, SIZES, Size, merge};
use serde::Serialize;

/// Bytes of one number.
const F32: u64 = 4;
/// Floats that a block's operations keep of each token until their backward, in widths of the model: what its norms (2),
/// fused qkv (1), attention (3), projection (1), MLP in (1), GELU (4) and MLP out (4) were given.
const KEPT_PER_BLOCK: u64 = 16;
/// The same outside of the blocks, with what is under way: embedding, final norm, the head's gradient, and the widest
/// gradients of a block.
const KEPT_BESIDE: u64 = 16;
/// The most logits that the head has at once.
const LOGITS: u64 = 8 << 20;
/// Packed panels of the multiply, attention's probabilities, the tape.
const SCRATCH: u64 = 4 << 20;

/// What a run needs, in bytes: an estimate from above, at most [`SLACK`](Self::SLACK) times what is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Memory {
    /// For as long as the run exists: weights and moments.
    pub held_bytes: u64,
    /// While it computes, beside what it holds: gradients, activations of a micro-batch, a chunk of logits. Runs in
    /// lock-step compute in turn and share this.
    pub working_bytes: u64,
}

impl Memory {
    /// What the estimate is at most times the measured peak, for runs that need 16 MiB or more.
    pub const SLACK: f64 = 1.35;

    /// What a run of `config` needs with a vocabulary of `vocab_size` tokens.
    pub fn of_run(config: &Config, vocab_size: usize) -> Self {
        Self::of_model(config, vocab_size, config.count_parameters(vocab_size))
    }

    /// The same for a model of `params` parameters, which one from elsewhere with a head of its own has more of.
    pub fn of_model(config: &Config, vocab_size: usize, params: u64) -> Self {
        let [d, vocab, layers, block] =
            [config.d_model, vocab_size, config.n_layer, config.block_size].map(|n| n as u64);
        let moments = config.moments() as u64;
        let rows = config.micro_batch_rows();
        let tokens = rows as u64 * block;
        // Every micro-batch adds to the batch's sums.
        let gradients = params;
        let kept = tokens * d * (KEPT_PER_BLOCK * layers + KEPT_BESIDE);
        let logits = (tokens * vocab).min(LOGITS.max(vocab));
        Self { held_bytes: F32 * params * (1 + moments), working_bytes: F32 * (gradients + kept + logits) + SCRATCH }
    }

    /// All of it.
    pub fn bytes(&self) -> u64 {
        self.held_bytes + self.working_bytes
    }
}

/// The label of the largest size that needs at most `bytes` with the recipe of `config`, if one does.
pub fn size_that_fits(config: &Config, bytes: u64) -> Option<&'static str> {
    let fits = |size: &&Size| {
        let sized = merge(config, &size.set());
        sized.is_ok_and(|config| Memory::of_run(&config, config.vocab_size).bytes() <= bytes)
    };
    SIZES.iter().rev().find(fits).map(|size| size.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Optimizer;
    use crate::config::resolve;
    use serde_json::Map;

    #[test]
    fn the_size_that_fits_is_the_largest() {
        let paper = resolve("champion", "paper", &Map::new()).unwrap().config;
        let labels = [(64 << 30), 400 << 20, 60 << 20, 1 << 20].map(|bytes| size_that_fits(&paper, bytes));
        assert_eq!(labels, [Some("Paper"), Some("Medium"), Some("Classroom"), None]);
    }

    #[test]
    fn the_moments_are_held() {
        let config = |optimizer, momentum| Config { optimizer, momentum, ..Config::default() };
        let held = |config: &Config| Memory::of_run(config, 100).held_bytes / config.count_parameters(100);
        assert_eq!(held(&config(Optimizer::Sgd, 0.0)), 4);
        assert_eq!(held(&config(Optimizer::Sgd, 0.9)), 8);
        assert_eq!(held(&config(Optimizer::AdamW, 0.0)), 12);
    }
}
