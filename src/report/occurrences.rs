//! Lists the seats and places of findings one by one, each with a fingerprint by which a later run recognises it.
//!
//! `docs/fingerprints.md` states what a fingerprint is made of. That is a contract: files of users hold fingerprints.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::audit_json::{LocationLine, location_line};
use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::{Finding, PositionRef};
use crate::rules::squeeze;
use crate::text::TextMap;

/// One seat or place that a finding is about.
#[derive(Serialize)]
pub(super) struct OccurrenceLine<'a> {
    pub id: Option<&'a str>,
    pub title: Option<&'a str>,
    #[serde(flatten)]
    pub place: LocationLine<'a>,
    pub fingerprint: String,
}

/// The fingerprints given out in one run. Things that nothing else tells apart are numbered, so that no fingerprint is
/// given twice.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: TextMap<String, usize>,
}

impl Fingerprints {
    /// Lists every row of a finding on rows, but only the first seat of a finding on several seats together.
    pub fn occurrences<'a>(
        &mut self,
        on: &'a ClassifiedChart,
        finding: &'a Finding,
    ) -> Vec<OccurrenceLine<'a>> {
        let (positions, locations) = (&finding.positions, &finding.locations);
        let is_by_row = positions.is_empty() || positions.len() == locations.len();
        let count = if is_by_row { locations.len() } else { 1 };
        let entity = entity(on, finding);
        let places = locations.iter().take(count).enumerate();
        let lines = places.map(|(index, location)| {
            let seat = positions.get(index);
            let seats = if is_by_row {
                positions.get(index..=index).unwrap_or_default()
            } else {
                positions
            };
            OccurrenceLine {
                id: seat.map(|seat| seat.id.as_str()),
                title: seat.map(|seat| seat.title.as_str()),
                place: location_line(on, location),
                fingerprint: self.of(&finding.code, &entity, seats),
            }
        });
        lines.collect()
    }

    fn of(&mut self, code: &str, entity: &str, seats: &[PositionRef]) -> String {
        let seats = seats.iter().map(|seat| named(&seat.id, &seat.title));
        let mut seats: Vec<_> = seats.collect();
        // Rows may move.
        seats.sort_unstable();
        self.number(&[code, entity, &seats.join("\0")])
    }

    /// The fingerprint of a code at a seat.
    pub fn of_seat(&mut self, code: &str, entity: &str, id: &str, title: &str) -> String {
        self.number(&[code, entity, &named(id, title)])
    }

    fn number(&mut self, parts: &[&str]) -> String {
        let said = parts.join("\0");
        let before = self.seen.entry(said.clone()).or_default();
        let fingerprint = digest(&format!("{said}\0{before}"));
        *before += 1;
        fingerprint
    }
}

/// What a seat is known by.
fn named(id: &str, title: &str) -> String {
    // Ids that the reader makes up say where a row stands.
    let id = if id.starts_with('@') { "" } else { id };
    format!("{id}\0{}", squeeze(title))
}

/// The name of the entity of a finding, as far as the chart gives one. Entities without a name are called by their file,
/// which may be renamed.
fn entity(on: &ClassifiedChart, finding: &Finding) -> String {
    let Some(name) = finding.entity.as_deref() else {
        return String::new();
    };
    let chart = &on.chart;
    let of_seat = finding
        .positions
        .first()
        .map(|seat| SeatId::from(seat.seat));
    let of_seat = of_seat.filter(|seat| chart.entity(chart.entity_of(*seat)).name == name);
    let seat = of_seat.or_else(|| {
        let mut entities = chart.entities();
        let found = entities.find(|(_, entity)| entity.name == name);
        found.and_then(|(_, entity)| entity.seats.first().copied())
    });
    let is_named = seat.is_none_or(|seat| !chart.position(seat).entity.is_empty());
    if is_named {
        squeeze(name)
    } else {
        String::new()
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of a text.
fn digest(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let digits = hash.iter().take(8).map(|byte| format!("{byte:02x}"));
    digits.collect()
}
