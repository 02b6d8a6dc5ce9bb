//! Every kernel alone and shared among threads: the same bits.

use super::{GRAIN_FLOATS, threads, with_threads};
use crate::attention::{AttentionDims, AttentionOptions, attention_backward, attention_forward};
use crate::check::random;
use crate::cross_entropy::cross_entropy_forward_backward;
use crate::dropout::{Dropout, residual_dropout_forward};
use crate::embedding::{embedding_backward, embedding_forward};
use crate::gelu::{gelu_backward, gelu_forward};
use crate::gemm::{MatMut, MatRef, Start, gemm, packed, rows};
use crate::norm::{layer_norm_backward, layer_norm_forward, rms_norm_backward, rms_norm_forward};
use crate::optimizer::{AdamW, Sgd, adamw_update, sgd_update};
use crate::reduce::{add_column_sums, sum_of_squares};
use crate::rope::Rope;

/// Holds what `kernel` gives on one thread against two and three.
fn same_on_threads(what: &str, kernel: impl Fn() -> Vec<f32>) {
    let alone = with_threads(1, &kernel);
    for count in [2, 3] {
        let shared = with_threads(count, &kernel);
        assert!(
            alone.iter().zip(&shared).all(|(a, b)| a.to_bits() == b.to_bits()),
            "{what} differs on {count} threads"
        );
        assert_eq!(alone.len(), shared.len());
    }
}

#[test]
fn there_are_threads_to_share_with() {
    assert!(threads() >= 2, "{} thread", threads());
}

#[test]
fn products() {
    for [m, k, n] in [[131, 517, 203], [9, 1030, 701], [700, 65, 33], [1, 300, 2050], [3, 40, 9000]] {
        let (a, b, c) = (random(m * k, 1), random(k * n, 2), random(m * n, 3));
        let bias = random(n, 4);
        for start in [Start::Zero, Start::Existing, Start::Bias(&bias)] {
            for (name, product) in
                [("gemm", gemm as fn(MatRef, MatRef, MatMut, Start)), ("packed", packed::gemm), ("rows", rows::gemm)]
            {
                for turned in [false, true] {
                    same_on_threads(&format!("{name} {m}×{k}×{n}, turned {turned}, {start:?}"), || {
                        let mut c = c.clone();
                        let b = if turned { MatRef::new(&b, n, k).t() } else { MatRef::new(&b, k, n) };
                        let a = if turned { MatRef::new(&a, k, m).t() } else { MatRef::new(&a, m, k) };
                        product(a, b, MatMut::new(&mut c, m, n), start);
                        c
                    });
                }
            }
        }
    }
}

#[test]
fn attention_and_loss() {
    let dims = AttentionDims { batch: 3, seq_len: 67, n_head: 3, d_head: 10 };
    let (rope, n, d) = (Rope::new(67, 10), 3 * 67, 30);
    let dropout = Some(Dropout::new([1, 2], 3, 4, 0.2));
    let options = AttentionOptions { rope: Some(&rope), dropout, first_sequence: 5 };
    let (qkv, dout) = (random(n * 3 * d, 1), random(n * d, 2));
    same_on_threads("attention", || {
        let (mut out, mut dqkv) = (vec![0.0; n * d], vec![0.0; n * 3 * d]);
        attention_forward(dims, options, &qkv, &mut out);
        attention_backward(dims, options, &qkv, &dout, &mut dqkv);
        [out, dqkv].concat()
    });
    let (x, wte) = (random(n * d, 3), random(1009 * d, 4));
    let targets: Vec<u32> = (0..n as u32).collect();
    same_on_threads("cross-entropy", || {
        let (mut dx, mut dwte) = (vec![0.0; n * d], vec![0.5; 1009 * d]);
        let loss = cross_entropy_forward_backward(&x, &wte, &targets, 0.1, &mut dx, &mut dwte);
        [dx, dwte, vec![loss as f32]].concat()
    });
}

#[test]
fn rows_and_elements() {
    let (n, d) = (203, 330);
    let (x, y, table) = (random(n * d, 1), random(n * d, 2), random(41 * d, 3));
    let (weight, bias) = (random(d, 4), random(d, 5));
    let ids: Vec<u32> = (0..n as u32).map(|i| i * 7 % 41).collect();
    let zeros = || vec![0.0; n * d];
    same_on_threads("layer norm", || {
        let (mut out, mut dx, mut mean, mut rstd) = (zeros(), zeros(), vec![0.0; n], vec![0.0; n]);
        let (mut dweight, mut dbias) = (vec![0.0; d], vec![0.0; d]);
        layer_norm_forward(&x, &weight, &bias, &mut out, &mut mean, &mut rstd);
        layer_norm_backward(&y, &x, &weight, &mean, &rstd, &mut dx, &mut dweight, &mut dbias);
        [out, dx, mean, rstd, dweight, dbias].concat()
    });
    same_on_threads("RMS norm", || {
        let (mut out, mut dx, mut rstd, mut dweight) = (zeros(), zeros(), vec![0.0; n], vec![0.0; d]);
        rms_norm_forward(&x, &weight, &mut out, &mut rstd);
        rms_norm_backward(&y, &x, &weight, &rstd, &mut dx, &mut dweight);
        [out, dx, rstd, dweight].concat()
    });
    same_on_threads("GELU, dropout and embedding", || {
        let (mut a, mut b, mut c, mut e) = (zeros(), zeros(), zeros(), zeros());
        gelu_forward(&x, &mut a);
        gelu_backward(&y, &x, &mut b);
        residual_dropout_forward(Dropout::new([1, 2], 3, 4, 0.2), d, 5, &x, &y, &mut c);
        embedding_forward(&ids, 29, &table, Some(&table), &mut e);
        let (mut dwte, mut dwpe, mut sums) = (table.clone(), table.clone(), bias.clone());
        embedding_backward(&ids, 29, &y, Some(&mut dwte), Some(&mut dwpe));
        add_column_sums(&y, &mut sums);
        [a, b, c, e, dwte, dwpe, sums].concat()
    });
}

#[test]
fn updates_and_the_norm() {
    let len = 9 * GRAIN_FLOATS + 5;
    let (p, g) = (random(len, 1), random(len, 2));
    same_on_threads("updates", || {
        let (mut a, mut b, mut m, mut v) = (p.clone(), p.clone(), vec![0.1; len], vec![0.2; len]);
        let rule = AdamW { lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.1 };
        adamw_update(rule, 3, 0.5, &mut a, &g, &mut m, &mut v);
        let mut velocity = m.clone();
        let rule = Sgd { lr: 0.1, momentum: 0.9, weight_decay: 0.1 };
        sgd_update(rule, false, 0.5, &mut b, &g, Some(&mut velocity));
        [a, b, m, v, velocity].concat()
    });
    let norm = |count| with_threads(count, || sum_of_squares(&g).to_bits());
    assert_eq!([norm(2), norm(3)], [norm(1); 2]);
}
