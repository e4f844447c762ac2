//! Finds manager e-mail addresses that differ from the address in the manager's own row.

use std::collections::BTreeMap;

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::{Line, SeatId};
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;
use crate::text::TextMap;

/// How two addresses differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Differ {
    ByCase,
    ByDomain,
}

/// Makes one finding for each file and kind of difference, because they all have the same cause.
pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    if !context.gives(Field::Email) {
        return Vec::new();
    }
    let mut found: BTreeMap<(FileId, Differ), Vec<SeatId>> = BTreeMap::new();
    for seat in chart.seats() {
        let here = chart.position(seat);
        let Some(manager) = chart.manager(seat) else {
            continue;
        };
        let own = chart.position(manager).text(Field::Email);
        let named = std::iter::once(here.reports_to).chain(here.manager_keys.lines());
        let differ = named
            .filter(|named| is_address(named))
            .filter_map(|named| differ(named, own));
        if let Some(differ) = differ.max() {
            found.entry((here.file, differ)).or_default().push(seat);
        }
    }
    for seat in lost_by_domain(context) {
        let file = chart.position(seat).file;
        found
            .entry((file, Differ::ByDomain))
            .or_default()
            .push(seat);
    }
    found
        .into_iter()
        .map(|((_, differ), mut seats)| {
            seats.sort_unstable();
            let how = match differ {
                Differ::ByCase => "in upper and lower case",
                Differ::ByDomain => "in the part behind the `@`",
            };
            let message = format!(
                "the manager's address in the row of {} differs {how} from the address in the manager's own row",
                context.all_named(&seats)
            );
            let places = seats.iter().take(MOST_PLACES);
            let about: Vec<_> = places.map(|seat| (*seat, Field::ManagerEmail)).collect();
            context.finding(kind, &about, message)
        })
        .collect()
}

fn is_address(text: &str) -> bool {
    let has_at = text.contains('@') && !text.starts_with('@');
    has_at && !text.contains(|c: char| c.is_whitespace() || c == '=')
}

fn differ(named: &str, own: &str) -> Option<Differ> {
    if named == own || own.is_empty() {
        return None;
    }
    if named.to_lowercase() == own.to_lowercase() {
        return Some(Differ::ByCase);
    }
    (local(named) == local(own)).then_some(Differ::ByDomain)
}

/// The part in front of the `@`.
fn local(address: &str) -> String {
    let local = address.split_once('@').map_or(address, |(local, _)| local);
    local.to_lowercase()
}

/// Seats whose manager was not found, although exactly one person has that address with another domain.
fn lost_by_domain(context: &AuditContext<'_>) -> Vec<SeatId> {
    let chart = &context.on.chart;
    let lost = chart.facts().unknown_managers.iter();
    let lost: Vec<_> = lost
        .filter(|(_, line, named)| *line == Line::Solid && is_address(named))
        .map(|(seat, _, named)| {
            let of = chart.sources().chart_of(chart.position(*seat).file);
            (*seat, (of, local(named)))
        })
        .collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let mut wanted: TextMap<(FileId, String), u32> = TextMap::default();
    wanted.extend(lost.iter().map(|(_, key)| (key.clone(), 0)));
    for seat in chart.seats() {
        let here = chart.position(seat);
        let own = here.text(Field::Email);
        if is_address(own) {
            let key = (chart.sources().chart_of(here.file), local(own));
            wanted.entry(key).and_modify(|count| *count += 1);
        }
    }
    let found = lost
        .into_iter()
        .filter(|(_, key)| wanted.get(key) == Some(&1));
    found.map(|(seat, _)| seat).collect()
}
