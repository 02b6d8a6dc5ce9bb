//! What runs with several seeds say of two recipes: the page's rule, on paired differences.

/// Fewer pairs than this decide nothing, and neither do differences within the floor: `LEAST_PAIRS` and `floorFor` of
/// `www/ui/verdict/verdict.js`, where docs/verdict.md says why.
const LEAST_PAIRS: usize = 3;

/// The smallest difference that counts, in nats per character: two standard deviations of what another choice of held-back
/// titles does to it, which were measured on 500.
fn floor_for(val_titles: f64) -> f64 {
    2.0 * 0.0014 * (500.0 / val_titles.max(1.0)).sqrt()
}

/// The difference between two recipes, seed by seed, in words. `differences` are a loss less the reference's, from the
/// same seed each; `val_titles` were held back.
pub fn verdict(differences: &[f64], val_titles: f64) -> String {
    let mut sorted = differences.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(&least), Some(&most)) = (sorted.first(), sorted.last()) else { return "not run".into() };
    let seeds = sorted.len();
    if seeds == 1 {
        return format!("{least:+.3} (one seed)");
    }
    let median = median(&sorted);
    let floor = floor_for(val_titles);
    if seeds < LEAST_PAIRS {
        format!("{least:+.3} and {most:+.3} (two seeds, which decide nothing)")
    } else if most < -floor {
        let (near, far) = (-most, -least);
        format!("lower on each of {seeds} seeds, by {near:.3} to {far:.3} (median {:.3})", -median)
    } else if least > floor {
        format!("higher on each of {seeds} seeds, by {least:.3} to {most:.3} (median {median:.3})")
    } else {
        format!("too close to call with {seeds} seeds: {least:+.3} to {most:+.3} (median {median:+.3})")
    }
}

/// The middle of sorted numbers, at least one.
fn median(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    match sorted.len() % 2 {
        0 => f64::midpoint(sorted[half - 1], sorted[half]),
        _ => sorted[half],
    }
}

#[cfg(test)]
mod tests {
    use super::verdict;

    #[test]
    fn only_an_agreement_of_three_seeds_beyond_the_floor_is_a_verdict() {
        let verdict = |differences: &[f64]| verdict(differences, 500.0);
        assert_eq!(verdict(&[]), "not run");
        assert_eq!(verdict(&[-0.0124]), "-0.012 (one seed)");
        assert_eq!(verdict(&[-0.02, -0.01, -0.04]), "lower on each of 3 seeds, by 0.010 to 0.040 (median 0.020)");
        assert_eq!(verdict(&[0.02, 0.01]), "+0.010 and +0.020 (two seeds, which decide nothing)");
        assert_eq!(verdict(&[0.02, -0.01, 0.03]), "too close to call with 3 seeds: -0.010 to +0.030 (median +0.020)");
        assert_eq!(verdict(&[0.02, 0.002, 0.03]), "too close to call with 3 seeds: +0.002 to +0.030 (median +0.020)");
    }
}
