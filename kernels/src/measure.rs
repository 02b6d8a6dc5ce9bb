//! What benchmarks time: each kernel at the size of one micro-batch of the paper's model, checked before it is timed.
//!
//! Operands are constants, so that every result is known without computing it: no kernel's time depends on its numbers.

use crate::attention::{AttentionDims, AttentionOptions, attention_backward, attention_forward};
use crate::cross_entropy::{cross_entropy_forward, cross_entropy_forward_backward};
use crate::dropout::{Dropout, add, dropout_forward};
use crate::embedding::{embedding_backward, embedding_forward};
use crate::gelu::{gelu_backward, gelu_forward};
use crate::gemm::{MatMut, MatRef, Start, gemm, run_bare_tile};
use crate::norm::{layer_norm_backward, layer_norm_forward, rms_norm_backward, rms_norm_forward};
use crate::optimizer::{AdamW, Sgd, adamw_update, sgd_update};
use crate::parallel;
use crate::reduce::{add_column_sums, sum_of_squares};
use crate::simd::{F32x4, each};

/// What a kernel is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The bare register tile: work is floating-point operations.
    Compute,
    /// The triad, z = x + a · y over slices that no cache holds: work is bytes read and written.
    Memory,
}

/// A kernel at one size.
pub struct Case {
    /// Its name, with the size.
    pub name: &'static str,
    /// What limits it.
    pub bound: Bound,
    prepare: fn() -> Prepared,
}

/// A kernel with its operands, ready to be timed.
pub struct Prepared {
    run: Box<dyn FnMut()>,
    /// Floating-point operations or bytes of one call.
    work: f64,
}

impl Case {
    /// Runs the kernel once and checks what it gave.
    ///
    /// # Panics
    /// If that is wrong.
    pub fn prepare(&self) -> Prepared {
        (self.prepare)()
    }
}

impl Prepared {
    /// Runs the kernel so many times; the work done: floating-point operations, or bytes.
    pub fn run(&mut self, times: usize) -> f64 {
        (0..times).for_each(|_| (self.run)());
        self.work * times as f64
    }
}

/// The bare register tile, which [`Bound::Compute`] is held against.
pub const TILE: &str = "bare tile";
/// The triad, which [`Bound::Memory`] is held against.
pub const TRIAD: &str = "triad";

/// Rows and width of a micro-batch of the paper's size, its heads and its vocabulary.
const ROWS: usize = 128;
const WIDTH: usize = 512;
const HEADS: usize = 8;
const VOCAB: usize = 16_000;
/// Elements that no cache holds: the token table's.
const LARGE: usize = VOCAB * WIDTH;

/// The kernels, after the two that they are held against.
pub const CASES: [Case; 26] = [
    Case { name: TILE, bound: Bound::Compute, prepare: bare_tile },
    Case { name: TRIAD, bound: Bound::Memory, prepare: triad },
    Case {
        name: "multiply, 1024 × 512 × 2048",
        bound: Bound::Compute,
        prepare: || product(1024, 512, 2048, false, false),
    },
    Case {
        name: "multiply, 1024 × 1024 × 1024",
        bound: Bound::Compute,
        prepare: || product(1024, 1024, 1024, false, false),
    },
    Case {
        name: "multiply, 128 × 512 × 2048",
        bound: Bound::Compute,
        prepare: || product(ROWS, WIDTH, 2048, false, false),
    },
    Case {
        name: "multiply A · Bᵀ, 128 × 2048 × 512",
        bound: Bound::Compute,
        prepare: || product(ROWS, 2048, WIDTH, false, true),
    },
    Case {
        name: "multiply Aᵀ · B, 512 × 128 × 2048",
        bound: Bound::Compute,
        prepare: || product(WIDTH, ROWS, 2048, true, false),
    },
    Case { name: "multiply one row, 512 × 2048", bound: Bound::Memory, prepare: one_row },
    Case { name: "cross-entropy", bound: Bound::Compute, prepare: || cross_entropy(false) },
    Case { name: "cross-entropy with gradients", bound: Bound::Compute, prepare: || cross_entropy(true) },
    Case { name: "attention", bound: Bound::Compute, prepare: attention },
    Case { name: "attention backward", bound: Bound::Compute, prepare: attention_gradient },
    Case { name: "GELU", bound: Bound::Memory, prepare: || gelu(false) },
    Case { name: "GELU backward", bound: Bound::Memory, prepare: || gelu(true) },
    Case { name: "layer norm", bound: Bound::Memory, prepare: layer_norm },
    Case { name: "layer norm backward", bound: Bound::Memory, prepare: layer_norm_gradient },
    Case { name: "RMS norm", bound: Bound::Memory, prepare: rms_norm },
    Case { name: "RMS norm backward", bound: Bound::Memory, prepare: rms_norm_gradient },
    Case { name: "dropout", bound: Bound::Memory, prepare: dropout },
    Case { name: "residual", bound: Bound::Memory, prepare: residual },
    Case { name: "embedding", bound: Bound::Memory, prepare: || embedding(false) },
    Case { name: "embedding backward", bound: Bound::Memory, prepare: || embedding(true) },
    Case { name: "bias gradient", bound: Bound::Memory, prepare: column_sums },
    Case { name: "global norm", bound: Bound::Memory, prepare: global_norm },
    Case { name: "AdamW", bound: Bound::Memory, prepare: adamw },
    Case { name: "SGD", bound: Bound::Memory, prepare: sgd },
];

fn prepared(work: f64, mut run: impl FnMut() + 'static) -> Prepared {
    run();
    Prepared { run: Box::new(run), work }
}

fn bytes(floats: usize) -> f64 {
    (floats * size_of::<f32>()) as f64
}

/// The operations of a product, in f64 from the start: wasm's usize has 32 bits.
fn operations(m: usize, k: usize, n: usize) -> f64 {
    2.0 * m as f64 * k as f64 * n as f64
}

fn expect(what: &str, got: f32, want: f32) {
    assert!((got - want).abs() <= 1e-4 * want.abs().max(1e-2), "{what} gave {got} where {want} belongs");
}

fn bare_tile() -> Prepared {
    const TURNS: usize = 1_000;
    // One for each thread.
    prepared(run_bare_tile(1) * (TURNS * parallel::threads()) as f64, || {
        parallel::for_each(parallel::threads(), |_| {
            run_bare_tile(TURNS);
        });
    })
}

fn triad() -> Prepared {
    let (x, y, mut z) = (vec![1.0; LARGE], vec![2.0; LARGE], vec![0.0; LARGE]);
    prepared(bytes(3 * LARGE), move || {
        parallel::chunks([&mut z], parallel::chunk_len(LARGE, parallel::GRAIN_FLOATS), |first, [z]| {
            let part = first..first + z.len();
            let a = F32x4::splat(0.5);
            each([&x[part.clone()], &y[part]], [z], |[x, y], [_]| [x + a * y]);
        });
        expect("the triad", z[LARGE / 2], 2.0);
    })
}

fn product(m: usize, k: usize, n: usize, a_turned: bool, b_turned: bool) -> Prepared {
    let (a, b, mut c) = (vec![0.5; m * k], vec![0.25; k * n], vec![0.0; m * n]);
    let mut checked = false;
    prepared(operations(m, k, n), move || {
        let a = if a_turned { MatRef::new(&a, k, m).t() } else { MatRef::new(&a, m, k) };
        let b = if b_turned { MatRef::new(&b, n, k).t() } else { MatRef::new(&b, k, n) };
        gemm(a, b, MatMut::new(&mut c, m, n), Start::Zero);
        if !checked {
            c.iter().for_each(|&c| expect("the multiply", c, 0.125 * k as f32));
            checked = true;
        }
    })
}

/// Decoding one token reads every weight once: several matrices, as many as no cache holds.
fn one_row() -> Prepared {
    let (k, n) = (WIDTH, 2048);
    let (a, b, mut c) = (vec![0.5; k], vec![0.25; LARGE / (k * n) * k * n], vec![0.0; n]);
    prepared(bytes(b.len()), move || {
        for b in b.chunks_exact(k * n) {
            gemm(MatRef::new(&a, 1, k), MatRef::new(b, k, n), MatMut::new(&mut c, 1, n), Start::Zero);
        }
        expect("the multiply of one row", c[n / 2], 0.125 * k as f32);
    })
}

fn cross_entropy(gradients: bool) -> Prepared {
    let (x, wte, targets) = (vec![0.1; ROWS * WIDTH], vec![0.1; LARGE], vec![7; ROWS]);
    let (mut dx, mut dwte) = (vec![0.0; x.len()], vec![0.0; LARGE]);
    let products = if gradients { 3.0 } else { 1.0 };
    prepared(products * operations(ROWS, WIDTH, VOCAB), move || {
        let loss = if gradients {
            dwte[0] = 0.0;
            let loss = cross_entropy_forward_backward(&x, &wte, &targets, 1.0, &mut dx, &mut dwte);
            expect("the table's gradient", dwte[0], 0.1 * ROWS as f32 / VOCAB as f32);
            loss
        } else {
            cross_entropy_forward(&x, &wte, &targets)
        };
        expect("the cross-entropy", loss as f32, ROWS as f32 * (VOCAB as f32).ln());
    })
}

fn attention_dims() -> AttentionDims {
    AttentionDims { batch: 1, seq_len: ROWS, n_head: HEADS, d_head: WIDTH / HEADS }
}

fn attention() -> Prepared {
    let (qkv, mut out) = (vec![0.5; ROWS * 3 * WIDTH], vec![0.0; ROWS * WIDTH]);
    // Two products over half a square of positions.
    prepared(operations(ROWS, ROWS + 1, WIDTH), move || {
        attention_forward(attention_dims(), AttentionOptions::default(), &qkv, &mut out);
        expect("attention", out[ROWS * WIDTH / 2], 0.5);
    })
}

fn attention_gradient() -> Prepared {
    let (qkv, dout, mut dqkv) = (vec![0.5; ROWS * 3 * WIDTH], vec![1.0; ROWS * WIDTH], vec![0.0; ROWS * 3 * WIDTH]);
    prepared(2.5 * operations(ROWS, ROWS + 1, WIDTH), move || {
        attention_backward(attention_dims(), AttentionOptions::default(), &qkv, &dout, &mut dqkv);
        expect("the last value's gradient", dqkv[ROWS * 3 * WIDTH - 1], 1.0 / ROWS as f32);
    })
}

fn gelu(backward: bool) -> Prepared {
    let n = ROWS * 4 * WIDTH;
    let (x, dy, mut out) = (vec![1.0; n], vec![1.0; n], vec![0.0; n]);
    let slices = if backward { 3 } else { 2 };
    prepared(bytes(slices * n), move || {
        if backward {
            gelu_backward(&dy, &x, &mut out);
        } else {
            gelu_forward(&x, &mut out);
        }
        expect("GELU", out[n / 2], if backward { 1.083_315_5 } else { 0.841_344_7 });
    })
}

/// Rows of 1 and −1 in turn, of mean 0 and mean square 1.
fn alternating() -> Vec<f32> {
    (0..ROWS * WIDTH).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 }).collect()
}

fn layer_norm() -> Prepared {
    let (x, weight, bias, mut y) = (alternating(), vec![2.0; WIDTH], vec![1.0; WIDTH], vec![0.0; ROWS * WIDTH]);
    let (mut mean, mut rstd) = (vec![0.0; ROWS], vec![0.0; ROWS]);
    prepared(bytes(2 * ROWS * WIDTH), move || {
        layer_norm_forward(&x, &weight, &bias, &mut y, &mut mean, &mut rstd);
        expect("layer norm", y[0], 3.0);
    })
}

fn layer_norm_gradient() -> Prepared {
    let (x, dy, weight) = (alternating(), vec![1.0; ROWS * WIDTH], vec![2.0; WIDTH]);
    let (mean, rstd, mut dx) = (vec![0.0; ROWS], vec![1.0; ROWS], vec![0.0; ROWS * WIDTH]);
    let (mut dweight, mut dbias) = (vec![0.0; WIDTH], vec![0.0; WIDTH]);
    prepared(bytes(3 * ROWS * WIDTH), move || {
        dbias[0] = 0.0;
        layer_norm_backward(&dy, &x, &weight, &mean, &rstd, &mut dx, &mut dweight, &mut dbias);
        expect("the bias's gradient", dbias[0], ROWS as f32);
    })
}

fn rms_norm() -> Prepared {
    let (x, weight, mut y, mut rstd) = (alternating(), vec![2.0; WIDTH], vec![0.0; ROWS * WIDTH], vec![0.0; ROWS]);
    prepared(bytes(2 * ROWS * WIDTH), move || {
        rms_norm_forward(&x, &weight, &mut y, &mut rstd);
        expect("RMS norm", y[0], 2.0);
    })
}

fn rms_norm_gradient() -> Prepared {
    let (x, dy, weight) = (alternating(), vec![1.0; ROWS * WIDTH], vec![2.0; WIDTH]);
    let (rstd, mut dx, mut dweight) = (vec![1.0; ROWS], vec![0.0; ROWS * WIDTH], vec![0.0; WIDTH]);
    prepared(bytes(3 * ROWS * WIDTH), move || {
        dweight[0] = 0.0;
        rms_norm_backward(&dy, &x, &weight, &rstd, &mut dx, &mut dweight);
        expect("the weight's gradient", dweight[0], ROWS as f32);
    })
}

fn dropout() -> Prepared {
    let (x, mut out) = (vec![1.0; ROWS * WIDTH], vec![0.0; ROWS * WIDTH]);
    let dropout = Dropout::new([1, 2], 3, 4, 0.05);
    prepared(bytes(2 * ROWS * WIDTH), move || {
        dropout_forward(dropout, WIDTH, 0, &x, &mut out);
        assert!(out.iter().take(WIDTH).all(|&x| x == 0.0 || x == dropout.scale), "dropout gave something else");
    })
}

fn residual() -> Prepared {
    let (x, y, mut out) = (vec![1.0; ROWS * WIDTH], vec![2.0; ROWS * WIDTH], vec![0.0; ROWS * WIDTH]);
    prepared(bytes(3 * ROWS * WIDTH), move || {
        add(&x, &y, &mut out);
        expect("the residual", out[WIDTH], 3.0);
    })
}

fn embedding(backward: bool) -> Prepared {
    let ids: Vec<u32> = (0..ROWS).map(|i| (i * 97 % VOCAB) as u32).collect();
    let (mut table, positions, mut out) = (vec![1.0; LARGE], vec![2.0; ROWS * WIDTH], vec![1.0; ROWS * WIDTH]);
    let slices = if backward { 3 } else { 4 };
    prepared(bytes(slices * ROWS * WIDTH), move || {
        if backward {
            table[0] = 0.0;
            embedding_backward(&ids, ROWS, &out, Some(&mut table), None);
            expect("the token table's gradient", table[0], 1.0);
        } else {
            embedding_forward(&ids, ROWS, &table, Some(&positions), &mut out);
            expect("the embedding", out[0], 3.0);
        }
    })
}

fn column_sums() -> Prepared {
    let (x, mut out) = (vec![1.0; ROWS * 4 * WIDTH], vec![0.0; 4 * WIDTH]);
    prepared(bytes(x.len()), move || {
        out[0] = 0.0;
        add_column_sums(&x, &mut out);
        expect("the column's sum", out[0], ROWS as f32);
    })
}

fn global_norm() -> Prepared {
    let x = vec![0.5; LARGE];
    prepared(bytes(LARGE), move || expect("the sum of squares", sum_of_squares(&x) as f32, 0.25 * LARGE as f32))
}

fn adamw() -> Prepared {
    let (mut p, g) = (vec![1.0; LARGE], vec![0.5; LARGE]);
    let (mut m, mut v) = (vec![0.0; LARGE], vec![0.0; LARGE]);
    let rule = AdamW { lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.0 };
    prepared(bytes(7 * LARGE), move || {
        (p[0], m[0], v[0]) = (1.0, 0.0, 0.0);
        adamw_update(rule, 1, 1.0, &mut p, &g, &mut m, &mut v);
        expect("AdamW", p[0], 0.999);
    })
}

fn sgd() -> Prepared {
    let (mut p, g) = (vec![1.0; LARGE], vec![0.5; LARGE]);
    let rule = Sgd { lr: 1e-3, momentum: 0.0, weight_decay: 0.0 };
    prepared(bytes(3 * LARGE), move || {
        p[0] = 1.0;
        sgd_update(rule, true, 1.0, &mut p, &g, None);
        expect("SGD", p[0], 0.9995);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheap_cases_give_what_is_known() {
        for case in CASES.iter().filter(|case| case.bound == Bound::Memory && case.name != TRIAD) {
            assert!(case.prepare().run(1) > 0.0, "{}", case.name);
        }
        assert_eq!((CASES[0].name, CASES[1].name), (TILE, TRIAD));
    }
}
