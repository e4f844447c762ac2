//! The baseline: findings that are known and do not fail a run, kept in a file beside the charts.
//!
//! The file has an entry for each occurrence of a finding. Its fingerprint decides; what else it says is for people who
//! read the file. `docs/baseline.md` describes it for users.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::audit::Audit;
use crate::model::{Accepted, Finding, Severity};
use crate::rules::in_words;

/// The version of the file. A new one means that old fingerprints no longer compare.
const VERSION: u32 = 1;

/// Findings that are known, by fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<String, Entry>,
}

/// One occurrence of a finding. The order of the fields is that of the file.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    entity: Option<String>,
    id: Option<String>,
    title: Option<String>,
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<E> {
    version: u32,
    findings: Vec<E>,
}

/// Why a text is no baseline.
#[derive(Debug, Error)]
pub enum BaselineError {
    /// It is not of the form of a baseline.
    #[error(
        "it is not a baseline: {}; write it with `rolecall baseline write`",
        in_words(&.0.to_string())
    )]
    Form(serde_json::Error),
    /// Another release wrote it.
    #[error(
        "it is a baseline of version {0}, and this release reads version {VERSION}; write it again with `rolecall baseline write`"
    )]
    Version(u32),
}

impl Baseline {
    /// Reads the text of a baseline file.
    ///
    /// # Errors
    /// If it is not JSON, has another form, or is of another version.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let file: File<serde_json::Value> =
            serde_json::from_str(text).map_err(BaselineError::Form)?;
        if file.version != VERSION {
            return Err(BaselineError::Version(file.version));
        }
        let file: File<Entry> = serde_json::from_str(text).map_err(BaselineError::Form)?;
        let entries = file.findings.into_iter();
        Ok(Baseline {
            entries: entries
                .map(|entry| (entry.fingerprint.clone(), entry))
                .collect(),
        })
    }

    /// All occurrences of an audit that nobody has suppressed.
    pub fn of(audit: &Audit) -> Baseline {
        let entries = audit.findings.iter().flat_map(entries);
        Baseline {
            entries: entries
                .map(|entry| (entry.fingerprint.clone(), entry))
                .collect(),
        }
    }

    /// Marks what an audit finds and this baseline knows, up to a severity. Graver findings count in any case.
    pub fn mark(&self, audit: &mut Audit, most: Severity) {
        audit.is_compared = true;
        for finding in &mut audit.findings {
            if finding.severity > most {
                continue;
            }
            for occurrence in &mut finding.occurrences {
                let is_known = self.entries.contains_key(&occurrence.fingerprint);
                if is_known && occurrence.accepted.is_none() {
                    occurrence.accepted = Some(Accepted::Baseline);
                }
            }
        }
    }

    /// How many entries this has that the other has not.
    pub fn beyond(&self, other: &Baseline) -> usize {
        let own = self.entries.keys();
        own.filter(|fingerprint| !other.entries.contains_key(*fingerprint))
            .count()
    }

    /// Adds the entries of another.
    pub fn add(&mut self, other: Baseline) {
        self.entries.extend(other.entries);
    }

    /// Removes the entries that the other has not.
    pub fn keep(&mut self, other: &Baseline) {
        self.entries
            .retain(|fingerprint, _| other.entries.contains_key(fingerprint));
    }

    /// Splits the entries into those that an audit of some entities can check, and the rest. The rest are the entries about
    /// entities that were not read and, if there are any, also the entries about no entity.
    pub fn split(self, is_read: impl Fn(&str) -> bool) -> (Baseline, Baseline) {
        let is_unread = |entry: &Entry| entry.entity.as_deref().is_some_and(|name| !is_read(name));
        let is_part = self.entries.values().any(is_unread);
        let (told, untold) = self
            .entries
            .into_iter()
            .partition(|(_, entry)| !is_part || entry.entity.is_some() && !is_unread(entry));
        (Baseline { entries: told }, Baseline { entries: untold })
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Writes the file: an entry a line, by code, entity and seat, so that changes are easy to review.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        let mut entries: Vec<_> = self.entries.values().collect();
        entries.sort();
        write!(out, "{{\n  \"version\": {VERSION},\n  \"findings\": [")?;
        for (index, entry) in entries.iter().enumerate() {
            out.write_all(if index == 0 { b"\n    " } else { b",\n    " })?;
            serde_json::to_writer(&mut *out, entry)?;
        }
        out.write_all(if entries.is_empty() {
            b"]\n}\n"
        } else {
            b"\n  ]\n}\n"
        })
    }
}

/// The entries of a finding: its occurrences that nobody has suppressed.
fn entries(finding: &Finding) -> impl Iterator<Item = Entry> {
    let occurrences = finding.occurrences.iter().enumerate();
    let open = occurrences.filter(|(_, occurrence)| {
        !matches!(occurrence.accepted, Some(Accepted::Suppressed { .. }))
    });
    open.map(|(index, occurrence)| {
        let seat = finding.positions.get(index);
        Entry {
            code: finding.code.to_string(),
            entity: finding.entity.clone(),
            id: seat.map(|seat| seat.id.clone()),
            title: seat.map(|seat| seat.title.clone()),
            fingerprint: occurrence.fingerprint.clone(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(code: &str, fingerprint: &str) -> Entry {
        Entry {
            code: code.to_owned(),
            entity: Some("Larch".to_owned()),
            id: None,
            title: None,
            fingerprint: fingerprint.to_owned(),
        }
    }

    fn baseline(entries: &[(&str, &str)]) -> Baseline {
        let entries = entries.iter().map(|(code, at)| entry(code, at));
        Baseline {
            entries: entries.map(|one| (one.fingerprint.clone(), one)).collect(),
        }
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        for entries in [&[][..], &[("RC2", "b"), ("RC1", "c"), ("RC2", "a")]] {
            let written = baseline(entries);
            let mut text = Vec::new();
            written.write(&mut text).unwrap();
            let text = String::from_utf8(text).unwrap();
            assert_eq!(Baseline::parse(&text).unwrap(), written, "{text}");
            let codes = text.lines().filter(|line| line.contains("\"code\""));
            assert!(codes.collect::<Vec<_>>().is_sorted(), "{text}");
        }
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        let refused = |text: &str| Baseline::parse(text).unwrap_err().to_string();
        assert!(refused("[1]").contains("baseline write"));
        assert!(refused("{\"version\": 9, \"findings\": [{}]}").contains("version 9"));
        assert!(refused("{\"version\": 1, \"findings\": [{}]}").contains("code"));
    }

    #[test]
    fn entries_of_entities_that_are_not_read_are_set_apart() {
        let mut whole = baseline(&[("RC1", "a"), ("RC2", "b"), ("RC3", "c")]);
        whole.entries.get_mut("b").unwrap().entity = Some("Alder".to_owned());
        whole.entries.get_mut("c").unwrap().entity = None;
        let (told, untold) = whole.clone().split(|_| true);
        assert_eq!((told, untold.len()), (whole.clone(), 0));
        let (told, untold) = whole.split(|entity| entity == "Larch");
        assert_eq!(told, baseline(&[("RC1", "a")]));
        assert!(untold.entries.keys().eq(["b", "c"]));
    }

    #[test]
    fn entries_are_added_and_pruned() {
        let mut old = baseline(&[("RC1", "a"), ("RC1", "b")]);
        let new = baseline(&[("RC1", "b"), ("RC1", "c")]);
        assert_eq!((old.beyond(&new), new.beyond(&old)), (1, 1));
        old.keep(&new);
        assert_eq!(old.len(), 1);
        old.add(new.clone());
        assert_eq!(old, new);
    }
}
