//! Named, timed stages: all of them run, and the summary tells which failed.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

struct Stage {
    name: &'static str,
    took: Duration,
    /// What it has to say for itself, or why it failed.
    result: Result<String>,
}

/// Stages that ran.
#[derive(Default)]
pub struct Stages {
    done: Vec<Stage>,
}

impl Stages {
    /// Runs `work` as the next stage. It may tell what it did in a few words.
    pub fn run(&mut self, name: &'static str, work: impl FnOnce() -> Result<String>) {
        println!("\n== {name}");
        let start = Instant::now();
        let result = work();
        if let Err(error) = &result {
            eprintln!("error: {error:#}");
        }
        self.done.push(Stage { name, took: start.elapsed(), result });
    }

    /// Prints the summary; fails if a stage did.
    pub fn finish(self) -> Result<()> {
        println!("\n== summary");
        for stage in &self.done {
            let (word, told) = match &stage.result {
                Ok(told) => ("ok", told.clone()),
                Err(error) => ("FAILED", error.to_string()),
            };
            let seconds = stage.took.as_secs_f64();
            println!("{word:>8} {seconds:7.1} s  {}  {told}", stage.name);
        }
        let failed: Vec<_> = self.done.iter().filter(|stage| stage.result.is_err()).map(|stage| stage.name).collect();
        if !failed.is_empty() {
            bail!("{} of {} stages failed: {}", failed.len(), self.done.len(), failed.join(", "));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_that_fails_stops_none_and_fails_the_whole() {
        let mut stages = Stages::default();
        let mut ran = false;
        stages.run("first", || bail!("broken"));
        stages.run("second", || {
            ran = true;
            Ok(String::new())
        });
        let told = stages.finish().expect_err("one failed").to_string();
        assert!(ran);
        assert!(told.contains("1 of 2") && told.contains("first"), "{told}");
    }

    #[test]
    fn all_well_is_well() {
        let mut stages = Stages::default();
        stages.run("only", || Ok(String::new()));
        assert!(stages.finish().is_ok());
    }
}
