//! From the raw cells of one record to a position: special values, statuses, numbers.

use super::habits::Habits;
use super::listed::lines_of;
use super::markup::plain;
use super::named::{bracketed, way};
use super::value::{account_status, hundredths, is_placeholder, says_yes, whole_number};
use crate::model::{DefectKind, Field, FileId, Position, Status, Tenure};
use crate::rules::Columns;
use crate::text::TextMap;

/// The raw cells of a record, by field; empty where the record has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cells<'a>([&'a str; Field::COUNT]);

impl<'a> Cells<'a> {
    /// The cell of a field.
    pub fn get(&self, field: Field) -> &'a str {
        self.0[field as usize]
    }

    fn has_any(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| !self.get(*field).is_empty())
    }

    /// Sets the cell of a field, trimmed; one that says that there is nothing is empty.
    pub fn set(&mut self, field: Field, cell: &'a str, columns: &Columns) {
        let cell = cell.trim();
        let is_nothing = match field {
            // Null and Nan are names of people.
            Field::GivenName | Field::FamilyName => false,
            // "None" is a label like any other.
            Field::LabelRole | Field::LabelFocus | Field::LabelRank | Field::LabelFunction => false,
            Field::Title => columns.is_null(cell) && !columns.is_placeholder(cell),
            Field::Department | Field::Entity | Field::Location | Field::Level => {
                columns.is_nothing(cell)
            }
            _ => columns.is_null(cell),
        };
        self.0[field as usize] = if is_nothing { "" } else { cell };
    }

    /// Sets the manager where the record names none and another one lists it among those below.
    pub fn set_lister(&mut self, listed: &'a TextMap<String, String>, columns: &Columns) {
        if listed.is_empty() || !self.get(Field::ReportsTo).is_empty() {
            return;
        }
        let by = [Field::Id, Field::Incumbent].map(|field| listed.get(self.get(field)));
        if let Some(by) = by.into_iter().flatten().next() {
            self.set(Field::ReportsTo, by, columns);
        }
    }
}

/// Room for the texts of a position that are put together from several cells.
#[derive(Default)]
pub struct TextRoom {
    dotted: String,
    incumbent: String,
    keys: String,
    manager_name: String,
    manager_keys: String,
    labels: String,
    title: String,
    listed: String,
    duties: String,
    status: StatusCell,
}

/// What the status cell of the last row means: the next one most often says the same.
#[derive(Default)]
struct StatusCell {
    text: String,
    status: Option<Status>,
    tenure: Option<Tenure>,
}

impl StatusCell {
    fn read(&mut self, text: &str, columns: &Columns) {
        if self.text != text {
            self.text.clear();
            self.text.push_str(text);
            self.status = columns.status(text).or_else(|| account_status(text));
            self.tenure = columns.tenure(text);
        }
    }
}

/// Makes a position of raw cells; what a cell cannot mean is told to `complain`.
pub fn position<'a>(
    cells: &Cells<'a>,
    columns: &Columns,
    habits: Habits,
    scratch: &'a mut TextRoom,
    mut complain: impl FnMut(Field, DefectKind),
) -> Position<'a> {
    let text = |field| cells.get(field);
    let mut bad = |field| {
        complain(
            field,
            DefectKind::BadValue {
                value: text(field).to_owned(),
            },
        )
    };

    // Charts write "Vacant" where the name of the incumbent would be.
    let TextRoom {
        dotted,
        incumbent: joined,
        keys,
        manager_name,
        manager_keys,
        labels,
        title,
        listed,
        duties,
        status: said,
    } = scratch;
    let incumbent = full_name(cells, joined);
    let by_name = match incumbent {
        "" => None,
        name => columns.nobody(name),
    };
    let nobody = by_name.is_some() || is_placeholder(columns, incumbent);
    let status = match text(Field::Status) {
        "" => None,
        value => {
            said.read(value, columns);
            if said.status.is_none() && said.tenure.is_none() {
                bad(Field::Status);
            }
            said.status
        }
    };
    let gone = match text(Field::Gone) {
        "" => None,
        value => match says_yes(value, columns) {
            Some(gone) => gone.then_some(Status::Eliminated),
            None => {
                bad(Field::Gone);
                None
            }
        },
    };
    // A post that is gone is gone, whichever cell says so.
    let status = status.max(by_name).max(gone).unwrap_or(Status::Filled);
    // Some systems write how somebody is employed where others write whether.
    let tenure = match text(Field::Tenure) {
        "" if text(Field::Status).is_empty() => Tenure::default(),
        "" => said.tenure.unwrap_or_default(),
        value => columns.tenure(value).unwrap_or_else(|| {
            bad(Field::Tenure);
            Tenure::Permanent
        }),
    };
    let size = match text(Field::Size) {
        "" => None,
        value => {
            let number = whole_number(value);
            if number.is_none() {
                bad(Field::Size);
            }
            number
        }
    };
    let fte = match text(Field::Fte) {
        "" => None,
        value if is_placeholder(columns, value) => None,
        value => {
            let hundredths = hundredths(value);
            if hundredths.is_none() {
                bad(Field::Fte);
            }
            hundredths
        }
    };
    let id = text(Field::Id);
    keys_of(cells, columns, keys);
    labels_of(cells, labels);
    let reports_to = manager(cells, columns, habits, manager_name, manager_keys);
    list(text(Field::DottedLine), columns, dotted);
    Position {
        file: FileId::default(),
        line: 0,
        row: 0,
        offset: 0,
        id,
        id_is_placeholder: is_placeholder(columns, id) && !(habits.zero_is_id && id == "0"),
        title: plain(text(Field::Title), title),
        incumbent: if nobody { "" } else { incumbent },
        keys: keys.as_str(),
        reports_to,
        manager_keys: manager_keys.as_str(),
        dotted_line: dotted.as_str(),
        department: text(Field::Department),
        entity: text(Field::Entity),
        location: text(Field::Location),
        level: text(Field::Level),
        profession: text(Field::Profession),
        responsibilities: plain(lines_of(text(Field::Responsibilities), listed), duties),
        status,
        tenure,
        size,
        fte,
        labels: labels.as_str(),
        ends_in: None,
        has_long_pseudonym: false,
        is_ragged: false,
    }
}

/// The name of the holder. Where only one half of it has a column of its own, the other half stands in
/// the column of names.
fn full_name<'a>(cells: &Cells<'a>, joined: &'a mut String) -> &'a str {
    let name = cells.get(Field::Incumbent);
    let (given, family) = (cells.get(Field::GivenName), cells.get(Field::FamilyName));
    let (first, last) = match (name, given, family) {
        ("", first, last) => (first, last),
        (last, first, "") if !first.is_empty() && !last.contains(first) => (first, last),
        (first, "", last) if !last.is_empty() && !first.contains(last) => (first, last),
        _ => return name,
    };
    joined.clear();
    joined.push_str(first);
    if !first.is_empty() && !last.is_empty() {
        joined.push(' ');
    }
    joined.push_str(last);
    joined
}

/// One line for each key, with nothing behind the last that is given.
fn keys_of(cells: &Cells<'_>, columns: &Columns, keys: &mut String) {
    keys.clear();
    if !cells.has_any(&Field::KEYS) {
        return;
    }
    for field in Field::KEYS {
        let key = cells.get(field);
        if !is_placeholder(columns, key) {
            key.split('\n').for_each(|part| keys.push_str(part));
        }
        keys.push('\n');
    }
    keys.truncate(keys.trim_end_matches('\n').len());
}

/// One line for each label, with nothing behind the last that is given. A list of them stands on one.
fn labels_of(cells: &Cells<'_>, labels: &mut String) {
    labels.clear();
    if !cells.has_any(&Field::LABELS) {
        return;
    }
    for field in Field::LABELS {
        for (index, line) in cells.get(field).split('\n').enumerate() {
            if index > 0 {
                labels.push(';');
            }
            labels.push_str(line);
        }
        labels.push('\n');
    }
    labels.truncate(labels.trim_end_matches('\n').len());
}

/// The manager by the surest column that names one; the others are added to `further`. Where a column
/// says that there is none, the less sure ones are not asked.
fn manager<'a>(
    cells: &Cells<'a>,
    columns: &Columns,
    habits: Habits,
    joined: &'a mut String,
    further: &mut String,
) -> &'a str {
    further.clear();
    joined.clear();
    let halves = [Field::ManagerGivenName, Field::ManagerFamilyName].map(|field| cells.get(field));
    for half in halves.into_iter().filter(|half| !half.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(half);
    }
    let named = Field::MANAGER.map(|field| cells.get(field)).into_iter();
    let named = named.chain([joined.as_str()]);
    let mut named = named.filter(|name| !name.is_empty());
    let Some(mut first) = named.next().filter(|name| !columns.is_root(name)) else {
        return "";
    };
    let mut add = |name: &str| {
        if !further.is_empty() {
            further.push('\n');
        }
        further.extend(name.chars().filter(|c| *c != '\n'));
    };
    if habits.manager_in_way {
        return way(first).and_then(|(above, _)| above).unwrap_or_default();
    }
    if habits.manager_in_brackets
        && let Some((name, number)) = bracketed(first)
    {
        add(name);
        first = number;
    }
    for name in named.filter(|name| *name != first && !columns.is_root(name)) {
        add(name);
    }
    first
}

/// Several managers in one cell, one a line; those that mean nobody are left out. A comma parts them
/// only where nothing else does: beside a semicolon it is part of a name ("Doe, Jane; Roe, Max"), and it
/// stands within one name and within the entries of a directory.
fn list(cell: &str, columns: &Columns, list: &mut String) {
    list.clear();
    let parts = |c| matches!(c, ';' | '|' | '\n' | '\r');
    let commas = !cell.contains(|c| parts(c) || c == '=') && !is_reversed_name(cell);
    let parted = cell
        .split(|c| parts(c) || commas && c == ',')
        .map(str::trim);
    for id in parted.filter(|id| !columns.is_root(id)) {
        if !list.is_empty() {
            list.push('\n');
        }
        list.push_str(id);
    }
}

/// Whether a cell looks like one name, the family name first ("Doe, Jane"): two halves of words that begin
/// with a capital and go on without, which ids ("A1, B2", "CIO, CTO", "a, b") do not. Where both halves are of
/// several words they are two names ("Jane Doe, Max Roe").
fn is_reversed_name(cell: &str) -> bool {
    let Some((family, given)) = cell.split_once(',') else {
        return false;
    };
    let is_word = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    };
    let halves = [family.trim(), given.trim()];
    let is_name = |half: &str| {
        half.split_whitespace().any(is_word) && !half.contains(|c: char| c == ',' || c.is_numeric())
    };
    halves.into_iter().all(is_name) && !halves.into_iter().all(|half| half.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::is_reversed_name;
    use crate::read::row::value::hundredths;
    use crate::read::row::value::whole_number;

    #[test]
    fn a_comma_stands_within_one_name_and_between_ids_and_names() {
        for name in [
            "Doe, Jane",
            "van den Berg, Mia",
            "Müller-Lüd, Jo",
            "Roe, Max E.",
        ] {
            assert!(is_reversed_name(name), "{name}");
        }
        for list in [
            "a, b",
            "CIO, CTO",
            "A1, Ab2",
            "Jane Doe, Max Roe",
            "Doe, Jane, Roe, Max",
            "Jane Doe",
        ] {
            assert!(!is_reversed_name(list), "{list}");
        }
    }

    #[test]
    fn parts_of_a_post_are_read_with_comma_dot_and_percent() {
        let parts = ["0.8", "0,8", "80 %", ".5", "1", "1.0", "100", "9999"].map(hundredths);
        let expected = [80, 80, 80, 50, 100, 100, 10_000, u16::MAX];
        assert_eq!(parts, expected.map(Some));
        for text in ["-1", "+1", "full", "1.000,5", "inf", "nan", "%"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }

    #[test]
    fn headcounts_may_have_marks_between_thousands_only() {
        assert_eq!(whole_number("12,000"), Some(12_000));
        assert_eq!(whole_number("1 200 000"), Some(1_200_000));
        assert_eq!(whole_number("4200.0"), Some(4200));
        assert_eq!(whole_number("12.5"), None);
        assert_eq!(whole_number("about 50"), None);
        assert_eq!(whole_number("-5"), None);
    }
}
