//! Names propose, values decide: which column gives a field, by what the first rows hold.
//!
//! A header is a guess. A title reads as one, and duties are no names. Where what the headers propose does not hold
//! together, and other columns do, those are taken, and a note says so.

use super::header::{Header, MOST_COLUMNS, is_pinned};
use super::{lines, named};
use crate::model::Field;
use crate::rules::{Buffers, Columns, Hint, Likeness};
use crate::text::TextSet;

/// Lets the first rows decide what the headers only proposed.
pub fn decide(header: &mut Header, rows: &[Vec<String>], columns: &Columns) {
    if rows.is_empty() {
        return;
    }
    drop_misfits(header, rows, columns);
    drop_names(header, rows, columns);
    find_title(header, rows, columns);
    note_names(header, rows, columns);
    lines::decide(header, rows, columns);
    pass_over(header, rows, columns);
}

/// Notes the columns that nothing was read from, though their headers speak of titles or managers.
fn pass_over(header: &mut Header, rows: &[Vec<String>], columns: &Columns) {
    let matters = |column: &usize| {
        let name = &header.names[*column];
        let is_filled = rows
            .iter()
            .filter_map(|row| row.get(*column))
            .any(|cell| !cell.trim().is_empty());
        header.fields[*column].is_none()
            && is_filled
            && (columns.hints(Hint::Manager, name) || columns.hints(Hint::Title, name))
    };
    let all = 0..header.names.len().min(MOST_COLUMNS);
    let passed_over = all.clone().filter(matters).take(MOST_PASSED_OVER);
    header.passed_over = passed_over
        .map(|column| header.names[column].trim().to_owned())
        .collect();
    let unused = all.filter(|column| header.fields[*column].is_none());
    let misspelt = unused.take(MOST_SPELT).filter_map(|column| {
        let name = header.names[column].trim();
        Some((name.to_owned(), columns.misspelt(name)?.to_owned()))
    });
    header.misspelt = misspelt.collect();
}

/// Of how many unused headers it is asked whether they are misspelt.
const MOST_SPELT: usize = 40;

/// How many columns are named that were passed over.
const MOST_PASSED_OVER: usize = 5;

/// A column of which no value fits is not that field.
fn drop_misfits(header: &mut Header, rows: &[Vec<String>], columns: &Columns) {
    for field in [
        Field::Status,
        Field::Tenure,
        Field::Size,
        Field::Fte,
        Field::Gone,
    ] {
        let Some(column) = header.column(field).filter(|_| !is_pinned(columns, field)) else {
            continue;
        };
        let cells = rows.iter().filter_map(|row| row.get(column));
        let cells = cells.map(|cell| cell.trim());
        let cells: Vec<_> = cells
            .filter(|cell| !cell.is_empty() && !columns.is_null(cell))
            .collect();
        let fits = |cell: &&&str| super::value::may_be(field, cell, columns);
        if cells.len() >= 2 && !cells.iter().any(|cell| fits(&cell)) {
            header.release(
                column,
                format!("none of its first {} values is valid", cells.len()),
            );
        }
    }
}

/// A column of duties that holds names of people is none: what is read as duties is shown.
fn drop_names(header: &mut Header, rows: &[Vec<String>], columns: &Columns) {
    let Some(column) = header.column(Field::Responsibilities) else {
        return;
    };
    let cells = rows
        .iter()
        .filter_map(|row| row.get(column))
        .map(|cell| cell.trim());
    let cells: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
    let mut scan = Buffers::default();
    let mut is_name = |cell: &&&str| {
        let words: Vec<_> = cell.split_whitespace().collect();
        let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
        (2..=3).contains(&words.len())
            && words.iter().all(capital)
            && columns.title_likeness(cell, &mut scan) == Likeness::None
    };
    if cells.len() >= 2 && cells.iter().filter(|cell| is_name(cell)).count() == cells.len() {
        header.release(column, "its values are names".to_owned());
    }
}

/// The column whose values read as titles, where the one that the header proposes does not, or none is.
fn find_title(header: &mut Header, rows: &[Vec<String>], columns: &Columns) {
    if is_pinned(columns, Field::Title) {
        return;
    }
    let mut scan = Buffers::default();
    let mut likeness = |column: usize| {
        let mut seen = TextSet::default();
        let (mut any, mut ranked) = (0, 0);
        for row in rows {
            let Some(cell) = row
                .get(column)
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
            else {
                continue;
            };
            // A text is no title.
            if cell.len() > LONGEST_TITLE || seen.len() == MOST_TITLES || !seen.insert(cell) {
                continue;
            }
            let found = columns.title_likeness(cell, &mut scan);
            any += usize::from(found >= Likeness::Field);
            ranked += usize::from(found == Likeness::Rank);
        }
        (any, ranked, seen.len())
    };
    // A description of a job has a title, and mostly one of a plain job. A list of titles has nothing else.
    let has_text = header.column(Field::Responsibilities).is_some();
    let is_list = header.names.len() == 1;
    let reads_well = |(any, ranked, seen): (usize, usize, usize)| {
        seen > 0 && any * 2 >= seen && (has_text || is_list || ranked * 6 >= seen)
    };
    let known = header.column(Field::Title);
    let here = known.map(&mut likeness);
    if here.is_some_and(|(any, _, seen)| any * 5 >= seen) {
        return;
    }
    let mut best: Option<(bool, usize, usize)> = None;
    for column in 0..header.names.len().min(MOST_COLUMNS) {
        let name = &header.names[column];
        // A name that stands in a column of names may read as a title where there are no people.
        let is_free = match header.fields[column] {
            None | Some(Field::Incumbent | Field::Level) => true,
            Some(Field::Responsibilities) => false,
            Some(_) => is_list,
        };
        let is_of_managers =
            || columns.speaks_against(Hint::Manager, name) || columns.hints(Hint::Manager, name);
        if !is_free || !is_list && is_of_managers() {
            continue;
        }
        let found = likeness(column);
        // A person may be called like a trade; several of them are not.
        let (any, _, seen) = found;
        let is_sure = match (header.fields[column], is_list) {
            (Some(Field::Incumbent), true) => any == seen,
            (Some(Field::Incumbent), false) => seen >= LEAST_NAMES,
            (_, true) => true,
            (_, false) => seen >= rows.len().min(2),
        };
        if !reads_well(found) || !is_sure {
            continue;
        }
        let bid = (columns.hints(Hint::Title, name), found.1 * 1000 / found.2);
        if best.is_none_or(|(hinted, share, _)| bid > (hinted, share)) {
            best = Some((bid.0, bid.1, column));
        }
    }
    let Some((_, _, column)) = best else {
        return;
    };
    if let Some(known) = known {
        header.release(known, "its values do not look like titles".to_owned());
    }
    header.take(
        column,
        Field::Title,
        "its values look like titles".to_owned(),
    );
}

/// So many different values must read as titles where the header says that they are names.
const LEAST_NAMES: usize = 3;

/// Titles longer than this are texts.
const LONGEST_TITLE: usize = 120;

/// How many different values of a column are looked at.
const MOST_TITLES: usize = 60;

/// Notes by what the first rows are known, and the managers who are not among them: they may stand in another file.
fn note_names(header: &mut Header, rows: &[Vec<String>], columns: &Columns) {
    let cells = |field: Field| {
        let column = header.column(field);
        let cells = rows.iter().filter_map(move |row| row.get(column?));
        cells
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    };
    let keys = [Field::Id, Field::Incumbent].into_iter().chain(Field::KEYS);
    let known: TextSet<String> = keys.flat_map(cells).map(named::name_key_or_plain).collect();
    let managers = Field::MANAGER.into_iter().flat_map(cells);
    let managers =
        managers.filter(|manager| !columns.is_root(manager) && !columns.is_above_the_top(manager));
    let missing = managers
        .map(named::name_key_or_plain)
        .filter(|manager| !known.contains(manager));
    header.missing = missing.collect();
    header.known_as = known;
}
