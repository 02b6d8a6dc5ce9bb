//! From the bytes of an upload to batches of token ids.
//!
//! [`titles`] reads a file, [`split`] shuffles and parts it, [`crate::prepare`] turns both parts into [`TokenData`],
//! and [`batches`] walks over the ids; [`nearest`] looks a written headline up among them, and [`fingerprint`] tells
//! whether two people have the same titles.

pub mod batches;
pub mod fingerprint;
pub mod nearest;
pub mod split;
pub mod titles;

use serde::{Deserialize, Serialize};

/// The id of `<eos>`, which ends each title and begins each headline written.
pub const EOS: u32 = 1;
/// The id of `<pad>`, never sampled.
pub const PAD: u32 = 0;
/// The id of `<unk>`, a byte that no training title had; never sampled.
pub const UNK: u32 = 2;
/// The ids that stand for no text, in one tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpecialIds {
    /// What ends each title and begins each headline written.
    pub eos: u32,
    /// Never sampled.
    pub pad: Option<u32>,
    /// Stands for a byte that no training title had; never sampled.
    pub unk: Option<u32>,
}

impl Default for SpecialIds {
    /// Those of every tokenizer that is trained here.
    fn default() -> Self {
        Self { eos: EOS, pad: Some(PAD), unk: Some(UNK) }
    }
}

impl SpecialIds {
    /// Those that no headline may hold.
    pub fn never_drawn(self) -> impl Iterator<Item = u32> {
        self.pad.into_iter().chain(self.unk).filter(move |&id| id != self.eos)
    }
}

/// Characters that `<eos>` counts for in nats per character.
pub const EOS_CHARS: usize = 5;

/// Titles as ids, ready to train on: all that a run needs to know of its data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TokenData {
    /// Tokens that the tokenizer has, which may be fewer than were asked for.
    pub vocab_size: usize,
    /// Ids of the training titles, `<eos>` after each.
    pub train_ids: Vec<u32>,
    /// Ids of the validation titles, `<eos>` after each.
    pub val_ids: Vec<u32>,
    /// Code points of the training titles, five more for each `<eos>`.
    pub train_chars: usize,
    /// Code points of the validation titles, five more for each `<eos>`.
    pub val_chars: usize,
    /// Number of training titles.
    pub train_titles: usize,
    /// Number of validation titles.
    pub val_titles: usize,
}

impl TokenData {
    /// CRC-32 of all ids: whether two runs read the same, cheap enough for each checkpoint.
    pub fn checksum(&self) -> u32 {
        let mut hash = crc32fast::Hasher::new();
        for ids in [&self.train_ids, &self.val_ids] {
            for piece in ids.chunks(4096) {
                let bytes: Vec<u8> = piece.iter().flat_map(|id| id.to_le_bytes()).collect();
                hash.update(&bytes);
            }
            hash.update(&ids.len().to_le_bytes()[..4]);
        }
        hash.finalize()
    }
}

/// Why data can't be used, in a sentence that names the thing, its value and a remedy.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DataError {
    /// Nothing but white space.
    #[error("The file has no headlines: it is empty or blank; choose one with a headline on each line.")]
    Empty,
    /// A zero byte, which no text has.
    #[error(
        "The file is not text (byte {position} is zero); choose a .txt file with a headline on each line, or a .csv."
    )]
    Binary {
        /// Where the zero byte is.
        position: usize,
    },
    /// Bytes that are not UTF-8.
    #[error("The file is not UTF-8 text (byte {position} does not fit); save it as UTF-8 and choose it again.")]
    NotUtf8 {
        /// Where the first bad byte is.
        position: usize,
    },
    /// A line that can't be a headline.
    #[error(
        "Line {line} has {chars} characters, and a headline may have at most {max}; put one headline on each line.",
        max = titles::MAX_TITLE_CHARS
    )]
    TitleTooLong {
        /// Counted from 1.
        line: usize,
        /// Its length in code points.
        chars: usize,
    },
    /// A table that can't be read.
    #[error("The table can't be read ({problem}); export it as CSV with commas and UTF-8 and choose it again.")]
    Csv {
        /// What the reader said.
        problem: String,
    },
    /// A column that isn't there.
    #[error("Column {column} is not in the table, which has {columns}; choose one from 1 to {columns}.")]
    NoSuchColumn {
        /// Counted from 1, as people do.
        column: usize,
        /// Columns in the table.
        columns: usize,
    },
    /// Too little to fill one batch or to validate on.
    #[error(
        "{found} headlines are too few for batches of {batch} × {block} tokens with {val_percent} % kept for validation; \
         about {needed} would do, or choose a smaller batch or block size."
    )]
    TooFew {
        /// Titles found.
        found: usize,
        /// B.
        batch: usize,
        /// T.
        block: usize,
        /// The validation share in per cent.
        val_percent: f64,
        /// An estimate of the titles that would do.
        needed: usize,
    },
    /// More updates than a run can have.
    #[error(
        "{epochs} epochs of {steps_per_epoch} updates each are more than the {max} updates that a run can have; use fewer epochs or larger batches.",
        max = crate::config::MAX_STEPS
    )]
    TooManySteps {
        /// Passes over the training tokens.
        epochs: usize,
        /// Updates of one.
        steps_per_epoch: usize,
    },
    /// The tokenizer's library refused.
    #[error("The tokenizer can't be made ({problem}); choose another file or vocabulary size.")]
    Tokenizer {
        /// What the library said.
        problem: String,
    },
    /// An id that the model has no row for.
    #[error("Token {id} is outside the vocabulary of {vocab_size}; prepare the headlines again with this tokenizer.")]
    IdOutOfRange {
        /// The id.
        id: u32,
        /// Size of the vocabulary.
        vocab_size: usize,
    },
}
