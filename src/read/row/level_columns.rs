//! Finds the columns that give each step of the way from the top to a row, by headers that count up.

use super::header::Header;
use super::levels::{Levels, steps};
use super::table::{FirstRows, RowKey};
use crate::model::Field;

/// How many levels are looked for.
const MOST_LEVELS: usize = 30;

/// Among how many columns.
const MOST_COLUMNS: usize = 120;

impl Levels {
    /// The columns whose headers are the same but for a number that counts up, and whose values lead from row to row;
    /// with them the key by which they name rows.
    pub fn find<'t>(header: &Header, table: &'t FirstRows<'_>) -> Option<(Levels, &'t RowKey)> {
        let downward = counted(header)?;
        let upward: Vec<usize> = downward.iter().rev().copied().collect();
        let ways = [(&downward, true), (&downward, false), (&upward, false)];
        ways.into_iter().find_map(|(columns, ends_in_row)| {
            let names = columns.iter().map(|column| header.names[*column].trim());
            let levels = Levels {
                names: names.map(str::to_owned).collect(),
                columns: columns.clone(),
                ends_in_row,
            };
            let key = levels.key(table)?;
            Some((levels, key))
        })
    }

    /// The key by which each step is a row, where the way to each row is the one to its manager and a step more.
    fn key<'t>(&self, table: &'t FirstRows<'_>) -> Option<&'t RowKey> {
        let cells: Vec<Vec<&str>> = self
            .columns
            .iter()
            .map(|column| table.column(*column).collect())
            .collect();
        let ways: Vec<Vec<&str>> = (0..table.rows)
            .map(|row| steps(cells.iter().filter_map(|column| column.get(row).copied())))
            .collect();
        let longest = ways.iter().map(Vec::len).max().unwrap_or(0);
        let mut others = table.keys.iter().filter(|key| {
            key.column
                .is_none_or(|column| !self.columns.contains(&column))
        });
        others.find(|key| longest >= 2 && self.lead_on(key, &ways))
    }

    fn lead_on(&self, key: &RowKey, ways: &[Vec<&str>]) -> bool {
        let leads_on = |(row, way): (usize, &Vec<&str>)| {
            let mut above = &way[..];
            if self.ends_in_row {
                match above.split_last() {
                    Some((last, rest)) if key.row(last) == Some(row) => above = rest,
                    _ => return false,
                }
            }
            let Some((manager, further)) = above.split_last() else {
                return true;
            };
            let way = key.row(manager).and_then(|manager| ways.get(manager));
            way.is_some_and(|way| match self.ends_in_row {
                true => way == above,
                false => way == further,
            })
        };
        // Two people may have one name.
        let lead_on = ways.iter().enumerate().filter(|way| leads_on(*way)).count();
        lead_on * 20 >= ways.len() * 19
    }
}

/// The first columns that are called the same but for a number that counts up, where there are several.
fn counted(header: &Header) -> Option<Vec<usize>> {
    let is_free = |column: &usize| header.fields[*column].is_none_or(|field| field == Field::Level);
    let first = |column: &usize| numbered(&header.names[*column]).is_some_and(|(.., n)| n <= 1);
    let mut firsts =
        (0..header.names.len().min(MOST_COLUMNS)).filter(|column| is_free(column) && first(column));
    firsts.find_map(|first| {
        let (before, behind, mut number) = numbered(&header.names[first])?;
        let mut columns = vec![first];
        while columns.len() < MOST_LEVELS {
            number += 1;
            let is_next =
                |column: &usize| numbered(&header.names[*column]) == Some((before, behind, number));
            let next = (0..header.names.len().min(MOST_COLUMNS)).find(is_next);
            match next.filter(is_free) {
                Some(column) => columns.push(column),
                None => break,
            }
        }
        (columns.len() >= 2).then_some(columns)
    })
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
    fn headers_count_by_the_one_number_in_them() {
        assert_eq!(numbered("L2 Name"), Some(("L", " Name", 2)));
        assert_eq!(numbered("Level 10"), Some(("Level ", "", 10)));
        assert_eq!(numbered("Q1 of 2"), None);
        assert_eq!(numbered("Level"), None);
    }
}
