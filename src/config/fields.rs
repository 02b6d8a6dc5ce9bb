//! The configuration described for a form: every field with its kind, its choices and its default.

use super::{Config, Init, Norm, Optimizer, Position, Preset, Schedule, Size, preset, to_map};
use serde::Serialize;
use serde_json::{Map, Value};

/// What values a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// True or false.
    Bool,
    /// One of a few names.
    Choice,
}

/// One field of a configuration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What values it takes.
    pub kind: Kind,
    /// The names of a choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Value>,
    /// The default.
    pub default: Value,
}

/// Every field, in the order of [`Config`].
pub fn fields() -> Vec<Field> {
    let describe = |(name, default): (String, Value)| {
        let choices = choices(&name);
        let kind = match &default {
            Value::Bool(_) => Kind::Bool,
            Value::String(_) => Kind::Choice,
            number if number.is_f64() => Kind::Float,
            _ => Kind::Int,
        };
        Field { name, kind, choices, default }
    };
    to_map(&Config::default()).into_iter().map(describe).collect()
}

fn choices(field: &str) -> Vec<Value> {
    match field {
        "norm" => names(&[Norm::LayerNorm, Norm::RmsNorm]),
        "position" => names(&[Position::Learned, Position::Rope]),
        "init" => names(&[Init::Gpt2, Init::He]),
        "optimizer" => names(&[Optimizer::Sgd, Optimizer::AdamW]),
        "schedule" => names(&[Schedule::Constant, Schedule::Cosine, Schedule::WarmupCosine]),
        _ => Vec::new(),
    }
}

fn names<T: Serialize>(values: &[T]) -> Vec<Value> {
    values.iter().map(|value| serde_json::to_value(value).expect("a name")).collect()
}

impl Preset {
    /// The fields that make the recipe.
    pub fn set(&self) -> Map<String, Value> {
        const RECIPE: [&str; 8] =
            ["optimizer", "lr", "weight_decay", "schedule", "dropout", "norm", "position", "init"];
        pick(&self.apply(Config::default()), &RECIPE)
    }
}

impl Size {
    /// The fields that make the size; rate and dropout, which depend on the preset too, are not among them.
    pub fn set(&self) -> Map<String, Value> {
        const SHAPE: [&str; 9] = [
            "n_layer",
            "n_head",
            "d_model",
            "vocab_size",
            "block_size",
            "batch_size",
            "titles",
            "epochs",
            "evals_per_epoch",
        ];
        let champion = preset("champion").expect("a preset");
        pick(&self.apply(Config::default(), champion), &SHAPE)
    }
}

fn pick(config: &Config, fields: &[&str]) -> Map<String, Value> {
    to_map(config).into_iter().filter(|(name, _)| fields.contains(&name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_kind_and_its_choices() {
        let fields = fields();
        assert_eq!(fields.len(), to_map(&Config::default()).len());
        for field in &fields {
            assert_eq!(field.kind == Kind::Choice, field.choices.contains(&field.default), "{}", field.name);
        }
        let kind = |name: &str| fields.iter().find(|field| field.name == name).expect("a field").kind;
        assert_eq!([kind("grad_clip"), kind("momentum")], [Kind::Float; 2]);
        assert_eq!([kind("seed"), kind("steps")], [Kind::Int; 2]);
        assert_eq!(kind("shuffle"), Kind::Bool);
    }
}
