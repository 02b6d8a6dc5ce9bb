//! What no other program can match bit for bit, first values and dropout, by its distribution.

use headline_kernels::dropout::Dropout;
use headline_lab::config::{Config, Init, Norm, Optimizer, Position, Schedule};
use headline_lab::model::{Gpt, Rows, Visitor};
use headline_lab::ops::{self, Attention, Masked, buffer};
use headline_lab::rng::{DropoutSite, DropoutStep};
use std::collections::BTreeMap;

/// How many standard errors a mean, a deviation or a share may be off: one of a hundred such tests in 17,000 runs is by
/// chance, and the seeds are fixed.
const STANDARD_ERRORS: f64 = 5.0;

fn config() -> Config {
    Config { n_layer: 2, n_head: 2, d_model: 64, block_size: 16, vocab_size: 512, ..Config::default() }
}

/// Every parameter's shape and values, by its name.
fn parameters(config: &Config) -> BTreeMap<String, (Vec<usize>, Vec<f32>)> {
    struct Collect(BTreeMap<String, (Vec<usize>, Vec<f32>)>);
    impl Visitor for Collect {
        fn visit<const D: usize>(&mut self, name: &str, parameter: &mut burn::tensor::Tensor<D>) {
            let values = buffer::read(parameter, <[f32]>::to_vec);
            self.0.insert(name.to_owned(), (parameter.dims().to_vec(), values));
        }
    }
    let mut collect = Collect(BTreeMap::new());
    Gpt::new(config, config.vocab_size).visit(&mut collect);
    collect.0
}

/// Holds values to N(0, `std`): mean, deviation, and the share within one deviation.
#[track_caller]
fn is_normal(values: &[f32], std: f64, what: &str) {
    let n = values.len() as f64;
    let mean = values.iter().map(|&x| f64::from(x)).sum::<f64>() / n;
    let deviation = (values.iter().map(|&x| (f64::from(x) - mean).powi(2)).sum::<f64>() / n).sqrt();
    let inside = values.iter().filter(|x| f64::from(x.abs()) < std).count() as f64 / n;
    assert!(mean.abs() < STANDARD_ERRORS * std / n.sqrt(), "mean of {what}: {mean}");
    assert!(
        (deviation / std - 1.0).abs() < STANDARD_ERRORS / (2.0 * n).sqrt(),
        "deviation of {what}: {deviation} of {std}"
    );
    assert!(
        (inside - 0.6827).abs() < STANDARD_ERRORS * (0.6827 * 0.3173 / n).sqrt(),
        "{what}: {inside} within one deviation"
    );
}

#[test]
fn every_parameter_starts_from_its_distribution() {
    for (init, norm) in [(Init::Gpt2, Norm::LayerNorm), (Init::He, Norm::RmsNorm)] {
        let config = Config { init, norm, ..config() };
        let parameters = parameters(&config);
        // Table, positions, two blocks of two norms and four linear layers, and the last norm.
        assert_eq!(parameters.len(), if norm == Norm::LayerNorm { 2 + 2 * 12 + 2 } else { 2 + 2 * 10 + 1 });
        for (name, (shape, values)) in parameters {
            let all = |expected: f32| assert!(values.iter().all(|&x| x == expected), "{name} is not all {expected}");
            if name.contains("wpe") || name.ends_with("bias") {
                all(0.0);
            } else if name.contains("ln_") {
                all(1.0);
            } else {
                let he = init == Init::He && !name.contains("wte");
                is_normal(&values, if he { (2.0 / shape[0] as f64).sqrt() } else { 0.02 }, &name);
            }
        }
    }
}

/// Wherever two configurations have a parameter of the same name and shape, its first values are the same, unless the
/// switch is the distribution itself.
#[test]
fn a_comparison_starts_from_the_same_weights_wherever_shapes_agree() {
    let base = config();
    let plain = parameters(&base);
    let shared = |other: &Config| {
        let other = parameters(other);
        let has_shape = |name: &String, shape: &Vec<usize>| other.get(name).is_some_and(|found| found.0 == *shape);
        let agree: Vec<&String> =
            plain.iter().filter(|(name, (shape, _))| has_shape(name, shape)).map(|(name, _)| name).collect();
        for name in &agree {
            assert_eq!(other[*name], plain[*name], "{name}");
        }
        agree.len()
    };
    let all = plain.len();
    let norms_biases = 2 * 2 + 1;
    for (other, expected) in [
        (Config { optimizer: Optimizer::Sgd, lr: 0.1, momentum: 0.9, ..base.clone() }, all),
        (Config { schedule: Schedule::Constant, weight_decay: 0.0, grad_clip: 0.0, ..base.clone() }, all),
        (Config { dropout: 0.5, batch_size: 3, micro_batch_size: 1, titles: 9, data_seed: 4, ..base.clone() }, all),
        (Config { norm: Norm::RmsNorm, ..base.clone() }, all - norms_biases),
        (Config { position: Position::Rope, ..base.clone() }, all - 1),
        // The position table has another shape; it starts at zeros.
        (Config { block_size: 8, ..base.clone() }, all - 1),
        (Config { n_head: 4, ..base.clone() }, all),
        (Config { n_layer: 3, ..base.clone() }, all),
    ] {
        assert_eq!(shared(&other), expected, "{other:?}");
    }
    let reseeded = parameters(&Config { seed: 2, ..base.clone() });
    assert_ne!(reseeded["transformer.wte.weight"], plain["transformer.wte.weight"]);
    let he = parameters(&Config { init: Init::He, ..base });
    assert_eq!(he["transformer.wte.weight"], plain["transformer.wte.weight"], "embeddings stay");
}

const P: f64 = 0.3;
const ROWS: usize = 96;
const COLUMNS: usize = 64;

fn sites() -> Vec<DropoutSite> {
    let of_layer =
        |layer| [DropoutSite::Attention(layer), DropoutSite::AttentionResidual(layer), DropoutSite::MlpResidual(layer)];
    [vec![DropoutSite::Embedding], [0, 1].into_iter().flat_map(of_layer).collect()].concat()
}

fn mask(seed: u64, step: usize, site: DropoutSite) -> Dropout {
    DropoutStep::new(seed, step, P).site(site).expect("drops")
}

/// What dropout makes of ones: the elements that are kept, scaled.
fn of_ones(dropout: Dropout) -> Vec<f32> {
    let ones = buffer::from_values(vec![1.0; ROWS * COLUMNS], [ROWS, COLUMNS]);
    buffer::read(&ops::dropout(ones, Masked { dropout, first_row: 0 }), <[f32]>::to_vec)
}

/// Holds the share of `true` to `p`.
#[track_caller]
fn is_share(hits: impl Iterator<Item = bool>, p: f64, what: &str) {
    let (n, found) = hits.fold((0.0, 0.0), |(n, found), hit| (n + 1.0, found + f64::from(u8::from(hit))));
    let off = (found / n - p).abs();
    assert!(off < STANDARD_ERRORS * (p * (1.0 - p) / n).sqrt(), "{what}: {} instead of {p}", found / n);
}

#[test]
fn dropout_drops_its_share_and_scales_the_rest_at_every_site() {
    let kept = (1.0 / (1.0 - P)) as f32;
    for site in sites() {
        for step in [0, 1, 4_000] {
            let found = of_ones(mask(1337, step, site));
            assert!(found.iter().all(|&x| x == 0.0 || (x - kept).abs() < 1e-6), "{site:?}");
            is_share(found.iter().map(|&x| x == 0.0), P, &format!("{site:?} of update {step}"));
            // Neither a row nor a column is dropped as a whole.
            for line in 0..COLUMNS {
                let column = found.iter().skip(line).step_by(COLUMNS);
                is_share(column.map(|&x| x == 0.0), P, &format!("column {line} of {site:?}"));
            }
        }
    }
}

#[test]
fn every_site_update_layer_row_and_seed_has_a_mask_of_its_own() {
    let mut masks: Vec<(String, Vec<f32>)> = Vec::new();
    for site in sites() {
        for step in [0, 1] {
            for seed in [1, 2] {
                let (name, drawn) =
                    (format!("{site:?} of update {step}, seed {seed}"), of_ones(mask(seed, step, site)));
                assert_eq!(of_ones(mask(seed, step, site)), drawn, "{name} is the same when it is drawn again");
                masks.push((name, drawn));
            }
        }
    }
    for (i, (a, first)) in masks.iter().enumerate() {
        for (b, second) in &masks[..i] {
            // Independent masks drop the same element in p² of all.
            let both = first.iter().zip(second).map(|(&x, &y)| x == 0.0 && y == 0.0);
            is_share(both, P * P, &format!("{a} and {b}"));
        }
        let (upper, lower) = first.split_at(first.len() / 2);
        let both = upper.iter().zip(lower).map(|(&x, &y)| x == 0.0 && y == 0.0);
        is_share(both, P * P, &format!("rows of {a}"));
    }
}

/// Keys of zeros make every probability of a row the same, and values that tell the positions apart show each of them.
#[test]
fn attention_drops_probabilities_and_scales_the_rest() {
    let t = 24;
    let n_batch = 40;
    let row = |position: usize| (0..3 * t).map(move |i| if i == 2 * t + position { 1.0 } else { 0.0 });
    let qkv: Vec<f32> = (0..n_batch).flat_map(|_| (0..t).flat_map(row)).collect();
    let qkv = buffer::from_values(qkv, [n_batch * t, 3 * t]);
    let dropped = Some(mask(1337, 3, DropoutSite::Attention(1)));
    let attended = |dropout| {
        let switches = Attention { seq_len: t, n_head: 1, rope: None, dropout, first_row: 0 };
        buffer::read(&ops::attention(qkv.clone(), switches), <[f32]>::to_vec)
    };
    let (plain, found) = (attended(None), attended(dropped));
    let visible = |i: usize| i % t <= i / t % t;
    let mut zeros = Vec::new();
    for (i, (&p, &masked)) in plain.iter().zip(&found).enumerate() {
        let expected = if visible(i) { 1.0 / (i / t % t + 1) as f32 } else { 0.0 };
        assert!((p - expected).abs() < 1e-6, "{i}: {p} instead of {expected}");
        let scaled = p / (1.0 - P) as f32;
        assert!(masked == 0.0 || (masked - scaled).abs() < 1e-6, "{i}: {masked} of {p}");
        if visible(i) {
            zeros.push(masked == 0.0);
        }
    }
    is_share(zeros.into_iter(), P, "probabilities");
}

#[test]
fn nothing_is_dropped_in_evaluation() {
    let with = Config { dropout: 0.9, ..config() };
    let without = Config { dropout: 0.0, ..with.clone() };
    let ids: Vec<u32> = (0..33).map(|i| i * 7 % 512).collect();
    let [a, b] = [&with, &without].map(|config| {
        let gpt = Gpt::new(config, 512);
        (gpt.loss_sum(&ids[..32], &ids[1..], 16), gpt.logits(&ids[..32], 16))
    });
    assert_eq!(a, b);
    // A step of dropout 0.9 is told apart, so that the comparison could fail.
    let gpt = Gpt::new(&with, 512);
    let rows = Rows { seq_len: 16, first_row: 0, dropout: Some(DropoutStep::new(1, 0, 0.9)) };
    let trained = f64::from(gpt.loss(&ids[..32], &ids[1..], &rows, 1.0).into_scalar::<f32>());
    assert!((trained - a.0).abs() > 1e-3 * a.0, "{trained} {}", a.0);
}
