//! Columns that give each step of the way from the top to a row, `Level 1`, `Level 2`, `Level 3`, as programs for
//! business intelligence write it.

use super::header::Header;
use super::table::Table;
use crate::model::Field;

/// The columns of the steps, from the top downward.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// The columns.
    pub columns: Vec<usize>,
    /// Their headers.
    pub names: Vec<String>,
    /// Whether the last step is the row itself, and not its manager.
    ends_in_row: bool,
}

/// How many levels are looked for.
const MOST_LEVELS: usize = 30;

impl Levels {
    /// The columns whose headers are the same but for a number that counts up, and whose values name rows by what
    /// rows are known by.
    pub fn find(header: &Header, table: &Table<'_>) -> Option<Levels> {
        let first = (0..header.names.len())
            .find(|column| numbered(&header.names[*column]).is_some_and(|(.., n)| n <= 1))?;
        let columns = counted_from(first, header)?;
        [true, false]
            .into_iter()
            .map(|ends_in_row| Levels {
                names: columns.iter().map(|c| header.names[*c].clone()).collect(),
                columns: columns.clone(),
                ends_in_row,
            })
            .find(|levels| levels.hold(table))
    }

    /// Whether every step is a row, and the last step of a row is itself, or never is.
    fn hold(&self, table: &Table<'_>) -> bool {
        let cells: Vec<Vec<&str>> = self
            .columns
            .iter()
            .map(|column| table.column(*column).collect())
            .collect();
        let ways: Vec<Vec<&str>> = (0..table.rows)
            .map(|row| {
                steps(
                    cells
                        .iter()
                        .map(|cells| cells.get(row).copied().unwrap_or_default()),
                )
            })
            .collect();
        let known_by = [Field::Id, Field::Incumbent].into_iter().chain(Field::KEYS);
        table.keys_of(known_by).any(|key| {
            let is_row = |step: &&str| key.row(step).is_some();
            let ends_well = |(row, way): (usize, &Vec<&str>)| match way.last() {
                Some(last) => (key.row(last) == Some(row)) == self.ends_in_row,
                // Nobody is above the top.
                None => !self.ends_in_row,
            };
            let longest = ways.iter().map(Vec::len).max().unwrap_or(0);
            longest >= 2
                && ways.iter().flatten().all(|step| is_row(&step))
                && ways.iter().enumerate().all(ends_well)
        })
    }

    /// The manager of a row by its cells in these columns.
    pub fn manager<'c>(&self, cells: impl Iterator<Item = &'c str>) -> Option<&'c str> {
        let mut steps = steps(cells);
        if self.ends_in_row {
            steps.pop();
        }
        steps.pop()
    }
}

/// The steps of a way; what a program repeats to the right is one step.
fn steps<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<&'c str> {
    let mut steps: Vec<&str> = cells
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    steps.dedup();
    steps
}

/// The columns that count up from the first one, where there are several.
fn counted_from(first: usize, header: &Header) -> Option<Vec<usize>> {
    let (before, behind, mut number) = numbered(&header.names[first])?;
    let mut columns = vec![first];
    while columns.len() < MOST_LEVELS {
        number += 1;
        let next = header.names.iter().position(|name| {
            numbered(name)
                .is_some_and(|(start, end, n)| n == number && start == before && end == behind)
        });
        match next {
            Some(column) if header.fields[column].is_none_or(|field| field == Field::Level) => {
                columns.push(column);
            }
            _ => break,
        }
    }
    (columns.len() >= 2).then_some(columns)
}

/// A header with one number in it: what stands before and behind the number, and the number.
fn numbered(header: &str) -> Option<(&str, &str, u32)> {
    let header = header.trim();
    let start = header.find(|c: char| c.is_ascii_digit())?;
    let digits = header[start..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let behind = &header[start + digits..];
    let number = header[start..start + digits].parse().ok()?;
    (!behind.contains(|c: char| c.is_ascii_digit())).then_some((&header[..start], behind, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_before_the_last_is_the_manager_where_the_last_is_the_row() {
        let levels = |ends_in_row| Levels {
            ends_in_row,
            ..Levels::default()
        };
        let way = ["Ada", "Bo", "Cy", "Cy", ""];
        assert_eq!(levels(true).manager(way.into_iter()), Some("Bo"));
        assert_eq!(levels(false).manager(way.into_iter()), Some("Cy"));
        assert_eq!(levels(true).manager(["Ada", "Ada"].into_iter()), None);
    }

    #[test]
    fn headers_count_by_the_one_number_in_them() {
        assert_eq!(numbered("L2 Name"), Some(("L", " Name", 2)));
        assert_eq!(numbered("Level 10"), Some(("Level ", "", 10)));
        assert_eq!(numbered("Q1 of 2"), None);
        assert_eq!(numbered("Level"), None);
    }
}
