//! Findings on job descriptions: what the verdict on a row tells of its title and text, without a chart.
//!
//! `checks` ask one row at a time, so that rows are looked at on any thread as they stream by; `CHECKS` is the
//! table of them all. `copies` alone looks across rows, in input order, and keeps of a text only what tells it
//! apart from others. A text is never searched anew: the verdict holds what was heard in it. Of rows without any
//! text, on which every text check could say but one thing, `blanks` keeps the number.

mod blanks;
mod checks;
mod copies;

use std::convert::Infallible;

pub use blanks::Blanks;
pub use copies::{Copies, Earlier};

use crate::classify::{Origin, in_order, judge};
use crate::model::{Field, FileId, Position, Subject, Verdict};
use crate::read::Reader;
use crate::rules::{FindingKind, Rules, UnknownCheck};
use copies::Print;

/// A finding on a job description.
#[derive(Clone, Debug)]
pub struct Found<'r> {
    /// What the catalogue says of it, its severity among that.
    pub kind: &'r FindingKind,
    /// What, in a few words.
    pub message: String,
    /// Where in the row it shows: the title or the text.
    pub field: Field,
    /// The earlier row that it is about, where it is about one.
    pub earlier: Option<Earlier>,
}

/// A job description and the verdict on it.
struct Posting<'a> {
    rules: &'a Rules,
    verdict: &'a Verdict,
    /// How many words the text has.
    words: usize,
}

/// What a check says of a row, and of which field.
type Said = (Field, String);

/// How a finding is looked for.
#[derive(Clone, Copy)]
enum Check {
    /// In each row by itself.
    Row(fn(&Posting<'_>, &FindingKind) -> Option<Said>),
    /// The same, in rows that have a text. Those without one are counted: see [`Blanks`].
    Text(fn(&Posting<'_>, &FindingKind) -> Option<Said>),
    /// Among the rows before.
    Copies,
}

/// Every check, by the name under which the catalogue knows it.
const CHECKS: &[(&str, Check)] = &[
    ("title-against-text", Check::Row(checks::sides::contradicts)),
    ("both-sides-in-text", Check::Row(checks::sides::both)),
    ("silent-text", Check::Text(checks::silent_text::check)),
    ("copied-text", Check::Copies),
    ("thin-text", Check::Text(checks::thin_text::check)),
    ("unsure-acronym", Check::Row(checks::unsure_acronym::check)),
];

/// The checks that are asked for.
pub struct Checks<'r> {
    rules: &'r Rules,
    asked: Vec<(&'r FindingKind, Check)>,
}

/// A row that was looked at by itself.
pub struct Row<'r> {
    found: Vec<Found<'r>>,
    print: Option<Print>,
    /// Whether the row has no text, though its file has a place for one, and texts are asked for.
    is_blank: bool,
}

impl<'r> Checks<'r> {
    /// The checks that the rules turn on, of findings that are wanted.
    ///
    /// # Errors
    /// Where the catalogue of the rule pack names a check that does not exist.
    pub fn new(
        rules: &'r Rules,
        wanted: impl Fn(&FindingKind) -> bool,
    ) -> Result<Checks<'r>, UnknownCheck> {
        let mut asked = rules
            .catalogue
            .with_checks(Subject::JobDescription, CHECKS)?;
        asked.retain(|(kind, _)| kind.enabled && wanted(kind));
        Ok(Checks { rules, asked })
    }

    /// All findings on what a reader has to give, in input order, each with the file and line of its row.
    pub fn all(
        &self,
        reader: &mut Reader<'_>,
        mut sink: impl FnMut(FileId, u32, Found<'r>) + Send,
    ) {
        let mut copies = Copies::default();
        let done = in_order(
            reader,
            |batch, origin| {
                let judged = batch.positions().zip(judge(self.rules, batch));
                let rows = judged.map(|(position, verdict)| self.row(&position, &verdict, origin));
                (origin.file.clone(), rows.collect::<Vec<_>>())
            },
            |batch, (file, rows)| {
                for (position, row) in batch.positions().zip(rows) {
                    let found = self.finish(row, &file, position.line, &mut copies);
                    let found = found.into_iter();
                    found.for_each(|found| sink(batch.file, position.line, found));
                }
                Ok::<(), Infallible>(())
            },
        );
        match done {
            Ok(()) => {}
            Err(never) => match never {},
        }
    }

    /// Looks at a row by itself; on any thread.
    pub fn row(&self, position: &Position<'_>, verdict: &Verdict, origin: &Origin) -> Row<'r> {
        let text = position.responsibilities;
        let posting = Posting {
            rules: self.rules,
            verdict,
            words: text.split_whitespace().count(),
        };
        let mut row = Row {
            found: Vec::new(),
            print: None,
            is_blank: false,
        };
        for &(kind, check) in &self.asked {
            match check {
                Check::Text(_) if posting.words == 0 => {
                    row.is_blank = origin.gives_duties;
                }
                Check::Row(check) | Check::Text(check) => {
                    let said = check(&posting, kind);
                    row.found.extend(said.map(|(field, message)| Found {
                        kind,
                        message,
                        field,
                        earlier: None,
                    }));
                }
                Check::Copies => {
                    let is_long = posting.words as f32 >= kind.threshold("least_words");
                    // Without a title there is no other one, and a text of signs alone says nothing.
                    let tells = |text: &str| text.contains(char::is_alphanumeric);
                    row.print = (is_long && tells(position.title) && tells(text))
                        .then(|| Print::of(position.title, text));
                }
            }
        }
        row
    }

    /// All findings on a row, by code, once those before it are known; for each row, in input order.
    pub fn finish(
        &self,
        row: Row<'r>,
        file: &str,
        line: u32,
        copies: &mut Copies,
    ) -> Vec<Found<'r>> {
        let mut found = row.found;
        let earlier = row.print.and_then(|print| copies.add(print, file, line));
        let Some(earlier) = earlier else { return found };
        let mut asked = self.asked.iter();
        let copied = asked.find(|(_, check)| matches!(check, Check::Copies));
        found.extend(copied.map(|&(kind, _)| Found {
            kind,
            message: format!("the text already stands under another title: {earlier}"),
            field: Field::Responsibilities,
            earlier: Some(earlier),
        }));
        found.sort_by(|a, b| a.kind.code.cmp(&b.kind.code));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_makes_a_finding_of_the_catalogue() {
        let rules = Rules::builtin().unwrap();
        for (name, _) in CHECKS {
            let mut made = rules.catalogue.of_check(name);
            assert!(
                made.next()
                    .is_some_and(|kind| kind.about == Subject::JobDescription),
                "nothing in the catalogue is made by {name}"
            );
        }
    }
}
