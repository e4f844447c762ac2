//! Findings on job descriptions: problems that the verdict on a row shows in its title and text, without a
//! chart.
//!
//! `checks` look at one row at a time, on any thread, as rows stream by. `CHECKS` is the table of all checks.
//! Only `copies` looks across rows, in input order; it keeps hashes, not texts. No check searches a text
//! again, because the verdict holds the evidence found in it. `blanks` counts the rows without any text, on
//! which every text check would say the same.

mod blanks;
mod checks;
mod copies;

use std::convert::Infallible;

pub use blanks::Blanks;
pub use copies::{Copies, Earlier};

use crate::classify::{BatchOrigin, in_order, judge};
use crate::model::{Field, FileId, Position, Subject, Verdict};
use crate::read::Reader;
use crate::rules::{FindingKind, Rules};
use copies::Print;

/// A finding on a job description.
#[derive(Clone, Debug)]
pub struct PostingFinding<'r> {
    /// Its entry in the catalogue, with its severity.
    pub kind: &'r FindingKind,
    /// The message, in a few words.
    pub message: String,
    /// The field that it is about: the title or the text.
    pub field: Field,
    /// The earlier row that it refers to, if there is one.
    pub earlier: Option<Earlier>,
}

/// A job description and the verdict on it.
struct Posting<'a> {
    rules: &'a Rules,
    verdict: &'a Verdict,
    /// The number of words in the text.
    words: usize,
}

/// The field that a check is about, and its message.
type Said = (Field, String);

/// How a finding is looked for.
#[derive(Clone, Copy)]
enum Check {
    /// In each row by itself.
    Row(fn(&Posting<'_>, &FindingKind) -> Option<Said>),
    /// In each row that has a text. Rows without one are counted: see [`Blanks`].
    Text(fn(&Posting<'_>, &FindingKind) -> Option<Said>),
    /// Among all earlier rows.
    Copies,
}

/// Every check, by the name that the catalogue uses.
const CHECKS: &[(&str, Check)] = &[
    ("title-against-text", Check::Row(checks::sides::contradicts)),
    ("both-sides-in-text", Check::Row(checks::sides::both)),
    ("silent-text", Check::Text(checks::silent_text::check)),
    ("copied-text", Check::Copies),
    ("thin-text", Check::Text(checks::thin_text::check)),
    ("unsure-acronym", Check::Row(checks::unsure_acronym::check)),
];

/// The checks to run.
pub struct Checks<'r> {
    rules: &'r Rules,
    asked: Vec<(&'r FindingKind, Check)>,
}

/// The result of looking at a row by itself.
pub struct PostingFindings<'r> {
    found: Vec<PostingFinding<'r>>,
    print: Option<Print>,
    /// Whether the row has no text although its file has a column for it and a text check runs.
    is_blank: bool,
}

impl<'r> Checks<'r> {
    /// Selects the checks that the rules turn on and the caller wants.
    pub fn new(rules: &'r Rules, wanted: impl Fn(&FindingKind) -> bool) -> Checks<'r> {
        let catalogue = &rules.catalogue;
        let mut asked = catalogue.with_checks(Subject::JobDescription, CHECKS);
        asked.retain(|(kind, _)| wanted(kind));
        Checks { rules, asked }
    }

    /// Reports all findings on the rows of a reader, in input order, each with the file and line of its row.
    pub fn all(
        &self,
        reader: &mut Reader<'_>,
        mut sink: impl FnMut(FileId, u32, PostingFinding<'r>) + Send,
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

    /// Looks at a row by itself. May run on any thread.
    pub fn row(
        &self,
        position: &Position<'_>,
        verdict: &Verdict,
        origin: &BatchOrigin,
    ) -> PostingFindings<'r> {
        let text = position.responsibilities;
        let posting = Posting {
            rules: self.rules,
            verdict,
            words: text.split_whitespace().count(),
        };
        let mut row = PostingFindings {
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
                    row.found
                        .extend(said.map(|(field, message)| PostingFinding {
                            kind,
                            message,
                            field,
                            earlier: None,
                        }));
                }
                Check::Copies => {
                    let is_long = posting.words as f32 >= kind.threshold("least_words");
                    // A row without a title cannot differ in title, and a text without letters or digits says
                    // nothing.
                    let tells = |text: &str| text.contains(char::is_alphanumeric);
                    row.print = (is_long && tells(position.title) && tells(text))
                        .then(|| Print::of(position.title, text));
                }
            }
        }
        row
    }

    /// Returns all findings on a row, sorted by code. Must be called for each row in input order, since it
    /// compares the row with the earlier ones.
    pub fn finish(
        &self,
        row: PostingFindings<'r>,
        file: &str,
        line: u32,
        copies: &mut Copies,
    ) -> Vec<PostingFinding<'r>> {
        let mut found = row.found;
        let earlier = row.print.and_then(|print| copies.add(print, file, line));
        let Some(earlier) = earlier else { return found };
        let mut asked = self.asked.iter();
        let copied = asked.find(|(_, check)| matches!(check, Check::Copies));
        found.extend(copied.map(|&(kind, _)| PostingFinding {
            kind,
            message: format!("an earlier row has the same text under another title: {earlier}"),
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
    fn the_catalogue_has_a_finding_for_every_check() {
        let rules = Rules::builtin().unwrap();
        rules
            .catalogue
            .assert_made_by_all(Subject::JobDescription, CHECKS);
    }
}
