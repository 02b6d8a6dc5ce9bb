//! A team of threads that share a loop: the caller, who leads, and helpers from rayon's pool.
//!
//! Helpers run one endless job of the pool each and wait for the next loop: at first awake, because the kernels of a
//! training step follow each other within microseconds and waking a thread takes tens of them, and then asleep. A helper
//! that comes late finds the loop closed, and nobody waits for it.

use std::cell::{Cell, UnsafeCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

/// Looks at an atomic before a thread that waits for it goes to sleep: some 30 µs on the host. Without the hint that it
/// waits, which would make a look last ten times as long there and is nothing in wasm.
const LOOKS: usize = 100_000;
/// Set in [`Team::state`] while no loop is open; helpers within count in steps of [`HELPER`].
const CLOSED: usize = 1;
const HELPER: usize = 2;

/// A loop: what to do with each of 0 .. `tasks`, and how many helpers may take part.
#[derive(Clone, Copy)]
struct Job {
    f: &'static (dyn Fn(usize) + Sync),
    tasks: usize,
    helpers: usize,
}

struct Team {
    helpers: usize,
    /// Held by whoever leads a loop.
    lead: Mutex<()>,
    /// Written by the leader while the loop is closed and no helper is within.
    job: UnsafeCell<Option<Job>>,
    next: AtomicUsize,
    state: AtomicUsize,
    /// Counts loops, so that helpers see a new one.
    round: AtomicU32,
    sleepers: AtomicUsize,
    leader_sleeps: AtomicBool,
    bed: Mutex<()>,
    opened: Condvar,
    left: Condvar,
    panic: Mutex<Option<Box<dyn std::any::Any + Send>>>,
}

// SAFETY: `job` alone is not `Sync`; see its comment, which `open` and `enter` keep.
unsafe impl Sync for Team {}

thread_local! {
    /// The most threads that loops of this thread are shared among.
    static LIMIT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// The team, its helpers taken from rayon's pool at the first call.
fn team() -> &'static Team {
    static TEAM: OnceLock<Team> = OnceLock::new();
    let mut is_new = false;
    let team = TEAM.get_or_init(|| {
        is_new = true;
        // Tests want more threads than a small machine has.
        let threads = if cfg!(test) { rayon::current_num_threads() + 1 } else { rayon::current_num_threads() };
        Team::new(threads - 1)
    });
    if is_new {
        (0..team.helpers).for_each(|_| rayon::spawn(|| team.help()));
    }
    team
}

/// See [`super::threads`].
pub fn threads() -> usize {
    (team().helpers + 1).min(LIMIT.get())
}

/// See [`super::with_threads`].
pub fn with_threads<R>(threads: usize, f: impl FnOnce() -> R) -> R {
    assert!(threads > 0, "a loop needs a thread");
    struct Restore(usize);
    impl Drop for Restore {
        fn drop(&mut self) {
            LIMIT.set(self.0);
        }
    }
    let _restore = Restore(LIMIT.replace(threads));
    f()
}

/// See [`super::for_each`].
pub fn for_each(tasks: usize, f: &(dyn Fn(usize) + Sync)) {
    let limit = LIMIT.get();
    // A loop within a loop, or beside one of another thread, is its caller's own.
    let lead = if tasks > 1 && limit > 1 { team().lead.try_lock().ok() } else { None };
    match lead {
        Some(lead) if team().helpers > 0 => team().lead(lead, f, tasks, limit - 1),
        _ => (0..tasks).for_each(f),
    }
}

fn locked(mutex: &Mutex<()>) -> MutexGuard<'_, ()> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Team {
    fn new(helpers: usize) -> Self {
        Self {
            helpers,
            lead: Mutex::new(()),
            job: UnsafeCell::new(None),
            next: AtomicUsize::new(0),
            state: AtomicUsize::new(CLOSED),
            round: AtomicU32::new(0),
            sleepers: AtomicUsize::new(0),
            leader_sleeps: AtomicBool::new(false),
            bed: Mutex::new(()),
            opened: Condvar::new(),
            left: Condvar::new(),
            panic: Mutex::new(None),
        }
    }

    /// Opens a loop, takes part in it and closes it.
    fn lead(&self, lead: MutexGuard<'_, ()>, f: &(dyn Fn(usize) + Sync), tasks: usize, helpers: usize) {
        // SAFETY: only the lifetime changes. A helper uses it only where it found the loop open, and this function waits for
        // it to leave.
        let f = unsafe { std::mem::transmute::<&(dyn Fn(usize) + Sync), &'static (dyn Fn(usize) + Sync)>(f) };
        self.open(Job { f, tasks, helpers });
        self.work(f, tasks);
        self.close();
        let panic = self.panic.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(lead);
        if let Some(panic) = panic {
            resume_unwind(panic);
        }
    }

    fn open(&self, job: Job) {
        // SAFETY: the caller leads, the last loop was closed with no helper within, and a helper that enters a closed loop
        // leaves without a look at the job.
        unsafe { *self.job.get() = Some(job) };
        self.next.store(0, Ordering::Relaxed);
        self.state.fetch_and(!CLOSED, Ordering::Release);
        self.round.fetch_add(1, Ordering::SeqCst);
        if self.sleepers.load(Ordering::SeqCst) > 0 {
            drop(locked(&self.bed));
            self.opened.notify_all();
        }
    }

    /// Does tasks until there are none left. A panic is kept for the leader, so that it never passes a borrow in use.
    fn work(&self, f: &(dyn Fn(usize) + Sync), tasks: usize) {
        let result = catch_unwind(AssertUnwindSafe(|| {
            loop {
                let task = self.next.fetch_add(1, Ordering::Relaxed);
                if task >= tasks {
                    break;
                }
                f(task);
            }
        }));
        if let Err(panic) = result {
            // No more tasks; a sum of as many as there are threads can't wrap.
            self.next.store(tasks, Ordering::Relaxed);
            *self.panic.lock().unwrap_or_else(PoisonError::into_inner) = Some(panic);
        }
    }

    /// Closes the loop and waits until no helper is within.
    fn close(&self) {
        self.state.fetch_or(CLOSED, Ordering::AcqRel);
        for _ in 0..LOOKS {
            if self.state.load(Ordering::Acquire) == CLOSED {
                return;
            }
        }
        let mut bed = locked(&self.bed);
        self.leader_sleeps.store(true, Ordering::SeqCst);
        while self.state.load(Ordering::SeqCst) != CLOSED {
            bed = self.left.wait(bed).unwrap_or_else(PoisonError::into_inner);
        }
        self.leader_sleeps.store(false, Ordering::SeqCst);
    }

    /// What a helper does, for ever.
    fn help(&self) -> ! {
        let mut seen = 0;
        loop {
            seen = self.wait_for_another(seen);
            if let Some(job) = self.enter() {
                self.work(job.f, job.tasks);
            }
            self.leave();
        }
    }

    /// Waits for a round other than `seen`.
    fn wait_for_another(&self, seen: u32) -> u32 {
        for _ in 0..LOOKS {
            let round = self.round.load(Ordering::Acquire);
            if round != seen {
                return round;
            }
        }
        let mut bed = locked(&self.bed);
        // Before the look at the round: the leader moves the round on before it looks for sleepers.
        self.sleepers.fetch_add(1, Ordering::SeqCst);
        let mut round = self.round.load(Ordering::SeqCst);
        while round == seen {
            bed = self.opened.wait(bed).unwrap_or_else(PoisonError::into_inner);
            round = self.round.load(Ordering::SeqCst);
        }
        self.sleepers.fetch_sub(1, Ordering::SeqCst);
        round
    }

    /// Counts this helper as within; the job, where the loop is open and has room for it.
    fn enter(&self) -> Option<Job> {
        let before = self.state.fetch_add(HELPER, Ordering::AcqRel);
        if before & CLOSED != 0 {
            return None;
        }
        // SAFETY: the loop is open, so that the job was written before and stays until this helper has left.
        let job = unsafe { *self.job.get() }?;
        (before / HELPER < job.helpers).then_some(job)
    }

    fn leave(&self) {
        let before = self.state.fetch_sub(HELPER, Ordering::SeqCst);
        if before == CLOSED + HELPER && self.leader_sleeps.load(Ordering::SeqCst) {
            drop(locked(&self.bed));
            self.left.notify_all();
        }
    }
}
