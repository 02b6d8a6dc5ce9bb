//! From a file to [`TokenData`], in pieces, so that progress can be shown and the work given up between them.

use crate::config::Config;
use crate::data::fingerprint::{self, Fingerprints};
use crate::data::split::{Split, split};
use crate::data::titles::Titles;
use crate::data::{DataError, EOS_CHARS, SpecialIds, TokenData};
use crate::tokenizer::{Tokenizer, WordIds};
use crate::train::plan;

/// The work of turning titles into ids.
pub struct Preparation {
    config: Config,
    split: Split,
    tokenizer: Option<Tokenizer>,
    /// Of that tokenizer.
    known: WordIds,
    data: TokenData,
    unknown: usize,
    /// Titles encoded, of both parts.
    done: usize,
}

impl Preparation {
    /// Shuffles and parts the titles as `config` says.
    pub fn new(titles: Titles, config: &Config) -> Self {
        let split = split(titles.titles, config);
        let data = TokenData { train_titles: split.train.len(), val_titles: split.val.len(), ..TokenData::default() };
        Self { config: config.clone(), split, tokenizer: None, known: WordIds::default(), data, unknown: 0, done: 0 }
    }

    /// The titles of both parts.
    pub fn split(&self) -> &Split {
        &self.split
    }

    /// Learns the vocabulary from the titles of both parts. This takes seconds, and the library tells no progress.
    ///
    /// # Errors
    /// Where the tokenizer's library refuses.
    pub fn train_tokenizer(&mut self) -> Result<(), DataError> {
        let titles = self.split.train.iter().chain(&self.split.val).map(String::as_str);
        let tokenizer = Tokenizer::train(titles, self.config.vocab_size)?;
        self.use_tokenizer(tokenizer);
        Ok(())
    }

    /// Takes a tokenizer that was trained before.
    pub fn use_tokenizer(&mut self, tokenizer: Tokenizer) {
        self.tokenizer = Some(tokenizer);
        self.known = WordIds::default();
    }

    /// Encodes up to `n` more titles, and gives how many are done of how many.
    ///
    /// # Errors
    /// Where the tokenizer's library refuses a title.
    ///
    /// # Panics
    /// If there is no tokenizer yet.
    pub fn encode(&mut self, n: usize) -> Result<(usize, usize), DataError> {
        let tokenizer = self.tokenizer.as_ref().expect("a tokenizer is trained or taken before titles are encoded");
        let SpecialIds { eos, unk, .. } = tokenizer.special();
        let n_train = self.split.train.len();
        let total = n_train + self.split.val.len();
        let until = (self.done + n).min(total);
        for index in self.done..until {
            let (title, ids, chars) = match index.checked_sub(n_train) {
                None => (&self.split.train[index], &mut self.data.train_ids, &mut self.data.train_chars),
                Some(index) => (&self.split.val[index], &mut self.data.val_ids, &mut self.data.val_chars),
            };
            let before = ids.len();
            tokenizer.encode_into(title, &mut self.known, ids)?;
            self.unknown += ids[before..].iter().filter(|&&id| Some(id) == unk).count();
            ids.push(eos);
            *chars += title.chars().count() + EOS_CHARS;
        }
        self.done = until;
        Ok((until, total))
    }

    /// The data, once everything is encoded, checked to be enough for the configuration.
    ///
    /// # Errors
    /// Where it is too little to train or to validate on.
    ///
    /// # Panics
    /// If titles are left to encode.
    pub fn finish(mut self) -> Result<Prepared, DataError> {
        assert_eq!(self.done, self.split.train.len() + self.split.val.len(), "every title is encoded before the end");
        let tokenizer = self.tokenizer.expect("what encoded the titles");
        self.data.vocab_size = tokenizer.vocab_size();
        plan::check(&self.config, &self.data)?;
        Ok(Prepared { data: self.data, tokenizer, unknown: self.unknown, split: self.split })
    }

    /// All of the work in one go.
    ///
    /// # Errors
    /// What any of its parts refuses.
    pub fn run(mut self, tokenizer: Option<Tokenizer>) -> Result<Prepared, DataError> {
        match tokenizer {
            Some(tokenizer) => self.use_tokenizer(tokenizer),
            None => self.train_tokenizer()?,
        }
        self.encode(usize::MAX / 2)?;
        self.finish()
    }
}

impl Prepared {
    /// What tells whether somebody else has the same titles and the same tokenizer.
    ///
    /// # Errors
    /// Where the tokenizer can't be written.
    pub fn fingerprints(&self) -> Result<Fingerprints, DataError> {
        let titles = |titles: &[String]| fingerprint::titles(titles.iter().map(String::as_str));
        Ok(Fingerprints {
            train: titles(&self.split.train),
            val: titles(&self.split.val),
            tokenizer: fingerprint::text(&self.tokenizer.to_json()?),
        })
    }
}

/// Data that a run can train on.
pub struct Prepared {
    /// The ids and counts.
    pub data: TokenData,
    /// What made the ids.
    pub tokenizer: Tokenizer,
    /// Bytes that no token stands for and that became `<unk>`.
    pub unknown: usize,
    /// The titles themselves.
    pub split: Split,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{EOS, titles};

    fn config() -> Config {
        Config { vocab_size: 300, block_size: 8, batch_size: 2, titles: 1_000, ..Config::default() }
    }

    fn prepared(n: usize) -> Result<Prepared, DataError> {
        let text: String = (0..n).map(|i| format!("Headline number {i} of many\n")).collect();
        let titles = titles::parse(text.as_bytes(), None, None).expect("readable");
        Preparation::new(titles, &config()).run(None)
    }

    #[test]
    fn ids_and_characters_count_the_end_of_each_title() {
        let prepared = prepared(50).expect("enough");
        let data = &prepared.data;
        assert_eq!((data.train_titles, data.val_titles), (45, 5));
        assert_eq!(data.train_ids.iter().filter(|&&id| id == EOS).count(), 45);
        assert_eq!(data.val_ids.iter().filter(|&&id| id == EOS).count(), 5);
        let chars: usize = prepared.split.val.iter().map(|title| title.chars().count() + 5).sum();
        assert_eq!(data.val_chars, chars);
        assert_eq!(prepared.unknown, 0);
    }

    #[test]
    fn pieces_give_the_same_as_one_go() {
        let text: String = (0..40).map(|i| format!("Another headline, the {i}th\n")).collect();
        let titles = titles::parse(text.as_bytes(), None, None).expect("readable");
        let mut piecewise = Preparation::new(titles.clone(), &config());
        piecewise.train_tokenizer().expect("trains");
        while let (done, total) = piecewise.encode(7).expect("encodes")
            && done < total
        {}
        let whole = Preparation::new(titles, &config()).run(None).expect("enough");
        assert_eq!(piecewise.finish().expect("enough").data, whole.data);
    }

    #[test]
    fn too_few_titles_are_refused_with_the_number_that_would_do() {
        let error = prepared(2).err().expect("refused");
        let DataError::TooFew { found: 2, needed, .. } = error else { panic!("{error}") };
        assert!(prepared(needed).is_ok(), "{needed} titles were said to do");
    }
}
