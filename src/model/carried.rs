//! The cells of rows as they were read, carried along until the rows are written again.

/// The cells of consecutive rows, in one text buffer.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    text: String,
    /// Where each cell ends in the text.
    cells: Vec<usize>,
    /// Where each row ends among the cells.
    rows: Vec<usize>,
}

impl Carried {
    /// Adds a cell to the row that is not ended yet.
    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.cells.push(self.text.len());
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) {
        self.rows.push(self.cells.len());
    }

    /// How much text there is, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// A cell of a row; empty if the row has none there.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let begin = |index: usize, ends: &[usize]| match index {
            0 => Some(0),
            index => ends.get(index - 1).copied(),
        };
        let cell = || {
            let first = begin(row, &self.rows)?;
            let at = first.checked_add(column)?;
            let is_within = self.rows.get(row).is_some_and(|end| at < *end);
            let end = *self.cells.get(at).filter(|_| is_within)?;
            self.text.get(begin(at, &self.cells)?..end)
        };
        cell().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_its_own_cells_and_no_others() {
        let mut carried = Carried::default();
        for row in [&["a", "", "ä"][..], &[], &["b"]] {
            row.iter().for_each(|cell| carried.push(cell));
            carried.end_row();
        }
        let cells = |row| [0, 1, 2, 3].map(|column| carried.cell(row, column));
        assert_eq!(cells(0), ["a", "", "ä", ""]);
        assert_eq!(cells(1), [""; 4]);
        assert_eq!(cells(2), ["b", "", "", ""]);
        assert_eq!(cells(3), [""; 4]);
    }
}
