//! Lists the seats and places of a finding one by one, so that two runs can be compared row by row.

use serde::Serialize;

use super::location_json::{LocationLine, location_line};
use crate::classify::ClassifiedChart;
use crate::model::{Accepted, Finding};

/// One seat or place that a finding is about. Its fingerprint identifies it in a later run.
#[derive(Serialize)]
pub(in crate::report) struct OccurrenceLine<'a> {
    pub id: Option<&'a str>,
    pub title: Option<&'a str>,
    #[serde(flatten)]
    pub place: LocationLine<'a>,
    pub fingerprint: &'a str,
    /// `baseline` or `suppressed`, if it does not count.
    #[serde(rename = "accepted", skip_serializing_if = "Option::is_none")]
    how: Option<&'static str>,
    /// The reason of a suppression.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip)]
    pub accepted: Option<&'a Accepted>,
}

/// Lists every row of a finding on rows, but only the first seat of a finding on several seats together.
pub(in crate::report) fn occurrence_lines<'a>(
    on: &'a ClassifiedChart,
    finding: &'a Finding,
) -> Vec<OccurrenceLine<'a>> {
    let places = finding.locations.iter().zip(&finding.occurrences);
    let lines = places.enumerate().map(|(index, (location, occurrence))| {
        let seat = finding.positions.get(index);
        let accepted = occurrence.accepted.as_ref();
        OccurrenceLine {
            id: seat.map(|seat| seat.id.as_str()),
            title: seat.map(|seat| seat.title.as_str()),
            place: location_line(on, location),
            fingerprint: &occurrence.fingerprint,
            how: accepted.map(Accepted::name),
            reason: accepted.and_then(|accepted| match accepted {
                Accepted::Suppressed { reason, .. } => Some(reason.as_str()),
                Accepted::Baseline => None,
            }),
            accepted,
        }
    });
    lines.collect()
}
