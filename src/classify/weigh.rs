//! Title, department and duties to a verdict; `line` adds the seats below, where there is a chart.
//!
//! All put weights on the two sides. With `i` and `e` the weights for internal and external, and `d`
//! the doubt of the pack's model,
//!
//! ```text
//! score     = (e - i) / (e + i + d)             in (-1, 1)
//! share     = (e + i) / (e + i + d) × agreement
//! agreement = max(e, i) / (e + i)               1 all one way … 0.5 evenly split
//! ```
//!
//! so that little evidence gives a score near 0 and a small share, and contradiction lowers both. What a
//! share is worth `confidence` says.

use super::confidence::confidence;
use super::department::Department;
use super::duties::Duties;
use super::title::Title;
use crate::model::{Basis, Coverage, Evidence, Focus, Grade, HeldRole, Side, Verdict, Weighing};
use crate::rules::Rules;

/// Puts together what title and duties say.
pub(super) fn verdict(
    rules: &Rules,
    mut title: Title,
    department: Option<Department>,
    duties: Duties,
) -> Verdict {
    let mut verdict = Verdict {
        reading: title.reading,
        rank: title.rank.unwrap_or_default(),
        modifiers: std::mem::take(&mut title.modifiers),
        scope: title.scope,
        set_aside: std::mem::take(&mut title.set_aside),
        duties: duties.weighing,
        ..Verdict::default()
    };
    let mut evidence = std::mem::take(&mut title.evidence);
    for named in &title.roles {
        let role = rules.role(named.role);
        verdict.roles.push(HeldRole {
            role: named.role,
            basis: Basis::Title,
        });
        for side in Side::BOTH {
            let silent = role.duties_decide && duties.given && duties.weighing[side] == 0.0;
            if let Some(grade) = role.covers[side].filter(|_| !silent) {
                verdict.covers.add(
                    side,
                    Coverage {
                        grade,
                        basis: Basis::Title,
                    },
                );
            }
        }
        let Some(prior) = role.prior else { continue };
        let weight = match named.by_acronym {
            Some(_) => rules.model.acronym_weight,
            None => rules.model.title_weight,
        };
        verdict.title.internal += weight * (1.0 - prior) / 2.0;
        verdict.title.external += weight * (1.0 + prior) / 2.0;
        evidence[named.evidence].weight = weight * prior;
    }
    verdict.acronym = title.roles.first().and_then(|named| named.by_acronym);
    (verdict.function, verdict.area) = match title.work {
        Some((function, area)) => (Some(function), area),
        None => (None, None),
    };
    if let Some(department) = department {
        weigh_department(rules, department, &mut verdict, &mut evidence);
    }
    cover_by_duties(rules, &title, &duties, &mut verdict);
    judge_focus(rules, &mut verdict);
    evidence.extend(duties.evidence);
    verdict.evidence = evidence;
    verdict
}

/// A department speaks of seats in its own field of work, and gives one to those that state none.
fn weigh_department(
    rules: &Rules,
    department: Department,
    verdict: &mut Verdict,
    evidence: &mut Vec<Evidence>,
) {
    let (function, area) = department.field;
    match verdict.function {
        None => (verdict.function, verdict.area) = (Some(function), Some(area)),
        Some(own) if own != function => return,
        Some(_) => {}
    }
    let mut weight = 0.0;
    if let Some(side) = rules.leaning(function, area) {
        weight = side.sign() * rules.model.department_weight;
        verdict.department[side] = rules.model.department_weight;
    }
    evidence.push(Evidence {
        weight,
        ..department.evidence
    });
}

/// A seat may cover a side by what it does, whatever it is called: not one whose title says that it is
/// an aide or of lower rank or of another trade without rank.
fn cover_by_duties(rules: &Rules, title: &Title, duties: &Duties, verdict: &mut Verdict) {
    let model = &rules.model.by_duties;
    let eligible = match title.rank {
        Some(rank) => rank >= model.least_rank,
        None => title.field.is_none(),
    };
    if !eligible || verdict.modifiers.iter().any(|modifier| modifier.unseats()) {
        return;
    }
    let score = score(rules, duties.weighing);
    for side in Side::BOTH {
        let enough = duties.weighing[side] >= model.least_evidence
            && duties.anchors[side] >= model.least_anchors
            && score * side.sign() >= model.least_score;
        if !enough {
            continue;
        }
        if verdict.roles.is_empty() {
            verdict.roles.push(HeldRole {
                role: rules.sides[side].role,
                basis: Basis::Duties,
            });
        }
        verdict.covers.add(
            side,
            Coverage {
                grade: Grade::Partial,
                basis: Basis::Duties,
            },
        );
    }
}

/// Decides the focus by everything that has been weighed.
pub(super) fn judge_focus(rules: &Rules, verdict: &mut Verdict) {
    let weighing = verdict.weighed();
    let sum = weighing.internal + weighing.external;
    if sum <= 0.0 {
        return;
    }
    let agreement = weighing.internal.max(weighing.external) / sum;
    verdict.score = score(rules, weighing);
    let share = sum / (sum + rules.model.doubt) * agreement;
    verdict.focus = if sum < rules.model.least_evidence {
        Focus::Unknown
    } else if verdict.score.abs() < rules.model.mixed_below {
        Focus::Mixed
    } else if verdict.score < 0.0 {
        Focus::on(Side::Internal)
    } else {
        Focus::on(Side::External)
    };
    verdict.confidence = confidence(rules, verdict.focus, share);
}

fn score(rules: &Rules, weighing: Weighing) -> f32 {
    let sum = weighing.internal + weighing.external;
    (weighing.external - weighing.internal) / (sum + rules.model.doubt)
}
