//! Places what a change did in the later snapshot, as a change is reviewed there: what is gone is shown where it stood.

use rustc_hash::FxHashMap;

use super::{Diff, Snapshot};
use crate::audit::{note_occurrences, sort};
use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::{Field, FileId, Finding, Location, Side};
use crate::rules::Rules;

impl Diff {
    /// The findings that only the new snapshot has, and those about the change itself, by place in the new snapshot. A
    /// file that is gone is noted among its sources.
    pub fn into_findings(
        self,
        old: &ClassifiedChart,
        new: &mut ClassifiedChart,
        rules: &Rules,
    ) -> Vec<Finding> {
        let lines = SharedRows::of(&self, old, new);
        let mut findings = Vec::new();
        for mut finding in self.new.iter().cloned() {
            self.place_gap(&mut finding, (old, &lines), new, rules);
            findings.push(finding);
        }
        let mut on_changes = Vec::new();
        for found in &self.findings {
            let mut finding = found.finding.clone();
            if found.snapshot == Snapshot::Old {
                self.place_lost(&mut finding, (old, &lines), new);
            }
            on_changes.push(finding);
        }
        note_occurrences(new, &mut on_changes);
        findings.extend(on_changes);
        sort(&mut findings);
        findings
    }

    /// Moves a finding on seats of the old snapshot to the new one.
    fn place_lost(
        &self,
        finding: &mut Finding,
        old: (&ClassifiedChart, &SharedRows),
        new: &mut ClassifiedChart,
    ) {
        for (index, place) in finding.locations.iter_mut().enumerate() {
            match finding.positions.get_mut(index) {
                Some(position) => {
                    let seat = SeatId::from(position.seat);
                    if let Some(now) = self.pairs.new_of(seat) {
                        position.seat = now.index() as u32;
                    }
                    *place = self.place_of(seat, place, old, new);
                }
                None => *place = self.stood(place, old, new),
            }
        }
    }

    /// Shows a gap that the change made at the seat that covered it before, not at the top of the entity.
    fn place_gap(
        &self,
        finding: &mut Finding,
        old: (&ClassifiedChart, &SharedRows),
        new: &mut ClassifiedChart,
        rules: &Rules,
    ) {
        if !finding.positions.is_empty() {
            return;
        }
        let kind = rules.catalogue.get(&finding.code);
        let side = kind.and_then(|kind| kind.side);
        let is_it = |entity: &str, of: Side| {
            finding.entity.as_deref() == Some(entity) && side.is_none_or(|side| side == of)
        };
        let mut changes = self.coverage.iter();
        let change = changes
            .find(|change| is_it(&new.chart.entity(change.entity.1).name, change.side))
            .filter(|change| !change.from.1.is_empty());
        let Some(seat) = change.and_then(|change| change.from.1.first()) else {
            return;
        };
        let before = old.0.chart.locate(*seat, Field::Title);
        let place = self.place_of(*seat, &before, old, new);
        finding.locations = vec![place];
    }

    /// The place of a seat of the old snapshot in the new one: that of the same seat, or where it stood.
    fn place_of(
        &self,
        seat: SeatId,
        before: &Location,
        old: (&ClassifiedChart, &SharedRows),
        new: &mut ClassifiedChart,
    ) -> Location {
        match self.pairs.new_of(seat) {
            Some(now) => new.chart.locate(now, Field::Title),
            None => self.stood(before, old, new),
        }
    }

    /// Where a place of the old snapshot stood: at what follows it now in the same file, else at what comes before it.
    /// In a file that is gone, it is the place as it was.
    fn stood(
        &self,
        before: &Location,
        (old, lines): (&ClassifiedChart, &SharedRows),
        new: &mut ClassifiedChart,
    ) -> Location {
        let name = &old.chart.sources().file(before.file).name;
        let sources = new.chart.sources();
        let was_read = |file: &FileId| (file.0 as usize) < sources.files.len();
        let Some(file) = sources.id_of(name).filter(was_read) else {
            return Location {
                file: new.chart.note_file(name),
                ..before.clone()
            };
        };
        Location {
            file,
            line: lines.there(before, file).unwrap_or(1),
            column: 1,
            excerpt: None,
        }
    }
}

/// For a file of the old snapshot and one of the new, the lines of the rows that both have: where each was and is, in the
/// order in which they were.
struct SharedRows(FxHashMap<(FileId, FileId), Vec<(u32, u32)>>);

impl SharedRows {
    fn of(diff: &Diff, old: &ClassifiedChart, new: &ClassifiedChart) -> SharedRows {
        let mut lines: FxHashMap<(FileId, FileId), Vec<_>> = FxHashMap::default();
        for seat in old.chart.seats() {
            let Some(now) = diff.pairs.new_of(seat) else {
                continue;
            };
            let (was, is) = (old.chart.position(seat), new.chart.position(now));
            let files = lines.entry((was.file, is.file)).or_default();
            files.push((was.line, is.line));
        }
        lines.values_mut().for_each(|lines| lines.sort_unstable());
        SharedRows(lines)
    }

    /// The line of what follows a place of the old snapshot in the new one, else of what comes before it.
    fn there(&self, before: &Location, file: FileId) -> Option<u32> {
        let lines = self.0.get(&(before.file, file))?;
        let next = lines.partition_point(|(was, _)| *was <= before.line);
        let line = lines.get(next).or_else(|| lines.last());
        line.map(|(_, is)| *is)
    }
}
