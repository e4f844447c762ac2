//! Finds a person in two seats if nothing says that this person holds both.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use rustc_hash::FxHashSet;

use crate::audit::context::AuditContext;
use crate::audit::standing::Incumbency;
use crate::chart::{EntityId, SeatId};
use crate::classify::Classifier;
use crate::model::{Field, Finding, Modifier, Rank, Side, Status};
use crate::rules::{FindingKind, Speaks};
use crate::text::squeeze;

/// One person holds seats that have nothing to do with each other.
pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (by, mut seats) in seats_of_one(context) {
        let said: Vec<_> = seats
            .iter()
            .map(|seat| seats.iter().any(|other| is_said(context, *seat, *other)))
            .collect();
        let mut said = said.into_iter();
        seats.retain(|_| said.next() == Some(false));
        if seats.len() < 2 || is_declared(context, &seats) {
            continue;
        }
        let message = format!(
            "one person holds {} seats (recognised by the {}): {}",
            seats.len(),
            match by {
                Field::PersonId => "id",
                Field::Email => "e-mail address",
                _ => "name",
            },
            context.all_named(&seats)
        );
        let titles: Vec<_> = seats.iter().map(|seat| (*seat, Field::Title)).collect();
        findings.push(Finding {
            confidence: (by == Field::Incumbent).then(|| kind.threshold("unsure")),
            ..context.finding(kind, &titles, message)
        });
    }
    findings
}

/// One person holds two seats of the same title below the same manager.
pub(in super::super) fn near_duplicate(
    context: &AuditContext<'_>,
    kind: &FindingKind,
) -> Vec<Finding> {
    let chart = &context.on.chart;
    let managers = chart.seats().map(|seat| chart.reports(seat).collect());
    let teams = managers.chain([chart.roots().to_vec()]);
    let seed = RandomState::new();
    teams
        .filter(|team: &Vec<SeatId>| team.len() > 1)
        .flat_map(|team| alike(context, team, &seed))
        .filter(|seats| !shares_one_post(context, seats))
        .map(|seats| {
            let message = format!(
                "one person holds {} seats with the same title under the same manager: {}",
                seats.len(),
                context.all_named(&seats)
            );
            let about: Vec<_> = seats.iter().map(|seat| (*seat, Field::Id)).collect();
            context.finding(kind, &about, message)
        })
        .collect()
}

/// The seats of a team that differ only in their ids.
fn alike(context: &AuditContext<'_>, team: Vec<SeatId>, seed: &RandomState) -> Vec<Vec<SeatId>> {
    let chart = &context.on.chart;
    let held = team.into_iter().filter(|seat| is_held(context, *seat));
    let mut held: Vec<_> = held
        .filter_map(|seat| {
            let person = chart.text(seat, Field::Incumbent);
            (!person.is_empty()).then(|| (hash(seed, 0, person), seat))
        })
        .collect();
    held.sort_unstable();
    let mut found = Vec::new();
    for namesakes in held
        .chunk_by(|one, next| one.0 == next.0)
        .filter(|namesakes| namesakes.len() > 1)
    {
        let mut by_text: BTreeMap<(EntityId, [String; 3]), Vec<SeatId>> = BTreeMap::new();
        for (_, seat) in namesakes {
            let here = chart.position(*seat);
            let texts = [here.title, here.incumbent, here.department].map(squeeze);
            let key = (chart.entity_of(*seat), texts);
            by_text.entry(key).or_default().push(*seat);
        }
        found.extend(by_text.into_values().map(|seats| distinct(context, seats)));
    }
    found.retain(|seats| seats.len() > 1);
    found.sort_unstable_by_key(|seats| seats[0]);
    found
}

/// Returns the seats of each person who has several seats in one entity, with the field that identifies the
/// person: the most reliable of id, e-mail address and name that the row gives. Names are compared only for
/// leaders, because among many people two may have the same name.
fn seats_of_one(context: &AuditContext<'_>) -> Vec<(Field, Vec<SeatId>)> {
    let chart = &context.on.chart;
    let sure = [Field::PersonId, Field::Email].into_iter();
    let sure: Vec<_> = sure.filter(|field| context.gives(*field)).collect();
    let seed = RandomState::new();
    let keyed = || {
        chart.seats().filter_map(|seat| {
            let (by, key) = key_of(context, seat, &sure)?;
            let entity = u64::from(chart.entity_of(seat).0);
            Some((hash(&seed, entity << 8 | by as u64, key), seat, by))
        })
    };
    // For most keys, keep only one bit: a chart may have ten million of them.
    let repeated = repeated(keyed().map(|(hash, ..)| hash), chart.len());
    let several = keyed().filter(|(hash, ..)| repeated.contains(hash));
    let mut several: Vec<_> = several.collect();
    several.sort_unstable();
    let mut found = Vec::new();
    for namesakes in several.chunk_by(|one, next| one.0 == next.0) {
        let mut by_key: BTreeMap<(Field, String), Vec<SeatId>> = BTreeMap::new();
        for (_, seat, by) in namesakes {
            let here = chart.position(*seat);
            let key = here.text(*by).to_lowercase();
            by_key.entry((*by, key)).or_default().push(*seat);
        }
        for ((by, _), seats) in by_key {
            let mut seats = distinct(context, seats);
            // Seats without named holders may share a mailbox, as offices do.
            if by == Field::Email && context.gives(Field::Incumbent) {
                seats.retain(|seat| !chart.position(*seat).incumbent.is_empty());
            }
            if seats.len() > 1 && have_one_name(context, &seats) {
                found.push((by, seats));
            }
        }
    }
    found.sort_unstable_by_key(|(_, seats)| seats[0]);
    found
}

fn key_of<'c>(
    context: &'c AuditContext<'_>,
    seat: SeatId,
    sure: &[Field],
) -> Option<(Field, &'c str)> {
    if !is_held(context, seat) {
        return None;
    }
    let leads = context.on.sketch(seat).rank >= Rank::Director;
    let name = [Field::Incumbent].into_iter().filter(|_| leads);
    let fields = sure.iter().copied().chain(name);
    let mut texts = fields.map(|field| (field, context.on.chart.text(seat, field)));
    texts.find(|(_, text)| !text.is_empty())
}

fn is_held(context: &AuditContext<'_>, seat: SeatId) -> bool {
    context.on.chart.status(seat) == Status::Filled && !context.is_out(seat)
}

/// The hash of a text. Case does not matter. The seed is of this run, so that no file can hold texts that all have one
/// hash.
fn hash(seed: &RandomState, of: u64, text: &str) -> u64 {
    let mut hasher = seed.build_hasher();
    of.hash(&mut hasher);
    for c in text.chars().flat_map(char::to_lowercase) {
        hasher.write_u32(u32::from(c));
    }
    hasher.finish()
}

/// The hashes that occur more than once, and by chance a few others.
fn repeated(hashes: impl Iterator<Item = u64>, count: usize) -> FxHashSet<u64> {
    let mut seen = vec![0_u64; (count / 4).next_power_of_two()];
    let mut repeated: FxHashSet<u64> = FxHashSet::default();
    for hash in hashes {
        let at = (hash >> 6) as usize & (seen.len() - 1);
        let word = &mut seen[at];
        let bit = 1 << (hash & 63);
        if *word & bit != 0 {
            repeated.insert(hash);
        }
        *word |= bit;
    }
    repeated
}

/// Keeps one seat of those that share an id, because they are one seat. If there are too many seats, what
/// they share does not identify a person, and none is kept.
fn distinct(context: &AuditContext<'_>, seats: Vec<SeatId>) -> Vec<SeatId> {
    let mut kept: Vec<SeatId> = Vec::new();
    if seats.len() > MOST_SEATS {
        return kept;
    }
    for seat in seats {
        if !kept.iter().any(|known| context.is_one_seat(*known, seat)) {
            kept.push(seat);
        }
    }
    kept
}

const MOST_SEATS: usize = 20;

/// Whether the seats name at most one person. People with different names may share a mailbox.
fn have_one_name(context: &AuditContext<'_>, seats: &[SeatId]) -> bool {
    let names = seats
        .iter()
        .map(|seat| squeeze(context.on.chart.position(*seat).incumbent));
    let mut names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    names.dedup();
    names.len() < 2
}

/// Whether something says that a person has several seats: one of them is only temporary, or each is a part
/// of one post.
fn is_declared(context: &AuditContext<'_>, seats: &[SeatId]) -> bool {
    let for_a_time = |seat: &SeatId| {
        let position = context.on.chart.position(*seat);
        let verdict = Classifier::new(context.rules).classify(&position);
        // For a title without a role, the evidence only says that the modifier is there.
        let says = |rule| match context.rules.speaks(rule) {
            Speaks::Modifier(modifier, _) => {
                matches!(modifier, Modifier::Acting | Modifier::Interim)
            }
            _ => false,
        };
        let mut evidence = verdict.evidence.iter();
        Incumbency::of(&position, &verdict) != Incumbency::Permanent
            || evidence.any(|evidence| says(evidence.rule))
    };
    seats.iter().any(for_a_time) || shares_one_post(context, seats)
}

/// Whether the seats are parts of one full-time post.
fn shares_one_post(context: &AuditContext<'_>, seats: &[SeatId]) -> bool {
    let parts = seats
        .iter()
        .map(|seat| context.on.chart.position(*seat).fte);
    let sum: Option<u32> = parts.map(|part| part.map(u32::from)).sum();
    sum.is_some_and(|sum| sum <= WHOLE_POST)
}

/// A full-time post, in hundredths.
const WHOLE_POST: u32 = 100;

/// Whether another finding already says that one person holds the two seats.
fn is_said(context: &AuditContext<'_>, one: SeatId, other: SeatId) -> bool {
    let chart = &context.on.chart;
    if one == other {
        return false;
    }
    let pairs = [(one, other), (other, one)];
    let is_combined = |(one, other): (SeatId, SeatId)| {
        let leads = |seat, side| context.coverage_of(seat).sides[side].leads(seat);
        leads(one, Side::Internal) && leads(other, Side::External)
    };
    let is_unchecked = |(one, other): (SeatId, SeatId)| {
        let holds = |seat, part: &str| {
            let mut kinds = context.rules.catalogue.of_check("same-person");
            let verdict = context.on.verdict(seat);
            verdict.is_some_and(|verdict| {
                kinds.any(|kind| context.holds_any(verdict, kind.roles(part)))
            })
        };
        holds(one, "checks") && holds(other, "checked")
    };
    let [one, other] = [one, other].map(|seat| (chart.manager(seat), chart.position(seat)));
    let is_alike = one.0 == other.0
        && squeeze(one.1.title) == squeeze(other.1.title)
        && squeeze(one.1.department) == squeeze(other.1.department);
    is_alike
        || pairs
            .into_iter()
            .any(|pair| is_combined(pair) || is_unchecked(pair))
}

#[cfg(test)]
mod tests {
    use super::{RandomState, hash, repeated};

    #[test]
    fn hashes_that_occur_twice_are_found() {
        let names: Vec<_> = (0..5000).map(|n| format!("n{n}")).collect();
        let seed = RandomState::new();
        let all = names.iter().map(|name| hash(&seed, 1, name));
        let again = hash(&seed, 1, "N17");
        assert_ne!(hash(&seed, 1, "n18"), hash(&seed, 2, "n18"));
        let repeated = repeated(all.chain([again]), 5001);
        assert!(repeated.contains(&again));
        // By chance, some others are among them.
        assert!(repeated.len() < 1000, "{}", repeated.len());
    }
}
