//! From the header row of a file to the columns that hold fields.

use super::error::ReadErrorKind;
use crate::model::{Defect, DefectKind, Field};
use crate::rules::Columns;

/// Which column gives which field.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The headers as written.
    pub names: Vec<String>,
    /// The field of each column; `None` where it gives none.
    pub fields: Vec<Option<Field>>,
    /// What was doubtful.
    pub defects: Vec<Defect>,
}

impl Header {
    /// Finds the column of every field.
    pub fn new(names: Vec<String>, columns: &Columns, line: u32, offset: u64) -> Self {
        let mut header = Header {
            fields: vec![None; names.len()],
            names,
            defects: Vec::new(),
        };
        // For each field the likeliest alias wins, and among equals the first column.
        let named: Vec<_> = header
            .names
            .iter()
            .map(|name| columns.field(name))
            .collect();
        let mut winners: Vec<(Field, usize, usize)> = Vec::new();
        for (column, found) in named.iter().enumerate() {
            let Some((field, likelihood)) = *found else {
                continue;
            };
            match winners.iter_mut().find(|(of, ..)| *of == field) {
                Some(winner) if (likelihood, column) < (winner.1, winner.2) => {
                    *winner = (field, likelihood, column);
                }
                Some(_) => {}
                None => winners.push((field, likelihood, column)),
            }
        }
        for (field, _, column) in &winners {
            header.fields[*column] = Some(*field);
        }
        for (column, found) in named.iter().enumerate() {
            let winner = winners
                .iter()
                .find(|(field, _, at)| found.is_some_and(|(of, _)| of == *field) && *at != column);
            let Some(&(field, _, winner)) = winner else {
                continue;
            };
            let (used, unused) = (header.names[winner].trim(), header.names[column].trim());
            let kind = if used == unused {
                DefectKind::DuplicateHeader {
                    header: used.to_owned(),
                }
            } else {
                DefectKind::CompetingColumns {
                    used: used.to_owned(),
                    unused: unused.to_owned(),
                }
            };
            // Once is enough, were it a thousand columns.
            if header.defects.iter().all(|known| known.kind != kind) {
                header.defects.push(Defect {
                    kind,
                    line,
                    offset,
                    field: Some(field),
                });
            }
        }
        header
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|of| *of == Some(field))
    }

    /// How many fields were found.
    pub fn known(&self) -> usize {
        self.fields.iter().flatten().count()
    }

    /// Whether there are titles or duties to judge.
    pub fn has_title(&self) -> bool {
        self.column(Field::Title).is_some() || self.column(Field::Responsibilities).is_some()
    }

    /// Refuses a header from which nothing could be judged.
    pub fn require_title(&self, columns: &Columns) -> Result<(), ReadErrorKind> {
        if self.has_title() {
            return Ok(());
        }
        let quoted = |names: &[String]| {
            let shown: Vec<_> = names
                .iter()
                .map(|name| format!("`{}`", name.trim()))
                .collect();
            shown.join(", ")
        };
        let wanted = columns.aliases(Field::Title);
        Err(ReadErrorKind::NoTitle {
            found: quoted(&self.names[..self.names.len().min(MOST_SHOWN)]),
            wanted: quoted(&wanted[..wanted.len().min(2)]).replace(", ", " or "),
        })
    }
}

/// A header may have a hundred thousand columns; a message should not.
const MOST_SHOWN: usize = 30;
