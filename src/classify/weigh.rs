//! Combines title, department and duties into a verdict. If there is a chart, `line` adds the seats below.
//!
//! Each of them puts weights on the two sides. Let `i` and `e` be the weights for internal and external, and
//! `d` the doubt of the pack's model:
//!
//! ```text
//! score     = (e - i) / (e + i + d)             in (-1, 1)
//! share     = (e + i) / (e + i + d) × agreement
//! agreement = max(e, i) / (e + i)               1 all one way … 0.5 evenly split
//! ```
//!
//! Little evidence gives a score near 0 and a small share, and contradictory evidence lowers both.
//! `confidence` turns the share into a confidence.

use super::confidence::confidence;
use super::department::Department;
use super::duties::Duties;
use super::named::Title;
use super::outlook::Outlook;
use crate::model::{
    Basis, Coverage, Evidence, Focus, Grade, HeldRole, Rank, Side, Verdict, Weighing,
};
use crate::rules::Rules;

/// Combines what the title and the duties say.
pub(super) fn verdict(
    rules: &Rules,
    mut title: Title,
    department: Option<Department>,
    outlook: Outlook,
    duties: Duties,
) -> Verdict {
    let mut verdict = Verdict {
        reading: title.reading,
        rank: title.rank.unwrap_or_default(),
        modifiers: std::mem::take(&mut title.modifiers),
        scope: title.scope,
        set_aside: std::mem::take(&mut title.set_aside),
        duties: duties.weighing,
        described: duties.described,
        two_sides: duties.two_sides,
        technology: outlook.technology || duties.technology,
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
        // A technical director of a theatre looks to neither side.
        let other_trade = role.duties_decide && duties.elsewhere;
        let Some(prior) = role.prior.filter(|_| !other_trade) else {
            continue;
        };
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
    verdict.technology |= verdict
        .function
        .is_some_and(|function| rules.function(function).technology)
        || title
            .roles
            .iter()
            .any(|named| rules.role(named.role).prior.is_some());
    hold_by_duties(rules, &title, outlook, &duties, &mut verdict);
    judge_focus(rules, &mut verdict);
    evidence.extend(duties.evidence);
    verdict.evidence = evidence;
    verdict
}

/// A department counts for seats whose title names the same function, and gives its function to seats whose
/// title names none.
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

/// A seat may cover a side by its duties, whatever its title is. If its title names no other area, it may
/// even be the officer of that side. It must have the rank of an executive, and must not be an aide or
/// deputy.
fn hold_by_duties(
    rules: &Rules,
    title: &Title,
    outlook: Outlook,
    duties: &Duties,
    verdict: &mut Verdict,
) {
    if verdict.modifiers.iter().any(|modifier| modifier.unseats()) {
        return;
    }
    believe(rules, duties, verdict);
    let model = &rules.model.by_duties;
    let clear = duties.standing >= model.clear_standing
        && duties.leads
        && (duties.worded || duties.technology);
    // Whoever shows every sign of a leader is one, whatever the text calls the seat or names above it.
    let all_signs = duties.standing >= model.standing_of_lead;
    // "We seek a leader" may mean the leader of a team or of the whole.
    let is_sought = |rank: Rank| {
        rank >= model.least_rank
            || all_signs
            || rank == Rank::Lead && duties.standing >= model.clear_standing
            || Side::BOTH.iter().any(|side| duties.leads_whole[*side])
    };
    let leads = match title.rank {
        Some(rank) => rank >= model.least_rank,
        None => {
            title.field.is_none()
                && duties.standing > 0
                && (duties.statements < model.many_statements || clear)
                && duties.sought.is_none_or(is_sought)
                && (!duties.leads_team || all_signs)
        }
    };
    if !leads {
        return;
    }
    let function = verdict.function.map(|function| rules.function(function));
    let (of_all, of_anchors) = (score(rules, duties.weighing), score(rules, duties.anchored));
    // One who leads the work of both sides holds both. Where the text says that there are two, less of each is enough.
    let (much_of_both, of_both, even) = match duties.two_sides {
        true => (
            model.two_sides.evidence,
            model.two_sides.anchors,
            rules.model.two_sides.below,
        ),
        false => (
            rules.model.mixed_much,
            model.least_anchors_of_both,
            rules.model.mixed_much_below,
        ),
    };
    let leads_both = (clear || duties.two_sides || duties.standing >= model.least_standing)
        && of_anchors.abs() < even
        && Side::BOTH
            .iter()
            .all(|side| duties.anchored[*side] >= much_of_both && duties.anchors[*side] >= of_both);
    // Who answers for the whole says less about its parts.
    let (clear_evidence, least_anchors) = match duties.leads_all {
        true => (model.whole.evidence, model.whole.anchors),
        false => (model.clear_evidence, model.least_anchors),
    };
    let mut held = Vec::new();
    for side in Side::BOTH {
        let may = function.is_none_or(|function| function.holds.contains(&side));
        let much = duties.anchors[side] >= least_anchors
            && (duties.technology || clear)
            && (duties.weighing[side] >= model.least_evidence
                || clear && duties.anchored[side] >= clear_evidence
                || clear && duties.decisive[side] && duties.weighing[side.other()] == 0.0);
        // For an officer of another function, one explicit sentence is enough.
        let outright =
            verdict.rank == Rank::Chief && !verdict.roles.is_empty() && duties.decisive[side];
        // Everyday words of business do not take a role away, unless all in all the text looks the other way.
        let leans = of_all * side.sign() >= model.least_score
            || (clear
                && of_anchors * side.sign() >= rules.model.mixed_below
                && of_all * side.sign() >= model.least_lean)
            || leads_both;
        // Who leads the whole of it, and nothing else, needs no further words.
        let whole = duties.leads_whole[side] && duties.anchors[side] >= model.least_anchors;
        let whole = whole && duties.weighing[side.other()] < rules.model.mixed_least;
        let enough = (much || whole || outright || leads_both) && leans;
        // A text without a title must mention technology more often if it shows less clearly that the holder
        // leads.
        let shown = duties.anchors[side] + duties.standing;
        let least = model.least_anchors.saturating_add(model.least_standing);
        let least = least.saturating_sub(usize::from(clear) + usize::from(duties.leads_all));
        let shown = title.rank.is_some()
            || ((shown >= least || whole) && (duties.named || duties.technology));
        // A head of sales or marketing speaks of what is sold, and one who reports to the officer is not the officer.
        let of_technology = duties.anchored[side] > model.over_trade * duties.trade
            && (whole || leads_both || duties.anchored[side] >= clear_evidence);
        let is_own = title.rank.is_some() || (!duties.is_led[side] || all_signs) && of_technology;
        if !(may && enough && shown && is_own) {
            continue;
        }
        let general = title.field.is_none() && !outlook.narrow;
        if verdict.roles.is_empty() && general {
            held.push(HeldRole {
                role: rules.sides[side].role,
                basis: Basis::Duties,
            });
        }
        let coverage = Coverage {
            grade: Grade::Partial,
            basis: Basis::Duties,
        };
        verdict.covers.add(side, coverage);
    }
    verdict.roles.extend(held);
}

/// Accepts roles that the text states explicitly: "serves as the company's chief information officer".
fn believe(rules: &Rules, duties: &Duties, verdict: &mut Verdict) {
    for role in &duties.serves_as {
        if verdict.roles.iter().all(|held| held.role != *role) {
            verdict.roles.push(HeldRole {
                role: *role,
                basis: Basis::Duties,
            });
        }
        for side in Side::BOTH {
            if let Some(grade) = rules.role(*role).covers[side] {
                let coverage = Coverage {
                    grade,
                    basis: Basis::Duties,
                };
                verdict.covers.add(side, coverage);
            }
        }
    }
}

/// Decides the focus by all weights.
pub(super) fn judge_focus(rules: &Rules, verdict: &mut Verdict) {
    let weighing = verdict.weighed();
    let sum = weighing.internal + weighing.external;
    if sum <= 0.0 {
        return;
    }
    let agreement = weighing.internal.max(weighing.external) / sum;
    verdict.score = score(rules, weighing);
    let share = sum / (sum + rules.model.doubt) * agreement;
    verdict.focus = focus(rules, weighing, verdict);
    verdict.confidence = confidence(rules, verdict.focus, verdict.ground(), share);
}

/// The focus of a verdict with this weighing. It is mixed only if both sides are strong and weigh almost the same, or
/// if the text says that there are two. If one side is weaker, the focus is on the other; if both say next to nothing,
/// it is unknown.
pub(super) fn focus(rules: &Rules, weighing: Weighing, verdict: &Verdict) -> Focus {
    let model = &rules.model;
    let (internal, external) = (weighing.internal, weighing.external);
    let (weaker, stronger) = (internal.min(external), internal.max(external));
    let score = score(rules, weighing);
    let mixed = model.mixed(weaker, verdict.two_sides);
    let even = score.abs() < mixed.below;
    let weak = |weight: f32| weight < model.least_to_tell(verdict.described);
    if weak(weaker + stronger) || (even && weak(stronger)) {
        Focus::Unknown
    } else if even && weaker >= mixed.least {
        Focus::Mixed
    } else if internal > external {
        Focus::on(Side::Internal)
    } else if external > internal {
        Focus::on(Side::External)
    } else {
        Focus::Mixed
    }
}

fn score(rules: &Rules, weighing: Weighing) -> f32 {
    let sum = weighing.internal + weighing.external;
    (weighing.external - weighing.internal) / (sum + rules.model.doubt)
}
