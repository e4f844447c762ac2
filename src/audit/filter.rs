//! Selects findings: by entity, by code, or by conditions on their seats.

use std::str::FromStr;

use super::Audit;
use crate::chart::SeatId;
use crate::classify::{ClassifiedChart, Classifier};
use crate::model::{Finding, Rank};
use crate::rules::{FindingKind, Rules};
use crate::text::squeeze;

/// Which findings to keep. An empty criterion keeps everything.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Names of entities.
    pub entities: Vec<String>,
    /// Codes, names or prefixes of codes: `RC203`, `RC1`.
    pub only: Vec<String>,
    /// Codes, names or prefixes of codes to leave out.
    pub ignore: Vec<String>,
    /// Conditions on one of the seats of a finding. All must hold.
    pub conditions: Vec<Condition>,
}

/// A condition on a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    key: Key,
    is: bool,
    value: String,
}

/// What a condition can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Rank,
    Function,
    Role,
    Focus,
    Entity,
    Department,
}

impl Key {
    const ALL: [(Key, &'static str); 6] = [
        (Key::Rank, "rank"),
        (Key::Function, "function"),
        (Key::Role, "role"),
        (Key::Focus, "focus"),
        (Key::Entity, "entity"),
        (Key::Department, "department"),
    ];
}

impl FromStr for Condition {
    type Err = String;

    /// Parses a condition such as `rank=chief` or `entity!=Acme`.
    fn from_str(text: &str) -> Result<Condition, String> {
        let keys = Key::ALL.map(|(_, name)| name).join(", ");
        let Some((key, value)) = text.split_once('=') else {
            return Err(format!(
                "write KEY=VALUE or KEY!=VALUE, where KEY is one of {keys}"
            ));
        };
        let (key, is) = match key.strip_suffix('!') {
            Some(key) => (key, false),
            None => (key, true),
        };
        let known = Key::ALL.iter().find(|(_, name)| *name == key.trim());
        let Some((key, _)) = known else {
            return Err(format!("`{}` is not known; there are {keys}", key.trim()));
        };
        Ok(Condition {
            key: *key,
            is,
            value: squeeze(value),
        })
    }
}

impl Filter {
    /// Lists the parts of the filter that name something unknown: a code, an entity of none of these charts,
    /// a rank.
    pub fn unknown(&self, charts: &[&ClassifiedChart], rules: &Rules) -> Vec<String> {
        let codes = self.only.iter().chain(&self.ignore);
        let codes = codes.filter(|code| !rules.catalogue.iter().any(|kind| kind.is_meant_by(code)));
        let codes = codes.map(|code| format!("no finding has the code `{code}`"));
        let is_there = |name: &&String| {
            let wanted = squeeze(name);
            let mut entities = charts.iter().flat_map(|on| on.chart.entities());
            entities.any(|(_, entity)| squeeze(&entity.name) == wanted)
        };
        let entities = self.entities.iter().filter(|name| !is_there(name));
        let entities = entities.map(|name| format!("no entity is called `{name}`"));
        let values = self.conditions.iter().filter_map(|condition| {
            let known: Vec<_> = match condition.key {
                Key::Rank => Rank::ALL.map(|rank| rank.name().to_owned()).to_vec(),
                Key::Role => rules.roles().map(|(_, role)| role.id.clone()).collect(),
                _ => return None,
            };
            let is_known = known.iter().any(|name| squeeze(name) == condition.value);
            (!is_known).then(|| {
                let value = &condition.value;
                format!("no seat can be `{value}`; there are {}", known.join(", "))
            })
        });
        codes.chain(entities).chain(values).collect()
    }

    /// Removes findings from an audit that the filter does not keep.
    pub fn apply(&self, audit: &mut Audit, on: &ClassifiedChart, rules: &Rules) {
        let all = audit.findings.len();
        let entities: Vec<_> = self.entities.iter().map(|name| squeeze(name)).collect();
        let is_wanted = |name: &str| entities.is_empty() || entities.contains(&squeeze(name));
        audit
            .entities
            .retain(|entity| is_wanted(&on.chart.entity(entity.entity).name));
        audit
            .findings
            .retain(|finding| self.wants(finding, on, rules));
        audit.filtered = all - audit.findings.len();
    }

    /// Whether findings of a kind are wanted, as far as their code says.
    pub(crate) fn wants_kind(&self, kind: &FindingKind) -> bool {
        let is_one = |code: &String| kind.is_meant_by(code);
        (self.only.is_empty() || self.only.iter().any(is_one)) && !self.ignore.iter().any(is_one)
    }

    /// Whether the filter keeps a finding on a chart.
    pub(crate) fn wants(&self, finding: &Finding, on: &ClassifiedChart, rules: &Rules) -> bool {
        let kind = rules.catalogue.get(&finding.code);
        let is_there = |entity: &str| {
            let entity = squeeze(entity);
            self.entities.iter().any(|name| squeeze(name) == entity)
        };
        kind.map_or(self.only.is_empty(), |kind| self.wants_kind(kind))
            && (self.entities.is_empty() || finding.entity.as_deref().is_some_and(is_there))
            && (self.conditions.is_empty() || self.fits(finding, on, rules))
    }

    /// Whether the filter keeps what is about one seat and has no code: it asks for no codes, and for nothing that the seat
    /// is not.
    pub(crate) fn wants_seat(&self, seat: SeatId, on: &ClassifiedChart, rules: &Rules) -> bool {
        let entity = squeeze(&on.chart.entity(on.chart.entity_of(seat)).name);
        let mut conditions = self.conditions.iter();
        (self.entities.is_empty() || self.entities.iter().any(|name| squeeze(name) == entity))
            && conditions.all(|condition| condition.holds(seat, on, rules))
    }

    fn fits(&self, finding: &Finding, on: &ClassifiedChart, rules: &Rules) -> bool {
        let mut seats = finding
            .positions
            .iter()
            .map(|position| SeatId::from(position.seat));
        seats.any(|seat| {
            let mut conditions = self.conditions.iter();
            conditions.all(|condition| condition.holds(seat, on, rules))
        })
    }
}

impl Condition {
    fn holds(&self, seat: SeatId, on: &ClassifiedChart, rules: &Rules) -> bool {
        let position = on.chart.position(seat);
        // Verdicts are kept only for executives. Others are rarely asked for, so classify them again.
        let judged;
        let verdict = match on.verdict(seat) {
            Some(verdict) => verdict,
            None => {
                judged = Classifier::new(rules).classify(&position);
                &judged
            }
        };
        let is = |text: &str| squeeze(text) == self.value;
        let found = match self.key {
            Key::Rank => is(verdict.rank.name()),
            Key::Function => {
                let function = verdict.function.map(|function| rules.function(function));
                is(function.map_or("", |function| &function.id))
            }
            Key::Role => {
                let mut roles = verdict.roles.iter();
                roles.any(|held| is(&rules.role(held.role).id))
            }
            Key::Focus => is(verdict.focus.name()),
            Key::Entity => is(&on.chart.entity(on.chart.entity_of(seat)).name),
            Key::Department => is(position.department),
        };
        found == self.is
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_that_cannot_be_parsed_is_an_error() {
        assert!("rank=chief".parse::<Condition>().is_ok());
        assert!("rank != chief".parse::<Condition>().is_ok());
        assert!(
            "grade=1"
                .parse::<Condition>()
                .unwrap_err()
                .contains("department")
        );
        assert!("chief".parse::<Condition>().is_err());
    }
}
