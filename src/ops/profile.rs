//! Where the time goes: seconds and calls of each operation, forward and backward.
//!
//! The core has no clock. Whoever wants a profile gives one; without it a span costs a look at a thread's variable.

use serde::Serialize;
use std::cell::RefCell;

/// The time spent in one operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The operation.
    pub name: &'static str,
    /// Seconds in all calls.
    pub seconds: f64,
    /// Number of calls.
    pub calls: u64,
}

#[derive(Default)]
struct Profile {
    clock: Option<fn() -> f64>,
    entries: Vec<Entry>,
}

thread_local! {
    static PROFILE: RefCell<Profile> = RefCell::default();
}

/// Starts a profile on this thread. `clock` tells seconds.
pub fn start(clock: fn() -> f64) {
    PROFILE.with_borrow_mut(|profile| *profile = Profile { clock: Some(clock), entries: Vec::new() });
}

/// Gives what was spent since the start or the last call, the longest first.
pub fn take() -> Vec<Entry> {
    let mut entries = PROFILE.with_borrow_mut(|profile| std::mem::take(&mut profile.entries));
    entries.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    entries
}

/// Time from its making to its end, added to the profile.
pub struct Span {
    name: &'static str,
    started: Option<f64>,
}

/// Begins to time the operation `name`.
pub fn span(name: &'static str) -> Span {
    let clock = PROFILE.with_borrow(|profile| profile.clock);
    Span { name, started: clock.map(|clock| clock()) }
}

impl Drop for Span {
    fn drop(&mut self) {
        let Some(started) = self.started else { return };
        PROFILE.with_borrow_mut(|profile| {
            let Some(clock) = profile.clock else { return };
            let seconds = clock() - started;
            match profile.entries.iter_mut().find(|entry| entry.name == self.name) {
                Some(entry) => (entry.seconds, entry.calls) = (entry.seconds + seconds, entry.calls + 1),
                None => profile.entries.push(Entry { name: self.name, seconds, calls: 1 }),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_add_up_by_name_and_are_taken_once() {
        assert!(take().is_empty());
        drop(span("before the start"));
        start(|| {
            thread_local!(static NOW: RefCell<f64> = const { RefCell::new(0.0) });
            NOW.with_borrow_mut(|now| {
                *now += 1.0;
                *now
            })
        });
        for name in ["a", "b", "a"] {
            drop(span(name));
        }
        let entry = |name, seconds, calls| Entry { name, seconds, calls };
        assert_eq!(take(), [entry("a", 2.0, 2), entry("b", 1.0, 1)]);
        assert!(take().is_empty());
    }
}
