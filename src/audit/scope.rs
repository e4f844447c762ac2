//! How far the role of a holder reaches. Two holders are in each other's way only where they reach as far:
//! one for the group and one for a region are an order.

use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::Scope;
use crate::rules::{Rules, Speaks, squeeze};

/// How far a role reaches, by the words of the title.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// The title says that it is for the whole group.
    Group,
    /// The title says nothing: the role is for the entity.
    Entity,
    /// A region or division, by the words that name it: "EMEA" and "APAC" are two.
    Part(String),
}

impl Reach {
    /// How far the title of a seat says that its role reaches.
    pub fn of(on: &ClassifiedChart, rules: &Rules, seat: SeatId) -> Reach {
        let Some(verdict) = on.verdict(seat) else {
            return Reach::Entity;
        };
        let scope = match verdict.scope {
            None => return Reach::Entity,
            Some(Scope::Group) => return Reach::Group,
            Some(scope @ (Scope::Region | Scope::Division)) => scope,
        };
        let title = on.chart.position(seat).title;
        let words = verdict.evidence.iter().filter(
            |evidence| matches!(rules.speaks(evidence.rule), Speaks::Scope(of) if of == scope),
        );
        let words = words
            .filter_map(|word| title.get(word.start as usize..word.end as usize))
            .map(squeeze);
        Reach::Part(words.collect::<Vec<_>>().join(" "))
    }

    /// Whether it is all of the entity or more.
    pub fn is_whole(&self) -> bool {
        !matches!(self, Reach::Part(_))
    }
}
