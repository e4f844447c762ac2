//! How well the cells of a column suit a field, where several columns could give it.

use super::value::may_be;
use crate::model::Field;
use crate::rules::Columns;
use crate::text::{TextMap, TextSet};

/// How many of the cells are like what the field holds. `known` are the ids, names and addresses by which
/// the same rows can be named.
pub fn fitness<'c>(
    field: Field,
    cells: impl Iterator<Item = &'c str>,
    known: &TextMap<&str, usize>,
    columns: &Columns,
) -> usize {
    let cells = cells.filter(|cell| !cell.is_empty());
    match field {
        // Titles are words; a code is none.
        Field::Title => cells.filter(|cell| is_words(cell)).count(),
        // Everybody has one of his own.
        Field::Id | Field::PersonId | Field::Email | Field::UserName => {
            cells.collect::<TextSet<_>>().len()
        }
        // Names are words; an id is none.
        Field::Incumbent => cells.filter(|cell| is_words(cell)).count(),
        field if Field::MANAGER.contains(&field) => {
            cells.filter(|cell| known.contains_key(cell)).count()
        }
        field => cells.filter(|cell| may_be(field, cell, columns)).count(),
    }
}

fn is_words(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    letters > digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_words_and_managers_are_known() {
        let nobody = TextMap::default();
        let columns = &Columns::default();
        let known = [("7", 0)].into_iter().collect();
        let codes = ["P-00012", "P-00013"];
        assert_eq!(
            fitness(Field::Title, codes.into_iter(), &nobody, columns),
            0
        );
        let titles = ["Chief Executive Officer", "CTO", ""];
        assert_eq!(
            fitness(Field::Title, titles.into_iter(), &nobody, columns),
            2
        );
        let managers = ["", "7", "8"];
        assert_eq!(
            fitness(Field::ReportsTo, managers.into_iter(), &known, columns),
            1
        );
    }
}
