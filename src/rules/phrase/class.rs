//! What words and pieces of words are called within the matcher, and stretches of its lists.

use std::ops::Range;

/// The number of a word, with all its forms, or of a piece of words.
pub(in crate::rules) type ClassId = u32;

/// What a word may be, and how many of its letters that does not spell out.
pub(in crate::rules) type WordClass = (ClassId, u16);

/// A set of classes, as a mask of 64 bits: it may hold more than it was given, never less.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::rules) struct Classes(u64);

impl Classes {
    fn bit(class: ClassId) -> u64 {
        1 << (class % u64::BITS)
    }

    pub(in crate::rules) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets in one.
    pub(in crate::rules) fn and(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// Whether two sets may have a class in common.
    pub(in crate::rules) fn may_share(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<ClassId> for Classes {
    fn from_iter<I: IntoIterator<Item = ClassId>>(classes: I) -> Self {
        let bits = classes.into_iter().map(Classes::bit);
        Classes(bits.fold(0, |all, bit| all | bit))
    }
}

/// A range in one of the lists of the matcher.
pub(in crate::rules) type Stretch = Range<u32>;

/// What a stretch of a list holds.
pub(in crate::rules) fn stretch<'l, T>(list: &'l [T], at: &Stretch) -> &'l [T] {
    &list[at.start as usize..at.end as usize]
}

pub(in crate::rules) fn append<T>(list: &mut Vec<T>, more: Vec<T>) -> Stretch {
    let start = list.len() as u32;
    list.extend(more);
    start..list.len() as u32
}
