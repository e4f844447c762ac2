//! Tells how much each word of a duty text counts, by its section and its sentence.

use std::cell::OnceCell;

use super::duty_marks::DutyMarks;
use super::scratch::Scans;
use super::statements::{self, Said};
use super::{beneficiary, cues, layout};
use crate::model::Position;
use crate::rules::{Rules, Scan};

/// A duty text: its scan, what the phrases in it mean, and what each word counts.
pub(super) struct DutyText<'a> {
    position: &'a Position<'a>,
    pub scan: Scan<'a>,
    pub marks: &'a DutyMarks,
    /// Worked out when it is first asked for, since texts without a duty need it not.
    told: OnceCell<Told>,
}

impl<'a> DutyText<'a> {
    /// The duty text of a position.
    pub(super) fn of(position: &'a Position<'a>, scans: &Scans<'a>) -> Self {
        DutyText {
            position,
            scan: scans.duties,
            marks: scans.of_duties,
            told: OnceCell::new(),
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

/// What a text says around each of its words.
pub(super) struct Told {
    said: Vec<Said>,
    /// Empty if there is no known heading.
    sections: Vec<f32>,
}

impl Told {
    fn of(rules: &Rules, text: &DutyText<'_>) -> Told {
        let DutyText {
            position,
            scan,
            marks,
            ..
        } = text;
        let found = &marks.sentences;
        let begins_duty = |word| statements::begins_duty(found, word);
        let mut said = statements::read(position, scan, found);
        cues::scale(rules, scan, found, &mut said);
        beneficiary::note(scan, found, &mut said);
        Told {
            said,
            sections: layout::sections(
                position.responsibilities,
                scan,
                &marks.headings,
                begins_duty,
            ),
        }
    }

    /// The factor for a duty that begins at a word, from 0 to 1.
    pub(super) fn factor(&self, word: u32) -> f32 {
        let section = self.sections.get(word as usize).copied().unwrap_or(1.0);
        self.said(word).factor * section
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
