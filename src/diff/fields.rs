//! Decides what can be compared: the fields that both snapshots give.

use crate::chart::Chart;
use crate::model::Field;

/// The fields that both snapshots give. A column that only one snapshot has tells nothing about changes.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Whether both snapshots say who reports to whom.
    pub lines: bool,
    /// Whether both snapshots name people.
    pub names: bool,
    /// The fields that only one of them gives.
    pub in_one_only: Vec<Field>,
}

/// The fields that are compared besides reporting lines, ids and titles.
const COMPARED: [Field; 10] = [
    Field::Incumbent,
    Field::DottedLine,
    Field::Department,
    Field::Location,
    Field::Level,
    Field::Size,
    Field::Responsibilities,
    Field::Status,
    Field::Tenure,
    Field::End,
];

impl Fields {
    /// Collects the fields that both charts give.
    pub(super) fn of(old: &Chart, new: &Chart) -> Fields {
        let gives = |chart: &Chart, field| {
            let mut files = chart.sources().files.iter();
            files.any(|file| file.gives(field))
        };
        let lines = [old, new].map(|chart| {
            let mut files = chart.sources().files.iter();
            files.any(|file| file.gives_lines())
        });
        let differs = |field: &Field| gives(old, *field) != gives(new, *field);
        let mut in_one_only: Vec<_> = COMPARED.into_iter().filter(differs).collect();
        if lines[0] != lines[1] {
            in_one_only.insert(0, Field::ReportsTo);
        }
        Fields {
            lines: lines == [true, true],
            names: [old, new].into_iter().all(|chart| {
                chart
                    .seats()
                    .any(|seat| !chart.position(seat).incumbent.is_empty())
            }),
            in_one_only,
        }
    }

    /// Whether both snapshots give a field.
    pub(super) fn has(&self, field: Field) -> bool {
        !self.in_one_only.contains(&field)
    }
}
