//! The training title that is nearest to a text: has a headline been made, or learned by heart?

use super::{SpecialIds, TokenData};

/// A training title beside a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest<'a> {
    /// The title's ids, without `<eos>`.
    pub ids: &'a [u32],
    /// Whether it is the text, token for token. An unknown byte is never known to be the same.
    pub exact: bool,
    /// The share of tokens that both have, of all different ones that either has (Jaccard 1901): from 0 to 1.
    pub similarity: f64,
}

/// The first of the training titles that share most with `ids`; nothing where there are none to compare.
pub fn nearest<'a>(data: &'a TokenData, ids: &[u32], special: SpecialIds) -> Option<Nearest<'a>> {
    if ids.is_empty() {
        return None;
    }
    let mut wanted = vec![false; data.vocab_size];
    for &id in ids {
        if let Some(wanted) = wanted.get_mut(id as usize) {
            *wanted = true;
        }
    }
    let distinct = wanted.iter().filter(|&&wanted| wanted).count();
    // The title in which a token was last seen, counted from 1, so that each counts once a title.
    let mut seen_in = vec![0usize; data.vocab_size];
    let mut best: Option<Nearest> = None;
    for (number, title) in data.train_ids.split(|&id| id == special.eos).enumerate() {
        let (mut shared, mut others) = (0usize, 0usize);
        for &id in title {
            let seen = &mut seen_in[id as usize];
            if *seen != number + 1 {
                *seen = number + 1;
                if wanted[id as usize] { shared += 1 } else { others += 1 }
            }
        }
        let similarity = shared as f64 / (distinct + others) as f64;
        let exact = title == ids && !special.unk.is_some_and(|unk| ids.contains(&unk));
        let better = best.as_ref().is_none_or(|best| similarity > best.similarity);
        if !title.is_empty() && (better || exact) {
            best = Some(Nearest { ids: title, exact, similarity });
        }
        if exact {
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::{EOS, UNK};
    use super::*;

    fn data(titles: &[&[u32]]) -> TokenData {
        let train_ids = titles.iter().flat_map(|title| title.iter().copied().chain([EOS])).collect();
        TokenData { vocab_size: 20, train_ids, ..TokenData::default() }
    }

    #[test]
    fn a_title_word_for_word_is_found_behind_one_of_the_same_tokens() {
        let data = data(&[&[7, 5, 6], &[5, 6, 7], &[5, 6]]);
        let found = nearest(&data, &[5, 6, 7], SpecialIds::default()).expect("one");
        assert_eq!((found.ids, found.exact, found.similarity), (&[5, 6, 7][..], true, 1.0));
        let found = nearest(&data, &[7, 6, 5], SpecialIds::default()).expect("one");
        assert_eq!((found.ids, found.exact, found.similarity), (&[7, 5, 6][..], false, 1.0));
    }

    #[test]
    fn repeated_tokens_count_once() {
        let data = data(&[&[9, 9, 9, 9], &[5, 5, 6, 8]]);
        let found = nearest(&data, &[5, 6, 6, 7], SpecialIds::default()).expect("one");
        assert_eq!(found.ids, [5, 5, 6, 8]);
        assert_eq!(found.similarity, 2.0 / 4.0);
    }

    #[test]
    fn an_unknown_byte_is_not_known_to_be_the_same() {
        let data = data(&[&[5, UNK]]);
        let found = nearest(&data, &[5, UNK], SpecialIds::default()).expect("one");
        assert!(!found.exact);
        assert_eq!(found.similarity, 1.0);
    }

    #[test]
    fn nothing_is_near_to_nothing() {
        assert_eq!(nearest(&data(&[&[5]]), &[], SpecialIds::default()), None);
        assert_eq!(nearest(&data(&[]), &[5], SpecialIds::default()), None);
        assert_eq!(nearest(&data(&[&[5]]), &[19], SpecialIds::default()).expect("one").similarity, 0.0);
    }
}
