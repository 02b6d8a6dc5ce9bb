//! Every fused operation against its reference of burn's own operations: the forward, and the gradient of each input,
//! over shapes that fill no register tile. The gradients are held to finite differences, too, which no fault that both
//! share can pass.

use burn::tensor::Tensor;
use headline_kernels::dropout::Dropout;
use headline_kernels::rope::Rope;
use headline_lab::ops::{self, Attention, Masked, TokenIds, buffer, reference};
use headline_lab::rng::{DropoutSite, DropoutStep, Purpose, Stream};
use std::sync::Arc;

/// Rows and columns: single ones, odd ones, ones around the tiles' 4, 8 and 16, and more than a block of rows.
const SHAPES: [[usize; 2]; 9] = [[1, 1], [1, 7], [3, 5], [4, 8], [5, 16], [17, 9], [7, 33], [16, 64], [130, 21]];

/// Of an output, against the largest: sums of up to 1,000 products in another order.
const FORWARD: f32 = 2e-6;

/// Of a gradient, against the largest: two or three such sums, one fed into the next.
const GRADIENT: f32 = 1e-5;

/// Of a slope along a random direction, against the sum of the absolute terms of gradient · direction: the differences
/// are of values in f32, over a step of [`MOVE`] and twice that.
const SLOPE: f64 = 2e-3;

/// How far a finite difference moves its input, against the input's deviation. Shorter ones drown in rounding, longer
/// ones in the bends of a norm.
const MOVE: f64 = 1e-2;

/// Random inputs of one test, which differ from each other.
struct Draws(Stream);

impl Draws {
    fn new() -> Self {
        Self(Stream::new(11, Purpose::Bench))
    }

    fn matrix(&mut self, shape: [usize; 2], std: f64) -> Tensor<2> {
        let mut values = vec![0.0; shape[0] * shape[1]];
        self.0.fill_normal(std, &mut values);
        buffer::from_values(values, shape)
    }

    /// `n` ids below `vocab`, of which many repeat.
    fn ids(&mut self, n: usize, vocab: usize) -> Vec<u32> {
        (0..n).map(|_| self.0.below(vocab as u32)).collect()
    }
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().convert::<f32>().try_to_vec().expect("f32")
}

#[track_caller]
fn close(found: &[f32], expected: &[f32], tolerance: f32, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let largest = expected.iter().fold(f32::MIN_POSITIVE, |largest, x| largest.max(x.abs()));
    for (index, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= tolerance * largest, "{what}: [{index}] is {a}, the reference {b} of {largest}");
    }
}

/// An operation of matrices.
type Op<'a> = &'a dyn Fn(&[Tensor<2>]) -> Tensor<2>;

/// The gradients, for the inputs that are `tracked`, of the sum of `op`'s output weighted by `weights`.
fn gradients(op: Op, inputs: &[Tensor<2>], tracked: &[bool], weights: &Tensor<2>) -> Vec<Option<Vec<f32>>> {
    // What is not tracked is put on the same device all the same, as burn mixes no devices.
    let leaf = |(input, &tracked): (&Tensor<2>, &bool)| {
        let leaf = input.clone().autodiff();
        if tracked { leaf.require_grad() } else { leaf }
    };
    let leaves: Vec<Tensor<2>> = inputs.iter().zip(tracked).map(leaf).collect();
    let loss = (op(&leaves) * weights.clone().autodiff()).sum();
    let found = loss.backward();
    leaves.iter().map(|leaf| leaf.grad(&found).map(values)).collect()
}

/// Σ output · weights, in f64.
fn weighted(op: Op, inputs: &[Tensor<2>], weights: &[f32]) -> f64 {
    let y = values(op(inputs));
    y.iter().zip(weights).map(|(&y, &w)| f64::from(y) * f64::from(w)).sum()
}

/// Holds each input's gradient to the slope of the weighted output along a random direction, by differences of the fourth
/// order.
fn slopes(what: &str, draws: &mut Draws, inputs: &[Tensor<2>], op: Op, weights: &Tensor<2>) {
    let found = gradients(op, inputs, &vec![true; inputs.len()], weights);
    let weights = values(weights.clone());
    for (index, (input, gradient)) in inputs.iter().zip(found).enumerate() {
        let (input, gradient) = (values(input.clone()), gradient.expect("tracked"));
        let deviation = (input.iter().map(|x| x * x).sum::<f32>() / input.len() as f32).sqrt();
        let direction = values(draws.matrix(inputs[index].dims(), 1.0));
        let at = |step: f64| {
            let step = (step * MOVE) as f32 * deviation;
            let moved = input.iter().zip(&direction).map(|(x, u)| x + step * u).collect();
            let mut inputs = inputs.to_vec();
            inputs[index] = buffer::from_values(moved, inputs[index].dims());
            weighted(op, &inputs, &weights)
        };
        let difference = (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / 12.0;
        let terms = || gradient.iter().zip(&direction).map(|(&g, &u)| f64::from(g) * f64::from(u));
        let slope = difference / (MOVE * f64::from(deviation));
        let (sum, size) = (terms().sum::<f64>(), terms().map(f64::abs).sum::<f64>());
        let off = (sum - slope).abs();
        assert!(off <= SLOPE * size, "slope of {what} for input {index}: {sum}, and by differences {slope} of {size}");
    }
}

/// Compares forward and gradients: all inputs tracked at once, then each alone.
fn compare(what: &str, draws: &mut Draws, inputs: &[Tensor<2>], fused: Op, plain: Op) {
    let (y, expected) = (fused(inputs), plain(inputs));
    assert_eq!(y.dims(), expected.dims(), "{what}");
    let weights = draws.matrix(y.dims(), 1.0);
    close(&values(y), &values(expected), FORWARD, &format!("forward of {what}"));
    slopes(what, draws, inputs, fused, &weights);
    let n = inputs.len();
    let all = vec![true; n];
    let alone = (0..n).filter(|_| n > 1).map(|one| (0..n).map(|index| index == one).collect());
    for tracked in std::iter::once(all).chain(alone) {
        let found = gradients(fused, inputs, &tracked, &weights);
        let expected = gradients(plain, inputs, &tracked, &weights);
        for (index, (found, expected)) in found.iter().zip(&expected).enumerate() {
            let what = format!("gradient of {what} for input {index} of {tracked:?}");
            assert_eq!(found.is_some(), tracked[index], "{what}");
            if let (Some(found), Some(expected)) = (found, expected) {
                close(found, expected, GRADIENT, &what);
            }
        }
    }
}

/// A matrix of one row as the vector that the operations take.
fn vector(matrix: &Tensor<2>) -> Tensor<1> {
    let [_, n] = matrix.dims();
    matrix.clone().reshape([n])
}

#[test]
fn linear() {
    let mut draws = Draws::new();
    for [n, k] in SHAPES {
        for m in [1, 6, 17, 40] {
            let inputs = [draws.matrix([n, k], 1.0), draws.matrix([k, m], 1.0), draws.matrix([1, m], 1.0)];
            let fused = |i: &[Tensor<2>]| ops::linear(i[0].clone(), i[1].clone(), vector(&i[2]));
            let plain = |i: &[Tensor<2>]| reference::linear(i[0].clone(), i[1].clone(), vector(&i[2]));
            compare(&format!("linear {n} × {k} × {m}"), &mut draws, &inputs, &fused, &plain);
        }
    }
}

/// Deviations of a norm's input: about eps, usual, and large.
const SCALES: [f64; 3] = [3e-3, 1.0, 50.0];

#[test]
fn layer_norm() {
    let mut draws = Draws::new();
    // A row of one is all mean: its norm is the bias, and its gradient rounding.
    for [n, d] in SHAPES.into_iter().filter(|&[_, d]| d > 1) {
        for scale in SCALES {
            let inputs = [draws.matrix([n, d], scale), draws.matrix([1, d], 1.0), draws.matrix([1, d], 1.0)];
            let fused = |i: &[Tensor<2>]| ops::layer_norm(i[0].clone(), vector(&i[1]), vector(&i[2]));
            let plain = |i: &[Tensor<2>]| reference::layer_norm(i[0].clone(), vector(&i[1]), vector(&i[2]));
            compare(&format!("layer norm {n} × {d} of {scale}"), &mut draws, &inputs, &fused, &plain);
        }
    }
}

#[test]
fn rms_norm() {
    let mut draws = Draws::new();
    for [n, d] in SHAPES.into_iter().filter(|&[_, d]| d > 1) {
        for scale in SCALES {
            let inputs = [draws.matrix([n, d], scale), draws.matrix([1, d], 1.0)];
            let fused = |i: &[Tensor<2>]| ops::rms_norm(i[0].clone(), vector(&i[1]));
            let plain = |i: &[Tensor<2>]| reference::rms_norm(i[0].clone(), vector(&i[1]));
            compare(&format!("RMS norm {n} × {d} of {scale}"), &mut draws, &inputs, &fused, &plain);
        }
    }
}

#[test]
fn gelu() {
    let mut draws = Draws::new();
    for shape in SHAPES {
        for scale in [0.1, 1.0, 8.0] {
            let inputs = [draws.matrix(shape, scale)];
            let fused = |i: &[Tensor<2>]| ops::gelu(i[0].clone());
            let plain = |i: &[Tensor<2>]| reference::gelu(i[0].clone());
            compare(&format!("GELU {shape:?} of {scale}"), &mut draws, &inputs, &fused, &plain);
        }
    }
}

fn dropout(site: DropoutSite) -> Dropout {
    DropoutStep::new(5, 3, 0.3).site(site).expect("drops")
}

/// Batch, tokens in a row, heads, head size.
const ATTENTIONS: [[usize; 4]; 8] = [
    [1, 1, 1, 2],
    [2, 3, 1, 4],
    [1, 5, 3, 7],
    [3, 12, 2, 8],
    [2, 17, 3, 6],
    [1, 33, 2, 16],
    [2, 9, 1, 1],
    [1, 70, 1, 64],
];

#[test]
fn attention() {
    let mut draws = Draws::new();
    for [batch, seq_len, n_head, d_head] in ATTENTIONS {
        let d = n_head * d_head;
        for (rope, dropped, first_row) in [(false, false, 0), (true, false, 0), (false, true, 0), (true, true, 5)] {
            if rope && d_head % 2 == 1 {
                continue;
            }
            let switches = Attention {
                seq_len,
                n_head,
                rope: rope.then(|| Arc::new(Rope::new(seq_len + 2, d_head))),
                dropout: dropped.then(|| dropout(DropoutSite::Attention(1))),
                first_row,
            };
            let inputs = [draws.matrix([batch * seq_len, 3 * d], 1.0)];
            let fused = |i: &[Tensor<2>]| ops::attention(i[0].clone(), switches.clone());
            let plain = |i: &[Tensor<2>]| reference::attention(i[0].clone(), &switches);
            let what = format!("attention {batch} × {seq_len} × {n_head} × {d_head}, RoPE {rope}, dropout {dropped}");
            compare(&what, &mut draws, &inputs, &fused, &plain);
        }
    }
}

#[test]
fn embedding() {
    let mut draws = Draws::new();
    for (rows, seq_len, vocab, d) in [(1, 1, 1, 1), (2, 3, 5, 7), (3, 8, 4, 16), (1, 13, 100, 9), (4, 1, 3, 33)] {
        let ids = TokenIds::new(&draws.ids(rows * seq_len, vocab), seq_len);
        let inputs = [draws.matrix([vocab, d], 1.0), draws.matrix([seq_len + 2, d], 1.0)];
        let what = format!("embedding of {rows} × {seq_len} among {vocab} × {d}");
        let fused = |i: &[Tensor<2>]| ops::embedding(i[0].clone(), Some(i[1].clone()), ids.clone());
        let plain = |i: &[Tensor<2>]| reference::embedding(i[0].clone(), Some(i[1].clone()), &ids);
        compare(&what, &mut draws, &inputs, &fused, &plain);
        let fused = |i: &[Tensor<2>]| ops::embedding(i[0].clone(), None, ids.clone());
        let plain = |i: &[Tensor<2>]| reference::embedding(i[0].clone(), None, &ids);
        compare(&format!("{what} without positions"), &mut draws, &inputs[..1], &fused, &plain);
    }
}

#[test]
fn dropout_alone_and_into_a_residual_sum() {
    let mut draws = Draws::new();
    for shape in SHAPES {
        for first_row in [0, 24] {
            let masked = Masked { dropout: dropout(DropoutSite::Embedding), first_row };
            let inputs = [draws.matrix(shape, 1.0), draws.matrix(shape, 1.0)];
            let fused = |i: &[Tensor<2>]| ops::dropout(i[0].clone(), masked);
            let plain = |i: &[Tensor<2>]| reference::dropout(i[0].clone(), masked);
            compare(&format!("dropout {shape:?} from row {first_row}"), &mut draws, &inputs[..1], &fused, &plain);
            for masked in [None, Some(masked)] {
                let fused = |i: &[Tensor<2>]| ops::residual(i[0].clone(), i[1].clone(), masked);
                let plain = |i: &[Tensor<2>]| reference::residual(i[0].clone(), i[1].clone(), masked);
                compare(&format!("residual {shape:?} with {masked:?}"), &mut draws, &inputs, &fused, &plain);
            }
        }
    }
}

#[test]
fn cross_entropy() {
    let mut draws = Draws::new();
    for (n, d, vocab) in [(1, 1, 2), (3, 5, 7), (17, 8, 61), (5, 16, 300), (130, 9, 1_003)] {
        // The larger logits reach where an exponential that is not shifted would overflow.
        for (deviation, scale, factor) in [(1.0, 1.0, 1.0), (1.0, 0.25, 3.0), (12.0, 1.0, 1.0)] {
            if n == 1 && deviation > 1.0 {
                // The reference's logarithm of nearly 1 has no digits left.
                continue;
            }
            let targets = TokenIds::new(&draws.ids(n, vocab), n);
            let inputs = [draws.matrix([n, d], deviation), draws.matrix([vocab, d], 3.0)];
            let fused = |i: &[Tensor<2>]| {
                (ops::cross_entropy(i[0].clone(), i[1].clone(), targets.clone(), scale) * factor).reshape([1, 1])
            };
            let plain = |i: &[Tensor<2>]| {
                (reference::cross_entropy(i[0].clone(), i[1].clone(), &targets, scale) * factor).reshape([1, 1])
            };
            let what = format!("cross-entropy {n} × {d} × {vocab}, deviation {deviation}, scale {scale}");
            compare(&what, &mut draws, &inputs, &fused, &plain);
            let sum = ops::cross_entropy_sum(&inputs[0], &inputs[1], &targets.ids);
            let expected = values(reference::cross_entropy(inputs[0].clone(), inputs[1].clone(), &targets, 1.0));
            close(&[sum as f32], &expected, FORWARD, &what);
        }
    }
}

#[test]
fn logits() {
    let mut draws = Draws::new();
    for [n, d] in SHAPES {
        let (x, wte) = (draws.matrix([n, d], 1.0), draws.matrix([61, d], 1.0));
        let expected = values(x.clone().matmul(wte.clone().transpose()));
        close(&ops::logits(&x, &wte), &expected, FORWARD, &format!("logits {n} × {d}"));
    }
}
