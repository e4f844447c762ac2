//! Counts rows without any text. One remark a file is enough, since each row would only repeat it.

use super::PostingFindings;

/// How many rows of each file have no text, in the order in which the files were read.
#[derive(Debug, Default)]
pub struct Blanks {
    files: Vec<(String, u64)>,
}

impl Blanks {
    /// Counts a row of a file if it has no text. All rows of a file come one after the other.
    pub fn count(&mut self, file: &str, row: &PostingFindings<'_>) {
        if !row.is_blank {
            return;
        }
        match self.files.last_mut() {
            Some((name, rows)) if name == file => *rows += 1,
            _ => self.files.push((file.to_owned(), 1)),
        }
    }

    /// A remark for each file that has such rows.
    pub fn remarks(&self) -> impl Iterator<Item = String> {
        self.files.iter().map(|(file, rows)| match rows {
            1 => format!("{file}: 1 row has no duty text"),
            rows => format!("{file}: {rows} rows have no duty text"),
        })
    }
}
