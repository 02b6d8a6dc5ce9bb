//! `xtask-bindgen IN.wasm OUT_DIR`: runs wasm-bindgen for the web on a compiled
//! module, giving `headline_lab.js`, its types and `headline_lab_bg.wasm`.

use std::env::args_os;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let args: Vec<PathBuf> = args_os().skip(1).map(PathBuf::from).collect();
    let [input, out_dir] = args.as_slice() else {
        bail!("usage: xtask-bindgen IN.wasm OUT_DIR");
    };
    Bindgen::new()
        .input_path(input)
        .web(true)
        .context("wasm-bindgen refuses the target `web`")?
        .typescript(true)
        .out_name("headline_lab")
        .remove_producers_section(true)
        .generate(out_dir)
        .with_context(|| format!("wasm-bindgen could not process {}", input.display()))
}
