//! Whether the rows behind the first ones hold what those promised: columns are chosen by the first rows.

use super::header::Header;
use super::record::Cells;
use crate::model::Field;
use crate::rules::Columns;

/// What the columns of titles and managers held in the first rows, and what they hold behind them.
#[derive(Clone, Debug, Default)]
pub struct Promised {
    columns: Vec<Column>,
    /// Rows that are still among the first ones.
    first: usize,
    /// Rows behind them.
    later: usize,
    /// The line of the first of those.
    from_line: u64,
}

#[derive(Clone, Debug)]
struct Column {
    field: Field,
    name: String,
    filled: usize,
}

/// So many rows behind the first ones can disagree with them.
const FEWEST: usize = 20;

impl Promised {
    /// The columns that are filled in nearly all of the first rows.
    pub fn by(header: &Header, rows: &[Vec<String>], columns: &Columns) -> Self {
        let column = |field: Field| {
            let column = header.column(field)?;
            let cells = rows.iter().filter_map(|row| row.get(column));
            let filled =
                cells.filter(|cell| !cell.trim().is_empty() && !columns.is_null(cell.trim()));
            let filled = filled.count();
            (filled * 10 >= rows.len() * 9).then(|| Column {
                field,
                name: header.names[column].trim().to_owned(),
                filled: 0,
            })
        };
        let fields = [Field::Id, Field::Title, Field::ReportsTo];
        Promised {
            columns: fields.into_iter().filter_map(column).collect(),
            first: rows.len(),
            ..Promised::default()
        }
    }

    /// Counts a row.
    pub fn count(&mut self, row: &Cells<'_>, line: u64) {
        if self.first > 0 {
            self.first -= 1;
            return;
        }
        if self.later == 0 {
            self.from_line = line;
        }
        self.later += 1;
        for column in &mut self.columns {
            column.filled += usize::from(!row.get(column.field).is_empty());
        }
    }

    /// Which columns are empty in most rows behind the first ones, in sentences.
    pub fn broken(&self) -> Vec<String> {
        let is_broken = |column: &&Column| self.later >= FEWEST && column.filled * 2 < self.later;
        let broken = self.columns.iter().filter(is_broken);
        let told = broken.map(|column| {
            format!(
                "`{}` gives the {} in the rows above line {}, but only in {} of the {} rows from there on",
                column.name,
                column.field.name(),
                self.from_line,
                column.filled,
                self.later
            )
        });
        told.collect()
    }
}
