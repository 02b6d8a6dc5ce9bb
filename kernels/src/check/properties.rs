//! Every kernel against its oracle, on sizes and numbers that nobody chose.
//!
//! `PROPTEST_CASES` says how many of each; `cargo xtask soak properties` asks for many.

use super::{attention, cross_entropy, elementwise, gelu, gemm, norm};
use crate::attention::AttentionDims;
use crate::dropout::Dropout;
use proptest::prelude::*;

/// Elements of a qkv up to which each is moved by itself: the oracle's time is this times itself.
const MOVED_ALONE: usize = 120;

fn cases(usual: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(usual),
    }
}

#[track_caller]
fn held(outcome: super::Outcome) -> Result<(), TestCaseError> {
    outcome.map_err(TestCaseError::fail)
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn products(
        m in 1usize..140, k in 1usize..140, n in 1usize..140, ta: bool, tb: bool, gap in 0usize..5, seed: u32,
    ) {
        held(gemm::case([m, k, n], [ta, tb], gap, seed))?;
    }

    #[test]
    fn attention_forward_and_backward(
        batch in 1usize..3, seq_len in 1usize..30, n_head in 1usize..4, d_head in 1usize..18, rope: bool,
        p in 0.0f64..0.9, seed: u32,
    ) {
        let dims = AttentionDims { batch, seq_len, n_head, d_head };
        let dropout = (p > 0.2).then(|| Dropout::new([seed, 1], 2, 3, p));
        let alone = batch * seq_len * 3 * n_head * d_head <= MOVED_ALONE;
        held(attention::case(dims, rope && d_head % 2 == 0, dropout, alone, seed))?;
    }

    #[test]
    fn norms(rows in 1usize..6, d in 1usize..90, centred: bool, seed: u32) {
        held(norm::case(rows, d, centred, seed))?;
    }

    #[test]
    fn the_head_and_its_loss(rows in 1usize..10, vocab in 1usize..40, d in 1usize..20, seed: u32) {
        held(cross_entropy::case(rows, vocab, d, seed))?;
    }

    #[test]
    fn gelu_of_any_float(x in proptest::collection::vec(any::<f32>(), 1..40)) {
        held(gelu::case(&x))?;
    }

    #[test]
    fn dropout_embedding_optimizers_and_sums(n in 1usize..400) {
        held(elementwise::case(n))?;
    }
}
