//! The learning rate of each update.

use crate::config::{Config, Schedule};
use std::f64::consts::PI;

/// The rate at update `t` (from 0) of a run of `steps` updates.
///
/// `constant` is lr; `cosine` is lr/2 · (1 + cos(π t / S)); `warmup_cosine` is lr · (t + 1) / W for t < W =
/// floor(S · warmup_frac), then half a cosine over (t − W) / (S − W) from lr to min_lr_frac · lr.
pub fn learning_rate(config: &Config, steps: usize, t: usize) -> f64 {
    let half_cosine = |from: f64, to: f64, share: f64| to + (from - to) * 0.5 * (1.0 + libm::cos(share * PI));
    let lr = config.lr;
    match config.schedule {
        Schedule::Constant => lr,
        Schedule::Cosine => half_cosine(lr, 0.0, t as f64 / steps as f64),
        Schedule::WarmupCosine => {
            let warmup = (steps as f64 * config.warmup_frac).floor() as usize;
            if t < warmup {
                return lr * (t + 1) as f64 / warmup as f64;
            }
            half_cosine(lr, config.min_lr_frac * lr, (t - warmup) as f64 / (steps - warmup) as f64)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(schedule: Schedule, warmup_frac: f64, steps: usize) -> Vec<f64> {
        let config = Config { schedule, warmup_frac, min_lr_frac: 0.1, lr: 1.0, ..Config::default() };
        (0..steps).map(|t| learning_rate(&config, steps, t)).collect()
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    #[test]
    fn each_schedule_is_its_formula() {
        assert_eq!(rates(Schedule::Constant, 0.1, 3), [1.0; 3]);
        let cosine = rates(Schedule::Cosine, 0.1, 4);
        near(cosine[0], 1.0);
        near(cosine[2], 0.5);
        let warm = rates(Schedule::WarmupCosine, 0.25, 12);
        near(warm[0], 1.0 / 3.0);
        near(warm[2], 1.0);
        near(warm[3], 1.0);
        near(warm[6], 0.1 + 0.9 * 0.5 * (1.0 + (PI / 3.0).cos()));
        assert!(warm[11] > 0.1 && warm[11] < 0.2);
    }

    #[test]
    fn no_share_to_warm_up_is_no_warm_up() {
        near(rates(Schedule::WarmupCosine, 0.0, 5)[0], 1.0);
        near(rates(Schedule::WarmupCosine, 0.1, 9)[0], 1.0);
        near(rates(Schedule::WarmupCosine, 1.0, 2)[1], 1.0);
    }
}
