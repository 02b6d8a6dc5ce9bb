//! A second try for browser tests that failed: two shared cores now and then make a wait too short.
//!
//! What fails twice has failed. What passes then is told by name in the summary, so that a test that needs it is seen.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::counts::Counts;
use crate::process;

/// More files than this that fail are no accident.
const MOST: usize = 4;

/// The tests that failed, from what node's runner prints at its end: `test at tests/browser/x.test.js:78:1`.
#[derive(Default)]
struct Failed(Vec<String>);

impl Failed {
    fn read(&mut self, line: &str) {
        self.0.extend(line.strip_prefix("test at ").map(str::to_owned));
    }

    /// Their files, each once; nothing where a second try has no point.
    fn files(&self, root: &Path) -> Vec<PathBuf> {
        let mut files: Vec<_> =
            self.0.iter().filter_map(|place| Some(root.join(place.rsplitn(3, ':').nth(2)?))).collect();
        files.sort();
        files.dedup();
        if files.len() > MOST { Vec::new() } else { files }
    }
}

/// Runs node's test runner over `files`, `at_once` at a time, and the files of what failed once more, one at a time.
pub fn node(
    root: &Path,
    files: &[PathBuf],
    at_once: usize,
    command: impl Fn(&[PathBuf], usize) -> Result<Command>,
) -> Result<String> {
    let (mut counts, mut failed) = (Counts::default(), Failed::default());
    let first = process::run_watched(&mut command(files, at_once)?, |line| {
        counts.read(line);
        failed.read(line);
    });
    let again = failed.files(root);
    if first.is_ok() || again.is_empty() {
        return first.and_then(|()| counts.told());
    }
    println!("\n== once more, what failed: {}", failed.0.join(", "));
    let mut second = Counts::default();
    process::run_watched(&mut command(&again, 1)?, |line| second.read(line))?;
    second.told()?;
    Ok(format!("{counts}; PASSED AT THE SECOND TRY ONLY: {}", failed.0.join(", ")))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn failed(lines: &[&str]) -> Failed {
        let mut failed = Failed::default();
        for line in lines {
            failed.read(line);
        }
        failed
    }

    #[test]
    fn the_files_of_what_failed_are_named_once() {
        let failed = failed(&[
            "✖ failing tests:",
            "test at tests/browser/b.test.js:33:1",
            "✖ one (1.9ms)",
            "test at tests/browser/a.test.js:7:3",
            "test at tests/browser/b.test.js:90:1",
        ]);
        let root = Path::new("/lab");
        let expected = ["/lab/tests/browser/a.test.js", "/lab/tests/browser/b.test.js"].map(PathBuf::from);
        assert_eq!(failed.files(root), expected);
    }

    #[test]
    fn many_that_fail_get_no_second_try() {
        let lines: Vec<_> = (0..=MOST).map(|i| format!("test at tests/browser/{i}.test.js:1:1")).collect();
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        assert!(failed(&lines).files(Path::new("/lab")).is_empty());
    }

    #[test]
    fn what_fails_twice_has_failed_and_what_passes_then_is_named() {
        let run = |second: &str| {
            let tries = Cell::new(0);
            node(Path::new("/lab"), &[], 2, |files, at_once| {
                tries.set(tries.get() + 1);
                let first = "printf 'ℹ pass 3\\nℹ fail 1\\ntest at x.test.js:1:1\\n'; exit 1";
                assert_eq!(files.len(), tries.get() - 1, "the second try is of the file that failed");
                let mut sh = Command::new("sh");
                assert_eq!(at_once, 3 - tries.get(), "and alone");
                sh.args(["-c", if tries.get() == 1 { first } else { second }]);
                Ok(sh)
            })
        };
        let told = run("echo 'ℹ pass 1'").expect("the second try passes");
        assert!(told.contains("SECOND TRY") && told.contains("x.test.js:1:1") && told.contains("1 failed"), "{told}");
        assert!(run("exit 1").is_err());
        assert!(run("echo 'ℹ pass 0'").is_err(), "nothing ran");
    }
}
