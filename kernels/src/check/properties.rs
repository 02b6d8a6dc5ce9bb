//! Every kernel against its oracle, and what holds of every input, on sizes and numbers that nobody chose.
//!
//! `PROPTEST_CASES` says how many of each; `cargo xtask soak kernels` asks for many.

use super::compare::random;
use super::{attention, cross_entropy, elementwise, gelu, gemm, norm};
use crate::attention::{AttentionDims, AttentionOptions, attention_backward, attention_forward};
use crate::cross_entropy::cross_entropy_forward_backward;
use crate::dropout::{Dropout, dropout_forward};
use crate::philox::philox4x32;
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

    #[test]
    fn dropout_is_the_same_however_a_batch_is_cut(
        rows in 1usize..20, cols in 1usize..70, cut in 0usize..20, p in 0.0f64..0.95, seed: u32,
    ) {
        let dropout = Dropout::new([seed, 1], 2, 3, p);
        let (x, cut) = (random(rows * cols, seed), cut.min(rows));
        let (mut whole, mut parts) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        dropout_forward(dropout, cols, 5, &x, &mut whole);
        let (first, second) = parts.split_at_mut(cut * cols);
        dropout_forward(dropout, cols, 5, &x[..cut * cols], first);
        dropout_forward(dropout, cols, 5 + cut, &x[cut * cols..], second);
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn sequences_are_attended_alone(
        seq_len in 1usize..80, n_head in 1usize..4, d_head in 1usize..20, p in 0.0f64..0.5, seed: u32,
    ) {
        let dims = AttentionDims { batch: 2, seq_len, n_head, d_head };
        let dropout = Some(Dropout::new([seed, 1], 2, 3, p));
        let (row, width) = (seq_len * 3 * dims.d_model(), seq_len * dims.d_model());
        let (qkv, dout) = (random(2 * row, seed), random(2 * width, seed ^ 1));
        let (mut out, mut dqkv) = (vec![0.0; 2 * width], vec![0.0; 2 * row]);
        let options = |first_sequence| AttentionOptions { rope: None, dropout, first_sequence };
        attention_forward(dims, options(4), &qkv, &mut out);
        attention_backward(dims, options(4), &qkv, &dout, &mut dqkv);
        let one = AttentionDims { batch: 1, ..dims };
        let (mut alone, mut dalone) = (vec![0.0; width], vec![0.0; row]);
        attention_forward(one, options(5), &qkv[row..], &mut alone);
        attention_backward(one, options(5), &qkv[row..], &dout[width..], &mut dalone);
        prop_assert_eq!(&out[width..], &alone[..]);
        prop_assert_eq!(&dqkv[row..], &dalone[..]);
    }

    #[test]
    fn a_rows_loss_is_not_negative_and_its_logits_gradients_cancel(
        rows in 1usize..20, vocab in 1usize..60, d in 1usize..20, seed: u32,
    ) {
        let (x, wte) = (random(rows * d, seed), random(vocab * d, seed ^ 1));
        let targets: Vec<u32> = (0..rows as u32).map(|i| philox4x32([i, 0, 0, 0], [seed, 9])[0] % vocab as u32).collect();
        let (mut dx, mut dwte) = (vec![0.0; x.len()], vec![0.0; wte.len()]);
        let loss = cross_entropy_forward_backward(&x, &wte, &targets, 1.0, &mut dx, &mut dwte);
        prop_assert!(loss >= -1e-6 * rows as f64, "{loss}");
        // Each row of dlogits sums to 0, and so does every column of dwte over the vocabulary.
        for column in 0..d {
            let sum: f32 = dwte.iter().skip(column).step_by(d).sum();
            prop_assert!(sum.abs() < 1e-5 * rows as f32, "column {column} sums to {sum}");
        }
    }
}
