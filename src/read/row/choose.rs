//! Lets the cells of the first rows decide where several columns could give a field.

use super::decide::decide;
use super::fitness::fitness;
use super::header::Header;
use crate::model::Field;
use crate::rules::Columns;
use crate::text::TextMap;

impl Header {
    /// Lets the cells of the first rows decide where several columns could give a field: the one whose
    /// cells are most like what the field holds. `rows` are those first rows.
    pub fn choose<'c>(
        &mut self,
        rows: &'c [Vec<String>],
        columns: &Columns,
        line: u32,
        offset: u64,
    ) {
        self.defects.clear();
        // Labels below the keys are no cells.
        let rows = match rows {
            [first, rest @ ..]
                if self.is_repeated_by(first.iter().map(String::as_str), columns) =>
            {
                rest
            }
            rows => rows,
        };
        let cells = |column: usize| {
            let cells = rows.iter().map(move |row| row.get(column));
            cells.map(|cell| cell.map_or("", |cell| cell.trim()))
        };
        for (field, column) in std::mem::take(&mut self.rivals) {
            let Some(winner) = self.column(field) else {
                continue;
            };
            // What is told apart by the header is a mistake all the same where it stands twice.
            let same_name = self.names[winner].trim() == self.names[column].trim();
            // The rows by everything that can name them.
            let mut known: TextMap<&str, usize> = TextMap::default();
            for key in self.keys().filter(|key| *key != winner && *key != column) {
                for (row, cell) in cells(key).enumerate() {
                    known.entry(cell).or_insert(row);
                }
            }
            let meant = |cell: &'c str| match known.get(cell) {
                Some(row) if Field::MANAGER.contains(&field) => Ok(*row),
                _ => Err(cell),
            };
            let alike = cells(winner).map(meant).eq(cells(column).map(meant));
            let fit = |column| fitness(field, cells(column), &known, columns);
            let (mut used, mut unused) = (winner, column);
            let mut fits = (fit(winner), fit(column));
            let pinned = columns.pinned().any(|(pinned, _)| pinned == field);
            if fits.1 > fits.0 && !same_name && !pinned {
                (used, unused) = (column, winner);
                fits = (fits.1, fits.0);
                self.fields[winner] = None;
                self.fields[column] = Some(field);
            }
            let (name, other) = (self.names[used].trim(), self.names[unused].trim());
            if fits.0 > fits.1 {
                self.notes.push(format!(
                    "{} from `{name}` and not from `{other}`: of the first {} rows {} against {} fit",
                    field.name(),
                    rows.len(),
                    fits.0,
                    fits.1
                ));
            } else if !same_name {
                self.notes.push(format!(
                    "{} from `{name}` and not from `{other}`: the header is the likelier one",
                    field.name()
                ));
            }
            // An empty column is no rival, and two that say the same are none either.
            if same_name || !(alike && !rows.is_empty() || fits.1 == 0 && fits.0 > 0) {
                self.contest(field, unused, columns, line, offset);
            }
        }
        self.note_second_choices(columns);
        decide(self, rows, columns);
    }

    fn note_second_choices(&mut self, columns: &Columns) {
        for (column, field) in self.fields.iter().enumerate() {
            let first = columns.field(&self.names[column]).map(|(field, _)| field);
            if let (Some(field), Some(first)) = (field, first)
                && *field != first
                && let Some(winner) = self.column(first)
            {
                self.notes.push(format!(
                    "{} from `{}`, since `{}` gives {}",
                    field.name(),
                    self.names[column].trim(),
                    self.names[winner].trim(),
                    first.name()
                ));
            }
        }
    }

    /// The columns by which a seat can be named.
    fn keys(&self) -> impl Iterator<Item = usize> {
        let names = [Field::Id, Field::Incumbent];
        let names = names.into_iter().chain(Field::KEYS);
        names.filter_map(|field| self.column(field))
    }
}
