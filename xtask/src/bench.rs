//! `cargo xtask bench`: `bench.html` in headless Chromium, as a table.

use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use serde_json::Value;

use crate::install::chromium;
use crate::install::npm::{self, Packages};
use crate::serve::{Server, Site, vendor};
use crate::{pkg, process, repository};

const MODES: [&str; 3] = ["train", "eval", "generate"];
/// Every kernel alone, whatever the size.
const KERNELS: &str = "kernels";
const SIZES: [&str; 3] = ["tiny", "classroom", "paper"];

/// What to measure: every mode at every size, with the same settings.
#[derive(Default)]
struct Plan {
    modes: Vec<String>,
    sizes: Vec<String>,
    /// `name=value` pairs for the address of `bench.html`.
    settings: Vec<String>,
    /// The modules to measure, if not those of the sources.
    pkg: Option<PathBuf>,
    /// Lines of JSON and no table.
    json: bool,
    /// The kernels on the host too.
    host: bool,
}

impl Plan {
    fn queries(&self) -> Vec<String> {
        let query = |first: String| self.settings.iter().fold(first, |query, setting| query + "&" + setting);
        let mut queries = Vec::new();
        for size in &self.sizes {
            let models = self.modes.iter().filter(|mode| *mode != KERNELS);
            queries.extend(models.map(|mode| query(format!("mode={mode}&size={size}"))));
        }
        if self.modes.iter().any(|mode| mode == KERNELS) {
            queries.push(query(format!("mode={KERNELS}")));
        }
        queries
    }
}

/// Parses the arguments of `bench` and measures.
pub fn run(args: lexopt::Parser) -> Result<()> {
    let plan = parse(args)?;
    let root = repository::root();
    npm::ensure(root, Packages::All)?;
    vendor::ensure(root)?;
    let chromium = chromium::ensure()?;
    let pkg = plan.pkg.clone().map_or_else(|| pkg::current(root), Ok)?;
    let server = Server::bind(0)?;
    let address = server.address();
    let site = Site::of_repository(root, &pkg);
    // It ends with the process.
    thread::spawn(move || server.serve(site));
    let queries = plan.queries();
    let mut node = process::node(root, "xtask/js/bench.js");
    node.arg(chromium).arg(address).args(&queries);
    if plan.json {
        return process::run(&mut node);
    }
    let width = queries.iter().map(String::len).max().unwrap_or_default();
    println!("{}", header(width));
    let mut failed = 0;
    let mut remaining = queries.iter();
    process::each_line(&mut node, |line| {
        let query = remaining.next().map_or("", String::as_str);
        let row =
            serde_json::from_str(line).context("bench.html gave no JSON").and_then(|result| row(query, width, &result));
        println!(
            "{}",
            row.unwrap_or_else(|error| {
                failed += 1;
                format!("{query}: {error:#}")
            })
        );
    })?;
    if failed > 0 {
        bail!("{failed} of {} measurements failed", queries.len());
    }
    if plan.host {
        process::run(process::cargo(root).args(["bench", "--package", "headline-kernels", "--bench", "kernels"]))?;
    }
    Ok(())
}

fn parse(mut args: lexopt::Parser) -> Result<Plan> {
    let mut plan = Plan::default();
    while let Some(argument) = args.next()? {
        match argument {
            Long("mode") => plan.modes.push(args.value()?.string()?),
            Long("size") => plan.sizes.push(args.value()?.string()?),
            Long("pkg") => plan.pkg = Some(PathBuf::from(args.value()?)),
            Long("json") => plan.json = true,
            Long("host") => plan.host = true,
            Value(setting) => plan.settings.push(setting.string()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if plan.modes.is_empty() {
        plan.modes = MODES.into_iter().chain([KERNELS]).map(str::to_owned).collect();
        // All of it, unless something was chosen.
        plan.host |= plan.sizes.is_empty();
    }
    if plan.sizes.is_empty() {
        plan.sizes = SIZES.map(str::to_owned).to_vec();
    }
    Ok(plan)
}

fn header(width: usize) -> String {
    format!(
        "{:<width$} {:>11} {:>10} {:>12} {:>9} {:>7} {:<16}",
        "measured", "parameters", "tokens/s", "step, ms", "memory", "threads", "module"
    )
}

/// One line of the table: the step is the median, because a shared machine stutters.
fn row(query: &str, width: usize, result: &Value) -> Result<String> {
    if let Some(message) = result["error"]["message"].as_str() {
        bail!("{message}");
    }
    let number = |name: &str| result[name].as_f64().with_context(|| format!("bench.html told no {name}"));
    let speed = result["tokens_per_second"].as_f64().unwrap_or_default();
    Ok(format!(
        "{query:<width$} {:>11} {:>10.0} {:>12} {:>6.0} MB {:>7} {:<16}{}{}",
        number("params")?,
        speed,
        median(&result["step_ms"]).map_or_else(String::new, |step| format!("{step:.1}")),
        number("peak_memory_bytes")? / 1e6,
        number("threads")?,
        result["module"].as_str().unwrap_or_default(),
        gemm(&result["gemm"]),
        kernels(&result["kernels"]),
    ))
}

fn median(values: &Value) -> Option<f64> {
    let mut values: Vec<f64> = values.as_array()?.iter().filter_map(Value::as_f64).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn gemm(rates: &Value) -> String {
    let Some(rates) = rates.as_object() else {
        return String::new();
    };
    rates.iter().filter_map(|(shape, rate)| Some(format!(" {shape} {:.1} GFLOP/s", rate.as_f64()?))).collect()
}

/// A line for each kernel, beside the limit that was timed in turn with it.
fn kernels(found: &Value) -> String {
    let line = |kernel: &Value| {
        let (rate, limit) = (kernel["rate"].as_f64()?, kernel["limit"].as_f64()?);
        let unit = if kernel["bound"] == "compute" { "GFLOP/s" } else { "GB/s" };
        let name = kernel["name"].as_str()?;
        Some(format!("\n  {name:<36} {rate:>7.1} of {limit:>5.1} {unit:<8} {:>4.0} %", 100.0 * rate / limit))
    };
    found.as_array().into_iter().flatten().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_mode_is_measured_at_every_size() {
        let args = lexopt::Parser::from_args(["--mode", "train", "--size", "tiny", "--size", "paper", "batch=8"]);
        let plan = parse(args).unwrap();
        assert_eq!(plan.queries(), ["mode=train&size=tiny&batch=8", "mode=train&size=paper&batch=8"]);
        assert!(!plan.json);
        let all = parse(lexopt::Parser::from_args([""; 0])).unwrap();
        assert_eq!(all.queries().len(), MODES.len() * SIZES.len() + 1);
        assert!(all.host && !plan.host);
    }

    #[test]
    fn a_row_holds_the_median_and_a_fault_is_none() {
        let result = json!({
            "params": 1_325_824, "tokens_per_second": 1142.4, "step_ms": [30.0, 10.0, 20.0],
            "peak_memory_bytes": 300e6, "threads": 1, "module": "plain", "gemm": {"peak": 39.0},
            "kernels": [{"name": "GELU", "bound": "memory", "rate": 3.0, "limit": 12.0}],
        });
        let text = row("mode=train", 20, &result).unwrap();
        for part in
            ["1325824", "1142", "20.0", "300 MB", "plain", "peak 39.0 GFLOP/s", "GELU", "3.0 of  12.0 GB/s", "25 %"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        let fault = json!({"error": {"message": "No memory."}});
        assert_eq!(row("", 0, &fault).expect_err("a fault").to_string(), "No memory.");
        assert!(row("", 0, &json!({})).is_err());
    }
}
