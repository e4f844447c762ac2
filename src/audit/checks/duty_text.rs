//! Finds problems in the duty texts of those who cover a side: missing, thin, copied, mixed, or leaning to
//! the other side than the title.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::{EntityId, SeatId};
use crate::model::{Basis, Field, FileId, Finding, Focus, RoleId, Side, Verdict};
use crate::rules::FindingKind;
use crate::text::squeeze;

/// The seats that cover a side by title, each once.
fn by_title<'a>(context: &'a AuditContext<'_>) -> impl Iterator<Item = (SeatId, &'a Verdict)> {
    context.executives().filter(|(seat, verdict)| {
        let mut sides = Side::BOTH.into_iter();
        sides.any(|side| {
            let covered = verdict.covers[side];
            let leads = context.coverage_of(*seat).sides[side].leads(*seat);
            leads || covered.is_some_and(|covered| covered.basis == Basis::Title)
        })
    })
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// No duties are written, although the chart has a column for them. If no row of a file has any, there is one
/// finding for the file.
pub(in super::super) fn none(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let mut silent: BTreeMap<FileId, Vec<SeatId>> = BTreeMap::new();
    for (seat, _) in by_title(context) {
        let position = chart.position(seat);
        let file = chart.sources().file(position.file);
        if position.responsibilities.is_empty() && file.gives(Field::Responsibilities) {
            silent.entry(position.file).or_default().push(seat);
        }
    }
    let finding = |seats: &[SeatId]| {
        let message = format!("no duties are given for {}", context.all_named(seats));
        let places = seats.iter().take(MOST_PLACES);
        let about: Vec<_> = places
            .map(|seat| (*seat, Field::Responsibilities))
            .collect();
        context.finding(kind, &about, message)
    };
    if silent.is_empty() {
        return Vec::new();
    }
    let rows = chart.seats().map(|seat| chart.position(seat));
    let texts = rows.filter(|row| !row.responsibilities.is_empty());
    let with_texts: FxHashSet<FileId> = texts.map(|row| row.file).collect();
    let mut findings = Vec::new();
    for (file, seats) in silent {
        if with_texts.contains(&file) {
            findings.extend(seats.chunks(1).map(finding));
        } else {
            findings.push(finding(&seats));
        }
    }
    findings
}

/// The text is too short and supports no side.
pub(in super::super) fn thin(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let thin = by_title(context).filter(|(seat, verdict)| {
        let text = context.on.chart.position(*seat).responsibilities;
        // A text that names the officer says enough.
        let mut sides = Side::BOTH.into_iter();
        let says = verdict.duties.internal + verdict.duties.external > 0.0
            || sides.any(|side| verdict.mandate[side].named.is_some());
        !text.is_empty() && !says && (words(text) as f32) < kind.threshold("least_words")
    });
    let finding = |(seat, _)| {
        let text = context.on.chart.position(seat).responsibilities;
        let count = words(text);
        let message = format!(
            "the duties of {} are {count} {} that say nothing about either side",
            context.named(seat),
            if count == 1 { "word" } else { "words" }
        );
        context.finding(kind, &[(seat, Field::Responsibilities)], message)
    };
    thin.map(finding).collect()
}

/// Executives of different roles have the same text.
pub(in super::super) fn copied(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut by_text: BTreeMap<(EntityId, String), Vec<SeatId>> = BTreeMap::new();
    for (seat, _) in context.executives() {
        let text = context.on.chart.position(seat).responsibilities;
        if words(text) as f32 >= kind.threshold("least_words") {
            let entity = context.on.chart.entity_of(seat);
            by_text
                .entry((entity, squeeze(text)))
                .or_default()
                .push(seat);
        }
    }
    let mut findings = Vec::new();
    for mut seats in by_text.into_values() {
        let mut known: Vec<Vec<RoleId>> = Vec::new();
        // Holders of the same role, such as one for each region, may well have the same duties.
        seats.retain(|seat| {
            let roles = roles_named(context, *seat);
            let is_new = !known.contains(&roles);
            known.push(roles);
            is_new
        });
        if seats.len() > 1 {
            let message = format!("{} have the same duty text", context.all_named(&seats));
            let about: Vec<_> = seats
                .iter()
                .map(|seat| (*seat, Field::Responsibilities))
                .collect();
            findings.push(context.finding(kind, &about, message));
        }
    }
    findings
}

/// The roles that a title names, held or not.
fn roles_named(context: &AuditContext<'_>, seat: SeatId) -> Vec<RoleId> {
    let Some(verdict) = context.on.verdict(seat) else {
        return Vec::new();
    };
    let held = verdict.roles.iter().map(|held| held.role);
    let aside = verdict.set_aside.iter().map(|aside| aside.role);
    held.chain(aside).collect()
}

/// The holder of one side describes duties of both.
pub(in super::super) fn mixed(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in context.executives() {
        let leads = Side::BOTH.map(|side| context.coverage_of(seat).sides[side].leads(seat));
        let duties = verdict.duties;
        let speaks_both = Side::BOTH
            .iter()
            .all(|side| duties[*side] >= kind.threshold("least_evidence"));
        let one_side = leads[0] != leads[1];
        if !one_side || !speaks_both || verdict.focus != Focus::Mixed {
            continue;
        }
        let side = if leads[0] {
            Side::Internal
        } else {
            Side::External
        };
        let label = |side: Side| &context.rules.sides[side].label;
        let message = format!(
            "{} holds the {}, and its duties describe the {} as well",
            context.named(seat),
            label(side),
            label(side.other())
        );
        findings.push(context.finding(kind, &[(seat, Field::Responsibilities)], message));
    }
    findings
}

/// The holder of both sides describes duties of only one.
pub(in super::super) fn leaning(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in context.executives() {
        let sides = &context.coverage_of(seat).sides;
        let holds_both = Side::BOTH.iter().all(|side| sides[*side].leads(seat));
        let duties = verdict.duties;
        let sum = duties.internal + duties.external;
        if !holds_both || sum < kind.threshold("least_evidence") {
            continue;
        }
        let score = (duties.external - duties.internal) / sum;
        if score.abs() < kind.threshold("least_score") {
            continue;
        }
        let described = if score < 0.0 {
            Side::Internal
        } else {
            Side::External
        };
        let label = |side: Side| &context.rules.sides[side].label;
        let message = format!(
            "{} holds both sides, but its duties describe the {}; the {} is held by title only",
            context.named(seat),
            label(described),
            label(described.other())
        );
        findings.push(context.finding(kind, &[(seat, Field::Responsibilities)], message));
    }
    findings
}
