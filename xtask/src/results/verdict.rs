//! What runs with several seeds say of two recipes: the page's rule, on paired differences.

/// The difference between two recipes, seed by seed, in words. `differences` are a loss less the reference's, from the
/// same seed each.
pub fn verdict(differences: &[f64]) -> String {
    let mut sorted = differences.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(&least), Some(&most)) = (sorted.first(), sorted.last()) else { return "not run".into() };
    let seeds = sorted.len();
    if seeds == 1 {
        return format!("{least:+.3} (one seed)");
    }
    let median = median(&sorted);
    if most < 0.0 {
        let (near, far) = (-most, -least);
        format!("lower on each of {seeds} seeds, by {near:.3} to {far:.3} (median {:.3})", -median)
    } else if least > 0.0 {
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
    fn only_an_agreement_of_all_seeds_is_a_verdict() {
        assert_eq!(verdict(&[]), "not run");
        assert_eq!(verdict(&[-0.0124]), "-0.012 (one seed)");
        assert_eq!(verdict(&[-0.02, -0.01, -0.04]), "lower on each of 3 seeds, by 0.010 to 0.040 (median 0.020)");
        assert_eq!(verdict(&[0.02, 0.01]), "higher on each of 2 seeds, by 0.010 to 0.020 (median 0.015)");
        assert_eq!(verdict(&[0.02, -0.01, 0.03]), "too close to call with 3 seeds: -0.010 to +0.030 (median +0.020)");
    }
}
