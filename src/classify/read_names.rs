//! Keeps the titles and units that were read last, so that a name that repeats is rarely read again.
//!
//! Most titles and units in a file of staff repeat: hundreds of seats are a "Software Engineer" of "Finance". What was
//! read of a name is kept until another one needs its place. The id of the matcher is kept too, since other rules may
//! read the same name differently.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::outlook::Outlook;
use super::parts::TitleParts;
use crate::rules::{Buffers, MatcherId, Rules, Scan, ScannedText};
use crate::text::Stops;

/// A longer name is not kept, in bytes.
const LONGEST_KEPT: usize = 128;

/// Room for so many names at first, and for so many at the most: powers of two. Each name has one possible place, so
/// that no choice of names makes a look-up slow.
const FIRST_NAMES: usize = 1 << 4;

const MOST_NAMES: usize = 1 << 11;

/// A title or the name of a unit, as read.
#[derive(Debug, Default)]
pub(super) struct ReadName {
    of: MatcherId,
    written: String,
    scanned: ScannedText,
    pub parts: TitleParts,
    pub outlook: Outlook,
}

impl ReadName {
    /// What the scan of the name found.
    pub fn scan(&self) -> Scan<'_> {
        self.scanned.scan()
    }

    fn is(&self, rules: &Rules, name: &str) -> bool {
        self.written == name && self.of == rules.matcher.id()
    }

    fn read(&mut self, rules: &Rules, name: &str, buffers: &mut Buffers) {
        let matcher = &rules.matcher;
        let scan = matcher.scan_into(name, Stops::Abbreviate, buffers, &mut self.scanned);
        self.parts = TitleParts::of(rules, &scan);
        self.outlook = Outlook::of(rules, &scan);
        self.of = matcher.id();
        self.written.clear();
        self.written.push_str(name);
    }
}

/// Titles or names of units.
#[derive(Debug, Default)]
pub(super) struct ReadNames {
    kept: Vec<Option<ReadName>>,
    /// How many names were read since the room last grew.
    missed: usize,
    /// A name too long to be kept, which is read again each time.
    long: ReadName,
}

impl ReadNames {
    /// What a name says by these rules.
    pub fn read(&mut self, rules: &Rules, name: &str, buffers: &mut Buffers) -> &ReadName {
        if name.len() > LONGEST_KEPT {
            self.long.read(rules, name, buffers);
            return &self.long;
        }
        self.make_room();
        let mut hasher = FxHasher::default();
        name.hash(&mut hasher);
        let at = hasher.finish() as usize & (self.kept.len() - 1);
        let place = &mut self.kept[at];
        let is_kept = place.as_ref().is_some_and(|kept| kept.is(rules, name));
        let kept = place.get_or_insert_default();
        if !is_kept {
            kept.read(rules, name, buffers);
            self.missed += 1;
        }
        kept
    }

    /// Makes room for more names if many had to be read.
    fn make_room(&mut self) {
        let room = self.kept.len();
        let more = match room {
            0 => FIRST_NAMES,
            _ if self.missed > room && room < MOST_NAMES => room * 4,
            _ => return,
        };
        self.kept.clear();
        self.kept.resize_with(more, || None);
        self.missed = 0;
    }
}
