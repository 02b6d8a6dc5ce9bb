//! What an update does to each part of a model: the paper's explanation of why SGD falls behind is about parts whose
//! gradients differ in scale, and this is how they can be seen.

use headline_kernels::reduce::sum_of_squares;
use serde::Serialize;

/// Added to ‖p‖, so that parameters that are all 0 are no division by 0.
const EPS: f64 = 1e-8;

/// One update, part by part: the token table, the positions, each block, the final norm.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Inside {
    /// `embedding`, `positions` where they are learned, `block 1` to `block L`, `final norm`.
    pub groups: Vec<String>,
    /// ‖g‖₂ of each, before clipping.
    pub grad_norm: Vec<f64>,
    /// ‖Δp‖₂ / (‖p‖₂ + 1e-8) of each, p as before the update.
    pub update_ratio: Vec<f64>,
}

/// Sums of squares over the parameters of one part.
#[derive(Default)]
struct Squares {
    gradient: f64,
    before: f64,
    change: f64,
}

/// Watches one update, parameter by parameter. Looking takes a copy of one parameter at a time and changes nothing.
#[derive(Default)]
pub(super) struct Watch {
    groups: Vec<(String, Squares)>,
}

impl Watch {
    /// Does `update` to the values of the parameter `name`, and notes what it did.
    pub(super) fn around(&mut self, name: &str, values: &mut [f32], gradient: &[f32], update: impl FnOnce(&mut [f32])) {
        let before = values.to_vec();
        update(values);
        let change: Vec<f32> = values.iter().zip(&before).map(|(after, before)| after - before).collect();
        let group = group_of(name);
        if self.groups.last().is_none_or(|(last, _)| *last != group) {
            self.groups.push((group, Squares::default()));
        }
        let (_, sums) = self.groups.last_mut().expect("one was put there");
        sums.gradient += sum_of_squares(gradient);
        sums.before += sum_of_squares(&before);
        sums.change += sum_of_squares(&change);
    }

    pub(super) fn finish(self) -> Inside {
        let mut inside = Inside::default();
        for (group, sums) in self.groups {
            inside.groups.push(group);
            inside.grad_norm.push(sums.gradient.sqrt());
            inside.update_ratio.push(sums.change.sqrt() / (sums.before.sqrt() + EPS));
        }
        inside
    }
}

/// The part of the model that a parameter belongs to, by its name in the checkpoint.
fn group_of(name: &str) -> String {
    let name = name.trim_start_matches("transformer.");
    match name.split('.').collect::<Vec<_>>()[..] {
        ["wte", ..] => "embedding".into(),
        ["wpe", ..] => "positions".into(),
        ["h", layer, ..] => match layer.parse::<usize>() {
            Ok(layer) => format!("block {}", layer + 1),
            Err(_) => name.into(),
        },
        ["ln_f", ..] => "final norm".into(),
        _ => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_one_part_are_summed_and_the_ratio_is_to_what_was_there_before() {
        let mut watch = Watch::default();
        watch.around("transformer.wte.weight", &mut [3.0, 4.0], &[0.0, 2.0], |values| values[0] = 2.0);
        watch.around("transformer.h.0.ln_1.weight", &mut [0.0], &[3.0], |values| values[0] = 1.0);
        watch.around("transformer.h.0.ln_1.bias", &mut [2.0], &[4.0], |_| {});
        watch.around("transformer.h.1.ln_1.weight", &mut [0.0], &[0.0], |_| {});
        let inside = watch.finish();
        assert_eq!(inside.groups, ["embedding", "block 1", "block 2"]);
        assert_eq!(inside.grad_norm, [2.0, 5.0, 0.0]);
        for (found, expected) in inside.update_ratio.iter().zip([1.0 / 5.0, 1.0 / 2.0, 0.0]) {
            assert!((found - expected).abs() < 1e-8, "{found} {expected}");
        }
    }

    #[test]
    fn every_parameter_of_a_checkpoint_has_its_part() {
        for (name, group) in [
            ("transformer.wte.weight", "embedding"),
            ("transformer.wpe.weight", "positions"),
            ("transformer.h.5.mlp.c_proj.bias", "block 6"),
            ("transformer.ln_f.bias", "final norm"),
        ] {
            assert_eq!(group_of(name), group);
        }
    }
}
