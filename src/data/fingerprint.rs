//! What two people compare to know that they trained on the same headlines: SHA-256, as lower-case hexadecimal.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// Fingerprints of all that a run reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fingerprints {
    /// Of the training titles in their order: see [`titles`].
    pub train: String,
    /// Of the validation titles: losses compare only where it is the same.
    pub val: String,
    /// Of `tokenizer.json` as it is exported.
    pub tokenizer: String,
}

/// Of titles, each ended by a line feed, in UTF-8: what `sha256sum` says of a file with one title a line.
pub fn titles<'a>(titles: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for title in titles {
        hash.update(title.as_bytes());
        hash.update(b"\n");
    }
    hex(hash)
}

/// Of a text.
pub fn text(text: &str) -> String {
    hex(Sha256::new_with_prefix(text.as_bytes()))
}

fn hex(hash: Sha256) -> String {
    format!("{:x}", hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_sha256sum() {
        // `printf '' | sha256sum` and `printf 'One\nTwo\n' | sha256sum`.
        assert_eq!(titles([]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(titles(["One", "Two"]), text("One\nTwo\n"));
        assert_eq!(text("One\nTwo\n"), "2fcfb7830c3bb1c40b0a64f0549acc4c661f7f9f8c39d3b8ecaaf51313670f68");
    }

    #[test]
    fn order_and_ends_of_titles_count() {
        assert_ne!(titles(["a", "b"]), titles(["b", "a"]));
        assert_ne!(titles(["ab"]), titles(["a", "b"]));
    }
}
