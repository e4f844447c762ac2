//! Checks where the holders of a side are on the chart: how far from the top, how far from each other, under
//! whom.

use std::collections::BTreeSet;

use super::two_leaders::substantive;
use crate::audit::context::AuditContext;
use crate::chart::SeatId;
use crate::model::{Field, Finding, Rank, Side};
use crate::rules::FindingKind;

/// An officer is far from the top of the entity.
pub(in super::super) fn too_deep(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entity in context.entities() {
        let Some((top, _)) = context.groups.top(entity.entity) else {
            continue;
        };
        let mut said: BTreeSet<SeatId> = BTreeSet::new();
        for side in Side::BOTH {
            // If several seats hold a side, the highest of them is the officer.
            let highest = substantive(context, &entity.sides[side].leaders)
                .into_iter()
                .filter(|seat| context.reach(*seat).is_whole())
                .filter_map(|seat| Some((context.on.chart.depth(seat)?.saturating_sub(top), seat)))
                .min();
            let Some((levels, seat)) = highest else {
                continue;
            };
            if levels as f32 <= kind.threshold("most_levels") || said.contains(&seat) {
                continue;
            }
            said.insert(seat);
            let message = format!(
                "{} is {levels} levels below the top of {}",
                context.named(seat),
                context.entity_of(seat).name
            );
            findings.push(context.finding(kind, &[(seat, Field::ReportsTo)], message));
        }
    }
    findings
}

/// The officers of the two sides are at different levels.
pub(in super::super) fn level_gap(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entity in context.entities() {
        let [internal, external] = Side::BOTH.map(|side| {
            let leaders = substantive(context, &entity.sides[side].leaders);
            let depths = leaders
                .into_iter()
                .filter_map(|seat| Some((context.on.chart.depth(seat)?, seat)));
            depths.min()
        });
        let (Some((one, internal)), Some((other, external))) = (internal, external) else {
            continue;
        };
        let gap = one.abs_diff(other);
        // If one is below the other, there is a finding of its own.
        if (gap as f32) < kind.threshold("least_levels") || context.in_one_line(internal, external)
        {
            continue;
        }
        let message = format!(
            "{} and {} are {gap} levels apart",
            context.named(internal),
            context.named(external)
        );
        let about = [internal, external].map(|seat| (seat, Field::ReportsTo));
        findings.push(context.finding(kind, &about, message));
    }
    findings
}

/// A chief reports to somebody whose title is far lower.
pub(in super::super) fn inflated(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in context.technologists() {
        let Some(manager) = context.on.chart.manager(seat) else {
            continue;
        };
        // A title without a rank may belong to anybody, even to the head of the organisation.
        let lower = matches!(
            context.on.sketch(manager).rank,
            Rank::Junior | Rank::Senior | Rank::Lead
        );
        let top = context.groups.top(context.on.chart.entity_of(seat));
        let is_top = top.is_some_and(|(_, top)| top == manager);
        if verdict.rank != Rank::Chief || !lower || is_top || context.on.verdict(manager).is_some()
        {
            continue;
        }
        let message = format!(
            "{} has the title of a chief and reports to {}",
            context.named(seat),
            context.named(manager)
        );
        let about = [(seat, Field::Title), (manager, Field::Title)];
        findings.push(Finding {
            confidence: Some(kind.threshold("unsure")),
            ..context.finding(kind, &about, message)
        });
    }
    findings
}
