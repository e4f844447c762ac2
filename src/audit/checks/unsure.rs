//! Finds verdicts that a person should check before relying on them.

use std::collections::BTreeSet;

use crate::audit::context::AuditContext;
use crate::audit::coverage::EntityCoverage;
use crate::chart::SeatId;
use crate::model::{AcronymBasis, Field, Finding, Focus, Side};
use crate::rules::FindingKind;

/// A side rests on an acronym that may mean several roles, and nothing next to it tells which.
pub(in super::super) fn acronym_only(
    context: &AuditContext<'_>,
    kind: &FindingKind,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (entity, side) in sides(context) {
        let [seat] = entity.sides[side].leaders[..] else {
            continue;
        };
        let Some(verdict) = context.on.verdict(seat) else {
            continue;
        };
        // Duties that support the side are as good as a word next to the acronym.
        let usual = verdict.acronym == Some(AcronymBasis::Usual);
        // If a seat is for both sides, the two roles explain each other.
        let holds_both = entity.sides[side.other()].leads(seat);
        if !usual || holds_both || verdict.duties[side] > 0.0 {
            continue;
        }
        let message = format!(
            "{} counts as the {} of {} only by an acronym that may mean other roles",
            context.named(seat),
            context.leader_role(side).label,
            context.entity_of(seat).name
        );
        findings.push(Finding {
            confidence: Some(verdict.confidence),
            ..context.finding(kind, &[(seat, Field::Title)], message)
        });
    }
    findings
}

/// The verdict on the main holder of a side has little evidence.
pub(in super::super) fn low_confidence(
    context: &AuditContext<'_>,
    kind: &FindingKind,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut said: BTreeSet<SeatId> = BTreeSet::new();
    for (entity, side) in sides(context) {
        let coverage = &entity.sides[side];
        let foremost = coverage.leaders.first().or(coverage.stand_ins.first());
        let Some((seat, verdict)) =
            foremost.and_then(|seat| Some((*seat, context.on.verdict(*seat)?)))
        else {
            continue;
        };
        // Other checks report who holds or describes both sides.
        let other = &entity.sides[side.other()];
        let holds_both = other.leads(seat) || other.stands_in(seat);
        let low = verdict.confidence < kind.threshold("least_confidence");
        // If only the chart makes a seat a stand-in, the finding about that says how sure it is.
        let by_chart = verdict.covers[side].is_none();
        let describes = verdict.duties.internal + verdict.duties.external > 0.0;
        let is_mixed = verdict.focus == Focus::Mixed && describes;
        if !low || by_chart || holds_both || is_mixed || said.contains(&seat) {
            continue;
        }
        said.insert(seat);
        let message = format!(
            "it is not certain that {} covers the {} of {}",
            context.named(seat),
            context.rules.sides[side].label,
            context.entity_of(seat).name
        );
        findings.push(Finding {
            confidence: Some(verdict.confidence),
            ..context.finding(kind, &[(seat, Field::Title)], message)
        });
    }
    findings
}

fn sides<'a>(context: &'a AuditContext<'_>) -> impl Iterator<Item = (&'a EntityCoverage, Side)> {
    context
        .entities()
        .flat_map(|entity| Side::BOTH.map(|side| (entity, side)))
}
