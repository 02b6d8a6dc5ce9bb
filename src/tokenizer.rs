//! Byte-level BPE on the `tokenizers` crate, set up so that the same titles give the same `tokenizer.json` and ids as
//! the Python package does with `BPE(unk_token="<unk>")`, `ByteLevel` and `BpeTrainer`.

mod foreign;
mod words;

use crate::data::{DataError, SpecialIds, UNK};
use tokenizers::models::bpe::{BPE, BpeTrainerBuilder};
use tokenizers::normalizers::ByteLevel as AnyNormalizer;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::{AddedToken, Model, TokenizerImpl};

pub use words::WordIds;

/// The special tokens, in the order of their ids.
pub const SPECIAL_TOKENS: [&str; 3] = ["<pad>", "<eos>", "<unk>"];

/// The library's tokenizer with the parts that design and tokenizer.json name, and a stand-in for a normalizer, which no
/// tokenizer here has. The library's own type, of any parts, would bring all of them into the modules.
type HfTokenizer = TokenizerImpl<BPE, AnyNormalizer, ByteLevel, ByteLevel, ByteLevel>;

/// Turns headlines into ids and back.
#[derive(Clone)]
pub struct Tokenizer {
    inner: HfTokenizer,
    /// The bytes of each token, by id; empty for the special ones.
    bytes: Vec<Vec<u8>>,
    special: SpecialIds,
    /// Whether it cuts a title into the words of [`words`], as every tokenizer trained here does.
    by_words: bool,
}

/// One token of a text, with the part of the text that it stands for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Piece {
    /// The token's id.
    pub id: u32,
    /// The text it completes. A token that ends within a character has the empty text, and the one that completes
    /// the character has it whole.
    pub text: String,
}

impl Tokenizer {
    /// Learns a vocabulary of at most `vocab_size` tokens, special ones included, from `titles`.
    ///
    /// # Errors
    /// Where the library can't.
    pub fn train<'a>(titles: impl Iterator<Item = &'a str>, vocab_size: usize) -> Result<Self, DataError> {
        let mut model = BPE::builder().unk_token(SPECIAL_TOKENS[UNK as usize].into()).build().map_err(refused)?;
        let trainer = BpeTrainerBuilder::new()
            .vocab_size(vocab_size)
            .min_frequency(0)
            .show_progress(false)
            .special_tokens(SPECIAL_TOKENS.map(|token| AddedToken::from(token, true)).to_vec())
            .build();
        let counts = words::count(titles);
        let counts = counts.iter().map(|(word, &count)| (words::in_alphabet(word), count)).collect();
        let special_tokens = trainer.do_train(&counts, &mut model).map_err(refused)?;
        let mut inner = HfTokenizer::new(model);
        inner.with_pre_tokenizer(Some(ByteLevel::new(true, true, true)));
        inner.with_decoder(Some(ByteLevel::new(true, true, true)));
        inner.add_special_tokens(special_tokens).map_err(refused)?;
        Self::new(inner)
    }

    /// Reads a `tokenizer.json`, be it from here or a byte-level BPE from elsewhere, such as GPT-2's.
    ///
    /// # Errors
    /// Where it is not one, or has no token that ends a text.
    pub fn from_json(json: &str) -> Result<Self, DataError> {
        Self::new(foreign::read(json)?)
    }

    fn new(inner: HfTokenizer) -> Result<Self, DataError> {
        let special = foreign::special_ids(&inner)?;
        let n = inner.get_vocab_size(true);
        if let Some(id) = (0..n as u32).find(|&id| inner.id_to_token(id).is_none()) {
            let problem = format!("it has {n} tokens and none with the id {id}; ids have to follow each other from 0");
            return Err(DataError::Tokenizer { problem });
        }
        let bytes = (0..n as u32).map(|id| token_bytes(&inner, id)).collect();
        let by_words = cuts_by_words(&inner);
        Ok(Self { inner, bytes, special, by_words })
    }

    /// The ids that stand for no text.
    pub fn special(&self) -> SpecialIds {
        self.special
    }

    /// The `tokenizer.json`, compact.
    ///
    /// # Errors
    /// Where the library can't write it.
    pub fn to_json(&self) -> Result<String, DataError> {
        self.inner.to_string(false).map_err(refused)
    }

    /// Number of tokens, special ones included.
    pub fn vocab_size(&self) -> usize {
        self.bytes.len()
    }

    /// The ids of a title, without `<eos>`.
    ///
    /// # Errors
    /// Where the library refuses the text.
    pub fn encode(&self, title: &str) -> Result<Vec<u32>, DataError> {
        let mut ids = Vec::new();
        self.encode_into(title, &mut WordIds::default(), &mut ids)?;
        Ok(ids)
    }

    /// Puts the ids of a title, without `<eos>`, behind `ids`. `known` saves encoding a word twice.
    ///
    /// # Errors
    /// Where the library refuses the text.
    pub fn encode_into(&self, title: &str, known: &mut WordIds, ids: &mut Vec<u32>) -> Result<(), DataError> {
        if !self.by_words || SPECIAL_TOKENS.iter().any(|token| title.contains(token)) {
            ids.extend(self.encode_by_library(title)?);
            return Ok(());
        }
        for word in words::words(&words::spaced(title)) {
            known.extend(ids, word, |word| {
                let tokens = self.inner.get_model().tokenize(&words::in_alphabet::<String>(word)).map_err(refused)?;
                Ok(tokens.into_iter().map(|token| token.id).collect())
            })?;
        }
        Ok(())
    }

    fn encode_by_library(&self, title: &str) -> Result<Vec<u32>, DataError> {
        Ok(self.inner.encode_fast(title, false).map_err(refused)?.get_ids().to_vec())
    }

    /// The text of `ids`, without special tokens and without the space that the tokenizer puts before a title.
    pub fn decode(&self, ids: &[u32]) -> String {
        let bytes: Vec<u8> = ids.iter().flat_map(|&id| self.token(id)).copied().collect();
        let text = String::from_utf8_lossy(&bytes);
        text.strip_prefix(' ').unwrap_or(&text).to_owned()
    }

    /// The tokens of a title with the part of the text that each stands for.
    ///
    /// # Errors
    /// Where the library refuses the text.
    pub fn pieces(&self, title: &str) -> Result<Vec<Piece>, DataError> {
        let ids = self.encode(title)?;
        let mut pieces: Vec<Piece> = Vec::with_capacity(ids.len());
        let mut pending = Vec::new();
        for id in ids {
            let bytes = self.token(id);
            pending.extend_from_slice(bytes);
            // A character whose bytes are several tokens stands with the last of them, unless one of them is unknown.
            let to_come = str::from_utf8(&pending).is_err_and(|error| error.error_len().is_none());
            let text = if to_come && !bytes.is_empty() { String::new() } else { lossy(&mut pending) };
            pieces.push(Piece { id, text });
        }
        if let Some(last) = pieces.last_mut() {
            last.text += &lossy(&mut pending);
        }
        Ok(pieces)
    }

    /// The text of one token, for showing: `<eos>` and its like by name, a part of a character as its bytes, `<0xE2>`.
    pub fn token_text(&self, id: u32) -> String {
        if is_special(&self.inner, id) {
            return self.inner.id_to_token(id).unwrap_or_default();
        }
        let chunks = self.token(id).utf8_chunks();
        chunks.flat_map(|chunk| [chunk.valid().to_owned(), hex(chunk.invalid())]).collect()
    }

    fn token(&self, id: u32) -> &[u8] {
        self.bytes.get(id as usize).map_or(&[], Vec::as_slice)
    }
}

/// The text of bytes, which it takes.
fn lossy(bytes: &mut Vec<u8>) -> String {
    String::from_utf8_lossy(&std::mem::take(bytes)).into_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("<0x{byte:02X}>")).collect()
}

fn refused(error: impl ToString) -> DataError {
    DataError::Tokenizer { problem: error.to_string() }
}

/// Whether nothing but `ByteLevel` and the special tokens decides how a title is cut.
fn cuts_by_words(inner: &HfTokenizer) -> bool {
    let byte_level = match inner.get_pre_tokenizer() {
        Some(byte_level) => byte_level.add_prefix_space && byte_level.use_regex,
        _ => false,
    };
    let nothing_else = inner.get_normalizer().is_none() && inner.get_truncation().is_none();
    let added = inner.get_added_tokens_decoder();
    // Another's added tokens are cut out of a text before all else, and [`SPECIAL_TOKENS`] is what is looked for.
    let own = added.values().all(|token| SPECIAL_TOKENS.contains(&token.content.as_str()));
    byte_level && nothing_else && own
}

fn is_special(inner: &HfTokenizer, id: u32) -> bool {
    inner.get_added_tokens_decoder().get(&id).is_some_and(|token| token.special)
}

fn token_bytes(inner: &HfTokenizer, id: u32) -> Vec<u8> {
    if is_special(inner, id) {
        return Vec::new();
    }
    inner.id_to_token(id).unwrap_or_default().chars().filter_map(words::byte_of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{EOS, PAD};

    const TITLES: [&str; 4] = [
        "Show HN: A tiny GPT in the browser",
        "Ask HN: Why is the sky blue?",
        "A browser in a GPT",
        "Naïve café 日本語",
    ];

    fn tokenizer(vocab_size: usize) -> Tokenizer {
        Tokenizer::train(TITLES.into_iter(), vocab_size).expect("trains")
    }

    #[test]
    fn a_title_survives_the_way_there_and_back() {
        let tokenizer = tokenizer(120);
        for title in TITLES {
            let ids = tokenizer.encode(title).expect("encodes");
            assert!(!ids.contains(&UNK));
            assert_eq!(tokenizer.decode(&ids), title);
            let pieces = tokenizer.pieces(title).expect("encodes");
            let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            assert_eq!(text.trim_start(), title);
            assert_eq!(pieces.iter().map(|piece| piece.id).collect::<Vec<_>>(), ids);
        }
    }

    #[test]
    fn bytes_never_seen_become_unk_and_special_ids_are_fixed() {
        let tokenizer = tokenizer(120);
        assert!(tokenizer.encode("Ω").expect("encodes").contains(&UNK));
        assert_eq!([PAD, EOS, UNK].map(|id| tokenizer.token_text(id)), SPECIAL_TOKENS);
        let texts: Vec<String> = (0..tokenizer.vocab_size() as u32).map(|id| tokenizer.token_text(id)).collect();
        assert!(texts.iter().any(|text| text == "<0xE6>"), "{texts:?}");
    }

    #[test]
    fn a_byte_never_seen_hides_none_of_the_pieces_after_it() {
        let tokenizer = Tokenizer::train(["voilà caff latte today"].into_iter(), 40).expect("trains");
        // é begins with the byte that à begins with, and its second one is unknown.
        let pieces = tokenizer.pieces("caffé latte today").expect("encodes");
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(text.trim_start(), "caff\u{fffd} latte today");
    }

    #[test]
    fn training_ends_early_where_there_is_nothing_left_to_merge() {
        let small = tokenizer(100_000);
        assert!(small.vocab_size() < 300, "{}", small.vocab_size());
        let again = Tokenizer::from_json(&small.to_json().expect("writes")).expect("reads");
        assert_eq!(again.vocab_size(), small.vocab_size());
        assert_eq!(again.to_json(), small.to_json());
    }

    #[test]
    fn words_have_the_ids_that_the_library_gives_the_title() {
        let odd =
            ["", " ", "  two  spaces ", "a\tb\n\nc", "it's I'LL 12½ ٣", "x <eos> y<unk>", "👩‍💻 e\u{301}", "\u{a0}a"];
        let (tokenizer, mut known) = (tokenizer(120), WordIds::default());
        assert!(tokenizer.by_words);
        for title in TITLES.into_iter().chain(odd) {
            let mut ids = Vec::new();
            tokenizer.encode_into(title, &mut known, &mut ids).expect("encodes");
            assert_eq!(ids, tokenizer.encode_by_library(title).expect("encodes"), "{title:?}");
        }
        let json = tokenizer.to_json().expect("writes");
        let other = json.replace("\"use_regex\":true", "\"use_regex\":false");
        assert!(!Tokenizer::from_json(&other).expect("reads").by_words);
    }

    #[test]
    fn a_file_that_is_no_tokenizer_is_refused() {
        for json in ["", "{}", "[1]"] {
            assert!(matches!(Tokenizer::from_json(json), Err(DataError::Tokenizer { .. })));
        }
    }
}
