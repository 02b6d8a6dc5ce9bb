//! The products against the triple loop.

use super::compare::{Outcome, Tolerance, close, random, reaches, wide};
use crate::gemm::{MatMut, MatRef, Start, gemm, packed, reference, rows};

/// What k roundings come to, for operands in [−1, 1): half a unit in the last place each, of partial sums that grow like √k.
fn tolerance(k: usize) -> Tolerance {
    Tolerance { absolute: 6e-8 * (k + 2) as f64 * (k as f64).sqrt().max(1.0), relative: 1e-7 }
}

/// Beside all pairs of small awkward sizes: shapes that cross the blocks of depth, rows and columns.
const LARGE: [[usize; 3]; 5] = [[65, 513, 17], [127, 511, 33], [129, 515, 9], [5, 3, 2049], [66, 300, 70]];

type Gemm = fn(MatRef, MatRef, MatMut, Start);

/// Every implementation that this target has.
const IMPLEMENTATIONS: [(&str, Gemm); 3] = [("gemm", gemm), ("packed", packed::gemm), ("rows", rows::gemm)];

pub fn check() -> Outcome {
    let sizes = [1, 3, 4, 5, 8, 9, 17];
    let small = sizes.iter().flat_map(|&m| sizes.iter().flat_map(move |&k| sizes.map(|n| [m, k, n])));
    let empty = [[0, 3, 4], [3, 0, 4], [3, 4, 0]];
    for shape in small.chain(LARGE).chain(empty) {
        for transposed in [[false, false], [true, false], [false, true], [true, true]] {
            case(shape, transposed, 0, 1)?;
        }
        case(shape, [false, false], 3, 1)?;
        case(shape, [true, true], 1, 1)?;
    }
    non_finite()
}

/// One shape under every implementation and start, with numbers of a seed; rows lie `gap` elements apart.
pub fn case([m, k, n]: [usize; 3], [ta, tb]: [bool; 2], gap: usize, seed: u32) -> Outcome {
    let (a, b) = (operand(m, k, ta, gap, seed), operand(k, n, tb, gap, seed ^ 2));
    let (a, b) = (view(&a, m, k, ta, gap), view(&b, k, n, tb, gap));
    let (held, bias) = (random(m * (n + gap), seed ^ 3), random(n, seed ^ 4));
    for (name, implementation) in IMPLEMENTATIONS {
        for start in [Start::Zero, Start::Existing, Start::Bias(&bias)] {
            let (mut got, mut want) = (held.clone(), held.clone());
            implementation(a, b, MatMut::strided(&mut got, m, n, n + gap), start);
            reference::gemm(a, b, MatMut::strided(&mut want, m, n, n + gap), start);
            let what = format!("{name} {m}×{k}×{n}, transposed {ta} {tb}, gap {gap}, {start:?}");
            close(&what, &got, &wide(&want), tolerance(k))?;
            if gap > 0 && m > 0 {
                // What lies between rows is not touched.
                for (got, held) in got.chunks(n + gap).zip(held.chunks(n + gap)) {
                    close(&what, &got[n..], &wide(&held[n..]), Tolerance { absolute: 0.0, relative: 0.0 })?;
                }
            }
        }
    }
    Ok(())
}

fn operand(rows: usize, cols: usize, transposed: bool, gap: usize, seed: u32) -> Vec<f32> {
    let (rows, cols) = if transposed { (cols, rows) } else { (rows, cols) };
    random(rows * (cols + gap), seed)
}

fn view(x: &[f32], rows: usize, cols: usize, transposed: bool, gap: usize) -> MatRef<'_> {
    if transposed { MatRef::strided(x, cols, rows, rows + gap).t() } else { MatRef::strided(x, rows, cols, cols + gap) }
}

/// A NaN or infinity reaches exactly the row (or column) of C that depends on it, even against a zero.
fn non_finite() -> Outcome {
    let (m, k, n) = (9, 11, 10);
    for (name, implementation) in IMPLEMENTATIONS {
        for bad in [f32::NAN, f32::INFINITY] {
            let (mut a, b, mut c) = (random(m * k, 1), vec![0.0; k * n], vec![f32::NAN; m * n]);
            a[4 * k + 7] = bad;
            implementation(MatRef::new(&a, m, k), MatRef::new(&b, k, n), MatMut::new(&mut c, m, n), Start::Zero);
            let want: Vec<f64> = (0..m * n).map(|i| if i / n == 4 { f64::NAN } else { 0.0 }).collect();
            close(&format!("{name} with {bad}"), &c, &want, tolerance(k))?;
            // In B it reaches a column, from either way that B can lie.
            for transposed in [false, true] {
                let (a, mut b) = (vec![0.0; m * k], random(k * n, 1));
                b[if transposed { 6 * k + 7 } else { 7 * n + 6 }] = bad;
                let b = if transposed { MatRef::new(&b, n, k).t() } else { MatRef::new(&b, k, n) };
                implementation(MatRef::new(&a, m, k), b, MatMut::new(&mut c, m, n), Start::Zero);
                reaches(&format!("{name} with {bad} in B, transposed {transposed}"), &c, |i| i % n == 6)?;
            }
        }
    }
    Ok(())
}
