//! Training: the plan of a run, the optimizers, the trainer and its evaluations. No JavaScript and no clock.

pub mod evaluation;
pub mod inside;
pub mod memory;
pub mod optimizer;
pub mod plan;
pub mod schedule;
pub mod trainer;
