//! Faults that are known of crates and packages. They are told by the databases of RustSec and of npm, which are
//! somewhere else: where there is no way to one, that is said, since it is not the same as "none".

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{RULES, deny};
use crate::install::cargo_deny;
use crate::process;

/// What is told of what could not be asked.
pub const UNKNOWN: &str = "NOT KNOWN";

/// Set to `required` where a database that can't be asked is a failure, as before a release.
const VARIABLE: &str = "HEADLINE_ADVISORIES";

/// Whether what could not be asked is a failure.
pub fn are_required() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|value| value == "required")
}

/// Asks RustSec's database of every crate.
pub fn of_crates(root: &Path) -> Result<String> {
    let mut fetch = Command::new(cargo_deny::ensure(root)?);
    fetch.current_dir(root).args(["--log-level", "off", "--locked", "--config", RULES, "fetch", "db"]);
    if !fetch.output().context("could not start cargo-deny")?.status.success() {
        return Ok(format!("crates {UNKNOWN}: no way to RustSec's database"));
    }
    process::run(deny(root)?.args(["advisories"]))?;
    Ok("crates: none that is not explained".into())
}

/// Asks npm of every package.
pub fn of_packages(root: &Path) -> Result<String> {
    let mut audit = Command::new("npm");
    audit.current_dir(root).args(["audit", "--json", "--package-lock-only"]);
    audited(&audit.output().context("could not start npm")?)
}

/// What npm's answer says.
fn audited(output: &Output) -> Result<String> {
    let told: Value = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    let Some(faults) = told["vulnerabilities"].as_object() else {
        return Ok(format!("packages {UNKNOWN}: npm's registry does not answer such questions"));
    };
    if !faults.is_empty() {
        let names: Vec<_> = faults.keys().map(String::as_str).collect();
        bail!("npm knows of faults in {}: see `npm audit`", names.join(", "));
    }
    Ok("packages: none".into())
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::*;

    fn answer(text: &str) -> Result<String> {
        audited(&Output { status: ExitStatus::from_raw(0), stdout: text.into(), stderr: Vec::new() })
    }

    #[test]
    fn none_and_not_asked_are_told_apart_and_a_fault_fails() {
        assert_eq!(answer(r#"{"auditReportVersion":2,"vulnerabilities":{}}"#).unwrap(), "packages: none");
        for unanswered in [r#"{"statusCode":405,"error":{}}"#, "", "<html>"] {
            assert!(answer(unanswered).unwrap().contains(UNKNOWN), "{unanswered}");
        }
        let told = answer(r#"{"vulnerabilities":{"left-pad":{"severity":"low"}}}"#).unwrap_err().to_string();
        assert!(told.contains("left-pad"), "{told}");
    }
}
