//! A position to a verdict: who its title says it is, what its duties weigh, and what both come to.
//!
//! `department` tells a field of work where the title tells none.
//! `mandate` notes what the cells of a row give the seat of each side, whatever it is called: `mandate_name` reads
//! titles and units, `mandate_text` duty texts, by the words of `work`.
//! `read_lately` keeps the cells that were read last, since they repeat.
//! `parts` sorts the words of a title, `field` chooses the field of work among them, `office` spells out "Chief A and
//! B Officer", `title` decides what all come to, with `unit` that knows officers named only as a unit and `derive` that
//! makes a role of a rank and a field; `acronym` finds what an acronym stands for.
//! `outlook` tells the trade of title and department, `duty_marks` groups the phrases of a duty text by meaning,
//! `text_lines` parts it into lines and `layout` tells its sections, `statements` of whom its sentences speak; `cues` what
//! scales them, `voids` what takes that away, `beneficiary` whom the work is for; `told` puts these together; `duties`
//! weighs the text by all, `wording` tells how its words lean, and `whole_text` keeps both for the next row with the text.
//! `weigh` puts them together, `confidence` says how sure that is. All are pure: a position and the rules
//! in, a verdict out, so that a batch of job descriptions needs no chart. `derivation` tells how a verdict
//! came about. `stream` does it for whole files in parallel, `on_chart` keeps what an audit needs,
//! of most seats only a `sketch`, `units` finds charts that show units in place of seats, `unit_texts` finds duty
//! texts that describe a unit, `contradiction` sets title against duties,
//! `pack_test` runs the tests of a pack.

mod acronym;
mod beneficiary;
mod confidence;
mod contradiction;
mod cues;
mod department;
mod derivation;
mod derive;
mod duties;
mod duty_marks;
mod ended;
mod field;
mod held;
mod house;
mod layout;
mod line;
mod mandate;
mod mandate_name;
mod mandate_text;
mod named;
mod neighbours;
mod office;
mod on_chart;
mod outlook;
mod pack_test;
mod parts;
mod read_lately;

mod scratch;
mod sketch;
mod statements;
mod stream;
mod taken;
mod text_lines;
mod title;
mod told;
mod unit;
mod unit_texts;
mod units;
mod voids;
mod weigh;
mod whole_text;
mod wording;
mod work;

pub use contradiction::Contradiction;
pub use derivation::{Derivation, Turn};
pub use neighbours::Neighbours;
pub use on_chart::ClassifiedChart;
pub use pack_test::Mismatch;
pub use scratch::Scratch;
pub use sketch::Sketch;
pub use stream::{BatchOrigin, in_order, judge};
pub use wording::CountedWord;

use self::outlook::Outlook;
use self::told::DutyText;
use crate::model::{Position, Verdict};
use crate::rules::Rules;

/// Judges positions by a rule pack.
#[derive(Clone, Copy, Debug)]
pub struct Classifier<'r> {
    rules: &'r Rules,
}

impl<'r> Classifier<'r> {
    /// A classifier by these rules.
    pub fn new(rules: &'r Rules) -> Self {
        Classifier { rules }
    }

    /// Judges one position.
    pub fn classify(&self, position: &Position<'_>) -> Verdict {
        self.classify_with(position, &mut Scratch::default())
    }

    /// Judges one position with scratch space that can be used again for the next: what one does for
    /// many rows.
    pub fn classify_with(&self, position: &Position<'_>, scratch: &mut Scratch) -> Verdict {
        self.classify_among(position, &Neighbours::default(), scratch)
    }

    /// Judges one position by what stands around it on its chart as well.
    pub fn classify_among(
        &self,
        position: &Position<'_>,
        neighbours: &Neighbours<'_>,
        scratch: &mut Scratch,
    ) -> Verdict {
        let rules = self.rules;
        let untold;
        let position = match neighbours.has_unit_text {
            true => {
                untold = Position {
                    responsibilities: "",
                    ..*position
                };
                &untold
            }
            false => position,
        };
        let (scans, others) = scratch.scan(rules, position);
        let department = department::read(&scans.department, &scans.of_department.stated);
        let title = title::read(
            rules,
            position,
            department.as_ref(),
            neighbours,
            &scans,
            others,
        );
        let text = DutyText::of(position, &scans);
        let outlook = match position.responsibilities {
            "" => Outlook::default(),
            _ => Outlook::of_position(scans.of_title.outlook, scans.of_department.outlook),
        };
        let mut verdict = weigh::verdict(rules, title, department, outlook, &text);
        mandate::note(
            rules,
            position,
            neighbours,
            &scans,
            &text,
            &mut verdict,
            others,
        );
        verdict.unit_text = neighbours.has_unit_text;
        verdict
    }

    /// The words of a duty text that say what the holder does.
    pub fn wording(&self, position: &Position<'_>, scratch: &mut Scratch) -> Vec<CountedWord> {
        let (scans, _) = scratch.scan(self.rules, position);
        wording::words(self.rules, &DutyText::of(position, &scans))
    }
}
