//! What an update does to each part of a model: the paper's explanation of why SGD falls behind is about parts whose
//! gradients differ in scale, and this is how they can be seen.

use headline_kernels::reduce::sum_of_squares;
use serde::Serialize;

/// Added to ‖p‖, so that parameters that are all 0 are no division by 0.
const EPS: f64 = 1e-8;

/// One update, part by part: the token table, the positions, each block, the final norm.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Inside {
    /// `embedding`, `positions` where they are learned, `block 1` to `block L`, `final norm`, and `head` where that is not the
    /// token table.
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

/// Watches one update, a piece of a parameter at a time: a copy of the largest whole one would be the most that a run ever
/// holds. Looking changes nothing.
#[derive(Default)]
pub(super) struct Watch {
    groups: Vec<(String, Squares)>,
    before: Vec<f32>,
}

impl Watch {
    /// Elements of a piece.
    pub(super) const PIECE: usize = 1 << 14;

    /// Begins with the parameter `name`.
    pub(super) fn begin(&mut self, name: &str) {
        let group = group_of(name);
        if self.groups.last().is_none_or(|(last, _)| *last != group) {
            self.groups.push((group, Squares::default()));
        }
    }

    /// Does `update` to a piece of the parameter's values, and notes what it did.
    ///
    /// # Panics
    /// If no parameter was begun.
    pub(super) fn around(&mut self, values: &mut [f32], gradient: &[f32], update: impl FnOnce(&mut [f32])) {
        let Self { groups, before } = self;
        before.clear();
        before.extend_from_slice(values);
        update(values);
        let (_, sums) = groups.last_mut().expect("a parameter was begun");
        sums.gradient += sum_of_squares(gradient);
        sums.before += sum_of_squares(before);
        before.iter_mut().zip(values).for_each(|(before, after)| *before = *after - *before);
        sums.change += sum_of_squares(before);
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
        ["lm_head", ..] => "head".into(),
        _ => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_one_part_are_summed_and_the_ratio_is_to_what_was_there_before() {
        let mut watch = Watch::default();
        watch.begin("transformer.wte.weight");
        watch.around(&mut [3.0], &[0.0], |values| values[0] = 2.0);
        watch.around(&mut [4.0], &[2.0], |_| {});
        watch.begin("transformer.h.0.ln_1.weight");
        watch.around(&mut [0.0], &[3.0], |values| values[0] = 1.0);
        watch.begin("transformer.h.0.ln_1.bias");
        watch.around(&mut [2.0], &[4.0], |_| {});
        watch.begin("transformer.h.1.ln_1.weight");
        watch.around(&mut [0.0], &[0.0], |_| {});
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
            ("lm_head.weight", "head"),
        ] {
            assert_eq!(group_of(name), group);
        }
    }
}
