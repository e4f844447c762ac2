//! Makes the changes, and sees to it that a file reads the same afterwards.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::edit::Fix;
use crate::classify::ClassifiedChart;
use crate::model::{Field, FileId};
use crate::text::is_hidden;

/// A file before and after its fixes.
#[derive(Debug)]
pub struct Mended {
    /// The file.
    pub file: FileId,
    /// The text that was read.
    pub before: Vec<u8>,
    /// The same with the fixes.
    pub after: Vec<u8>,
}

/// The files that have fixes, with these made. Every other byte stays as it is.
pub fn mend(on: &ClassifiedChart, fixes: &[Fix]) -> Vec<Mended> {
    let mut by_file: BTreeMap<FileId, Vec<_>> = BTreeMap::new();
    for fix in fixes {
        by_file.entry(fix.file).or_default().extend(&fix.edits);
    }
    let mended = by_file.into_iter().filter_map(|(file, mut edits)| {
        let written = on.chart.sources().file(file).written()?;
        let before = written.text().to_vec();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut after = Vec::with_capacity(before.len());
        let mut at = 0;
        for edit in edits {
            after.extend_from_slice(before.get(at..edit.span.start)?);
            after.extend_from_slice(edit.text.as_bytes());
            at = edit.span.end;
        }
        after.extend_from_slice(before.get(at..)?);
        Some(Mended {
            file,
            before,
            after,
        })
    });
    mended.collect()
}

/// The files that read otherwise in a chart after its fixes than before, but for what fixes may change. A plain text in YAML
/// may be a number, a key or nothing once a character is gone.
pub fn changed_files(before: &ClassifiedChart, after: &ClassifiedChart) -> Vec<FileId> {
    let [old, new] = [before, after].map(essence);
    let files = old.keys().chain(new.keys());
    let mut changed: Vec<_> = files
        .filter(|file| old.get(file) != new.get(file))
        .copied()
        .collect();
    changed.sort_unstable();
    changed.dedup();
    changed
}

/// What each file says, without blanks, invisible characters and leading zeros.
fn essence(on: &ClassifiedChart) -> BTreeMap<FileId, u64> {
    let chart = &on.chart;
    let mut files: BTreeMap<FileId, FxHasher> = BTreeMap::new();
    for seat in chart.seats() {
        let here = chart.position(seat);
        let hasher = files.entry(here.file).or_default();
        for field in Field::DECISIVE {
            let is_joiner = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
            let seen = here.text(field).chars();
            let seen = seen.filter(|c| !c.is_whitespace() && !is_hidden(*c) && !is_joiner(*c));
            let text: String = seen.collect();
            text.trim_start_matches('0').hash(hasher);
            field.name().hash(hasher);
        }
    }
    let ended = files.into_iter();
    ended
        .map(|(file, hasher)| (file, hasher.finish()))
        .collect()
}
