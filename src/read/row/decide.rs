//! Names propose, values decide: which column gives a field, by what the first rows hold.
//!
//! A header is a guess. An id is nearly unique; a manager is somebody whom another column of the same rows
//! names; a title reads as one. Where what the headers propose does not hold together, and other columns do,
//! those are taken, and a note says so.

use super::header::Header;
use super::table::{self, Key, Table};
use crate::model::Field;
use crate::rules::{Buffers, Columns, Hint, Likeness};
use crate::text::TextSet;

/// A pair of columns of which one names the rows by which the other is called.
#[derive(Clone, Copy, Debug)]
struct Pair {
    /// The column of managers.
    manager: usize,
    /// The index of the key among the keys of the table.
    key: usize,
    found: usize,
    filled: usize,
    /// Whether the managers are named in brackets behind something else.
    bracketed: bool,
}

impl Pair {
    fn holds(&self) -> bool {
        self.found * 2 >= self.filled && self.found > 0
    }

    fn share(&self) -> usize {
        self.found * 1000 / self.filled.max(1)
    }
}

/// Lets the first rows decide what the headers only proposed.
pub fn decide(header: &mut Header, rows: &[Vec<String>], columns: &Columns) {
    if rows.is_empty() {
        return;
    }
    drop_misfits(header, rows, columns);
    drop_names(header, rows, columns);
    find_title(header, rows, columns);
    note_names(header, rows, columns);
    let table = Table::new(header, rows, columns);
    let pairs = table.pairs(columns);
    let lines = find_lines(header, &table, &pairs, columns);
    find_id(header, &table, lines, columns);
    find_path(header, &table, columns);
    find_dotted(header, &table, columns);
    note_habits(header, &table, columns);
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

fn is_pinned(columns: &Columns, field: Field) -> bool {
    columns.pinned().any(|(pinned, _)| pinned == field)
}

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
        let fits = |cell: &&&str| super::record::may_be(field, cell, columns);
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
    // A description of a job has a title, and mostly one of a plain job.
    let has_text = header.column(Field::Responsibilities).is_some();
    let reads_well = |(any, ranked, seen): (usize, usize, usize)| {
        seen > 0 && any * 2 >= seen && (has_text || ranked * 6 >= seen)
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
        let is_free = matches!(
            header.fields[column],
            None | Some(Field::Incumbent | Field::Level)
        );
        if !is_free
            || columns.speaks_against(Hint::Manager, name)
            || columns.hints(Hint::Manager, name)
        {
            continue;
        }
        let found = likeness(column);
        // A person may be called like a trade; several of them are not.
        let least = match header.fields[column] {
            Some(Field::Incumbent) => LEAST_NAMES,
            _ => rows.len().min(2),
        };
        if !reads_well(found) || found.2 < least {
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
/// How many columns are looked at.
const MOST_COLUMNS: usize = 200;

/// The column of managers that holds together with a key; gives back the key.
fn find_lines<'t>(
    header: &mut Header,
    table: &'t Table<'_>,
    pairs: &[table::Found],
    columns: &Columns,
) -> Option<&'t Key> {
    let pinned = Field::MANAGER
        .iter()
        .any(|field| is_pinned(columns, *field));
    let best_of = |manager: usize| {
        best(
            table,
            pairs.iter().filter(move |pair| pair.manager == manager),
        )
    };
    let given: Vec<(Field, Pair)> = Field::MANAGER
        .iter()
        .filter_map(|field| Some((*field, best_of(header.column(*field)?)?)))
        .collect();
    let first = given.first().copied();
    let holding = given
        .iter()
        .find(|(_, pair)| pair.holds())
        .map(|(_, pair)| *pair);
    let split = header.column(Field::ManagerFamilyName).is_some();
    let mut chosen = holding;
    if !pinned && !split {
        let free = |pair: &&table::Found| {
            let name = &header.names[pair.manager];
            let is_given = given.iter().any(|(_, of)| of.manager == pair.manager);
            let is_free = header.fields[pair.manager].is_none()
                && !columns.speaks_against(Hint::Manager, name);
            is_given || is_free && (columns.hints(Hint::Manager, name) || pair.is_tree)
        };
        // What nothing but its values speaks for must hold where something else is proposed.
        let hinted = |pair: &&table::Found| {
            let name = &header.names[pair.manager];
            given.iter().any(|(_, of)| of.manager == pair.manager)
                || columns.hints(Hint::Manager, name)
        };
        let likely = best(table, pairs.iter().filter(free).filter(hinted)).filter(Pair::holds);
        let any =
            || best(table, pairs.iter().filter(free)).filter(|pair| pair.found == pair.filled);
        let other = likely.or_else(|| any().filter(|_| given.is_empty() || holding.is_none()));
        let is_surer = |pair: &Pair| match holding {
            Some(known) => {
                let ambiguous = !table.keys[known.key].is_unique;
                pair.manager != known.manager
                    && ambiguous
                    && table.keys[pair.key].is_unique
                    && pair.share() >= known.share()
            }
            None => true,
        };
        if let Some(other) = other.filter(is_surer) {
            chosen = Some(other);
            let rows = format!("{} of {} values lead to a row", other.found, other.filled);
            if header.fields[other.manager].is_none() {
                if let Some(column) = header.column(Field::ReportsTo) {
                    let by_name =
                        first.is_some_and(|(_, pair)| pair.holds() && table.keys[pair.key].is_name);
                    header.release(
                        column,
                        "another column identifies the managers better".to_owned(),
                    );
                    if by_name && header.column(Field::ManagerName).is_none() {
                        header.take(
                            column,
                            Field::ManagerName,
                            "it names the same managers".to_owned(),
                        );
                    }
                }
                header.take(other.manager, Field::ReportsTo, rows);
            }
        }
        // A numbering that leads nowhere gives way to names that lead somewhere.
        if let Some(known) = chosen {
            let behind = given
                .iter()
                .position(|(_, pair)| pair.manager == known.manager);
            let surer = given.iter().take(behind.unwrap_or(given.len()));
            for (_, pair) in surer.filter(|(_, pair)| pair.manager != known.manager) {
                if pair.found * 5 < pair.filled && known.holds() {
                    header.release(
                        pair.manager,
                        format!(
                            "only {} of its first {} values lead to a row",
                            pair.found, pair.filled
                        ),
                    );
                }
            }
        }
    }
    header.lines = chosen
        .or(first.map(|(_, pair)| pair))
        .map(|pair| (pair.found, pair.filled));
    header.habits.manager_in_brackets = chosen.is_some_and(|pair| pair.bracketed);
    chosen.filter(Pair::holds).map(|pair| &table.keys[pair.key])
}

/// Whether a pair holds together, its share of found managers, whether the key is unique and no name, and how many
/// are found.
type Rank = (bool, usize, bool, bool, usize);

/// The pair that holds together best; the earlier columns among equals.
fn best<'p>(table: &Table<'_>, pairs: impl Iterator<Item = &'p table::Found>) -> Option<Pair> {
    let mut best: Option<(Rank, Pair)> = None;
    for found in pairs {
        let key = &table.keys[found.key];
        let pair = Pair {
            manager: found.manager,
            key: found.key,
            found: found.found,
            filled: found.filled,
            bracketed: found.bracketed,
        };
        let rank = (
            pair.holds(),
            pair.share(),
            key.is_unique,
            !key.is_name,
            pair.found,
        );
        if best.is_none_or(|(known, _)| rank > known) {
            best = Some((rank, pair));
        }
    }
    best.map(|(_, pair)| pair)
}

/// The id is what managers are named by, where that is unique and no other column is the id; else what is
/// unique and called one.
fn find_id(header: &mut Header, table: &Table<'_>, lines: Option<&Key>, columns: &Columns) {
    if let Some(column) = lines.filter(|key| key.is_name).and_then(|key| key.column)
        && header.fields[column].is_none()
        && header.column(Field::Incumbent).is_none()
    {
        header.take(
            column,
            Field::Incumbent,
            "managers are named by its values".to_owned(),
        );
    }
    let key_fields = [Field::Id].into_iter().chain(Field::KEYS);
    if let Some(key) = lines.filter(|key| !key.is_name)
        && let Some(column) = key.column
        && header.fields[column].is_none()
    {
        let free =
            key_fields.filter(|field| *field != Field::Email && *field != Field::DistinguishedName);
        let free: Vec<_> = free
            .filter(|field| header.column(*field).is_none())
            .collect();
        if let Some(field) = free.first() {
            header.take(
                column,
                *field,
                "managers are named by its values".to_owned(),
            );
        }
    }
    if is_pinned(columns, Field::Id) {
        return;
    }
    let by_lines = lines.and_then(|key| key.column);
    let known = header.column(Field::Id);
    let is_sound = |column: usize| {
        let known = table.keys.iter().find(|key| key.column == Some(column));
        known.is_some_and(|key| key.is_unique && key.filled == table.rows)
    };
    match known {
        Some(known) if table.repeats(known) && by_lines != Some(known) => {
            let other = header
                .column(Field::PersonId)
                .filter(|column| is_sound(*column));
            let other = other.or_else(|| called_id(header, columns, &is_sound));
            if let Some(other) = other {
                header.release(known, "its values repeat".to_owned());
                header.fields[other] = None;
                header.take(
                    other,
                    Field::Id,
                    "its values are different in every row".to_owned(),
                );
            }
        }
        Some(_) => {}
        None => {
            if let Some(column) = called_id(header, columns, &is_sound) {
                header.take(
                    column,
                    Field::Id,
                    "its values are different in every row".to_owned(),
                );
            }
        }
    }
}

/// The first unused column that is called an id and is one.
fn called_id(
    header: &Header,
    columns: &Columns,
    is_sound: &impl Fn(usize) -> bool,
) -> Option<usize> {
    let columns_with = 0..header.names.len().min(MOST_COLUMNS);
    let is_called = |column: &usize| columns.hints(Hint::Id, &header.names[*column]);
    // Some programs write the numbers of the rows in front, below no header.
    let is_nameless = |column: &usize| *column == 0 && header.names[0].trim().is_empty();
    let mut free =
        columns_with.filter(|column| header.fields[*column].is_none() && is_sound(*column));
    free.find(|column| is_called(column) || is_nameless(column))
}

/// A column of ways from the top to each row, `/1/3/`, where no other says who the managers are.
fn find_path(header: &mut Header, table: &Table<'_>, columns: &Columns) {
    let given = Field::MANAGER
        .iter()
        .filter_map(|field| header.column(*field));
    let has_lines = given
        .into_iter()
        .any(|column| table.column(column).any(|cell| !cell.is_empty()));
    let pinned = is_pinned(columns, Field::ReportsTo);
    let (false, false, Some(id)) = (has_lines, pinned, header.column(Field::Id)) else {
        return;
    };
    let ids: TextSet<&str> = table.column(id).collect();
    for column in 0..header.names.len().min(MOST_COLUMNS) {
        if header.fields[column].is_some() {
            continue;
        }
        let (mut ways, mut whole) = (0, 0);
        for (cell, id) in table.column(column).zip(table.column(id)) {
            let Some((above, last)) = table::way(cell) else {
                continue;
            };
            ways += 1;
            whole += usize::from(last == id && above.is_none_or(|above| ids.contains(above)));
        }
        if ways >= 2 && ways == whole {
            header.take(
                column,
                Field::ReportsTo,
                "it gives the path from the top to each row".to_owned(),
            );
            header.habits.manager_in_way = true;
            return;
        }
    }
}

/// A column that is called a further line and names rows.
fn find_dotted(header: &mut Header, table: &Table<'_>, columns: &Columns) {
    if header.column(Field::DottedLine).is_some() {
        return;
    }
    let names = header.names.iter().enumerate();
    let called = names.filter(|(_, name)| columns.hints(Hint::DottedLine, name));
    let free = called.filter(|(column, _)| header.fields[*column].is_none());
    let found = free
        .map(|(column, _)| column)
        .find(|column| table.names_rows(*column));
    if let Some(column) = found {
        header.take(
            column,
            Field::DottedLine,
            "its values name other rows".to_owned(),
        );
    }
}

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
    let known: TextSet<String> = keys.flat_map(cells).map(table::name_key_or_plain).collect();
    let managers = Field::MANAGER.into_iter().flat_map(cells);
    let managers =
        managers.filter(|manager| !columns.is_root(manager) && !columns.is_above_the_top(manager));
    let missing = managers
        .map(table::name_key_or_plain)
        .filter(|manager| !known.contains(manager));
    header.missing = missing.collect();
    header.known_as = known;
}

/// How the values of the file are to be read.
fn note_habits(header: &mut Header, table: &Table<'_>, columns: &Columns) {
    let Some(id) = header.column(Field::Id) else {
        return;
    };
    // `0` stands for no id in many charts; where one row has it and others name it, it is an id.
    let zeros = table.column(id).filter(|cell| *cell == "0").count();
    let managers = Field::MANAGER
        .iter()
        .filter_map(|field| header.column(*field));
    let named = managers
        .into_iter()
        .any(|column| table.column(column).any(|cell| cell == "0"));
    header.habits.zero_is_id = zeros == 1 && named && columns.is_placeholder("0");
}
