//! What is too large is refused also where addresses have 32 bits, in which its size would wrap.

use crate::Report;
use headline_lab::config::{Config, resolve};
use headline_lab::train::memory::Memory;
use serde_json::{Map, json};

/// Layers and widths whose parameters, counted in 32 bits, would be few.
const WRAPPING: [(usize, usize); 2] = [(64, 4_096), (55, 2_560)];

/// Such models are counted in full, need more memory than there is, and are refused by name.
pub fn check() -> Report {
    let mut report = Report::default();
    for (n_layer, d_model) in WRAPPING {
        let what = || format!("{n_layer} layers of {d_model}");
        let set = [("n_layer", n_layer), ("d_model", d_model)].map(|(field, value)| (field.to_owned(), json!(value)));
        let refused = resolve("champion", "tiny", &Map::from_iter(set)).err().map(|error| error.field);
        report.same(&refused.as_deref(), &Some("d_model"), what);
        let config = Config { n_layer, d_model, ..Config::default() };
        let params = config.count_parameters(config.vocab_size);
        report.same(&(params > 1 << 32), &true, || format!("{params} parameters of {}", what()));
        report.same(&(Memory::of_run(&config, config.vocab_size).bytes() > 1 << 34), &true, what);
    }
    report
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_would_wrap_in_32_bits_is_refused() {
        super::check().hold();
    }
}
