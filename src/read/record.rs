//! From the raw cells of one record to a position: special values, statuses, numbers.

use crate::model::{DefectKind, Field, FileId, Position, Status, Tenure};
use crate::rules::Columns;

/// The raw cells of a record, by field; empty where the record has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cells<'a>([&'a str; Field::COUNT]);

impl<'a> Cells<'a> {
    /// The cell of a field.
    pub fn get(&self, field: Field) -> &'a str {
        self.0[field as usize]
    }

    /// Sets the cell of a field, trimmed.
    pub fn set(&mut self, field: Field, cell: &'a str) {
        self.0[field as usize] = cell.trim();
    }
}

/// Makes a position of raw cells; what a cell cannot mean is told to `complain`. `dotted` takes the
/// managers of the dotted lines apart.
pub fn position<'a>(
    cells: &Cells<'a>,
    columns: &Columns,
    dotted: &'a mut String,
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
    let incumbent = text(Field::Incumbent);
    let by_name = match incumbent {
        "" => None,
        name => columns.status(name),
    };
    let nobody = by_name.is_some() || is_placeholder(columns, incumbent);
    let status = match text(Field::Status) {
        "" => None,
        value => {
            let known = columns.status(value);
            if known.is_none() {
                bad(Field::Status);
            }
            known
        }
    };
    // A post that is gone is gone, whichever cell says so.
    let status = status.max(by_name).unwrap_or(Status::Filled);
    let tenure = match text(Field::Tenure) {
        "" => Tenure::Permanent,
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
    let (id, manager) = (text(Field::Id), text(Field::ReportsTo));
    list(text(Field::DottedLine), columns, dotted);
    Position {
        file: FileId::default(),
        line: 0,
        offset: 0,
        id,
        id_is_placeholder: is_placeholder(columns, id),
        title: text(Field::Title),
        incumbent: if nobody { "" } else { incumbent },
        reports_to: if columns.is_root(manager) {
            ""
        } else {
            manager
        },
        dotted_line: dotted.as_str(),
        department: text(Field::Department),
        entity: text(Field::Entity),
        location: text(Field::Location),
        level: text(Field::Level),
        responsibilities: text(Field::Responsibilities),
        status,
        tenure,
        size,
    }
}

fn is_placeholder(columns: &Columns, value: &str) -> bool {
    !value.is_empty() && columns.is_placeholder(value)
}

/// Several managers in one cell, one a line; those that mean nobody are left out.
fn list(cell: &str, columns: &Columns, list: &mut String) {
    list.clear();
    let parted = cell.split([';', ',', '|', '\n', '\r']).map(str::trim);
    for id in parted.filter(|id| !columns.is_root(id)) {
        if !list.is_empty() {
            list.push('\n');
        }
        list.push_str(id);
    }
}

/// A headcount, with or without marks between thousands ("12,000", "12.000", "12 000") or the ".0" that a
/// spreadsheet adds.
fn whole_number(text: &str) -> Option<u32> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let mut groups = text.split([',', '.', ' ', '\'', '\u{a0}', '\u{202f}']);
    let mut digits = groups.next()?.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::whole_number;

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
