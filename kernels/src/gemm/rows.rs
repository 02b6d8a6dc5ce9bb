//! The product of a few rows, where packing the right operand would cost more than it saves: decoding one token of a few
//! headlines. B is read once, where it lies, and each thread reads a part of it from end to end.

use super::{MatMut, MatRef, Start};
use crate::parallel::{self, GRAIN_FLOATS};
use crate::scratch;
use crate::simd::{F32x4, LANES, madd};

/// Up to this many rows come here.
const MAX_ROWS: usize = 16;
/// Sums of dots that are held while B passes by: they lie in the second-level cache, which costs less than reading B in short
/// pieces.
const SUMS: usize = 20_480;
/// Into so many parts B's rows are cut where they are contiguous. Threads that shared its columns read two halves of each row,
/// and what each fetched ahead was the other's: two of them were slower than one.
const PARTS: usize = 4;
/// Rows of B that are added at once, or columns that are multiplied. They lie far apart, each the next of a stretch of its
/// own: an engine that reads four long streams fetches ahead in all of them.
const STREAMS: usize = 4;

/// Whether this product is faster here than packed: it has few rows, and they or B's are contiguous.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
pub(super) fn suits(a: &MatRef, b: &MatRef) -> bool {
    a.rows() <= MAX_ROWS && (b.col_stride() == 1 || a.col_stride() == 1)
}

/// [`gemm`](super::gemm), B being read where it lies.
pub fn gemm(a: MatRef, b: MatRef, c: MatMut, start: Start) {
    super::check_shapes(&a, &b, &c, &start);
    if b.col_stride() == 1 { add_parts(a, b, c, start) } else { add_columns(a, b, c, start) }
}

/// C = start + A · B, where a row of C is a sum of B's rows: each part of them is summed by itself.
fn add_parts(a: MatRef, b: MatRef, c: MatMut, start: Start) {
    let (m, k, n) = (a.rows(), a.cols(), b.cols());
    let rows = k.div_ceil((k * n / GRAIN_FLOATS).clamp(1, PARTS)).max(1);
    let parts = k.div_ceil(rows);
    let mut sums = scratch::take(parts * m * n);
    parallel::row_groups([MatMut::new(&mut sums, parts, m * n)], [1], |part, [mut sum]| {
        let mut sum = MatMut::new(sum.row_mut(0), m, n);
        Start::Zero.fill(&mut sum);
        let (first, rows) = (part * rows, rows.min(k - part * rows));
        add_rows(a.block(0, m, first, rows), b.block(first, rows, 0, n), &mut sum);
    });
    let cols = (GRAIN_FLOATS / (m * parts).max(1)).next_multiple_of(LANES);
    parallel::blocks([c], m.max(1), cols, |_, first, [mut c]| {
        start.columns(first, c.cols()).fill(&mut c);
        for sum in sums.chunks_exact((m * n).max(1)) {
            for i in 0..c.rows() {
                let sum = &sum[i * n + first..][..c.cols()];
                c.row_mut(i).iter_mut().zip(sum).for_each(|(c, sum)| *c += sum);
            }
        }
    });
}

/// C = start + A · B, where B's columns are contiguous: threads share them.
fn add_columns(a: MatRef, b: MatRef, c: MatMut, start: Start) {
    let (m, k, n) = (a.rows(), a.cols(), b.cols());
    // Groups begin at whole vectors, so that a sum does not depend on where they end.
    let worthwhile = (GRAIN_FLOATS / k.max(1)).max(n.div_ceil(parallel::threads()));
    let cols = worthwhile.min(SUMS / m.clamp(1, MAX_ROWS)).next_multiple_of(16);
    parallel::blocks([c], m.max(1), cols, |_, first, [mut c]| {
        start.columns(first, c.cols()).fill(&mut c);
        add_dots(a, b.block(0, k, first, c.cols()), &mut c);
    });
}

/// C += A · B, where a row of C is a sum of B's rows.
fn add_rows(a: MatRef, b: MatRef, c: &mut MatMut) {
    let stretch = a.cols() / STREAMS;
    for p in 0..stretch {
        add_row_group::<STREAMS>(a, b, c, std::array::from_fn(|q| p + q * stretch));
    }
    for p in STREAMS * stretch..a.cols() {
        add_row_group(a, b, c, [p]);
    }
}

/// C += A · B over the rows `p` of B, for two rows of C at a time.
fn add_row_group<const D: usize>(a: MatRef, b: MatRef, c: &mut MatMut, p: [usize; D]) {
    let rows = p.map(|p| &b.data()[p * b.row_stride()..][..b.cols()]);
    let factors = |i: usize| p.map(|p| a.at(i, p));
    let pairs = c.rows() / 2 * 2;
    for i in (0..pairs).step_by(2) {
        add_scaled(c.rows_mut::<2>(i), [factors(i), factors(i + 1)], rows);
    }
    for i in pairs..c.rows() {
        add_scaled(c.rows_mut::<1>(i), [factors(i)], rows);
    }
}

/// out\[r\] += Σ factors\[r\]\[q\] · rows\[q\].
#[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
fn add_scaled<const R: usize, const D: usize>(out: [&mut [f32]; R], factors: [[f32; D]; R], rows: [&[f32]; D]) {
    let len = rows[0].len();
    assert_lengths(len, rows.iter().map(|row| row.len()).chain(out.iter().map(|out| out.len())));
    let splats = factors.map(|factors| factors.map(F32x4::splat));
    let whole = len / LANES * LANES;
    let sources = rows.map(<[f32]>::as_ptr);
    let mut out = out;
    let targets = out.each_mut().map(|out| out.as_mut_ptr());
    for at in (0..whole).step_by(LANES) {
        // SAFETY: every slice has `len` elements, checked above, and `at + LANES` is at most that; the outputs are borrowed
        // exclusively.
        unsafe {
            let x = sources.map(|x| F32x4::load_from(x.add(at)));
            for (target, factors) in targets.into_iter().zip(&splats) {
                let mut sum = F32x4::load_from(target.add(at));
                for (factor, x) in factors.iter().zip(x) {
                    sum = madd(*factor, x, sum);
                }
                sum.store_to(target.add(at));
            }
        }
    }
    for (out, factors) in out.into_iter().zip(factors) {
        for (j, out) in out.iter_mut().enumerate().skip(whole) {
            *out += factors.iter().zip(rows).map(|(x, row)| x * row[j]).sum::<f32>();
        }
    }
}

/// C += A · B, where an element of C is the sum of products of a row of A and a column of B.
fn add_dots(a: MatRef, b: MatRef, c: &mut MatMut) {
    if a.col_stride() != 1 || b.row_stride() != 1 {
        return add_strided_dots(a, b, c);
    }
    let stretch = b.cols() / STREAMS;
    let pairs = c.rows() / 2 * 2;
    for j in 0..stretch {
        let j: [usize; STREAMS] = std::array::from_fn(|q| j + q * stretch);
        for i in (0..pairs).step_by(2) {
            add_dot_rows(a, b, c, [i, i + 1], j);
        }
        for i in pairs..c.rows() {
            add_dot_rows(a, b, c, [i], j);
        }
    }
    for j in STREAMS * stretch..b.cols() {
        for i in 0..c.rows() {
            add_dot_rows(a, b, c, [i], [j]);
        }
    }
}

/// The elements at the rows `i` and the columns `j` of C += A · B. Each is the same sum, whatever is made beside it.
fn add_dot_rows<const R: usize, const D: usize>(a: MatRef, b: MatRef, c: &mut MatMut, i: [usize; R], j: [usize; D]) {
    let columns = j.map(|j| &b.data()[j * b.col_stride()..][..b.rows()]);
    let sums = dots(i.map(|i| &a.data()[i * a.row_stride()..][..a.cols()]), columns);
    for (i, sums) in i.into_iter().zip(sums) {
        let row = c.row_mut(i);
        j.into_iter().zip(sums).for_each(|(j, sum)| row[j] += sum);
    }
}

fn add_strided_dots(a: MatRef, b: MatRef, c: &mut MatMut) {
    for i in 0..c.rows() {
        for (j, out) in c.row_mut(i).iter_mut().enumerate() {
            *out += (0..a.cols()).map(|p| a.at(i, p) * b.at(p, j)).sum::<f32>();
        }
    }
}

/// The sums of products of each of `rows` and each of `columns`.
#[cfg_attr(all(target_arch = "wasm32", feature = "relaxed"), target_feature(enable = "relaxed-simd"))]
fn dots<const R: usize, const D: usize>(rows: [&[f32]; R], columns: [&[f32]; D]) -> [[f32; D]; R] {
    let len = columns[0].len();
    assert_lengths(len, rows.iter().chain(&columns).map(|x| x.len()));
    let whole = len / LANES * LANES;
    let (xs, ys) = (rows.map(<[f32]>::as_ptr), columns.map(<[f32]>::as_ptr));
    let mut sums = [[F32x4::zero(); D]; R];
    for at in (0..whole).step_by(LANES) {
        // SAFETY: every slice has `len` elements, checked above, and `at + LANES` is at most that.
        let (xs, ys) = unsafe { (xs.map(|x| F32x4::load_from(x.add(at))), ys.map(|y| F32x4::load_from(y.add(at)))) };
        for (sums, x) in sums.iter_mut().zip(xs) {
            for (sum, y) in sums.iter_mut().zip(ys) {
                *sum = madd(x, y, *sum);
            }
        }
    }
    // Taken by value: what is borrowed later does not stay in registers now.
    let mut sums = sums.map(|sums| sums.map(F32x4::sum));
    for at in whole..len {
        for (sums, row) in sums.iter_mut().zip(rows) {
            for (sum, column) in sums.iter_mut().zip(columns) {
                *sum += row[at] * column[at];
            }
        }
    }
    sums
}

fn assert_lengths(len: usize, lengths: impl IntoIterator<Item = usize>) {
    assert!(lengths.into_iter().all(|other| other == len), "rows of several lengths");
}
