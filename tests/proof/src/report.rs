//! What a check found.

use serde::Serialize;
use std::collections::BTreeMap;

/// More failures than these tell nothing new.
const MOST_FAILURES: usize = 20;

/// How far values were off, and which were off too far.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Values compared.
    pub compared: usize,
    /// For each kind of value, the largest deviation as a share of its tolerance.
    pub largest: BTreeMap<String, f64>,
    /// What was off by more than its tolerance, up to 20 of them.
    pub failures: Vec<String>,
    /// Failures in all.
    pub failed: usize,
}

impl Report {
    /// Holds `found` to `expected` within `tolerance`; what is not a number is off.
    pub fn within(&mut self, kind: &str, found: f64, expected: f64, tolerance: f64, what: impl FnOnce() -> String) {
        let difference = (found - expected).abs();
        let share = if difference == 0.0 { 0.0 } else { difference / tolerance };
        // What is not a number would lose every comparison.
        let share = if share.is_nan() { f64::INFINITY } else { share };
        self.compared += 1;
        match self.largest.get_mut(kind) {
            Some(largest) => *largest = largest.max(share),
            None => _ = self.largest.insert(kind.to_owned(), share),
        }
        if share > 1.0 {
            self.fail(format!("{kind} of {}: {found} instead of {expected}", what()));
        }
    }

    /// Holds `found` to `expected` exactly.
    pub fn same<T: PartialEq + std::fmt::Debug>(&mut self, found: &T, expected: &T, what: impl FnOnce() -> String) {
        self.compared += 1;
        if found != expected {
            self.fail(format!("{}: {found:?} instead of {expected:?}", what()));
        }
    }

    /// Notes a failure.
    pub fn fail(&mut self, what: String) {
        self.failed += 1;
        if self.failures.len() < MOST_FAILURES {
            self.failures.push(what);
        }
    }

    /// Takes over what `other` found.
    pub fn merge(&mut self, other: Self) {
        self.compared += other.compared;
        for (kind, share) in other.largest {
            let largest = self.largest.entry(kind).or_default();
            *largest = largest.max(share);
        }
        self.failed += other.failed;
        let room = MOST_FAILURES.saturating_sub(self.failures.len());
        self.failures.extend(other.failures.into_iter().take(room));
    }

    /// Panics with the failures, or where nothing was compared.
    ///
    /// # Panics
    /// See above.
    #[track_caller]
    pub fn hold(&self) {
        assert!(self.failed == 0, "{} of {} are off:\n{}", self.failed, self.compared, self.failures.join("\n"));
        assert!(self.compared > 0, "nothing was compared");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_off_or_no_number_fails() {
        let mut report = Report::default();
        report.within("loss", 1.0, 1.1, 0.2, String::new);
        assert_eq!((report.failed, report.compared), (0, 1));
        assert!((report.largest["loss"] - 0.5).abs() < 1e-9);
        report.within("loss", 1.0, 1.3, 0.2, || "a run".into());
        report.within("loss", f64::NAN, 1.3, 0.2, || "a run".into());
        report.within("loss", 0.0, 0.0, 0.0, String::new);
        report.same(&[1, 2], &[1, 3], || "ids".into());
        assert_eq!((report.failed, report.compared), (3, 5));
        let mut all = Report::default();
        all.merge(report.clone());
        assert_eq!(all, report);
        assert!(report.failures[0].contains("a run") && report.largest["loss"].is_infinite());
    }

    #[test]
    #[should_panic(expected = "nothing was compared")]
    fn a_check_that_compares_nothing_fails() {
        Report::default().hold();
    }
}
