//! Counts findings on job descriptions.

use std::collections::BTreeMap;

use rolecall::model::Severity;
use rolecall::postings::{Blanks, PostingFinding};

/// How many findings there are of each severity and code, and rows on which there is none for want of a text.
#[derive(Default)]
pub struct PostingTally<'r> {
    pub blanks: Blanks,
    pub counts: BTreeMap<(Severity, &'r str), u64>,
}

impl<'r> PostingTally<'r> {
    pub fn count(&mut self, found: &PostingFinding<'r>) {
        let key = (found.kind.severity, found.kind.code.as_str());
        *self.counts.entry(key).or_default() += 1;
    }

    /// The counts in a line: by severity, the gravest first, and by code.
    pub fn told(&self) -> String {
        let of_severity = |severity: Severity| {
            let of = self.counts.iter().filter(|((one, _), _)| *one == severity);
            of.map(|(_, count)| count).sum::<u64>()
        };
        let severities = Severity::ALL.map(|severity| (severity.name(), of_severity(severity)));
        let severities = severities.into_iter().filter(|(_, count)| *count > 0);
        let severities: Vec<_> = severities
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        if severities.is_empty() {
            return "found nothing".to_owned();
        }
        let codes = self.counts.iter();
        let mut codes: Vec<_> = codes
            .map(|((_, code), count)| format!("{code} {count}"))
            .collect();
        codes.sort();
        format!("found {} ({})", severities.join(", "), codes.join(", "))
    }
}
