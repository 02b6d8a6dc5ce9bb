//! Which titles train and which validate.

use crate::config::Config;
use crate::rng::{Purpose, Stream};

/// Titles parted into training and validation.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The first floor(n · (1 − val_frac)) of the titles taken.
    pub train: Vec<String>,
    /// The rest.
    pub val: Vec<String>,
}

/// Shuffles with `data_seed` (unless `shuffle` is false), takes the first `titles`, and parts them.
pub fn split(mut titles: Vec<String>, config: &Config) -> Split {
    if config.shuffle {
        shuffle(&mut titles, config.data_seed);
    }
    titles.truncate(config.titles);
    let n_train = (titles.len() as f64 * (1.0 - config.val_frac)).floor() as usize;
    let val = titles.split_off(n_train.min(titles.len()));
    Split { train: titles, val }
}

/// Fisher–Yates from the end, each index drawn without bias.
fn shuffle<T>(items: &mut [T], data_seed: u64) {
    let mut stream = Stream::new(data_seed, Purpose::Shuffle);
    for last in (1..items.len()).rev() {
        items.swap(last, stream.below(last as u32 + 1) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(n: usize) -> Vec<String> {
        (0..n).map(|i| i.to_string()).collect()
    }

    #[test]
    fn the_parts_have_the_designs_sizes() {
        for (n, titles, val_frac, train, val) in
            [(100, 1_000, 0.1, 90, 10), (20_001, 20_000, 0.1, 18_000, 2_000), (7, 7, 0.5, 3, 4), (3, 3, 0.01, 2, 1)]
        {
            let config = Config { titles, val_frac, ..Config::default() };
            let split = split(numbered(n), &config);
            assert_eq!((split.train.len(), split.val.len()), (train, val));
        }
    }

    #[test]
    fn a_shuffle_keeps_every_title_and_depends_on_its_seed_alone() {
        let config = Config::default();
        let once = split(numbered(1_000), &config);
        assert_eq!(once, split(numbered(1_000), &Config { seed: 7, ..config.clone() }));
        assert_ne!(once, split(numbered(1_000), &Config { data_seed: 7, ..config.clone() }));
        let mut all = [once.train, once.val].concat();
        assert_ne!(all, numbered(1_000));
        all.sort_by_key(|n| n.parse::<usize>().expect("a number"));
        assert_eq!(all, numbered(1_000));
        let kept = split(numbered(10), &Config { shuffle: false, ..config });
        assert_eq!([kept.train, kept.val].concat(), numbered(10));
    }

    #[test]
    fn every_order_of_four_is_as_likely() {
        let mut counts = std::collections::HashMap::new();
        let rounds = 24_000;
        for seed in 0..rounds {
            let mut items = [0, 1, 2, 3];
            shuffle(&mut items, seed);
            *counts.entry(items).or_insert(0u32) += 1;
        }
        assert_eq!(counts.len(), 24);
        // 1,000 expected with a deviation of 31: five deviations are passed once in 70,000 tests.
        assert!(counts.values().all(|&n| (845..=1_155).contains(&n)), "{counts:?}");
    }
}
