//! Running other programs, with errors that show the command line.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// The full path of `name`, if it is on `PATH`.
pub fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|dir| dir.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|path| path.is_file())
}

/// The cargo that started us.
pub fn cargo(root: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root);
    cargo
}

/// A tool of `node_modules`, by the path of its script there.
pub fn node(root: &Path, script: &str) -> Command {
    let mut node = Command::new("node");
    node.current_dir(root).arg(root.join(script));
    node
}

/// Runs `command` on our own terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let line = describe(command);
    let status = command.status().with_context(|| format!("could not start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// A program that runs beside us; dropped before its end, it is killed.
pub struct Running {
    child: Child,
    line: String,
}

impl Running {
    /// Waits for its end.
    pub fn finish(mut self) -> Result<()> {
        let status = self.child.wait()?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.line);
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already can't be killed, and need not be.
        let _ = self.child.kill();
    }
}

/// Starts `command` on our own terminal.
pub fn spawn(command: &mut Command) -> Result<Running> {
    let line = describe(command);
    let child = command.spawn().with_context(|| format!("could not start `{line}`"))?;
    Ok(Running { child, line })
}

/// Runs `command` and gives what it wrote to standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let line = describe(command);
    let output = command.output().with_context(|| format!("could not start `{line}`"))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({}): {}", output.status, told.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` did not write UTF-8"))
}

/// Runs `command` on our own terminal and shows every line of its standard
/// output to `watch` as well.
pub fn run_watched(command: &mut Command, mut watch: impl FnMut(&str)) -> Result<()> {
    each_line(command, |line| {
        println!("{line}");
        watch(line);
    })
}

/// Runs `command` and gives `take` every line of its standard output as it comes.
pub fn each_line(command: &mut Command, mut take: impl FnMut(&str)) -> Result<()> {
    let line = describe(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start `{line}`"))?;
    let stdout = child.stdout.take().expect("standard output is piped");
    for text in BufReader::new(stdout).split(b'\n') {
        let text = text.with_context(|| format!("reading what `{line}` writes"))?;
        take(&String::from_utf8_lossy(&text));
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

fn describe(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_command_is_an_error_that_shows_it() {
        let error = run(Command::new("cargo").arg("--no-such-flag").stderr(Stdio::null()));
        let told = error.expect_err("cargo refuses the flag").to_string();
        assert!(told.contains("cargo --no-such-flag"), "{told}");
    }

    #[test]
    fn what_runs_beside_us_fails_at_its_end() {
        spawn(Command::new("sh").args(["-c", "exit 0"])).unwrap().finish().unwrap();
        let told = spawn(Command::new("sh").args(["-c", "exit 3"])).unwrap().finish().expect_err("it fails");
        assert!(told.to_string().contains("exit 3"), "{told}");
    }

    #[test]
    fn every_line_is_seen_and_a_late_failure_still_counts() {
        let mut seen = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two; exit 3"]);
        let result = run_watched(&mut command, |line| seen.push(line.to_owned()));
        assert_eq!(seen, ["one", "two"]);
        assert!(result.is_err());
    }

    #[test]
    fn what_is_not_on_the_path_is_not_found() {
        assert!(find("cargo").is_some());
        assert!(find("no-such-program-anywhere").is_none());
    }
}
