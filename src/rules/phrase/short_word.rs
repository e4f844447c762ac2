//! Short words in a form of fixed size that is hashed and compared without a loop, since every word of every text is
//! looked up.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A word of at most 24 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ShortWord {
    /// Its first, middle and last bytes. They overlap, so that all words of one length are cut alike.
    bytes: [u64; 3],
    length: u8,
}

const LONGEST: usize = 24;

impl ShortWord {
    /// The word, unless it is too long.
    pub(super) fn of(word: &str) -> Option<ShortWord> {
        let bytes = word.as_bytes();
        if bytes.len() > LONGEST {
            return None;
        }
        Some(ShortWord {
            bytes: cut(bytes),
            length: bytes.len() as u8,
        })
    }

    /// A number that says where the word is kept.
    pub(super) fn place(&self) -> usize {
        let [first, middle, last] = self.bytes;
        let mut hasher = FxHasher::default();
        hasher.write_u64(first ^ middle.rotate_left(21) ^ last.rotate_left(42));
        hasher.finish() as usize
    }
}

fn cut(bytes: &[u8]) -> [u64; 3] {
    let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let middle = match bytes[8..].first_chunk() {
            Some(middle) => eight(middle),
            None => 0,
        };
        [eight(first), middle, eight(last)]
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        [four(first), 0, four(last)]
    } else {
        let few = bytes
            .iter()
            .fold(0, |few, byte| few << 8 | u64::from(*byte));
        [few, 0, 0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_only_if_all_their_bytes_are() {
        let longest = "abcdefghijklmnopqrstuvwx";
        for length in 0..=LONGEST {
            let word = ShortWord::of(&longest[..length]);
            assert_eq!(word, ShortWord::of(&longest[..length]));
            for at in 0..length {
                let other = format!("{}-{}", &longest[..at], &longest[at + 1..length]);
                assert_ne!(word, ShortWord::of(&other), "{other}");
            }
            for shorter in 0..length {
                assert_ne!(word, ShortWord::of(&longest[..shorter]));
            }
        }
        assert_eq!(ShortWord::of("abcdefghijklmnopqrstuvwxy"), None);
    }
}
