//! Buffers that kernels use and give back, so that the heap stops growing once every size has been seen.
//!
//! Each thread keeps its own. A buffer's contents are what its last user left there.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};

/// A cache line of floats: the unit of allocation, so that no vector load of a packed panel straddles two lines.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Line([f32; LINE]);

const LINE: usize = 16;

thread_local! {
    static POOL: RefCell<Vec<Vec<Line>>> = const { RefCell::new(Vec::new()) };
}

/// A borrowed buffer of `f32`, returned to its thread's pool when dropped.
pub struct Scratch {
    lines: Vec<Line>,
    len: usize,
}

/// A buffer of `len` floats, aligned to 64 bytes, with arbitrary contents.
pub fn take(len: usize) -> Scratch {
    let needed = len.div_ceil(LINE);
    let mut lines = POOL.with_borrow_mut(|pool| {
        // The smallest that is large enough, or else the largest, which then grows.
        let fits = |v: &Vec<Line>| v.len() >= needed;
        let best = (0..pool.len()).min_by_key(|&i| {
            let len = pool[i].len();
            if fits(&pool[i]) { (0, len) } else { (1, usize::MAX - len) }
        });
        best.map(|i| pool.swap_remove(i)).unwrap_or_default()
    });
    if lines.len() < needed {
        // A fresh allocation: growing in place would copy contents that nobody wants.
        drop(std::mem::take(&mut lines));
        lines = vec![Line([0.0; LINE]); needed];
    }
    Scratch { lines, len }
}

/// Frees the buffers that the calling thread's pool holds.
pub fn release() {
    POOL.with_borrow_mut(Vec::clear);
}

impl Deref for Scratch {
    type Target = [f32];
    fn deref(&self) -> &[f32] {
        // SAFETY: `lines` is a contiguous run of initialised floats (`Line` is `repr(C)` and 64 bytes long, so it has
        // no padding) of at least `len`, and the borrow of `self` keeps it alive and unaliased.
        unsafe { std::slice::from_raw_parts(self.lines.as_ptr().cast(), self.len) }
    }
}

impl DerefMut for Scratch {
    fn deref_mut(&mut self) -> &mut [f32] {
        // SAFETY: as in `deref`; the borrow of `self` is exclusive.
        unsafe { std::slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), self.len) }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        // When the thread is ending its pool may be gone, and the buffer is simply freed.
        let _ = POOL.try_with(|pool| pool.borrow_mut().push(lines));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_comes_back() {
        release();
        let (first, second) = (take(100), take(1000));
        let (a, b) = (first.as_ptr(), second.as_ptr());
        drop((first, second));
        assert_eq!(take(900).as_ptr(), b, "the smallest that fits");
        assert_eq!(take(3).as_ptr(), a);
        assert_eq!(take(100).len(), 100);
        assert!(take(5).as_ptr().addr().is_multiple_of(64));
    }
}
