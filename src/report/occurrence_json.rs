//! Lists the seats and places of a finding one by one, so that two runs can be compared row by row.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::audit_json::{LocationLine, location_line};
use crate::classify::ClassifiedChart;
use crate::model::Finding;
use crate::text::TextMap;

/// One seat or place that a finding is about. Its fingerprint identifies it in a later run.
#[derive(Serialize)]
pub(super) struct OccurrenceLine<'a> {
    id: Option<&'a str>,
    title: Option<&'a str>,
    #[serde(flatten)]
    pub place: LocationLine<'a>,
    pub fingerprint: String,
}

/// Lists every row of a finding on rows, but only the first seat of a finding on several seats together.
pub(super) fn occurrence_lines<'a>(
    on: &'a ClassifiedChart,
    finding: &'a Finding,
) -> Vec<OccurrenceLine<'a>> {
    let (positions, locations) = (&finding.positions, &finding.locations);
    let is_by_row = positions.is_empty() || positions.len() == locations.len();
    let count = if is_by_row { locations.len() } else { 1 };
    let mut seen: TextMap<String, usize> = TextMap::default();
    let lines = locations
        .iter()
        .take(count)
        .enumerate()
        .map(|(index, location)| {
            let seat = positions.get(index);
            let place = location_line(on, location);
            let mut parts = vec![
                finding.code.as_ref(),
                finding.entity.as_deref().unwrap_or_default(),
            ];
            match seat {
                Some(seat) => parts.extend([seat.id.as_str(), seat.title.as_str()]),
                None => parts.push(place.file),
            }
            let said = parts.join("\0");
            // Rows that nothing else tells apart are numbered.
            let before = seen.entry(said.clone()).or_default();
            let fingerprint = fingerprint(&format!("{said}\0{before}"));
            *before += 1;
            OccurrenceLine {
                id: seat.map(|seat| seat.id.as_str()),
                title: seat.map(|seat| seat.title.as_str()),
                place,
                fingerprint,
            }
        });
    lines.collect()
}

/// The first 16 hexadecimal digits of the SHA-256 of a text.
fn fingerprint(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
