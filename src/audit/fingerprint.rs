//! Gives every occurrence of a finding a fingerprint, by which a later run finds it again.
//!
//! A fingerprint is made of the code, the entity and the seat. It does not depend on lines, files, words or severities.
//! `docs/fingerprints.md` states this for users. It is a contract: files of users hold fingerprints.

use sha2::{Digest, Sha256};

use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::{Finding, Occurrence, is_made_up};
use crate::text::{TextMap, squeeze};

/// Notes the occurrences of all findings of an audit. No two of them have the same fingerprint.
pub(crate) fn note<'f>(on: &ClassifiedChart, findings: impl IntoIterator<Item = &'f mut Finding>) {
    let mut fingerprints = Fingerprints::default();
    for finding in findings {
        let entity = entity(on, finding);
        let occurrences = (0..count(finding)).map(|index| {
            let seat = finding.positions.get(index);
            let seat = seat.map(|seat| (seat.id.as_str(), seat.title.as_str()));
            Occurrence {
                fingerprint: fingerprints.of(&finding.code, entity, seat),
                accepted: None,
            }
        });
        finding.occurrences = occurrences.collect();
    }
}

/// How many occurrences a finding has: its rows one by one, but only the first seat of several seats together.
fn count(finding: &Finding) -> usize {
    let (seats, places) = (finding.positions.len(), finding.locations.len());
    match (seats, places) {
        (0, places) => places,
        // The places of findings that the filter leaves out are not looked up.
        (seats, 0) => seats,
        (seats, places) if seats == places => places,
        _ => 1,
    }
}

/// The fingerprints given out in one run.
#[derive(Default)]
pub(crate) struct Fingerprints {
    seen: TextMap<String, usize>,
}

impl Fingerprints {
    /// The fingerprint of a code about an entity and perhaps a seat, by its id and title.
    pub fn of(&mut self, code: &str, entity: &str, seat: Option<(&str, &str)>) -> String {
        let (id, title) = seat.unwrap_or_default();
        // An id that the reader made up holds the number of its line.
        let id = if is_made_up(id) { "" } else { id };
        let said = [code, &squeeze(entity), id, &squeeze(title)].join("\0");
        // What nothing else tells apart is numbered.
        let before = self.seen.entry(said.clone()).or_default();
        let fingerprint = digits(&format!("{said}\0{before}"));
        *before += 1;
        fingerprint
    }
}

/// The name of the entity of a finding, as far as the chart gives one. Entities without a name are called by their file,
/// which may be renamed.
fn entity<'a>(on: &ClassifiedChart, finding: &'a Finding) -> &'a str {
    let Some(name) = finding.entity.as_deref() else {
        return "";
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
    if is_named { name } else { "" }
}

/// The first 16 hexadecimal digits of the SHA-256 of a text.
fn digits(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
