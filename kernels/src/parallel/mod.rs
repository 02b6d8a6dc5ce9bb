//! The loops that threads share, and the one place where parts of one slice or matrix are handed to several of them.
//!
//! With the feature `threads` the calling thread and the threads of rayon's pool take tasks off one counter; without it
//! the caller does them all. What a task computes depends on sizes alone, never on who does it or on how many there are,
//! so that results are the same, bit for bit, whatever the number of threads.

#[cfg(feature = "threads")]
mod team;
#[cfg(all(test, feature = "threads"))]
mod tests;

use crate::gemm::MatMut;
use std::sync::atomic::{AtomicU64, Ordering};

/// About how many floating-point operations a task should have at least: some 12 µs, against the 0.3 µs that a loop costs
/// while the helpers are awake and the 12 µs of waking one.
pub const GRAIN: usize = 1 << 19;
/// About how many floats a task of an operation bound by memory should pass over at least: some 10 µs.
pub const GRAIN_FLOATS: usize = 1 << 14;

/// The threads that share a loop: those of rayon's pool, the caller being one of them.
pub fn threads() -> usize {
    #[cfg(feature = "threads")]
    return team::threads();
    #[cfg(not(feature = "threads"))]
    1
}

/// Calls `f` with loops shared among at most `threads`: for tests and measurements, since no result depends on it.
pub fn with_threads<R>(threads: usize, f: impl FnOnce() -> R) -> R {
    #[cfg(feature = "threads")]
    return team::with_threads(threads, f);
    #[cfg(not(feature = "threads"))]
    {
        let _ = threads;
        f()
    }
}

/// Calls `f` once with each of 0 .. `tasks`.
pub fn for_each(tasks: usize, f: impl Fn(usize) + Sync) {
    #[cfg(feature = "threads")]
    team::for_each(tasks, &f);
    #[cfg(not(feature = "threads"))]
    (0..tasks).for_each(f);
}

/// Cuts slices of one length into chunks of `len` elements, the last one shorter, and calls `f` with the place of each
/// chunk's first element and the chunk of every slice.
///
/// # Panics
/// If the slices differ in length.
pub fn chunks<const N: usize>(slices: [&mut [f32]; N], len: usize, f: impl Fn(usize, [&mut [f32]; N]) + Sync) {
    let matrices = slices.map(|slice| {
        let len = slice.len();
        MatMut::new(slice, 1, len)
    });
    blocks(matrices, 1, len, |_, first, mut parts| f(first, parts.each_mut().map(|part| part.row_mut(0))));
}

/// The sum of what `f` gives for 0 .. `tasks`, added in this order.
pub fn sum(tasks: usize, f: impl Fn(usize) -> f64 + Sync) -> f64 {
    let terms: Vec<AtomicU64> = (0..tasks).map(|_| AtomicU64::new(0)).collect();
    for_each(tasks, |task| terms[task].store(f(task).to_bits(), Ordering::Relaxed));
    terms.into_iter().map(|term| f64::from_bits(term.into_inner())).sum()
}

/// Cuts each matrix into groups of so many of its rows, the last one shorter, and calls `f` with the number of each group,
/// from 0, and the group of every matrix.
///
/// # Panics
/// If the matrices give different numbers of groups.
pub fn row_groups<'a, const N: usize>(
    matrices: [MatMut<'a>; N],
    rows: [usize; N],
    f: impl Fn(usize, [MatMut<'a>; N]) + Sync,
) {
    sum_row_groups(matrices, rows, |group, parts| {
        f(group, parts);
        0.0
    });
}

/// [`row_groups`], and the sum of what `f` gives for each, added in their order.
///
/// # Panics
/// If the matrices give different numbers of groups.
pub fn sum_row_groups<'a, const N: usize>(
    matrices: [MatMut<'a>; N],
    rows: [usize; N],
    f: impl Fn(usize, [MatMut<'a>; N]) -> f64 + Sync,
) -> f64 {
    let groups = matrices.first().map_or(0, |m| m.rows().div_ceil(rows[0]));
    let differ = matrices.iter().zip(rows).any(|(m, rows)| m.rows().div_ceil(rows) != groups);
    assert!(!differ, "matrices of different numbers of groups");
    let matrices = Shared(matrices);
    sum(groups, |group| {
        let part = |m: &MatMut<'a>, rows: usize| {
            let first = group * rows;
            // SAFETY: every task is done once and has rows of its own; the matrices are not used otherwise.
            unsafe { m.shared_block(first, rows.min(m.rows() - first), 0, m.cols()) }
        };
        f(group, std::array::from_fn(|i| part(&matrices.get()[i], rows[i])))
    })
}

/// Cuts matrices of one shape into blocks of `rows` by `cols`, those at the edges smaller, and calls `f` with the row and
/// column of each block's first element and the block of every matrix. Blocks of one group of rows follow each other.
///
/// # Panics
/// If the shapes differ.
pub fn blocks<'a, const N: usize>(
    matrices: [MatMut<'a>; N],
    rows: usize,
    cols: usize,
    f: impl Fn(usize, usize, [MatMut<'a>; N]) + Sync,
) {
    let (height, width) = matrices.first().map_or((0, 0), |m| (m.rows(), m.cols()));
    assert!(matrices.iter().all(|m| (m.rows(), m.cols()) == (height, width)), "matrices of different shapes");
    let matrices = Shared(matrices);
    let across = width.div_ceil(cols);
    for_each(height.div_ceil(rows) * across, |task| {
        let (i, j) = (task / across * rows, task % across * cols);
        let (rows, cols) = (rows.min(height - i), cols.min(width - j));
        // SAFETY: every task is done once and has a block of its own; the matrices are not used otherwise.
        let blocks = matrices.get().each_ref().map(|m| unsafe { m.shared_block(i, rows, j, cols) });
        f(i, j, blocks);
    });
}

/// Matrices that several threads cut their own blocks from.
struct Shared<'a, const N: usize>([MatMut<'a>; N]);

// SAFETY: shared, they only give out blocks, whose taker promises that no two overlap.
unsafe impl<const N: usize> Sync for Shared<'_, N> {}

impl<'a, const N: usize> Shared<'a, N> {
    /// The matrices. A method, because a closure would capture the field, which is not `Sync`.
    fn get(&self) -> &[MatMut<'a>; N] {
        &self.0
    }
}

/// Elements of a chunk for `total` of them: at least `grain`, and enough for a few tasks a thread. Whole cache lines.
pub fn chunk_len(total: usize, grain: usize) -> usize {
    /// Tasks that a loop is cut into at most: enough to even out threads of different speeds.
    const TASKS: usize = 16;
    total.div_ceil(TASKS).max(grain).next_multiple_of(16)
}

#[cfg(test)]
mod parts {
    use super::*;

    #[test]
    fn every_part_is_handed_out_once() {
        for threads in 1..=3 {
            with_threads(threads, || {
                let (mut x, mut y) = (vec![0.0; 103], vec![0.0; 103]);
                chunks([&mut x, &mut y], 10, |first, [x, y]| {
                    for (i, (x, y)) in x.iter_mut().zip(y).enumerate() {
                        *x += (first + i) as f32;
                        *y += 1.0;
                    }
                });
                assert!(x.iter().enumerate().all(|(i, &x)| x == i as f32) && y.iter().all(|&y| y == 1.0));
                let mut grid = vec![0.0; 7 * 11];
                blocks([MatMut::strided(&mut grid, 7, 9, 11)], 2, 4, |i, j, [mut block]| {
                    for r in 0..block.rows() {
                        for (c, x) in block.row_mut(r).iter_mut().enumerate() {
                            *x += ((i + r) * 11 + j + c) as f32;
                        }
                    }
                });
                assert!(grid.iter().enumerate().all(|(i, &x)| x == if i % 11 < 9 { i as f32 } else { 0.0 }));
            });
        }
    }

    #[test]
    fn a_loop_within_a_loop_is_done_too() {
        let mut sums = vec![0.0; 40];
        chunks([&mut sums], 10, |_, [sums]| {
            chunks([sums], 1, |_, [x]| x[0] += 1.0);
        });
        assert_eq!(sums, [1.0; 40]);
    }

    #[test]
    #[should_panic(expected = "task 5")]
    fn a_panic_in_a_task_reaches_the_caller() {
        for_each(64, |task| assert!(task != 5, "task 5"));
    }
}
