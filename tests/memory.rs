//! The estimate of a run's memory against what the allocator counted. One test, since the count is of the whole process.

use headline_kernels::heap::{self, Heap};
use headline_lab::config::{Config, Optimizer};
use headline_lab::data::TokenData;
use headline_lab::train::memory::Memory;
use headline_lab::train::trainer::{Progress, Trainer};
use std::rc::Rc;

#[global_allocator]
static HEAP: Heap = Heap;

/// Ids without a meaning.
fn data(vocab_size: usize, config: &Config) -> Rc<TokenData> {
    let ids = |n: usize| (0..n).map(|i| (i * 7919 % vocab_size) as u32).collect();
    Rc::new(TokenData {
        vocab_size,
        train_ids: ids(config.batch_tokens() + 1),
        val_ids: ids(config.block_size + 1),
        train_chars: 1_000,
        val_chars: 1_000,
        train_titles: 10,
        val_titles: 10,
    })
}

/// The most bytes that two updates of a run come to, the second with the moments of the first.
fn measured(config: &Config) -> usize {
    let data = data(config.vocab_size, config);
    headline_kernels::scratch::release();
    heap::forget_peak();
    let before = heap::held();
    let mut trainer = Trainer::new(config, data).expect("enough data");
    while !matches!(trainer.advance(), Progress::Finished { .. }) {}
    heap::peak() - before
}

#[test]
fn the_estimate_is_from_above_and_within_its_slack() {
    let small = Config { n_layer: 2, n_head: 4, d_model: 128, block_size: 64, steps: 2, ..Config::default() };
    let cases = [
        // The gradients of a whole batch at once; in parts; mostly vocabulary; mostly activations; SGD.
        Config { vocab_size: 2_000, batch_size: 16, micro_batch_size: 16, ..small.clone() },
        Config { vocab_size: 2_000, batch_size: 16, micro_batch_size: 4, ..small.clone() },
        Config { vocab_size: 16_000, batch_size: 4, micro_batch_size: 2, ..small.clone() },
        Config { vocab_size: 300, n_layer: 6, batch_size: 16, micro_batch_size: 16, ..small.clone() },
        Config { optimizer: Optimizer::Sgd, vocab_size: 8_000, batch_size: 4, micro_batch_size: 4, ..small.clone() },
    ];
    for config in cases {
        let (estimate, measured) = (Memory::of_run(&config, config.vocab_size).bytes(), measured(&config));
        let ratio = estimate as f64 / measured as f64;
        println!("{:.1} MB estimated, {:.1} MB measured: {ratio:.2}", estimate as f64 / 1e6, measured as f64 / 1e6);
        assert!((1.0..Memory::SLACK).contains(&ratio), "{ratio:.2} times what was measured: {config:?}");
    }
}
