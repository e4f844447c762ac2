//! Gives every occurrence of a finding a fingerprint, by which a later run finds it again.
//!
//! A fingerprint is made of the code, the entity and the seat, or of the file if there is no seat. It does not depend
//! on lines, words or severities.

use sha2::{Digest, Sha256};

use crate::classify::ClassifiedChart;
use crate::model::{Finding, Occurrence};
use crate::text::TextMap;

/// Notes the occurrences of all findings of an audit. No two of them have the same fingerprint.
pub(crate) fn note<'f>(on: &ClassifiedChart, findings: impl IntoIterator<Item = &'f mut Finding>) {
    let mut seen: TextMap<String, usize> = TextMap::default();
    for finding in findings {
        let occurrences = (0..count(finding)).map(|index| {
            let said = said(on, finding, index);
            // Occurrences that nothing else tells apart are numbered.
            let before = seen.entry(said.clone()).or_default();
            let fingerprint = digits(&format!("{said}\0{before}"));
            *before += 1;
            Occurrence {
                fingerprint,
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

/// What tells an occurrence from others.
fn said(on: &ClassifiedChart, finding: &Finding, index: usize) -> String {
    let mut parts = vec![
        finding.code.as_ref(),
        finding.entity.as_deref().unwrap_or_default(),
    ];
    match (finding.positions.get(index), finding.locations.get(index)) {
        // An id that the reader made up holds the number of its line.
        (Some(seat), _) if seat.id.starts_with('@') => parts.extend(["", &seat.title]),
        (Some(seat), _) => parts.extend([seat.id.as_str(), seat.title.as_str()]),
        (None, Some(place)) => parts.push(&on.chart.sources().file(place.file).name),
        (None, None) => {}
    }
    parts.join("\0")
}

/// The first 16 hexadecimal digits of the SHA-256 of a text.
fn digits(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
