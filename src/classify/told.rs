//! Tells how much each word of a duty text counts, by its section and its sentence.

use std::cell::OnceCell;
use std::ops::Range;

use super::duty_marks::DutyMarks;
use super::read_lately::ReadDuties;
use super::scratch::Scans;
use super::statements::{self, Said};
use super::whole_text::WholeText;
use super::{beneficiary, cues, layout};
use crate::model::Position;
use crate::rules::{Rules, Scan};

/// A duty text: its scan, what the phrases in it mean, and what each word counts.
pub(super) struct DutyText<'a> {
    position: &'a Position<'a>,
    pub scan: Scan<'a>,
    read: &'a ReadDuties,
    /// Worked out when it is first asked for, since texts without a duty need it not.
    told: OnceCell<Told>,
    /// What the text says in this row only.
    of_row: WholeText,
}

impl<'a> DutyText<'a> {
    /// The duty text of a position.
    pub(super) fn of(position: &'a Position<'a>, scans: &Scans<'a>) -> Self {
        DutyText {
            position,
            scan: scans.duties,
            read: scans.of_duties,
            told: OnceCell::new(),
            of_row: WholeText::default(),
        }
    }

    /// What the phrases in it mean.
    pub(super) fn marks(&self) -> &'a DutyMarks {
        &self.read.marks
    }

    /// What the text says as a whole. Where it may speak of the title or the company of its row, that is no other row's.
    pub(super) fn whole(&self) -> &WholeText {
        let company = self.position.entity.trim();
        let may_name_its_row = !self.marks().sentences.officers.is_empty()
            || !company.is_empty() && contains(self.written(), company);
        match may_name_its_row {
            true => &self.of_row,
            false => &self.read.whole,
        }
    }

    /// The text as written.
    pub(super) fn written(&self) -> &'a str {
        self.position.responsibilities
    }

    /// What the text says around each of its words.
    pub(super) fn told(&self, rules: &Rules) -> &Told {
        self.told.get_or_init(|| Told::of(rules, self))
    }
}

/// Whether a text contains words, in large or small letters.
fn contains(text: &str, words: &str) -> bool {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    let mut places = text.windows(words.len());
    places.any(|place| place.eq_ignore_ascii_case(words))
}

/// What a text says around each of its words.
pub(super) struct Told {
    said: Vec<Said>,
    /// By word, the factor of its section. Empty if there is no known heading.
    sections: Vec<f32>,
}

impl Told {
    fn of(rules: &Rules, text: &DutyText<'_>) -> Told {
        let DutyText { position, scan, .. } = text;
        let marks = text.marks();
        let found = &marks.sentences;
        let begins_duty = |word| statements::begins_duty(found, word);
        let written = position.responsibilities;
        let sections = layout::sections(written, scan, &marks.headings, begins_duty);
        let mut said = statements::read(position, scan, found);
        cues::scale(rules, scan, found, &sections.headings, &mut said);
        beneficiary::note(scan, found, &mut said);
        for heading in &sections.headings {
            let words = heading.first as usize..=heading.last as usize;
            said[words].iter_mut().for_each(|word| word.factor = 0.0);
        }
        Told {
            said,
            sections: sections.factors,
        }
    }

    /// The factor for a duty that begins at a word, from 0 to 1.
    pub(super) fn factor(&self, word: u32) -> f32 {
        let section = self.sections.get(word as usize).copied().unwrap_or(1.0);
        self.said(word).factor * section
    }

    /// Of a sentence, how much each of its words says of the seat: 0 is nothing, 1 all that it can.
    pub(super) fn counting(&self, sentence: Range<usize>) -> impl Iterator<Item = f32> + Clone {
        let said = self.said[sentence.clone()].iter();
        // Without a known heading, every section counts.
        let sections = self.sections.get(sentence).unwrap_or(&[]).iter();
        let sections = sections.copied().chain(std::iter::repeat(1.0));
        said.zip(sections)
            .map(|(said, section)| said.factor * section)
    }

    /// Whether a sentence only mentions what a word names: "reports to the CTO". A label such as "Reports to:" is no
    /// sentence.
    pub(super) fn is_mentioned(&self, word: u32) -> bool {
        let section = self.sections.get(word as usize).copied().unwrap_or(1.0);
        section > 0.0 && self.said(word).factor == 0.0
    }

    /// What is said around a word.
    pub(super) fn said(&self, word: u32) -> Said {
        self.said.get(word as usize).copied().unwrap_or_default()
    }
}
