//! Counts rows that are broken, and names what is wrong with each.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rolecall::model::{Batch, DefectKind, FileId};

/// Rows that are broken, by what is wrong.
#[derive(Default)]
pub struct BrokenTally {
    kinds: BTreeMap<&'static str, BrokenRows>,
}

/// Rows that are broken in one way.
struct BrokenRows {
    count: u64,
    first: u32,
    /// The last of them: several of its cells may be broken.
    last: (FileId, u32),
}

impl BrokenTally {
    pub fn count(&mut self, batch: &Batch) {
        for defect in &batch.defects {
            let Some(name) = broken_as(&defect.kind) else {
                continue;
            };
            let here = (batch.file, defect.line);
            match self.kinds.entry(name) {
                Entry::Vacant(new) => {
                    new.insert(BrokenRows {
                        count: 1,
                        first: defect.line,
                        last: here,
                    });
                }
                Entry::Occupied(rows) => {
                    let rows = rows.into_mut();
                    rows.count += u64::from(rows.last != here);
                    rows.last = here;
                }
            }
        }
    }

    pub fn told(&self) -> impl Iterator<Item = String> {
        self.kinds.iter().map(|(name, BrokenRows { count, first, .. })| {
            let rows = if *count == 1 { "row" } else { "rows" };
            format!("warning: {count} {rows} with the defect {name}, the first on line {first}; see `rolecall audit`")
        })
    }
}

/// What the finding on a broken row is called.
fn broken_as(kind: &DefectKind) -> Option<&'static str> {
    match kind {
        DefectKind::RaggedRow { .. } => Some("ragged-row"),
        DefectKind::InvalidText | DefectKind::HalfCharacter => Some("invalid-text"),
        DefectKind::Misshapen { .. } | DefectKind::Unreadable { .. } => Some("misshapen-value"),
        _ => None,
    }
}

/// What is wrong with a row, each defect once.
pub fn defects_of(batch: &Batch, line: u32) -> Vec<&'static str> {
    // Defects are noted in the order of the rows.
    let first = batch.defects.partition_point(|defect| defect.line < line);
    let here = batch.defects.iter().skip(first);
    let here = here.take_while(|defect| defect.line == line);
    let mut names: Vec<_> = here.filter_map(|defect| broken_as(&defect.kind)).collect();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use rolecall::model::Defect;

    #[test]
    fn a_row_with_several_broken_cells_is_one_row() {
        let mut broken = BrokenTally::default();
        for (file, lines) in [(0, &[2, 2, 5][..]), (1, &[5])] {
            let mut batch = Batch::new(FileId(file));
            batch.defects.extend(lines.iter().map(|line| Defect {
                kind: DefectKind::InvalidText,
                line: *line,
                offset: 0,
                field: None,
            }));
            broken.count(&batch);
        }
        let told: Vec<_> = broken.told().collect();
        assert!(told[0].starts_with("warning: 3 rows"), "{told:?}");
    }
}
