//! The findings, those of one kind together, and those that are accepted.

use std::collections::BTreeMap;

use serde::Serialize;

use super::names::{FileLine, shown};
use crate::model::{Accepted, Finding, Severity};
use crate::report::Audited;
use crate::report::alike::alike;
use crate::report::words::plain;

/// The most findings of one kind that are shown, and of all kinds.
const MOST_OF_KIND: usize = 200;
const MOST_FINDINGS: usize = 1_500;

/// The most accepted findings that are shown.
const MOST_ACCEPTED: usize = 500;

/// The most places of one finding that are shown.
const MOST_PLACES: usize = 5;

/// The most kinds on the first screen.
const MOST_WORST: usize = 6;

/// Findings with one code and one severity.
#[derive(Debug, Serialize)]
pub(super) struct FindingGroup {
    pub anchor: String,
    pub code: String,
    pub name: String,
    pub severity: &'static str,
    pub summary: String,
    pub why: String,
    pub help: String,
    pub findings: Vec<FindingPart>,
    pub more: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct FindingPart {
    pub anchor: String,
    pub code: String,
    pub message: String,
    pub entity: String,
    pub confidence: Option<String>,
    pub places: Vec<FileLine>,
    pub more_places: usize,
    pub people: Vec<String>,
    /// How many of its places are accepted, where others are not.
    pub accepted: usize,
    /// `baseline` or `suppressed`, with its reason, if the finding does not count.
    pub how: &'static str,
    pub reason: String,
}

/// A kind of findings on the first screen.
#[derive(Debug, Serialize)]
pub(super) struct Worst {
    pub anchor: String,
    pub code: String,
    pub severity: &'static str,
    pub message: String,
    pub more: usize,
    pub help: String,
}

/// The findings of the page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Findings {
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    pub worst: Vec<Worst>,
    pub kinds: Vec<FindingGroup>,
    pub accepted: Vec<FindingPart>,
    pub more_accepted: usize,
    pub filtered: usize,
    /// The findings of each code that count.
    #[serde(skip)]
    pub by_code: BTreeMap<String, Vec<CountingFinding>>,
}

/// A finding that counts, as the checklist needs it.
#[derive(Debug)]
pub(super) struct CountingFinding {
    pub anchor: String,
    pub message: String,
    pub is_note: bool,
}

pub(super) fn findings(audited: Audited<'_>) -> Findings {
    let mut left = MOST_FINDINGS;
    let mut part = Findings {
        filtered: audited.audit.filtered,
        ..Findings::default()
    };
    for alike in alike(audited) {
        let severity = alike.severity.name();
        let count = alike.findings.len();
        match severity {
            "error" => part.errors += count,
            "warning" => part.warnings += count,
            _ => part.infos += count,
        }
        let anchor = format!("{}-{severity}", plain(alike.code));
        let shown = count.min(MOST_OF_KIND).min(left);
        left -= shown;
        let shown = alike.findings.iter().take(shown).enumerate();
        let shown = shown.map(|(index, finding)| {
            finding_part(audited, finding, format!("{anchor}-{}", index + 1))
        });
        let shown: Vec<_> = shown.collect();
        let of_code = part.by_code.entry(alike.code.to_owned()).or_default();
        of_code.extend(alike.findings.iter().enumerate().map(|(index, finding)| {
            let anchor = shown.get(index).map_or(&anchor, |shown| &shown.anchor);
            CountingFinding {
                anchor: anchor.clone(),
                message: plain(&finding.message).into_owned(),
                is_note: alike.severity == Severity::Info,
            }
        }));
        let kind = audited.rules.catalogue.get(alike.code);
        part.kinds.push(FindingGroup {
            code: plain(alike.code).into_owned(),
            name: plain(&alike.name().replace('-', " ")).into_owned(),
            severity,
            summary: kind.map_or(String::new(), |kind| plain(&kind.summary).into_owned()),
            why: plain(alike.why()).into_owned(),
            help: plain(alike.help()).into_owned(),
            more: count - shown.len(),
            findings: shown,
            anchor,
        });
    }
    let worst = part.kinds.iter().filter(|kind| kind.severity != "info");
    part.worst = worst.take(MOST_WORST).map(worst_of).collect();
    let accepted = audited.audit.findings.iter();
    let mut accepted = accepted.filter(|finding| finding.accepted().is_some());
    let shown = accepted.by_ref().take(MOST_ACCEPTED).enumerate();
    part.accepted = shown
        .map(|(index, finding)| finding_part(audited, finding, format!("accepted-{}", index + 1)))
        .collect();
    part.more_accepted = accepted.count();
    part
}

fn worst_of(kind: &FindingGroup) -> Worst {
    let first = kind.findings.first();
    Worst {
        anchor: kind.anchor.clone(),
        code: kind.code.clone(),
        severity: kind.severity,
        message: first.map_or_else(|| kind.summary.clone(), |first| first.message.clone()),
        more: (kind.findings.len() + kind.more).saturating_sub(1),
        help: kind.help.clone(),
    }
}

fn finding_part(audited: Audited<'_>, finding: &Finding, anchor: String) -> FindingPart {
    let accepted = finding.accepted();
    let occurrences = finding.occurrences.iter();
    let some = occurrences.filter(|one| one.accepted.is_some()).count();
    let people = finding.positions.iter();
    let people = people.filter_map(|position| position.incumbent.as_deref());
    let people = people.filter(|person| !person.is_empty());
    FindingPart {
        anchor,
        code: plain(&finding.code).into_owned(),
        message: plain(&finding.message).into_owned(),
        entity: plain(finding.entity.as_deref().unwrap_or_default()).into_owned(),
        confidence: finding.confidence.map(shown),
        places: finding
            .locations
            .iter()
            .take(MOST_PLACES)
            .map(|at| FileLine::of(audited.on, at))
            .collect(),
        more_places: finding.locations.len().saturating_sub(MOST_PLACES),
        people: people.map(|person| plain(person).into_owned()).collect(),
        accepted: if accepted.is_none() { some } else { 0 },
        how: accepted.map_or("", Accepted::name),
        reason: match accepted {
            Some(Accepted::Suppressed { reason, .. }) => plain(reason).into_owned(),
            _ => String::new(),
        },
    }
}
