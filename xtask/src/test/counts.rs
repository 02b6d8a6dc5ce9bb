//! How many tests ran, from what the test runners print.

use std::fmt;

use anyhow::{Result, bail};

/// The sums over one stage.
#[derive(Default, Debug, PartialEq)]
pub struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Counts {
    /// The counts in words; a runner that ran no test has failed.
    pub fn told(&self) -> Result<String> {
        if self.passed == 0 {
            bail!("no test ran");
        }
        Ok(self.to_string())
    }

    /// Reads a line: the result of one binary by cargo's runner
    /// (`test result: ok. 3 passed; 0 failed; 1 ignored; …`),
    /// or one total of node's (`ℹ pass 3`).
    pub fn read(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            let words: Vec<&str> = result.split([' ', ';', '.']).collect();
            for pair in words.windows(2) {
                let Ok(count) = pair[0].parse::<u64>() else {
                    continue;
                };
                match pair[1] {
                    "passed" => self.passed += count,
                    "failed" => self.failed += count,
                    "ignored" => self.skipped += count,
                    _ => {}
                }
            }
        } else if let Some((word, count)) = line.strip_prefix("ℹ ").and_then(|total| total.split_once(' '))
            && let Ok(count) = count.trim().parse::<u64>()
        {
            match word {
                "pass" => self.passed += count,
                "fail" | "cancelled" => self.failed += count,
                "skipped" | "todo" => self.skipped += count,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { passed, failed, skipped } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &[&str]) -> Counts {
        let mut counts = Counts::default();
        for line in lines {
            counts.read(line);
        }
        counts
    }

    #[test]
    fn the_binaries_of_cargo_add_up() {
        let counts = counted(&[
            "test a::b ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s",
            "test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.23s",
        ]);
        let expected = Counts { passed: 14, failed: 4, skipped: 1 };
        assert_eq!(counts, expected);
    }

    #[test]
    fn the_totals_of_node_are_read() {
        let counts = counted(&[
            "✔ one click trains the pair (1234.5ms)",
            "ℹ tests 7",
            "ℹ pass 3",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ skipped 2",
            "ℹ todo 0",
        ]);
        let expected = Counts { passed: 3, failed: 2, skipped: 2 };
        assert_eq!(counts, expected);
    }
}
