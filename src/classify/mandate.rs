//! What the cells of a row give a seat of each side of technology, whether or not its title names an officer:
//! "Director of Finance & IT", the unit "HR & ICT", "Leads the ICT services".
//!
//! One row can only say what it says. Whether that makes the seat the one who runs the side is for the audit,
//! which sees the others.

use super::mandate_name::Name;
use super::mandate_text::{name_office, read_duties};
use super::neighbours::Neighbours;
use super::parts::TitleParts;
use super::scratch::Scans;
use super::told::DutyText;
use crate::model::{Breadth, Evidence, Field, Modifier, Position, Rank, Side, Verdict};
use crate::rules::{Buffers, MandateWord, Match, Rules, Speaks};
use crate::text::Break;

/// Notes in a verdict what the position gives the seat, with the words that do. It asks only those who lead.
pub(super) fn note(
    rules: &Rules,
    position: &Position<'_>,
    neighbours: &Neighbours<'_>,
    scans: &Scans<'_>,
    text: &DutyText<'_>,
    verdict: &mut Verdict,
    buffers: &mut Buffers,
) {
    let title = &scans.of_title.parts;
    let gone = [Modifier::Former, Modifier::Candidate];
    if verdict.modifiers.iter().any(|said| gone.contains(said)) {
        return;
    }
    if position.title.is_empty() {
        note_untitled(rules, position, scans, text, verdict, buffers);
        return;
    }
    let hinted = || {
        holds_rank(scans, title, |at| {
            let speaks = rules.speaks(at.rule);
            matches!(speaks, Speaks::Mandate(_, MandateWord::Hint))
        })
    };
    let leads = |rank: Rank| rank >= Rank::Lead || rank >= Rank::Professional && hinted();
    // Where units stand for their heads, a title without a rank is the name of a unit.
    let is_unit = neighbours.among_units && title.says_no_rank();
    // A rank is lowered only where a role is set aside.
    if !leads(verdict.rank) && verdict.set_aside.is_empty() && !is_unit {
        note_manager(rules, scans, verdict);
        return;
    }
    let mut evidence = Vec::new();
    let name = match is_unit {
        true => Name::of_unit(rules, scans.title, title, Field::Title),
        false => Name::of(rules, scans.title, title, Field::Title),
    };
    // "Division" makes its head nobody's aide, so the rank is that of the words.
    let rank = scans.of_title.stated.rank.unwrap_or_default();
    if name.is_of_aide() {
        // The text may say who heads an "Office of the CTO": "Chief Technology Officer for Government".
        if title.says_no_other_rank() {
            name_office(rules, text, verdict, buffers);
        }
        return;
    }
    if !is_unit && !leads(rank.max(verdict.rank)) {
        return;
    }
    for side in Side::BOTH {
        let mandate = &mut verdict.mandate[side];
        mandate.title = name.breadth(side, &mut evidence);
        mandate.is_of_other_trade = mandate.title.is_none() && name.is_of_other_trade(side);
        mandate.is_untitled = name.says_nothing();
        mandate.is_bare_head = name.is_bare_head();
        mandate.is_of_unit = is_unit && !leads(verdict.rank);
    }
    // If a unit stands for its head, its duty text says what it does. Its other cells are not about the head.
    if is_unit && !leads(verdict.rank) {
        if !position.responsibilities.is_empty() && !name.says_nothing() {
            read_duties(rules, text, verdict, &mut evidence, buffers);
        }
        verdict.evidence.extend(evidence);
        return;
    }
    note_unit(rules, position, scans, verdict, &mut evidence);
    note_profession(rules, position, verdict, &mut evidence, buffers);
    if !position.responsibilities.is_empty() {
        read_duties(rules, text, verdict, &mut evidence, buffers);
    }
    verdict.evidence.extend(evidence);
}

/// Notes what the unit of a seat without a title says of it. Whether the seat stands for the unit is for the audit to say.
fn note_untitled(
    rules: &Rules,
    position: &Position<'_>,
    scans: &Scans<'_>,
    text: &DutyText<'_>,
    verdict: &mut Verdict,
    buffers: &mut Buffers,
) {
    if position.department.is_empty() {
        return;
    }
    let mut evidence = Vec::new();
    note_unit(rules, position, scans, verdict, &mut evidence);
    for side in Side::BOTH {
        let mandate = &mut verdict.mandate[side];
        mandate.is_untitled = true;
        mandate.is_bare_head = true;
    }
    read_duties(rules, text, verdict, &mut evidence, buffers);
    verdict.evidence.extend(evidence);
}

/// Notes what the name of the unit says.
fn note_unit(
    rules: &Rules,
    position: &Position<'_>,
    scans: &Scans<'_>,
    verdict: &mut Verdict,
    evidence: &mut Vec<Evidence>,
) {
    if position.department.is_empty() {
        return;
    }
    let name = unit(rules, scans);
    for side in Side::BOTH {
        verdict.mandate[side].unit = name.breadth(side, evidence);
    }
}

/// Notes what the profession says.
fn note_profession(
    rules: &Rules,
    position: &Position<'_>,
    verdict: &mut Verdict,
    evidence: &mut Vec<Evidence>,
    buffers: &mut Buffers,
) {
    if position.profession.is_empty() {
        return;
    }
    let scan = rules.matcher.scan_title(position.profession, buffers);
    for at in scan.matches {
        if let Speaks::Mandate(side, MandateWord::Profession) = rules.speaks(at.rule) {
            verdict.mandate[side].of_profession = true;
            evidence.push(scan.evidence(at, Field::Profession));
        }
    }
    // Whoever has another profession does not run the side because a word of the title may mean it.
    for side in Side::BOTH {
        let mandate = &mut verdict.mandate[side];
        if mandate.title == Some(Breadth::Perhaps) && !mandate.of_profession {
            mandate.title = None;
        }
    }
}

/// The name of the unit that the department gives.
fn unit<'a>(rules: &'a Rules, scans: &'a Scans<'_>) -> Name<'a> {
    let parts = &scans.of_department.parts;
    Name::of_unit(rules, scans.department, parts, Field::Department)
}

/// Notes that a manager may run the side in a small house: "Group Manager, ICT", or "Manager" in the unit "ICT".
fn note_manager(rules: &Rules, scans: &Scans<'_>, verdict: &mut Verdict) {
    let title = &scans.of_title.parts;
    // Most titles have no rank above this, and few of those name the work.
    if !scans.of_title.names_work {
        return;
    }
    for side in Side::BOTH {
        let manages = holds_rank(scans, title, |at| {
            rules.speaks(at.rule) == Speaks::Mandate(side, MandateWord::Manager)
        });
        if verdict.rank < Rank::Professional || !manages {
            continue;
        }
        let name = Name::of(rules, scans.title, title, Field::Title);
        let mut evidence = Vec::new();
        let breadth = match name.says_nothing() {
            // A title that only says "Manager" is that of the manager of its unit.
            true => unit(rules, scans).breadth(side, &mut evidence),
            false => name.breadth(side, &mut evidence),
        };
        if matches!(breadth, Some(Breadth::Whole | Breadth::Share)) && !name.is_of_aide() {
            verdict.mandate[side].title = Some(Breadth::Perhaps);
            verdict.evidence.extend(evidence);
        }
    }
}

/// Whether some words of a title hold its rank as well, as in "IT manager".
fn holds_rank(scans: &Scans<'_>, title: &TitleParts, are_meant: impl Fn(&Match) -> bool) -> bool {
    if !scans.of_title.names_work {
        return false;
    }
    // "Manager, IT" is no "manager IT".
    let in_one = |at: &Match| {
        let mut inner = scans.title.words[at.first as usize + 1..=at.last as usize].iter();
        inner.all(|word| word.before != Break::Part)
    };
    let meant = scans.title.matches.iter();
    let mut meant = meant.filter(|at| are_meant(at) && in_one(at));
    meant.any(|words| {
        let mut ranks = title.ranks.iter();
        ranks.any(|(rank, _)| words.holds(rank.first) && words.holds(rank.last))
    })
}
