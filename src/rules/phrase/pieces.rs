//! Matches beginnings and endings of words, so that a pack need not list every compound.
//!
//! A word is looked up by its first or last few letters. Only if some piece has these letters, the lengths of
//! such pieces are tried. Most words cost one look-up.

use super::class::ClassId;
use crate::text::TextMap;

/// The shortest piece, in bytes. A shorter one would be part of nearly every word.
pub(in crate::rules) const SHORTEST: usize = 4;

/// The longest piece, in bytes. Lengths are kept as the bits of a 64-bit number.
pub(in crate::rules) const LONGEST: usize = 63;

/// The end of the word at which a piece is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::rules) enum End {
    #[default]
    First,
    Last,
}

/// Pieces at one end of words, and what each may be in phrases.
#[derive(Debug, Default)]
pub(in crate::rules) struct Pieces {
    end: End,
    /// For the outermost letters of a piece, the lengths of such pieces, one bit each.
    lengths: TextMap<[u8; SHORTEST], u64>,
    classes: TextMap<Box<[u8]>, Vec<ClassId>>,
}

impl Pieces {
    pub(in crate::rules) fn new(end: End) -> Self {
        Pieces {
            end,
            lengths: TextMap::default(),
            classes: TextMap::default(),
        }
    }

    /// Adds a piece. One that is too short or too long is never found; phrases have none.
    pub(in crate::rules) fn add(&mut self, piece: &str, class: ClassId) {
        let Some(outermost) = self.outermost(piece.as_bytes()) else {
            return;
        };
        if piece.len() > LONGEST {
            return;
        }
        *self.lengths.entry(outermost).or_default() |= 1 << piece.len();
        let classes = self.classes.entry(piece.as_bytes().into()).or_default();
        if !classes.contains(&class) {
            classes.push(class);
        }
    }

    /// Calls `each` with what the pieces of a word may be, and how many letters of it they spell out.
    pub(in crate::rules) fn of(&self, word: &str, mut each: impl FnMut(ClassId, u16)) {
        let word = word.as_bytes();
        let Some(outermost) = self.outermost(word) else {
            return;
        };
        let mut lengths = self.lengths.get(&outermost).copied().unwrap_or(0);
        while lengths != 0 {
            let length = lengths.trailing_zeros() as usize;
            lengths &= lengths - 1;
            let Some(piece) = self.cut(word, length) else {
                return;
            };
            for class in self.classes.get(piece).into_iter().flatten() {
                each(*class, length as u16);
            }
        }
    }

    fn outermost(&self, word: &[u8]) -> Option<[u8; SHORTEST]> {
        self.cut(word, SHORTEST)?.try_into().ok()
    }

    fn cut<'w>(&self, word: &'w [u8], length: usize) -> Option<&'w [u8]> {
        match self.end {
            End::First => word.get(..length),
            End::Last => word.get(word.len().checked_sub(length)?..),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_pieces_at_the_end_of_a_word_are_found() {
        let mut endings = Pieces::new(End::Last);
        for (class, piece) in ["leiter", "begleiter", "eiter", "leitern"]
            .iter()
            .enumerate()
        {
            endings.add(piece, class as ClassId);
        }
        let found = |word: &str| {
            let mut found = Vec::new();
            endings.of(word, |class, spelled| found.push((class, spelled)));
            found
        };
        assert_eq!(found("zugbegleiter"), [(2, 5), (0, 6), (1, 9)]);
        assert_eq!(found("leiter"), [(2, 5), (0, 6)]);
        assert_eq!(found("ter"), []);
        assert_eq!(found("leiterei"), []);
    }

    #[test]
    fn a_piece_at_the_beginning_may_end_inside_a_character_of_the_text() {
        let mut beginnings = Pieces::new(End::First);
        beginnings.add("buro", 7);
        let mut found = Vec::new();
        beginnings.of("burokauffrau", |class, spelled| {
            found.push((class, spelled))
        });
        beginnings.of("büro", |class, spelled| found.push((class, spelled)));
        assert_eq!(found, [(7, 4)]);
    }
}
