//! Combines title, department and duties into a verdict. If there is a chart, `line` adds the seats below.
//!
//! Each of them puts weights on the two sides. Let `i` and `e` be the weights for internal and external, and
//! `d` the doubt of the pack's model:
//!
//! ```text
//! score     = (e - i) / (e + i + d)             in (-1, 1)
//! share     = (e + i) / (e + i + d) × agreement
//! agreement = max(e, i) / (e + i)               1 all one way … 0.5 evenly split
//!             2 × min(e, i) / (e + i)           for a mixed focus, where the title names no side
//! ```
//!
//! Little evidence gives a score near 0 and a small share, and contradictory evidence lowers both. If the words of the text
//! were asked, the share is how far the score is from the bound of a mixed focus.
//! `confidence` turns the share into a confidence.

use super::confidence::confidence;
use super::department::Department;
use super::duties;
use super::held;
use super::named::Title;
use super::outlook::Outlook;
use super::told::DutyText;
use super::whole_text::Duties;
use super::wording;
use crate::model::{Basis, Coverage, Evidence, Focus, Ground, HeldRole, Side, Verdict, Weighing};
use crate::rules::Rules;

/// Combines what the title and the duties say.
pub(super) fn verdict(
    rules: &Rules,
    mut title: Title,
    department: Option<Department>,
    outlook: Outlook,
    text: &DutyText<'_>,
) -> Verdict {
    let duties = duties::of(rules, text, &outlook);
    let mut verdict = Verdict {
        reading: title.reading,
        rank: title.rank.unwrap_or_default(),
        modifiers: std::mem::take(&mut title.modifiers),
        scope: title.scope,
        set_aside: std::mem::take(&mut title.set_aside),
        duties: duties.weighing,
        described: duties.described,
        technology: outlook.technology || duties.technology,
        ..Verdict::default()
    };
    // A few words of technology do not count against a title of it: "Full-stack architecture".
    let speaks = duties.weighing != Weighing::default()
        || !duties.only_technology
        || text.scan.words.len() >= rules.model.long_text;
    let mut evidence = std::mem::take(&mut title.evidence);
    for named in &title.roles {
        let role = rules.role(named.role);
        let decided = role.duties_decide
            && !text.written().is_empty()
            && (speaks || !rules.function(role.function).technology);
        verdict.roles.push(HeldRole {
            role: named.role,
            basis: Basis::Title,
        });
        for side in Side::BOTH {
            let silent = decided && duties.weighing[side] == 0.0;
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
    // Where a title names a side, two sides may be two parts of it.
    let untitled = verdict.title == Weighing::default();
    verdict.two_sides = duties.two_sides.filter(|_| untitled);
    verdict.acronym = title.roles.first().and_then(|named| named.by_acronym);
    (verdict.function, verdict.area) = match title.work {
        Some((function, area)) => (Some(function), area),
        None => (None, None),
    };
    if let Some(department) = department {
        weigh_department(rules, department, &mut verdict, &mut evidence);
    }
    verdict.technology |= holds_technology(rules, &verdict);
    let words = weigh_words(rules, &title, duties, text, &mut verdict);
    judge_focus(rules, &mut verdict);
    let parts = [&evidence, &duties.evidence[..], words.evidence];
    verdict
        .evidence
        .reserve_exact(parts.iter().map(|part| part.len()).sum());
    verdict.evidence.append(&mut evidence);
    verdict.evidence.extend_from_slice(&duties.evidence);
    verdict
        .evidence
        .extend(words.evidence.iter().map(|word| Evidence {
            weight: word.weight * words.weight,
            ..*word
        }));
    held::by_duties(rules, &title, outlook, duties, words.leads, &mut verdict);
    // A text that gives a role of technology is about technology.
    if !verdict.technology && holds_technology(rules, &verdict) {
        verdict.technology = true;
        judge_focus(rules, &mut verdict);
    }
    verdict
}

/// Whether the seat works in technology or holds a role of it.
fn holds_technology(rules: &Rules, verdict: &Verdict) -> bool {
    let function = verdict.function;
    let mut roles = verdict.roles.iter();
    function.is_some_and(|function| rules.function(function).technology)
        || roles.any(|held| rules.role(held.role).prior.is_some())
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

/// What the words of a text add to a verdict.
#[derive(Default)]
struct WordsInVerdict<'t> {
    /// The words that lean to a side, if they count. Each carries its share of `weight`.
    evidence: &'t [Evidence],
    /// Their weight together: below 0 for the internal side, above 0 for the external side.
    weight: f32,
    /// Whether the words and the signs in phrases together show a leader. `None` if the words were not asked.
    leads: Option<bool>,
}

/// Weighs the words of the text, and says whether they show a leader. They are not asked if the title names a side. They do
/// not count for the focus if phrases give an executive both sides.
fn weigh_words<'t>(
    rules: &Rules,
    title: &Title,
    duties: &Duties,
    text: &'t DutyText<'_>,
    verdict: &mut Verdict,
) -> WordsInVerdict<'t> {
    let mut words = WordsInVerdict::default();
    let Some(wording) = rules.wording.as_ref() else {
        return words;
    };
    if verdict.title != Weighing::default() {
        return words;
    }
    let worded = wording::of(rules, wording, text);
    // Leaders of other trades show the same signs, so signs count only if technology is named. They do not count either if the
    // holder leads only a small part.
    let technology = duties.named || duties.technology;
    let (signs, whole) = match technology && !duties.leads_team {
        true => (duties.standing, duties.leads_all),
        false => (0, false),
    };
    words.leads = worded
        .leading
        .and_then(|leading| wording.shows_leader(leading, signs, whole));
    if has_both(rules, title, duties) {
        return words;
    }
    let said = verdict.weighed();
    let unit = wording.unit(said);
    let weight = unit * worded.lean;
    verdict.wording[Side::of(weight)] = weight.abs();
    (words.evidence, words.weight) = (&worded.evidence, weight);
    let all = verdict.weighed();
    let doubted = all.internal + all.external + rules.model.doubt;
    let within = worded
        .faces_both
        .and_then(|both| wording.mixed_within(both, said));
    verdict.mixed_below = within.map(|within| unit * within / doubted);
    words
}

/// Whether phrases give an executive much of the work of technology on both sides, and about as much of each.
fn has_both(rules: &Rules, title: &Title, duties: &Duties) -> bool {
    let rank = title.rank.unwrap_or_default();
    let weaker = duties.anchored.internal.min(duties.anchored.external);
    rank >= rules.model.by_duties.least_rank
        && weaker >= rules.model.mixed_much
        && rules.model.score(duties.anchored).abs() < rules.model.mixed_much_below
}

/// Decides the focus by all weights.
pub(super) fn judge_focus(rules: &Rules, verdict: &mut Verdict) {
    let weighing = verdict.weighed();
    let sum = weighing.internal + weighing.external;
    if sum <= 0.0 {
        return;
    }
    verdict.score = rules.model.score(weighing);
    verdict.focus = focus(rules, weighing, verdict);
    let share = share(rules, weighing, verdict);
    verdict.confidence = confidence(rules, verdict.focus, verdict.ground(), share);
}

/// How much speaks for the focus, from 0 to 1: if words were asked, how far the score is from the bound of a mixed focus;
/// else the part of all evidence and doubt.
fn share(rules: &Rules, weighing: Weighing, verdict: &Verdict) -> f32 {
    let is_mixed = verdict.focus == Focus::Mixed;
    if verdict.mixed_below.is_some() {
        let score = verdict.score.abs();
        let bound = rules.mixed(weaker_side(weighing, verdict), verdict).below;
        // Sides that weigh nearly the same are never sure, however plain it is that the text is not mixed.
        let near = bound.max(-score);
        return match is_mixed {
            true if bound > 0.0 => (1.0 - score / bound).clamp(0.0, 1.0),
            false if bound < 1.0 => ((score - near) / (1.0 - near)).clamp(0.0, 1.0),
            _ => 0.0,
        };
    }
    let sum = weighing.internal + weighing.external;
    // What makes a focus mixed is that the sides are even, unless only a title and its duties contradict.
    let agreement = match is_mixed && verdict.ground() != Ground::Title {
        true => 2.0 * weighing.internal.min(weighing.external) / sum,
        false => weighing.internal.max(weighing.external) / sum,
    };
    sum / (sum + rules.model.doubt) * agreement
}

/// What weighs on the weaker side. That words lean to a side does not make it strong.
fn weaker_side(weighing: Weighing, verdict: &Verdict) -> f32 {
    let said = verdict.without_wording(weighing);
    said.internal.min(said.external)
}

/// The focus of a verdict with this weighing. It is mixed only if both sides are strong and weigh almost the same, or
/// if the text says or its words tell that there are two. If one side is weaker, the focus is on the other; if both say
/// next to nothing, it is unknown.
pub(super) fn focus(rules: &Rules, weighing: Weighing, verdict: &Verdict) -> Focus {
    let (internal, external) = (weighing.internal, weighing.external);
    let stronger = internal.max(external);
    let (even, both) = evenness(rules, weighing, verdict);
    let weak = |weight: f32| weight < rules.least_to_tell(weighing, verdict);
    if weak(internal + external) || (even && weak(stronger)) {
        Focus::Unknown
    } else if even && both {
        Focus::Mixed
    } else if internal > external {
        Focus::on(Side::Internal)
    } else if external > internal {
        Focus::on(Side::External)
    } else {
        Focus::Mixed
    }
}

/// Whether what is said of both sides weighs almost the same, and whether it is enough on each of them.
fn evenness(rules: &Rules, weighing: Weighing, verdict: &Verdict) -> (bool, bool) {
    let weaker = weaker_side(weighing, verdict);
    let mixed = rules.mixed(weaker, verdict);
    let even = rules.model.score(weighing).abs() < mixed.below;
    (even, weaker >= mixed.least)
}
