//! The threads of the training worker: itself and the pool workers, which share its memory.
//!
//! The worker that calls the kernels is a thread of the pool like the others, so that a small task meets a core that is
//! awake, with its data in the cache. Every worker is started, watched and ended by the page.

use super::wire::Thrown;
use rayon::{ThreadBuilder, ThreadPoolBuilder};
use std::sync::{Condvar, Mutex, PoisonError};
use wasm_bindgen::prelude::*;

/// Threads that wait for a worker to run them.
static WAITING: Mutex<Vec<ThreadBuilder>> = Mutex::new(Vec::new());
static ADDED: Condvar = Condvar::new();

/// Makes the calling worker the first of `threads` threads, and waits until as many pool workers as are left run the
/// others: each must be in [`run_pool_thread`], or on its way. Called once, before anything else uses threads.
///
/// # Errors
/// Code `state` where the pool exists already.
#[wasm_bindgen]
pub fn start_pool(threads: usize) -> Result<(), JsValue> {
    let hand_over = |thread| {
        WAITING.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
        ADDED.notify_one();
        Ok(())
    };
    let pool = ThreadPoolBuilder::new().num_threads(threads).use_current_thread().spawn_handler(hand_over);
    let started = pool.build_global();
    Ok(started.map_err(|error| Thrown::new("state", format!("The threads can't start ({error}); reload the page.")))?)
}

/// Runs one of the pool's threads, once there is one, and never comes back.
#[wasm_bindgen]
pub fn run_pool_thread() {
    let waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut waiting = ADDED.wait_while(waiting, |waiting| waiting.is_empty()).unwrap_or_else(PoisonError::into_inner);
    let thread = waiting.pop();
    drop(waiting);
    if let Some(thread) = thread {
        thread.run();
    }
}
