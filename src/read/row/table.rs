//! The first rows of a file, column by column, and which of them name each other.

use std::collections::hash_map::Entry;

use super::header::Header;
use super::named::{bracketed, name_key, plain};
use crate::model::Field;
use crate::rules::{Columns, Hint};
use crate::text::{TextMap, TextSet};

/// The first rows of a file.
pub struct FirstRows<'r> {
    /// How many there are.
    pub rows: usize,
    /// The cells of each column, without what stands for nothing.
    cells: Vec<Vec<&'r str>>,
    /// By what rows can be named.
    pub keys: Vec<RowKey>,
    fields: Vec<Option<Field>>,
}

/// By what rows can be named.
pub struct RowKey {
    /// The column; none for a name that stands in two.
    pub column: Option<usize>,
    /// How many rows have one.
    pub filled: usize,
    /// Whether each row has another one.
    pub is_unique: bool,
    /// Whether it is the name of a person.
    pub is_name: bool,
    values: TextMap<String, usize>,
}

/// How many cells of a column name rows by a key.
#[derive(Clone, Copy, Debug)]
pub struct KeyMatches {
    /// The column.
    pub manager: usize,
    /// Index of the key.
    pub key: usize,
    /// Cells that name a row.
    pub found: usize,
    /// Cells that name somebody.
    pub filled: usize,
    /// Whether they do so in brackets behind something else.
    pub bracketed: bool,
    /// Whether the lines make a tree with few tops: what a column must do that nothing else speaks for.
    pub is_tree: bool,
}

impl KeyMatches {
    /// Whether most of the cells that name somebody name a row.
    pub fn holds(&self) -> bool {
        self.found * 2 >= self.filled && self.found > 0
    }

    /// How many of a thousand cells do.
    pub fn share(&self) -> usize {
        self.found * 1000 / self.filled.max(1)
    }
}

/// How many columns are looked at.
const MOST_COLUMNS: usize = 120;

/// So many cells of a column are looked at before it is left alone.
const FIRST: usize = 20;

/// Values longer than this are texts and name nobody.
const LONGEST: usize = 160;

impl<'r> FirstRows<'r> {
    /// Takes the rows apart by column.
    pub fn new(header: &Header, rows: &'r [Vec<String>], columns: &Columns) -> Self {
        let width = header.names.len().min(MOST_COLUMNS);
        let cell = |row: &'r Vec<String>, column: usize| {
            let cell = row.get(column).map_or("", |cell| cell.trim());
            if columns.is_null(cell) { "" } else { cell }
        };
        let cells: Vec<Vec<&str>> = (0..width)
            .map(|column| rows.iter().map(|row| cell(row, column)).collect())
            .collect();
        let mut table = FirstRows {
            rows: rows.len(),
            cells,
            keys: Vec::new(),
            fields: header.fields.clone(),
        };
        let of_names = [Field::Incumbent, Field::GivenName, Field::FamilyName];
        let nobody_named = of_names
            .into_iter()
            .all(|field| header.column(field).is_none());
        for column in 0..width {
            let no_key = [
                Field::Title,
                Field::Status,
                Field::Responsibilities,
                Field::Start,
                Field::End,
            ];
            let managers = Field::MANAGER.iter();
            let is_out = table.fields[column].is_some_and(|field| {
                no_key.contains(&field) || managers.clone().any(|of| *of == field)
            });
            if !is_out {
                let is_name = table.fields[column] == Some(Field::Incumbent);
                let values = table.cells[column].clone();
                // Names may be in a column of any header. They are not taken for ids, which are shown.
                let is_open = table.fields[column].is_none()
                    && !columns.hints(Hint::Id, &header.names[column]);
                let reads_as_names = nobody_named && is_open && are_names(&values);
                table.add_key(
                    Some(column),
                    is_name || reads_as_names,
                    values.into_iter().map(str::to_owned),
                );
            }
        }
        if let (None, Some(given), Some(family)) = (
            header.column(Field::Incumbent),
            header.column(Field::GivenName),
            header.column(Field::FamilyName),
        ) && given < width
            && family < width
        {
            let both = table.cells[given].iter().zip(&table.cells[family]);
            let names: Vec<_> = both
                .map(|(given, family)| format!("{given} {family}"))
                .collect();
            table.add_key(None, true, names.into_iter());
        }
        table
    }

    /// What nearly every row has and no two have in common can name rows; people may share a name.
    fn add_key(
        &mut self,
        column: Option<usize>,
        is_name: bool,
        cells: impl Iterator<Item = String>,
    ) {
        let mut values: TextMap<String, usize> = TextMap::default();
        let (mut filled, mut repeated) = (0, 0);
        for (row, cell) in cells.enumerate() {
            let key = if is_name {
                name_key(&cell)
            } else {
                plain(&cell)
            };
            if key.is_empty() || cell.len() > LONGEST {
                continue;
            }
            filled += 1;
            match values.entry(key) {
                Entry::Occupied(_) => repeated += 1,
                Entry::Vacant(new) => {
                    new.insert(row);
                }
            }
        }
        // A few rows may stand twice.
        if filled >= 2 && repeated * 10 <= filled || is_name && filled > 0 {
            self.keys.push(RowKey {
                column,
                filled,
                is_unique: repeated == 0,
                is_name,
                values,
            });
        }
    }

    /// The cells of a column.
    pub fn column(&self, column: usize) -> impl Iterator<Item = &'r str> {
        self.cells.get(column).into_iter().flatten().copied()
    }

    /// Whether several rows have the same value in a column, so that it is no id: more than one in ten.
    pub fn repeats(&self, column: usize) -> bool {
        let cells: Vec<_> = self
            .column(column)
            .filter(|cell| !cell.is_empty() && *cell != "0")
            .collect();
        let distinct = cells.iter().collect::<TextSet<_>>().len();
        (cells.len() - distinct) * 10 > cells.len()
    }

    /// How well every column names rows by every key that it is not itself.
    pub fn pairs(&self, columns: &Columns) -> Vec<KeyMatches> {
        let mut pairs = Vec::new();
        for manager in 0..self.cells.len() {
            let can_name = match self.fields[manager] {
                None => true,
                Some(field) => Field::MANAGER.contains(&field),
            };
            let named: Vec<(usize, &str)> = self
                .column(manager)
                .enumerate()
                .filter(|(_, cell)| {
                    !cell.is_empty() && cell.len() <= LONGEST && !columns.is_root(cell)
                })
                .collect();
            if !can_name || named.is_empty() {
                continue;
            }
            for (index, key) in self.keys.iter().enumerate() {
                if key.column == Some(manager) {
                    continue;
                }
                let mut lines = vec![None; self.rows];
                let (mut found, mut filled, mut in_brackets) = (0, 0, 0);
                for (row, cell) in &named {
                    // What names nobody at first is no column of managers.
                    if filled == FIRST && found + in_brackets == 0 && self.fields[manager].is_none()
                    {
                        break;
                    }
                    if let Some(manager) = key.row(cell) {
                        found += 1;
                        lines[*row] = Some(manager);
                    } else if let Some(manager) =
                        bracketed(cell).and_then(|(_, inner)| key.row(inner))
                    {
                        in_brackets += 1;
                        lines[*row] = Some(manager);
                    } else if columns.is_above_the_top(cell) {
                        continue;
                    }
                    filled += 1;
                }
                if found + in_brackets > 0 || self.fields[manager].is_some() {
                    pairs.push(KeyMatches {
                        manager,
                        key: index,
                        found: found + in_brackets,
                        filled,
                        bracketed: in_brackets > found,
                        is_tree: is_tree(&lines),
                    });
                }
            }
        }
        pairs
    }

    /// Whether the values of a column, or the parts of lists of them, are mostly such as name rows.
    pub fn names_rows(&self, column: usize) -> bool {
        let parts = self
            .column(column)
            .flat_map(|cell| cell.split([',', ';', '|', '\n']));
        let parts: Vec<_> = parts
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let others = self.keys.iter().filter(|key| key.column != Some(column));
        others.into_iter().any(|key| {
            let found = parts.iter().filter(|part| key.row(part).is_some()).count();
            found > 0 && found * 2 >= parts.len()
        })
    }
}

impl RowKey {
    /// The row that a cell names.
    pub fn row(&self, cell: &str) -> Option<usize> {
        let key = if self.is_name {
            name_key(cell)
        } else {
            plain(cell)
        };
        self.values.get(&key).copied()
    }
}

/// Whether values may be names or logins of people: they have no digits, and most are several words, a word that
/// begins with a capital, or in a script without capitals.
fn are_names(values: &[&str]) -> bool {
    let filled: Vec<_> = values.iter().filter(|value| !value.is_empty()).collect();
    let is_name = |value: &&&&str| {
        let mut letters = value.chars().filter(|c| c.is_alphabetic());
        let is_word = match (letters.next(), letters.next()) {
            (Some(first), Some(second)) => !first.is_lowercase() && !second.is_uppercase(),
            _ => false,
        };
        let has_parts = value.trim().contains([' ', ',', '.', '\\']);
        (has_parts || is_word) && !value.contains(|c: char| c.is_numeric() || c == '@')
    };
    filled.len() >= 2 && filled.iter().filter(is_name).count() * 4 >= filled.len() * 3
}

/// Whether the lines lead up to few tops: each row has one, but for a few, none leads in a circle, and some
/// row has several below it.
fn is_tree(lines: &[Option<usize>]) -> bool {
    let lined = lines.iter().flatten().count();
    let tops = lines.len() - lined;
    let managers = lines.iter().flatten().collect::<TextSet<_>>().len();
    if lined < 2 || tops == 0 || tops * 4 > lines.len().max(4) || managers == lined && lined > 3 {
        return false;
    }
    // Each row is passed once: what leads to a row that is known to be sound is sound.
    let mut sound = vec![false; lines.len()];
    for start in 0..lines.len() {
        let (mut row, mut way) = (start, Vec::new());
        while !sound[row] {
            if way.len() > lines.len() {
                return false;
            }
            way.push(row);
            match lines[row] {
                Some(next) => row = next,
                None => break,
            }
        }
        for row in way {
            sound[row] = true;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_stand_in_brackets_behind_a_name() {
        assert_eq!(bracketed("Ida Fern (K-1)"), Some(("Ida Fern", "K-1")));
        assert_eq!(bracketed("Ida Fern"), None);
        assert_eq!(bracketed("(K-1)"), None);
    }

    #[test]
    fn names_are_compared_without_initials_and_order() {
        assert_eq!(name_key("Fern, Ida  R"), name_key("Ida Fern (on leave)"));
    }

    #[test]
    fn lines_of_a_tree_lead_up_to_few_tops() {
        assert!(is_tree(&[None, Some(0), Some(0), Some(1)]));
        assert!(!is_tree(&[Some(1), Some(0), None]));
        assert!(!is_tree(&[None, None, None, Some(0)]));
    }
}
