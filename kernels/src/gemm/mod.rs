//! Matrix products: C = start + A · B, with any transposition and row strides.

#[cfg(not(target_arch = "wasm32"))]
mod host;
pub(crate) mod pack;
pub mod packed;
pub mod reference;
pub mod rows;
pub(crate) mod tile;
mod view;

pub use view::{MatMut, MatRef};

/// What a product is added to.
#[derive(Clone, Copy, Debug)]
pub enum Start<'a> {
    /// Nothing: C is overwritten, whatever it held.
    Zero,
    /// What C holds: gradients accumulate.
    Existing,
    /// A row that is repeated for every row of C.
    Bias(&'a [f32]),
}

impl Start<'_> {
    /// The start of `count` columns from column `first`.
    fn columns(self, first: usize, count: usize) -> Self {
        match self {
            Start::Bias(bias) => Start::Bias(&bias[first..first + count]),
            start => start,
        }
    }

    /// C = start, before products are added to it.
    fn fill(self, c: &mut MatMut) {
        for i in 0..c.rows() {
            match self {
                Start::Zero => c.row_mut(i).fill(0.0),
                Start::Existing => {}
                Start::Bias(bias) => c.row_mut(i).copy_from_slice(bias),
            }
        }
    }
}

/// C = `start` + A · B for A `[m, k]`, B `[k, n]` and C `[m, n]`.
///
/// # Panics
/// If the shapes do not fit together.
pub fn gemm(a: MatRef, b: MatRef, c: MatMut, start: Start) {
    check_shapes(&a, &b, &c, &start);
    #[cfg(not(target_arch = "wasm32"))]
    host::gemm(a, b, c, start);
    #[cfg(target_arch = "wasm32")]
    if rows::suits(&a, &b) {
        rows::gemm(a, b, c, start);
    } else {
        packed::gemm(a, b, c, start);
    }
}

/// Runs the bare register tile `turns` times, on panels that stay in the first-level cache, and returns the floating-point
/// operations that were made: what a benchmark holds [`gemm`] against.
pub fn run_bare_tile(turns: usize) -> f64 {
    use tile::{MR, NR};
    const DEPTH: usize = 256;
    let panel = |len, x| {
        let mut panel = crate::scratch::take(len);
        panel.fill(x);
        panel
    };
    let (a, b, mut c) = (panel(DEPTH * MR, 0.5), panel(DEPTH * NR, 0.25), panel(MR * NR, 0.0));
    for _ in 0..turns {
        let c = std::hint::black_box(&mut c);
        packed::multiply_tile(&a, &b, &mut MatMut::new(&mut c[..], MR, NR), 0, 0, Start::Existing);
    }
    // In f64 from the start: wasm's usize has 32 bits.
    2.0 * (MR * NR * DEPTH) as f64 * turns as f64
}

fn check_shapes(a: &MatRef, b: &MatRef, c: &MatMut, start: &Start) {
    let (m, k, n) = (a.rows(), a.cols(), b.cols());
    assert_eq!(b.rows(), k, "A is [{m}, {k}], so that B needs {k} rows, not {}", b.rows());
    assert_eq!((c.rows(), c.cols()), (m, n), "C must be [{m}, {n}], not [{}, {}]", c.rows(), c.cols());
    if let Start::Bias(bias) = start {
        assert_eq!(bias.len(), n, "the bias must have {n} elements, not {}", bias.len());
    }
}
