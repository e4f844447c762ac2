//! Tells how much each word of a duty text counts, by its section and its sentence.

use super::layout::{self, Known};
use super::statements::{self, Found, Said};
use super::{beneficiary, cues};
use crate::model::Position;
use crate::rules::{Prose, Rules, Scan, Speaks};

/// What a text says around each of its words.
pub(super) struct Told {
    said: Vec<Said>,
    /// Empty if there is no known heading.
    sections: Vec<f32>,
}

impl Told {
    /// Reads the duty text of a position, with what its scan found about sentences and sections.
    pub(super) fn of(
        rules: &Rules,
        position: &Position<'_>,
        scan: &Scan<'_>,
        found: &Found,
        headings: &[Known],
    ) -> Told {
        let begins_duty = |word| statements::begins_duty(found, word);
        let mut said = statements::read(position, scan, found);
        cues::scale(rules, scan, found, &mut said);
        beneficiary::note(scan, found, &mut said);
        Told {
            said,
            sections: layout::sections(position.responsibilities, scan, headings, begins_duty),
        }
    }

    /// Reads the duty text of a position from a scan alone.
    pub(super) fn in_scan(rules: &Rules, position: &Position<'_>, scan: &Scan<'_>) -> Told {
        let (found, headings) = find(rules, scan);
        Told::of(rules, position, scan, &found, &headings)
    }

    /// The factor for a duty that begins at a word, from 0 to 1.
    pub(super) fn factor(&self, word: u32) -> f32 {
        let section = self.sections.get(word as usize).copied().unwrap_or(1.0);
        self.said(word).factor * section
    }

    /// What is said around a word.
    pub(super) fn said(&self, word: u32) -> Said {
        self.said.get(word as usize).copied().unwrap_or_default()
    }
}

/// Collects what a scan found about sentences and sections.
pub(super) fn find(rules: &Rules, scan: &Scan<'_>) -> (Found, Vec<Known>) {
    let (mut found, mut headings) = (Found::default(), Vec::new());
    for at in scan.matches {
        match rules.speaks(at.rule) {
            Speaks::Cue(cue) => found.cues.push((*at, cue)),
            Speaks::CueUnless(cue) => found.voids.push((*at, cue)),
            Speaks::Heading(heading) => headings.push(Known { at: *at, heading }),
            Speaks::Prose(Prose::ServesAs | Prose::Is) => {}
            Speaks::Prose(prose) => found.prose.push((*at, prose)),
            Speaks::Joiner => found.joiners.push(*at),
            Speaks::Title(_) | Speaks::Acronym(_) => found.officers.push(*at),
            _ => {}
        }
    }
    (found, headings)
}
