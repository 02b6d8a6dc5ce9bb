//! Training: the plan of a run, the optimizers, the trainer and its evaluations. No JavaScript and no clock.

pub mod plan;
