//! Matrix products: C = start + A · B, with any transposition and row strides.

#[cfg(not(target_arch = "wasm32"))]
mod host;
pub mod reference;
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

/// C = `start` + A · B for A `[m, k]`, B `[k, n]` and C `[m, n]`.
///
/// # Panics
/// If the shapes do not fit together.
pub fn gemm(a: MatRef, b: MatRef, c: MatMut, start: Start) {
    check_shapes(&a, &b, &c, &start);
    #[cfg(not(target_arch = "wasm32"))]
    host::gemm(a, b, c, start);
    #[cfg(target_arch = "wasm32")]
    reference::gemm(a, b, c, start);
}

fn check_shapes(a: &MatRef, b: &MatRef, c: &MatMut, start: &Start) {
    let (m, k, n) = (a.rows(), a.cols(), b.cols());
    assert_eq!(b.rows(), k, "A is [{m}, {k}], so that B needs {k} rows, not {}", b.rows());
    assert_eq!((c.rows(), c.cols()), (m, n), "C must be [{m}, {n}], not [{}, {}]", c.rows(), c.cols());
    if let Start::Bias(bias) = start {
        assert_eq!(bias.len(), n, "the bias must have {n} elements, not {}", bias.len());
    }
}
