//! Each operation from burn's own differentiable operations, as its definition reads: what the fused ones are tested
//! against.

use super::{Attention, Masked, TokenIds};
use burn::tensor::activation::softmax;
use burn::tensor::{Bool, Device, Int, Tensor, TensorData};

/// PyTorch's and the paper's epsilon.
const NORM_EPS: f64 = 1e-5;

/// The reference of [`super::linear`].
pub fn linear(x: Tensor<2>, weight: Tensor<2>, bias: Tensor<1>) -> Tensor<2> {
    x.matmul(weight) + bias.unsqueeze()
}

/// The reference of [`super::layer_norm`].
pub fn layer_norm(x: Tensor<2>, weight: Tensor<1>, bias: Tensor<1>) -> Tensor<2> {
    let centred = x.clone() - x.mean_dim(1);
    let variance = (centred.clone() * centred.clone()).mean_dim(1);
    centred / (variance + NORM_EPS).sqrt() * weight.unsqueeze() + bias.unsqueeze()
}

/// The reference of [`super::rms_norm`].
pub fn rms_norm(x: Tensor<2>, weight: Tensor<1>) -> Tensor<2> {
    let square = (x.clone() * x.clone()).mean_dim(1);
    x / (square + NORM_EPS).sqrt() * weight.unsqueeze()
}

/// The reference of [`super::gelu`], not burn's, whose backward is the tanh approximation's.
pub fn gelu(x: Tensor<2>) -> Tensor<2> {
    let phi = (x.clone() / std::f64::consts::SQRT_2).erf() + 1.0;
    x * phi / 2.0
}

/// The reference of [`super::attention`].
pub fn attention(qkv: Tensor<2>, attention: &Attention) -> Tensor<2> {
    let [n, width] = qkv.dims();
    let (t, h) = (attention.seq_len, attention.n_head);
    let (b, d) = (n / t, width / 3);
    let d_head = d / h;
    // [B·T, 3·d] → three of [B, H, T, d_head].
    let heads = |part: usize| {
        let part = qkv.clone().slice([0..n, part * d..(part + 1) * d]);
        part.reshape([b, t, h, d_head]).swap_dims(1, 2)
    };
    let (mut q, mut k, v) = (heads(0), heads(1), heads(2));
    if attention.rope.is_some() {
        (q, k) = (rotate_half(q), rotate_half(k));
    }
    let scores = q.matmul(k.swap_dims(2, 3)) / (d_head as f64).sqrt();
    let future = Tensor::<2, Bool>::tril_mask([t, t], 0, &scores.device()).unsqueeze::<4>().expand([b, h, t, t]);
    let mut p = softmax(scores.mask_fill(future, f32::NEG_INFINITY), 3);
    if let Some(dropout) = attention.dropout {
        let first_row = attention.first_row * h * t;
        let mask = mask(Masked { dropout, first_row }, [b * h * t, t], &p.device());
        p = p * mask.reshape([b, h, t, t]);
    }
    p.matmul(v).swap_dims(1, 2).reshape([n, d])
}

/// Turns x `[B, H, T, d_head]` by the angles t · 10000^(−2i / d_head), pairing i with i + d_head / 2.
fn rotate_half(x: Tensor<4>) -> Tensor<4> {
    let [b, h, t, d_head] = x.dims();
    let half = d_head / 2;
    let angle = |index: usize| {
        let (position, i) = (index / half, index % half);
        position as f64 * 10_000f64.powf(-2.0 * i as f64 / d_head as f64)
    };
    let table = |f: fn(f64) -> f64| {
        let values: Vec<f32> = (0..t * half).map(|index| f(angle(index)) as f32).collect();
        Tensor::<4>::from_data(TensorData::new(values, [1, 1, t, half]), &x.device())
    };
    let (cos, sin) = (table(f64::cos), table(f64::sin));
    let first = x.clone().slice([0..b, 0..h, 0..t, 0..half]);
    let second = x.slice([0..b, 0..h, 0..t, half..d_head]);
    let turned_first = first.clone() * cos.clone() - second.clone() * sin.clone();
    let turned_second = second * cos + first * sin;
    Tensor::cat(vec![turned_first, turned_second], 3)
}

/// The reference of [`super::embedding`].
pub fn embedding(wte: Tensor<2>, wpe: Option<Tensor<2>>, tokens: &TokenIds) -> Tensor<2> {
    let device = wte.device();
    let rows = wte.select(0, ints(tokens.ids.iter().map(|&id| i64::from(id)), &device));
    match wpe {
        None => rows,
        Some(wpe) => {
            let positions = (0..tokens.ids.len()).map(|index| (index % tokens.seq_len) as i64);
            rows + wpe.select(0, ints(positions, &device))
        }
    }
}

fn ints(values: impl Iterator<Item = i64>, device: &Device) -> Tensor<1, Int> {
    let values: Vec<i64> = values.collect();
    let n = values.len();
    Tensor::from_data(TensorData::new(values, [n]), device)
}

/// The reference of [`super::dropout`].
pub fn dropout(x: Tensor<2>, masked: Masked) -> Tensor<2> {
    let mask = mask(masked, x.dims(), &x.device());
    x * mask
}

/// The reference of [`super::residual`].
pub fn residual(residual: Tensor<2>, x: Tensor<2>, masked: Option<Masked>) -> Tensor<2> {
    match masked {
        None => residual + x,
        Some(masked) => residual + dropout(x, masked),
    }
}

/// The factors of a dropout as a matrix.
fn mask(masked: Masked, [rows, cols]: [usize; 2], device: &Device) -> Tensor<2> {
    let mut factors = vec![0.0; rows * cols];
    for (row, factors) in factors.chunks_mut(cols).enumerate() {
        masked.dropout.mask_row((masked.first_row + row) as u32, factors);
    }
    Tensor::from_data(TensorData::new(factors, [rows, cols]), device)
}

/// The reference of [`super::cross_entropy`].
pub fn cross_entropy(x: Tensor<2>, wte: Tensor<2>, targets: &TokenIds, scale: f32) -> Tensor<1> {
    let n = targets.ids.len();
    let logits = x.matmul(wte.transpose());
    let largest = logits.clone().max_dim(1).detach();
    let shifted = logits - largest;
    let log_sum = shifted.clone().exp().sum_dim(1).log();
    let targets = ints(targets.ids.iter().map(|&id| i64::from(id)), &shifted.device()).reshape([n, 1]);
    (log_sum - shifted.gather(1, targets)).sum() * scale
}
