//! The system's allocator, with a count of what it holds: for the estimate of a run's memory, and so that memory that ran
//! out can be told from any other trap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The allocator, for `#[global_allocator]`.
pub struct Heap;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static REFUSED: AtomicUsize = AtomicUsize::new(0);

/// Bytes that are allocated now; 0 throughout where [`Heap`] is not the allocator.
pub fn held() -> usize {
    HELD.load(Ordering::Relaxed)
}

/// The most bytes that were allocated at once since the start, or since [`forget_peak`].
pub fn peak() -> usize {
    PEAK.load(Ordering::Relaxed)
}

/// Has [`peak`] begin anew with what is held now.
pub fn forget_peak() {
    PEAK.store(held(), Ordering::Relaxed);
}

/// Bytes of the last allocation that the system refused; 0 where it refused none.
pub fn refused() -> usize {
    REFUSED.load(Ordering::Relaxed)
}

fn count(pointer: *mut u8, freed: usize, size: usize) -> *mut u8 {
    if pointer.is_null() {
        REFUSED.store(size, Ordering::Relaxed);
    } else if size >= freed {
        let held = HELD.fetch_add(size - freed, Ordering::Relaxed) + (size - freed);
        PEAK.fetch_max(held, Ordering::Relaxed);
    } else {
        HELD.fetch_sub(freed - size, Ordering::Relaxed);
    }
    pointer
}

// SAFETY: every call is passed on to the system's allocator as it came, and its answer back; counting touches no memory
// of theirs.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are the system's.
        count(unsafe { System.alloc(layout) }, 0, layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are the system's.
        count(unsafe { System.alloc_zeroed(layout) }, 0, layout.size())
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's promises are the system's.
        count(unsafe { System.realloc(pointer, layout, size) }, layout.size(), size)
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are the system's.
        unsafe { System.dealloc(pointer, layout) };
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
    }
}
