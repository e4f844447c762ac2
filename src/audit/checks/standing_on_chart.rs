//! Checks where the holders of a side are on the chart: how far from the top, how far from each other, under
//! whom.

use std::collections::BTreeSet;

use super::two_leaders::substantive;
use crate::audit::case::Case;
use crate::chart::SeatId;
use crate::model::{Field, Finding, Rank, Side};
use crate::rules::FindingKind;

/// An officer is far from the top of the entity.
pub(in super::super) fn too_deep(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entity in case.entities() {
        let Some((top, _)) = case.groups.top(entity.entity) else {
            continue;
        };
        let mut said: BTreeSet<SeatId> = BTreeSet::new();
        for side in Side::BOTH {
            // If several seats hold a side, the highest of them is the officer.
            let highest = substantive(case, &entity.sides[side].leaders)
                .into_iter()
                .filter(|seat| case.reach(*seat).is_whole())
                .filter_map(|seat| Some((case.on.chart.depth(seat)?.saturating_sub(top), seat)))
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
                case.named(seat),
                case.entity_of(seat).name
            );
            findings.push(case.finding(kind, &[(seat, Field::ReportsTo)], message));
        }
    }
    findings
}

/// The officers of the two sides are at different levels.
pub(in super::super) fn level_gap(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entity in case.entities() {
        let [internal, external] = Side::BOTH.map(|side| {
            let leaders = substantive(case, &entity.sides[side].leaders);
            let depths = leaders
                .into_iter()
                .filter_map(|seat| Some((case.on.chart.depth(seat)?, seat)));
            depths.min()
        });
        let (Some((one, internal)), Some((other, external))) = (internal, external) else {
            continue;
        };
        let gap = one.abs_diff(other);
        // If one is below the other, there is a finding of its own.
        if (gap as f32) < kind.threshold("least_levels") || case.in_one_line(internal, external) {
            continue;
        }
        let message = format!(
            "{} and {} are {gap} levels apart",
            case.named(internal),
            case.named(external)
        );
        let about = [internal, external].map(|seat| (seat, Field::ReportsTo));
        findings.push(case.finding(kind, &about, message));
    }
    findings
}

/// A chief reports to somebody whose title is far lower.
pub(in super::super) fn inflated(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in case.technologists() {
        let Some(manager) = case.on.chart.manager(seat) else {
            continue;
        };
        // A title without a rank may belong to anybody, even to the head of the organisation.
        let lower = matches!(
            case.on.sketch(manager).rank,
            Rank::Junior | Rank::Senior | Rank::Lead
        );
        let top = case.groups.top(case.on.chart.entity_of(seat));
        let is_top = top.is_some_and(|(_, top)| top == manager);
        if verdict.rank != Rank::Chief || !lower || is_top || case.on.verdict(manager).is_some() {
            continue;
        }
        let message = format!(
            "{} has the title of a chief and reports to {}",
            case.named(seat),
            case.named(manager)
        );
        let about = [(seat, Field::Title), (manager, Field::Title)];
        findings.push(Finding {
            confidence: Some(kind.threshold("unsure")),
            ..case.finding(kind, &about, message)
        });
    }
    findings
}
