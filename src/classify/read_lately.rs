//! Keeps the texts of cells that were read last, so that one that repeats is rarely read again.
//!
//! Much repeats in a file of staff: hundreds of seats are a "Software Engineer" of "Finance", and all of them have the
//! duty text of their job. What was read of a text is kept until another one needs its place. The id of the matcher is
//! kept too, since other rules may read the same text differently.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::duty_marks::DutyMarks;
use super::outlook::Outlook;
use super::parts::{Stated, TitleParts};
use super::whole_text::WholeText;
use crate::rules::{Buffers, MatcherId, Rules, Scan, ScannedText, Speaks};
use crate::text::Stops;

/// What a cell says.
pub(super) trait ReadCell: Default {
    /// A longer text is not kept, in bytes.
    const LONGEST_KEPT: usize;

    /// Room for so many texts at the most, a power of two.
    const MOST_KEPT: usize;

    /// Reads another text.
    fn read(&mut self, rules: &Rules, text: &str, buffers: &mut Buffers);
}

/// A title or the name of a unit, as read.
#[derive(Debug, Default)]
pub(super) struct ReadName {
    scanned: ScannedText,
    pub parts: TitleParts,
    pub stated: Stated,
    pub outlook: Outlook,
    /// Whether it has words for the work of a side. Few names have.
    pub names_work: bool,
}

impl ReadCell for ReadName {
    const LONGEST_KEPT: usize = 128;
    // A large file has a few thousand titles.
    const MOST_KEPT: usize = 1 << 12;

    fn read(&mut self, rules: &Rules, name: &str, buffers: &mut Buffers) {
        let matcher = &rules.matcher;
        let scan = matcher.scan_into(name, Stops::Abbreviate, buffers, &mut self.scanned);
        self.parts = TitleParts::of(rules, &scan);
        self.stated = Stated::of(&self.parts, &scan);
        self.outlook = Outlook::of(rules, &scan);
        let mut words = scan.matches.iter();
        self.names_work = words.any(|at| matches!(rules.speaks(at.rule), Speaks::Mandate(..)));
    }
}

impl ReadName {
    /// What the scan of the name found.
    pub fn scan(&self) -> Scan<'_> {
        self.scanned.scan()
    }
}

/// A duty text, as read.
#[derive(Debug, Default)]
pub(super) struct ReadDuties {
    scanned: ScannedText,
    pub marks: DutyMarks,
    /// What it says in every row that does not name itself in it.
    pub whole: WholeText,
}

impl ReadCell for ReadDuties {
    const LONGEST_KEPT: usize = 512;
    // A large file has the texts of a thousand jobs and more, in any order. What was read of a text takes some kilobytes.
    const MOST_KEPT: usize = 1 << 11;

    fn read(&mut self, rules: &Rules, text: &str, buffers: &mut Buffers) {
        let matcher = &rules.matcher;
        let scan = matcher.scan_into(text, Stops::EndSentences, buffers, &mut self.scanned);
        self.marks.read(rules, &scan);
        self.whole = WholeText::default();
    }
}

impl ReadDuties {
    /// What the scan of the text found.
    pub fn scan(&self) -> Scan<'_> {
        self.scanned.scan()
    }
}

/// Room for so many texts at first. Each text has one possible place, so that no choice of texts makes a look-up slow.
const FIRST_KEPT: usize = 1 << 4;

/// A text that was read, and the rules by which it was.
#[derive(Debug, Default)]
struct Kept<R> {
    of: MatcherId,
    written: String,
    reading: R,
}

/// Texts of one kind of cell that were read last.
#[derive(Debug, Default)]
pub(super) struct ReadLately<R> {
    kept: Vec<Option<Kept<R>>>,
    /// How many texts were read since the room last grew.
    missed: usize,
    /// A text too long to be kept, which is read again each time.
    long: R,
}

impl<R: ReadCell> ReadLately<R> {
    /// What a text says by these rules.
    pub fn read(&mut self, rules: &Rules, text: &str, buffers: &mut Buffers) -> &R {
        if text.len() > R::LONGEST_KEPT {
            self.long.read(rules, text, buffers);
            return &self.long;
        }
        self.make_room();
        let mut hasher = FxHasher::default();
        text.hash(&mut hasher);
        let at = hasher.finish() as usize & (self.kept.len() - 1);
        let kept = self.kept[at].get_or_insert_default();
        let id = rules.matcher.id();
        if kept.written != text || kept.of != id {
            kept.reading.read(rules, text, buffers);
            kept.of = id;
            kept.written.clear();
            kept.written.push_str(text);
            self.missed += 1;
        }
        &kept.reading
    }

    /// Makes room for more texts if many had to be read.
    fn make_room(&mut self) {
        let room = self.kept.len();
        let more = match room {
            0 => FIRST_KEPT,
            _ if self.missed > room && room < R::MOST_KEPT => (room * 4).min(R::MOST_KEPT),
            _ => return,
        };
        self.kept.clear();
        self.kept.resize_with(more, || None);
        self.missed = 0;
    }
}
