//! Properties that hold for every input, on sizes and values that nobody chose.

use headline_kernels::attention::{AttentionDims, AttentionOptions, attention_backward, attention_forward};
use headline_kernels::cross_entropy::cross_entropy_forward_backward;
use headline_kernels::dropout::{Dropout, dropout_forward};
use headline_kernels::gemm::{MatMut, MatRef, Start, packed, reference, rows};
use headline_kernels::philox::philox4x32;
use proptest::prelude::*;

/// What k roundings come to, for operands in [−1, 1): half a unit in the last place each, of partial sums that grow like √k.
fn product_tolerance(k: usize) -> f32 {
    6e-8 * (k + 2) as f32 * (k as f32).sqrt()
}

fn random(n: usize, seed: u32) -> Vec<f32> {
    let words = (0..n.div_ceil(4) as u32).flat_map(|i| philox4x32([i, 0, 0, 0], [seed, 0]));
    words.take(n).map(|w| (w >> 8) as f32 / (1 << 23) as f32 - 1.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn products_agree_with_the_triple_loop(
        m in 1usize..150, k in 1usize..150, n in 1usize..150, ta: bool, tb: bool, seed: u32,
    ) {
        let (a, b, held) = (random(m * k, seed), random(k * n, seed ^ 1), random(m * n, seed ^ 2));
        let a = if ta { MatRef::new(&a, k, m).t() } else { MatRef::new(&a, m, k) };
        let b = if tb { MatRef::new(&b, n, k).t() } else { MatRef::new(&b, k, n) };
        let mut want = held.clone();
        reference::gemm(a, b, MatMut::new(&mut want, m, n), Start::Existing);
        for implementation in [packed::gemm, rows::gemm, headline_kernels::gemm::gemm] {
            let mut got = held.clone();
            implementation(a, b, MatMut::new(&mut got, m, n), Start::Existing);
            for (got, want) in got.iter().zip(&want) {
                prop_assert!((got - want).abs() <= product_tolerance(k), "{got} instead of {want}");
            }
        }
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
