//! Which columns say what a row is called and whom it reports to.
//!
//! An id is nearly unique; a manager is somebody whom another column of the same rows names.

use super::header::{Header, MOST_COLUMNS, is_pinned};
use super::levels::Levels;
use super::named::way;
use super::table::{FirstRows, KeyMatches, RowKey};
use crate::model::Field;
use crate::rules::{Columns, Hint};
use crate::text::TextSet;

/// Lets the first rows decide which columns hold ids and which name managers.
pub fn decide(header: &mut Header, rows: &[Vec<String>], columns: &Columns) {
    let table = FirstRows::new(header, rows, columns);
    match find_levels(header, &table, columns) {
        Some(key) => find_id(header, &table, Some(key), columns),
        None => {
            let pairs = table.pairs(columns);
            let lines = find_lines(header, &table, &pairs, columns);
            find_id(header, &table, lines, columns);
            find_path(header, &table, columns);
        }
    }
    find_dotted(header, &table, columns);
    note_habits(header, &table, columns);
}

/// The column of managers that holds together with a key; gives back the key.
fn find_lines<'t>(
    header: &mut Header,
    table: &'t FirstRows<'_>,
    pairs: &[KeyMatches],
    columns: &Columns,
) -> Option<&'t RowKey> {
    let pinned = Field::MANAGER
        .iter()
        .any(|field| is_pinned(columns, *field));
    let best_of = |manager: usize| {
        best(
            table,
            pairs.iter().filter(move |pair| pair.manager == manager),
        )
    };
    let given: Vec<(Field, KeyMatches)> = Field::MANAGER
        .iter()
        .filter_map(|field| Some((*field, best_of(header.column(*field)?)?)))
        .collect();
    let first = given.first().copied();
    let holding = given
        .iter()
        .find(|(_, pair)| pair.holds())
        .map(|(_, pair)| *pair);
    let split = header.column(Field::ManagerFamilyName).is_some();
    // Two numberings may have a few numbers in common.
    let is_sure = |pair: &KeyMatches| pair.found * 4 >= pair.filled * 3 && pair.holds();
    let holding = match holding {
        Some(first) if !is_sure(&first) => {
            let mut surer = given.iter().map(|(_, pair)| *pair);
            surer.find(is_sure).or(holding)
        }
        _ => holding,
    };
    let mut chosen = holding;
    if !pinned && !split {
        let free = |pair: &&KeyMatches| {
            let name = &header.names[pair.manager];
            let is_given = given.iter().any(|(_, of)| of.manager == pair.manager);
            let is_free = header.fields[pair.manager].is_none()
                && !columns.speaks_against(Hint::Manager, name);
            is_given || is_free && (columns.hints(Hint::Manager, name) || pair.is_tree)
        };
        // What nothing but its values speaks for must hold where something else is proposed.
        let hinted = |pair: &&KeyMatches| {
            let name = &header.names[pair.manager];
            given.iter().any(|(_, of)| of.manager == pair.manager)
                || columns.hints(Hint::Manager, name)
        };
        let likely =
            best(table, pairs.iter().filter(free).filter(hinted)).filter(KeyMatches::holds);
        let any =
            || best(table, pairs.iter().filter(free)).filter(|pair| pair.found == pair.filled);
        let other = likely.or_else(|| any().filter(|_| given.is_empty() || holding.is_none()));
        let is_surer = |pair: &KeyMatches| match holding {
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
                if pair.found * 5 < pair.filled && known.holds()
                    || is_sure(&known) && !is_sure(pair)
                {
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
    chosen
        .filter(KeyMatches::holds)
        .map(|pair| &table.keys[pair.key])
}

/// Whether a pair holds together, its share of found managers, whether the key is unique and no name, and how many
/// are found.
type Rank = (bool, usize, bool, bool, usize);

/// The pair that holds together best; the earlier columns among equals.
fn best<'p>(
    table: &FirstRows<'_>,
    pairs: impl Iterator<Item = &'p KeyMatches>,
) -> Option<KeyMatches> {
    let mut best: Option<(Rank, KeyMatches)> = None;
    for pair in pairs {
        let key = &table.keys[pair.key];
        let rank = (
            pair.holds(),
            pair.share(),
            key.is_unique,
            !key.is_name,
            pair.found,
        );
        if best.is_none_or(|(known, _)| rank > known) {
            best = Some((rank, *pair));
        }
    }
    best.map(|(_, pair)| pair)
}

/// The id is what managers are named by, where that is unique and no other column is the id; else what is
/// unique and called one.
fn find_id(header: &mut Header, table: &FirstRows<'_>, lines: Option<&RowKey>, columns: &Columns) {
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

/// Whether a column says who the managers are, or is to say so.
fn has_lines(header: &Header, table: &FirstRows<'_>, columns: &Columns) -> bool {
    let mut given = Field::MANAGER
        .iter()
        .filter_map(|field| header.column(*field));
    is_pinned(columns, Field::ReportsTo)
        || given.any(|column| table.column(column).any(|cell| !cell.is_empty()))
}

/// Columns of the steps from the top to each row, where no other column says who the managers are; gives back by what
/// they name rows.
fn find_levels<'t>(
    header: &mut Header,
    table: &'t FirstRows<'_>,
    columns: &Columns,
) -> Option<&'t RowKey> {
    if has_lines(header, table, columns) {
        return None;
    }
    let (levels, key) = Levels::find(header, table)?;
    for column in &levels.columns {
        header.fields[*column] = None;
    }
    if let [first, .., last] = &levels.names[..] {
        header.notes.push(format!(
            "reports-to from `{first}` to `{last}`: they give the path from the top to each row"
        ));
    }
    header.levels = Some(levels);
    Some(key)
}

/// A column of ways from the top to each row, `/1/3/`, where no other says who the managers are.
fn find_path(header: &mut Header, table: &FirstRows<'_>, columns: &Columns) {
    let has_lines = has_lines(header, table, columns);
    let (false, Some(id)) = (has_lines, header.column(Field::Id)) else {
        return;
    };
    let ids: TextSet<&str> = table.column(id).collect();
    for column in 0..header.names.len().min(MOST_COLUMNS) {
        if header.fields[column].is_some() {
            continue;
        }
        let (mut ways, mut whole) = (0, 0);
        for (cell, id) in table.column(column).zip(table.column(id)) {
            let Some((above, last)) = way(cell) else {
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
fn find_dotted(header: &mut Header, table: &FirstRows<'_>, columns: &Columns) {
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

/// How the values of the file are to be read.
fn note_habits(header: &mut Header, table: &FirstRows<'_>, columns: &Columns) {
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
