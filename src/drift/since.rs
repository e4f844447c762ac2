//! Places what a change did in the later snapshot, as a change is reviewed there: what is gone is shown where it stood.

use super::{Drift, Snapshot};
use crate::audit::{note_occurrences, sort};
use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::{Field, FileId, Finding, Location, Side};
use crate::rules::Rules;

impl Drift {
    /// The findings that only the new snapshot has, and those about the change itself, by place in the new snapshot. A
    /// file that is gone is noted among its sources.
    pub fn into_findings(
        self,
        old: &ClassifiedChart,
        new: &mut ClassifiedChart,
        rules: &Rules,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for mut finding in self.new.iter().cloned() {
            self.place_gap(&mut finding, old, new, rules);
            findings.push(finding);
        }
        let mut on_changes = Vec::new();
        for found in &self.findings {
            let mut finding = found.finding.clone();
            if found.snapshot == Snapshot::Old {
                self.place_lost(&mut finding, old, new);
            }
            on_changes.push(finding);
        }
        note_occurrences(new, &mut on_changes);
        findings.extend(on_changes);
        sort(&mut findings);
        findings
    }

    /// Moves a finding on seats of the old snapshot to the new one.
    fn place_lost(&self, finding: &mut Finding, old: &ClassifiedChart, new: &mut ClassifiedChart) {
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
        old: &ClassifiedChart,
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
        let before = old.chart.locate(*seat, Field::Title);
        let place = self.place_of(*seat, &before, old, new);
        finding.locations = vec![place];
    }

    /// The place of a seat of the old snapshot in the new one: that of the same seat, or where it stood.
    fn place_of(
        &self,
        seat: SeatId,
        before: &Location,
        old: &ClassifiedChart,
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
        old: &ClassifiedChart,
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
        let line = self.line_there(before, file, old, new);
        Location {
            file,
            line: line.unwrap_or(1),
            column: 1,
            excerpt: None,
        }
    }

    fn line_there(
        &self,
        before: &Location,
        file: FileId,
        old: &ClassifiedChart,
        new: &ClassifiedChart,
    ) -> Option<u32> {
        let lines = old.chart.seats().filter_map(|seat| {
            let was = old.chart.position(seat);
            let is = new.chart.position(self.pairs.new_of(seat)?);
            (was.file == before.file && is.file == file).then_some((was.line, is.line))
        });
        let (mut next, mut last) = (None, None);
        for (was, is) in lines {
            if was > before.line {
                let nearest = next.get_or_insert((was, is));
                *nearest = (*nearest).min((was, is));
            } else {
                let nearest = last.get_or_insert((was, is));
                *nearest = (*nearest).max((was, is));
            }
        }
        next.or(last).map(|(_, line)| line)
    }
}
