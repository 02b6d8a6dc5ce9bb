//! The two tables of the design: the paper's recipes and the sizes they run at.
//!
//! A preset holds only what it overrides of [`Config::default`], and a size only what it overrides of a preset.

use super::{Config, ConfigError, Init, Norm, Optimizer, Position, Schedule};
use serde::Serialize;

/// A training recipe of the paper.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Preset {
    /// The name in configurations, URLs and commands.
    pub name: &'static str,
    /// What it is, in plain words.
    pub label: &'static str,
    /// What the paper calls it.
    pub paper_label: &'static str,
    /// Why it is there.
    pub why: &'static str,
    #[serde(skip)]
    recipe: Recipe,
}

#[derive(Clone, Copy, Debug)]
struct Recipe {
    optimizer: Optimizer,
    lr: f64,
    weight_decay: f64,
    schedule: Schedule,
    dropout: f64,
    modern: bool,
}

/// The champion's rate in the paper, to which the rates of the other AdamW presets keep their ratio at every size.
const CHAMPION_LR: f64 = 8e-4;

/// The paper's four recipes.
pub const PRESETS: [Preset; 4] = [
    Preset {
        name: "baseline",
        label: "SGD, the first try",
        paper_label: "Baseline",
        why: "Plain stochastic gradient descent: where the paper starts.",
        recipe: Recipe {
            optimizer: Optimizer::Sgd,
            lr: 6e-3,
            weight_decay: 0.0,
            schedule: Schedule::Cosine,
            dropout: 0.1,
            modern: false,
        },
    },
    Preset {
        name: "epic1",
        label: "AdamW + warm-up",
        paper_label: "Epic 1",
        why: "Another optimizer, weight decay and a warm-up: the paper's largest step.",
        recipe: Recipe {
            optimizer: Optimizer::AdamW,
            lr: 3e-4,
            weight_decay: 0.1,
            schedule: Schedule::WarmupCosine,
            dropout: 0.1,
            modern: false,
        },
    },
    Preset {
        name: "epic2",
        label: "AdamW, modern parts",
        paper_label: "Epic 2",
        why: "RMSNorm, rotary positions and He initialisation, all three at once.",
        recipe: Recipe {
            optimizer: Optimizer::AdamW,
            lr: 3e-4,
            weight_decay: 0.1,
            schedule: Schedule::WarmupCosine,
            dropout: 0.1,
            modern: true,
        },
    },
    Preset {
        name: "champion",
        label: "AdamW, tuned",
        paper_label: "Epic 3",
        why: "The simple parts again, with a higher rate and less dropout: the paper's best.",
        recipe: Recipe {
            optimizer: Optimizer::AdamW,
            lr: CHAMPION_LR,
            weight_decay: 0.1,
            schedule: Schedule::WarmupCosine,
            dropout: 0.05,
            modern: false,
        },
    },
];

/// How large a run is: the model, the data and how long it trains.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Size {
    /// The name in configurations, URLs and commands.
    pub name: &'static str,
    /// What it is called on the page.
    pub label: &'static str,
    /// What it is for.
    pub why: &'static str,
    #[serde(skip)]
    shape: Shape,
}

#[derive(Clone, Copy, Debug)]
struct Shape {
    n_layer: usize,
    n_head: usize,
    d_model: usize,
    vocab_size: usize,
    block_size: usize,
    batch_size: usize,
    titles: usize,
    epochs: usize,
    evals_per_epoch: usize,
    champion_lr: f64,
    sgd_lr: f64,
    dropout: Option<f64>,
}

/// From a minute on a slow machine to the paper's own.
pub const SIZES: [Size; 4] = [
    Size {
        name: "tiny",
        label: "Tiny",
        why: "Trains within a minute on a slow machine.",
        shape: Shape {
            n_layer: 2,
            n_head: 2,
            d_model: 64,
            vocab_size: 1_024,
            block_size: 64,
            batch_size: 16,
            titles: 5_000,
            epochs: 2,
            evals_per_epoch: 10,
            champion_lr: 3e-3,
            sgd_lr: 6e-3,
            dropout: Some(0.05),
        },
    },
    Size {
        name: "classroom",
        label: "Classroom",
        why: "Large enough to write words, small enough for a lesson.",
        shape: Shape {
            n_layer: 4,
            n_head: 4,
            d_model: 128,
            vocab_size: 2_048,
            block_size: 64,
            batch_size: 16,
            titles: 20_000,
            epochs: 2,
            evals_per_epoch: 10,
            champion_lr: 2e-3,
            sgd_lr: 6e-3,
            dropout: Some(0.05),
        },
    },
    Size {
        name: "medium",
        label: "Medium",
        why: "For a break between two lessons.",
        shape: Shape {
            n_layer: 6,
            n_head: 6,
            d_model: 192,
            vocab_size: 8_000,
            block_size: 128,
            batch_size: 32,
            titles: 50_000,
            epochs: 3,
            evals_per_epoch: 6,
            champion_lr: 1.5e-3,
            sgd_lr: 6e-3,
            dropout: Some(0.05),
        },
    },
    Size {
        name: "paper",
        label: "Paper",
        why: "The report's own 27.2 million parameters: hours in a tab.",
        shape: Shape {
            n_layer: 6,
            n_head: 8,
            d_model: 512,
            vocab_size: 16_000,
            block_size: 128,
            batch_size: 64,
            titles: 100_000,
            epochs: 7,
            evals_per_epoch: 3,
            champion_lr: CHAMPION_LR,
            sgd_lr: 6e-3,
            dropout: None,
        },
    },
];

/// The preset called `name`.
///
/// # Errors
/// Where there is none of that name.
pub fn preset(name: &str) -> Result<&'static Preset, ConfigError> {
    let names = PRESETS.map(|preset| preset.name).join(", ");
    let found = PRESETS.iter().find(|preset| preset.name == name);
    found.ok_or_else(|| ConfigError::new("preset", name, "is not a preset", format!("use one of {names}")))
}

/// The size called `name`.
///
/// # Errors
/// Where there is none of that name.
pub fn size(name: &str) -> Result<&'static Size, ConfigError> {
    let names = SIZES.map(|size| size.name).join(", ");
    let found = SIZES.iter().find(|size| size.name == name);
    found.ok_or_else(|| ConfigError::new("size", name, "is not a size", format!("use one of {names}")))
}

impl Preset {
    /// `config` with this recipe.
    pub fn apply(&self, config: Config) -> Config {
        let recipe = self.recipe;
        let (norm, position, init) = if recipe.modern {
            (Norm::RmsNorm, Position::Rope, Init::He)
        } else {
            (Norm::LayerNorm, Position::Learned, Init::Gpt2)
        };
        Config {
            optimizer: recipe.optimizer,
            lr: recipe.lr,
            weight_decay: recipe.weight_decay,
            schedule: recipe.schedule,
            dropout: recipe.dropout,
            norm,
            position,
            init,
            ..config
        }
    }
}

impl Size {
    /// `config` at this size, with the rate and the dropout that `preset` has there.
    pub fn apply(&self, config: Config, preset: &Preset) -> Config {
        let shape = self.shape;
        let lr = match preset.recipe.optimizer {
            Optimizer::Sgd => shape.sgd_lr,
            Optimizer::AdamW => shape.champion_lr * (preset.recipe.lr / CHAMPION_LR),
        };
        Config {
            n_layer: shape.n_layer,
            n_head: shape.n_head,
            d_model: shape.d_model,
            vocab_size: shape.vocab_size,
            block_size: shape.block_size,
            batch_size: shape.batch_size,
            titles: shape.titles,
            epochs: shape.epochs,
            evals_per_epoch: shape.evals_per_epoch,
            lr: round_to_15_digits(lr),
            dropout: shape.dropout.unwrap_or(preset.recipe.dropout),
            ..config
        }
    }
}

/// Drops the last bits of a product, so that 8e-4 · (3e-4 / 8e-4) is 3e-4 on the page too.
fn round_to_15_digits(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::super::resolve;
    use super::*;
    use serde_json::Map;

    fn at(preset: &str, size: &str) -> Config {
        resolve(preset, size, &Map::new()).expect("a known pair").config
    }

    #[test]
    fn the_presets_are_the_designs_table() {
        use Optimizer::{AdamW, Sgd};
        use Schedule::{Cosine, WarmupCosine};
        let rows = [
            ("baseline", "SGD, the first try", "Baseline", Sgd, 6e-3, 0.0, Cosine, 0.1, false),
            ("epic1", "AdamW + warm-up", "Epic 1", AdamW, 3e-4, 0.1, WarmupCosine, 0.1, false),
            ("epic2", "AdamW, modern parts", "Epic 2", AdamW, 3e-4, 0.1, WarmupCosine, 0.1, true),
            ("champion", "AdamW, tuned", "Epic 3", AdamW, 8e-4, 0.1, WarmupCosine, 0.05, false),
        ];
        assert_eq!(PRESETS.len(), rows.len());
        for (name, label, paper, optimizer, lr, decay, schedule, dropout, modern) in rows {
            let found = preset(name).expect("in the table");
            assert_eq!((found.label, found.paper_label), (label, paper));
            let config = at(name, "paper");
            assert_eq!((config.optimizer, config.lr), (optimizer, lr), "{name}");
            assert_eq!((config.weight_decay, config.schedule), (decay, schedule), "{name}");
            assert_eq!(config.dropout, dropout, "{name}");
            assert_eq!(config.norm == Norm::RmsNorm, modern, "{name}");
            assert_eq!(config.position == Position::Rope, modern, "{name}");
            assert_eq!(config.init == Init::He, modern, "{name}");
            assert_eq!((config.warmup_frac, config.min_lr_frac), (0.1, 0.1), "{name}");
            assert_eq!((config.batch_size, config.block_size, config.epochs), (64, 128, 7));
            assert_eq!((config.titles, config.val_frac, config.evals_per_epoch), (100_000, 0.1, 3));
            assert_eq!((config.grad_clip, config.seed, config.data_seed), (1.0, 1337, 1337));
            assert_eq!((config.beta1, config.beta2, config.eps), (0.9, 0.999, 1e-8));
        }
    }

    #[test]
    fn the_sizes_are_the_designs_table() {
        let rows = [
            ("tiny", [2, 2, 64, 1_024, 64, 16, 5_000, 2, 10], Some(3e-3)),
            ("classroom", [4, 4, 128, 2_048, 64, 16, 20_000, 2, 10], Some(2e-3)),
            ("medium", [6, 6, 192, 8_000, 128, 32, 50_000, 3, 6], None),
            ("paper", [6, 8, 512, 16_000, 128, 64, 100_000, 7, 3], Some(8e-4)),
        ];
        assert_eq!(SIZES.len(), rows.len());
        for (name, numbers, champion_lr) in rows {
            let c = at("champion", name);
            let found = [
                c.n_layer,
                c.n_head,
                c.d_model,
                c.vocab_size,
                c.block_size,
                c.batch_size,
                c.titles,
                c.epochs,
                c.evals_per_epoch,
            ];
            assert_eq!(found, numbers, "{name}");
            if let Some(lr) = champion_lr {
                assert_eq!(c.lr, lr, "{name}");
            }
            assert_eq!(at("baseline", name).lr, 6e-3, "{name}");
            let dropout = if name == "paper" { 0.1 } else { 0.05 };
            assert_eq!(at("baseline", name).dropout, dropout, "{name}");
            let ratio = at("epic1", name).lr / c.lr;
            assert!((ratio - 3.0 / 8.0).abs() < 1e-12, "{name}: {ratio}");
        }
    }

    #[test]
    fn a_size_that_changes_the_recipe_says_so() {
        let resolved = resolve("champion", "classroom", &Map::new()).expect("valid");
        assert_eq!(resolved.changed_by_size.len(), 1);
        assert_eq!(resolved.changed_by_size[0].field, "lr");
        let paper = resolve("champion", "paper", &Map::new()).expect("valid");
        assert!(paper.changed_by_size.is_empty());
    }

    #[test]
    fn the_paper_size_has_the_papers_parameters() {
        for name in ["baseline", "champion"] {
            assert_eq!(at(name, "paper").count_parameters(16_000), 27_172_864);
        }
    }
}
