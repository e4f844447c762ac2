//! Finds how much of the organisation a role covers. Two holders conflict only at the same scope: if one is
//! for the group and one for a region, their order is clear.

use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::{Evidence, Field, Scope, Verdict};
use crate::rules::{Rules, Speaks};
use crate::text::squeeze;

/// How much of the organisation a role covers, according to the title.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// The title says that it is for the whole group.
    Group,
    /// The title names no scope: the role is for the entity.
    Entity,
    /// A region, division or product line, by the words that name it. "EMEA" and "APAC" are different parts.
    Part(String),
}

impl Reach {
    /// The reach of the role of a seat, from its title.
    pub fn of(on: &ClassifiedChart, rules: &Rules, seat: SeatId) -> Reach {
        let Some(verdict) = on.verdict(seat) else {
            return Reach::Entity;
        };
        let title = on.chart.position(seat).title;
        let scope = match verdict.scope {
            None => return named_part(rules, verdict, title).map_or(Reach::Entity, Reach::Part),
            Some(Scope::Group) => return Reach::Group,
            Some(scope @ (Scope::Region | Scope::Division)) => scope,
        };
        let words = verdict.evidence.iter().filter(
            |evidence| matches!(rules.speaks(evidence.rule), Speaks::Scope(of) if of == scope),
        );
        let words = words
            .filter_map(|word| title.get(word.start as usize..word.end as usize))
            .map(squeeze);
        let words = words.collect::<Vec<_>>().join(" ");
        let named = named_part(rules, verdict, title).unwrap_or_default();
        Reach::Part(format!("{words} {named}"))
    }

    /// Whether the role covers the whole entity or more.
    pub fn is_whole(&self) -> bool {
        !matches!(self, Reach::Part(_))
    }
}

/// The part of the entity that a title names next to the role: "CIO Retail Banking", "Chief Information
/// Officer, Mortgages". None if the title names another job as well.
fn named_part(rules: &Rules, verdict: &Verdict, title: &str) -> Option<String> {
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let in_title = verdict.evidence.iter();
    for evidence in in_title.filter(|evidence| evidence.field == Field::Title) {
        match rules.speaks(evidence.rule) {
            Speaks::Title(_)
            | Speaks::Acronym(_)
            | Speaks::Modifier(..)
            | Speaks::Scope(_)
            | Speaks::Joiner => taken.push((evidence.start as usize, evidence.end as usize)),
            _ => {}
        }
    }
    let in_role = |evidence: &&Evidence| {
        let (start, end) = (evidence.start as usize, evidence.end as usize);
        taken.iter().any(|(from, to)| *from <= start && end <= *to)
    };
    let in_title = verdict.evidence.iter();
    let mut ranks = in_title.filter(|evidence| {
        evidence.field == Field::Title && matches!(rules.speaks(evidence.rule), Speaks::Rank(_))
    });
    if taken.is_empty() || verdict.roles.len() != 1 || !ranks.all(|rank| in_role(&rank)) {
        return None;
    }
    let mut words = Vec::new();
    for word in title.split(|c: char| !c.is_alphanumeric()) {
        let start = word.as_ptr() as usize - title.as_ptr() as usize;
        let is_taken = taken.iter().any(|(from, to)| *from <= start && start < *to);
        // The name of a part is capitalised; words such as "of" and "for" are not.
        if !is_taken && word.starts_with(|c: char| !c.is_lowercase()) {
            words.push(squeeze(word));
        }
    }
    (!words.is_empty()).then(|| words.join(" "))
}
