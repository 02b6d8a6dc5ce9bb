//! The pointer that walks over the training ids.

use serde::{Deserialize, Serialize};

/// Where the next batch starts in a stream of ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// p: the index of the first id of the next batch.
    pub pointer: usize,
}

impl Cursor {
    /// Gives the start of the next batch and moves on: p += B·T, and p = 0 when p + B·T + 1 ≥ `length`.
    pub fn advance(&mut self, batch_tokens: usize, length: usize) -> usize {
        let start = self.pointer;
        self.pointer += batch_tokens;
        if self.pointer + batch_tokens + 1 >= length {
            self.pointer = 0;
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(batch_tokens: usize, length: usize, n: usize) -> Vec<usize> {
        let mut cursor = Cursor::default();
        (0..n).map(|_| cursor.advance(batch_tokens, length)).collect()
    }

    #[test]
    fn the_pointer_wraps_before_it_would_run_out() {
        assert_eq!(starts(4, 14, 5), [0, 4, 8, 0, 4]);
        assert_eq!(starts(4, 13, 5), [0, 4, 0, 4, 0]);
        assert_eq!(starts(4, 5, 2), [0, 0]);
    }

    #[test]
    fn a_batch_and_its_targets_always_fit() {
        for length in 6..60 {
            for batch_tokens in 1..length - 1 {
                for start in starts(batch_tokens, length, 50) {
                    assert!(start + batch_tokens < length, "{length} {batch_tokens} {start}");
                }
            }
        }
    }
}
