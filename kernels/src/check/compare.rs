//! Test data, and the comparison of a kernel's output with its oracle's.

use crate::philox::philox4x32;

/// `Err` says what differs.
pub type Outcome = Result<(), String>;

/// How far a value may be off: by `absolute + relative · |truth|`.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    pub absolute: f64,
    pub relative: f64,
}

/// `n` floats spread evenly over [−1, 1), the same for the same seed.
pub fn random(n: usize, seed: u32) -> Vec<f32> {
    let words = (0..n.div_ceil(4) as u32).flat_map(|i| philox4x32([i, 0, 0, 0], [seed, 0x7e57]));
    words.take(n).map(|w| (w >> 8) as f32 / (1 << 23) as f32 - 1.0).collect()
}

/// Holds `got` against the oracle's `want`. Where the truth is not finite, so must be what was got.
pub fn close(what: &str, got: &[f32], want: &[f64], tolerance: Tolerance) -> Outcome {
    if got.len() != want.len() {
        return Err(format!("{what}: {} elements instead of {}", got.len(), want.len()));
    }
    for (i, (&got, &want)) in got.iter().zip(want).enumerate() {
        let off = (f64::from(got) - want).abs();
        let fine = if want.is_finite() {
            off <= tolerance.absolute + tolerance.relative * want.abs()
        } else {
            !got.is_finite()
        };
        if !fine {
            return Err(format!("{what}: element {i} is {got}, the oracle says {want} ({tolerance:?})"));
        }
    }
    Ok(())
}

/// Holds that exactly the elements that `depends` names are not finite, having a NaN or infinity among what they are made
/// of.
pub fn reaches(what: &str, got: &[f32], depends: impl Fn(usize) -> bool) -> Outcome {
    for (i, x) in got.iter().enumerate() {
        if x.is_finite() == depends(i) {
            let why = if depends(i) { "depends on it" } else { "does not depend on it" };
            return Err(format!("{what}: element {i} is {x}, and {why}"));
        }
    }
    Ok(())
}

/// Holds a condition.
pub fn ensure(holds: bool, what: impl FnOnce() -> String) -> Outcome {
    if holds { Ok(()) } else { Err(what()) }
}

/// f64 copies, for an oracle.
pub fn wide(x: &[f32]) -> Vec<f64> {
    x.iter().map(|&x| f64::from(x)).collect()
}
