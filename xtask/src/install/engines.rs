//! The other browsers of the tests in `tests/engines/`. They are no condition of working on the page: where one is
//! absent and can't be installed its test says so and is skipped, unless every engine is asked for.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::apt;
use crate::process;

/// `all` makes an absent engine a failure.
const VARIABLE: &str = "HEADLINE_ENGINES";

/// What drives or is one of the engines, and where it comes from.
struct Program {
    /// Tells the tests where it is; set by hand it is taken as it is.
    variable: &'static str,
    names: &'static [&'static str],
    package: &'static str,
}

const PROGRAMS: [Program; 3] = [
    Program { variable: "HEADLINE_FIREFOX", names: &["firefox-esr", "firefox"], package: "firefox-esr" },
    Program { variable: "HEADLINE_WEBKIT_DRIVER", names: &["WebKitWebDriver"], package: "webkit2gtk-driver" },
    Program { variable: "HEADLINE_XVFB", names: &["Xvfb"], package: "xvfb" },
];

/// Each program that is here, after an attempt to install what is not, by the variable that tells the tests of it.
pub fn ensure() -> Result<Vec<(&'static str, PathBuf)>> {
    let packages: Vec<_> = PROGRAMS.iter().filter(|one| find(one).is_none()).map(|one| one.package).collect();
    if !packages.is_empty()
        && apt::may_install()
        && let Err(error) = apt::install(&packages)
    {
        eprintln!("warning: {error:#}");
    }
    let missing: Vec<_> = PROGRAMS.iter().filter(|one| find(one).is_none()).map(|one| one.names[0]).collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        if env::var_os(VARIABLE).is_some_and(|asked| asked == "all") {
            bail!("{VARIABLE}=all asks for every engine, and {missing} could not be installed");
        }
        eprintln!("warning: not every engine is tested: {missing} could not be installed");
    }
    Ok(PROGRAMS.iter().filter_map(|one| Some((one.variable, find(one)?))).collect())
}

fn find(program: &Program) -> Option<PathBuf> {
    let by_hand = env::var_os(program.variable).map(PathBuf::from);
    by_hand.or_else(|| program.names.iter().find_map(|name| process::find(name)))
}
