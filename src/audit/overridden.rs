//! Applies what is asked of some files only: the section `overrides:` of the rules.

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::{FileId, Finding};
use crate::rules::{FindingKind, Overridden, Override, Rules};

/// The overrides of the files of a chart.
pub(crate) struct Overrides<'a> {
    on: &'a ClassifiedChart,
    rules: &'a Rules,
    /// The entries that are about a file, the last first.
    of_files: FxHashMap<FileId, Vec<&'a Override>>,
}

impl<'a> Overrides<'a> {
    pub fn of(on: &'a ClassifiedChart, rules: &'a Rules) -> Overrides<'a> {
        let files = (0_u32..).map(FileId).zip(&on.chart.sources().files);
        let files = files.filter(|_| !rules.overrides.is_empty());
        let of_files = files.map(|(id, file)| {
            let entries = rules.overrides.iter().rev();
            let about = entries.filter(|one| one.is_about(Path::new(&file.name)));
            (id, about.collect())
        });
        Overrides {
            on,
            rules,
            of_files: of_files.collect(),
        }
    }

    /// Gives a finding the severity that it has in its file. Returns false if it is not reported there.
    ///
    /// A finding about several files is not reported if none of them asks for it. Its severity is that of the first.
    pub fn keep(&self, finding: &mut Finding) -> bool {
        let Some(kind) = self.kind_of(finding) else {
            return true;
        };
        let ids = files_of(self.on, finding);
        let said: Vec<_> = ids.iter().map(|file| self.say(*file, kind)).collect();
        if let Some(Some(Overridden::Severity(severity))) = said.first() {
            finding.severity = *severity;
        }
        said.is_empty() || said.iter().any(|one| *one != Some(Overridden::Ignored))
    }

    fn kind_of(&self, finding: &Finding) -> Option<&'a FindingKind> {
        let kind = self.rules.catalogue.get(&finding.code);
        kind.filter(|_| !self.of_files.is_empty())
    }

    fn say(&self, file: FileId, kind: &FindingKind) -> Option<Overridden> {
        let mut entries = self.of_files.get(&file)?.iter();
        entries.find_map(|entry| entry.of(kind))
    }
}

/// The files that a finding is about, in the order of its places.
fn files_of(on: &ClassifiedChart, finding: &Finding) -> Vec<FileId> {
    let places = finding.locations.iter().map(|place| place.file);
    let seats = finding.positions.iter();
    let seats = seats.map(|seat| on.chart.position(SeatId::from(seat.seat)).file);
    // The places of findings that the filter leaves out are not looked up.
    match finding.locations.is_empty() {
        true => seats.collect(),
        false => places.collect(),
    }
}
