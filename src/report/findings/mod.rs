//! Findings for programs that show them at their place: an editor, a pull request, a code scanner.
//!
//! Each format is a file of its own: `concise` one line each, `github` workflow commands, `gitlab` a code quality
//! report, `sarif` for code scanning.

mod concise;
mod github;
mod gitlab;
mod sarif;

pub use concise::findings_concise;
pub use github::findings_github;
pub use gitlab::findings_gitlab;
pub use sarif::findings_sarif;

use std::path::MAIN_SEPARATOR;

use super::Audited;
use super::occurrence_json::{OccurrenceLine, occurrence_lines};
use super::words::counted_by_severity;
use crate::audit::Audit;
use crate::model::Finding;
use crate::rules::FindingKind;

/// A finding at one of the places that it is about.
struct Marked<'a> {
    finding: &'a Finding,
    kind: Option<&'a FindingKind>,
    at: OccurrenceLine<'a>,
}

impl Marked<'_> {
    /// The kebab-case name of its code.
    fn name(&self) -> &str {
        self.kind.map_or("", |kind| kind.name.as_str())
    }

    /// What to do about it.
    fn help(&self) -> &str {
        self.kind.map_or("", |kind| kind.help.as_str())
    }

    /// The file, as consumers want it: relative to where the run began, with forward slashes.
    fn path(&self) -> String {
        let path = self.at.place.file;
        let path = path.replace(MAIN_SEPARATOR, "/");
        path.strip_prefix("./").map_or(path.clone(), str::to_owned)
    }
}

/// The findings of an audit that count, each at each of its places, in the order of the audit.
fn marked<'a>(audited: Audited<'a>) -> Vec<Marked<'a>> {
    let mut marked = with_accepted(audited);
    marked.retain(|marked| marked.at.accepted.is_none());
    marked
}

/// The same with those that are in the baseline or suppressed.
fn with_accepted<'a>(audited: Audited<'a>) -> Vec<Marked<'a>> {
    let findings = audited.audit.findings.iter();
    let marked = findings.flat_map(|finding| {
        let kind = audited.rules.catalogue.get(&finding.code);
        let places = occurrence_lines(audited.on, finding).into_iter();
        places.map(move |at| Marked { finding, kind, at })
    });
    marked.collect()
}

/// The findings that count, gravest first.
fn gravest_first<'a>(audited: Audited<'a>) -> Vec<Marked<'a>> {
    let mut marked = marked(audited);
    marked.sort_by_key(|marked| std::cmp::Reverse(marked.finding.severity));
    marked
}

/// How many findings there are, by severity, in words.
fn counted(audit: &Audit) -> String {
    counted_by_severity(audit).unwrap_or_else(|| "no findings".to_owned())
}
