//! Puts findings that are alike together: those with one code and one severity.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Audited;
use crate::model::{Finding, Severity};
use crate::rules::FindingKind;

/// Findings with one code and one severity.
pub(super) struct Alike<'a> {
    pub severity: Severity,
    pub code: &'a str,
    kind: Option<&'a FindingKind>,
    /// The findings, in the order of their places. Never empty.
    pub findings: Vec<&'a Finding>,
}

impl Alike<'_> {
    /// The kebab-case name of the code.
    pub fn name(&self) -> &str {
        self.kind.map_or("", |kind| kind.name.as_str())
    }

    /// Why it matters, in one sentence.
    pub fn why(&self) -> &str {
        self.kind.map_or("", |kind| kind.why.as_str())
    }

    /// What to do, in one sentence.
    pub fn help(&self) -> &str {
        self.kind.map_or("", |kind| kind.help.as_str())
    }
}

/// All findings of an audit that count, with those that are alike together: the most severe first, then by the place of the first.
pub(super) fn alike<'a>(audited: Audited<'a>) -> Vec<Alike<'a>> {
    let mut alike: Vec<Alike<'a>> = Vec::new();
    let mut known: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for finding in audited.audit.counting() {
        let code = finding.code.as_ref();
        let at = *known.entry((finding.severity, code)).or_insert_with(|| {
            alike.push(Alike {
                severity: finding.severity,
                code,
                kind: audited.rules.catalogue.get(code),
                findings: Vec::new(),
            });
            alike.len() - 1
        });
        alike[at].findings.push(finding);
    }
    // The audit has its findings in the order of their places, and the sort keeps it.
    alike.sort_by_key(|alike| Reverse(alike.severity));
    alike
}
