//! From the header row of a file to the columns that hold fields.

use super::habits::Habits;
use super::levels::Levels;
use crate::model::{Defect, DefectKind, Field};
use crate::read::input::error::ReadErrorKind;
use crate::rules::Columns;
use crate::text::TextSet;

/// Whether somebody asked for the column of a field by name.
pub(in crate::read) fn is_pinned(columns: &Columns, field: Field) -> bool {
    columns.pinned().any(|(pinned, _)| pinned == field)
}

/// How many columns are looked at.
pub(in crate::read) const MOST_COLUMNS: usize = 200;

/// Which column gives which field.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The headers as written.
    pub names: Vec<String>,
    /// The field of each column; `None` where it gives none.
    pub fields: Vec<Option<Field>>,
    /// What was doubtful.
    pub defects: Vec<Defect>,
    /// Why a column was taken where another could have been, in words.
    pub notes: Vec<String>,
    /// How the values are to be read.
    pub habits: Habits,
    /// The headers that gave no field and look as if they mattered.
    pub passed_over: Vec<String>,
    /// The headers that gave no field and are one letter away from one that would, each with that.
    pub misspelt: Vec<(String, String)>,
    /// By what the first rows are known.
    pub known_as: TextSet<String>,
    /// The managers of the first rows who are not among these.
    pub missing: TextSet<String>,
    /// The columns that give the way from the top to each row, where these name the managers.
    pub levels: Option<Levels>,
    /// Of the managers that the first rows name, how many are found, and how many there are.
    pub lines: Option<(usize, usize)>,
    /// The columns that could give a field and do not.
    pub(in crate::read) rivals: Vec<(Field, usize)>,
    /// The columns whose values are not what their headers say.
    released: Vec<usize>,
}

/// Which field each of several columns or keys gives, and which of them could give a field that another
/// one gives.
///
/// For each field the likeliest alias wins, and among equals the first column. What loses there may
/// still give the next field that it is an alias of: `Manager` beside `Manager ID` is a name.
pub fn assign(names: &[impl AsRef<str>], columns: &Columns) -> (Vec<Option<Field>>, Rivals) {
    let aliases: Vec<Vec<_>> = names
        .iter()
        .map(|name| columns.fields(name.as_ref()).collect())
        .collect();
    let mut fields: Vec<Option<Field>> = vec![None; names.len()];
    let mut holders: [Option<usize>; Field::COUNT] = [None; Field::COUNT];
    let longest = aliases.iter().map(Vec::len).max().unwrap_or(0);
    for round in 0..longest {
        let given: TextSet<&str> = names
            .iter()
            .zip(&fields)
            .filter(|(_, field)| field.is_some())
            .map(|(name, _)| name.as_ref().trim())
            .collect();
        let mut bids: Vec<(usize, usize, Field)> = Vec::new();
        for (column, of) in aliases.iter().enumerate() {
            // The same header again is a mistake and gives nothing else.
            let is_new = || !given.contains(names[column].as_ref().trim());
            if let (None, Some((field, rank))) = (fields[column], of.get(round))
                && (round == 0 || is_new())
            {
                bids.push((*rank, column, *field));
            }
        }
        bids.sort_unstable_by_key(|(rank, column, _)| (*rank, *column));
        for (_, column, field) in bids {
            let holder = &mut holders[field as usize];
            if holder.is_none() {
                *holder = Some(column);
                fields[column] = Some(field);
            }
        }
    }
    let mut rivals = Vec::new();
    for (column, of) in aliases.iter().enumerate() {
        // More of them are no question of likelihood.
        if rivals.len() == MOST_RIVALS {
            break;
        }
        if let (None, Some((field, _))) = (fields[column], of.first()) {
            rivals.push((*field, column));
        }
    }
    (fields, rivals)
}

/// A header may have a hundred thousand columns of one name.
const MOST_RIVALS: usize = 64;

/// Columns that could give a field which another one gives.
type Rivals = Vec<(Field, usize)>;

impl Header {
    /// Finds the column of every field.
    pub fn new(names: Vec<String>, columns: &Columns, line: u32, offset: u64) -> Self {
        let (fields, rivals) = assign(&names, columns);
        let mut header = Header {
            names,
            fields,
            defects: Vec::new(),
            notes: Vec::new(),
            habits: Habits::default(),
            passed_over: Vec::new(),
            misspelt: Vec::new(),
            known_as: TextSet::default(),
            missing: TextSet::default(),
            levels: None,
            lines: None,
            rivals,
            released: Vec::new(),
        };
        for (field, column) in header.rivals.clone() {
            header.contest(field, column, columns, line, offset);
        }
        header
    }

    /// Lets a column give a field, and notes why.
    pub fn take(&mut self, column: usize, field: Field, why: String) {
        self.fields[column] = Some(field);
        let name = self.names[column].trim();
        self.notes
            .push(format!("{} from `{name}`: {why}", field.name()));
    }

    /// The headers whose columns hold something else than they say.
    pub fn released(&self) -> impl Iterator<Item = &str> {
        self.released
            .iter()
            .map(|column| self.names[*column].trim())
    }

    /// Lets a column give nothing, and notes why.
    pub fn release(&mut self, column: usize, why: String) {
        if let Some(field) = self.fields[column].take() {
            self.released.push(column);
            let name = self.names[column].trim();
            self.notes
                .push(format!("no {} from `{name}`: {why}", field.name()));
            self.defects.retain(|defect| defect.field != Some(field));
        }
    }

    pub(in crate::read) fn contest(
        &mut self,
        field: Field,
        column: usize,
        columns: &Columns,
        line: u32,
        offset: u64,
    ) {
        let Some(winner) = self.column(field) else {
            return;
        };
        let (used, unused) = (self.names[winner].trim(), self.names[column].trim());
        let kind = if used == unused {
            let same = self.names.iter().filter(|name| name.trim() == used);
            DefectKind::DuplicateHeader {
                header: used.to_owned(),
                times: same.count(),
            }
        } else if columns.is_nested(field) {
            return;
        } else {
            DefectKind::CompetingColumns {
                used: used.to_owned(),
                unused: unused.to_owned(),
            }
        };
        // Once is enough, were it a thousand columns.
        if self.defects.iter().all(|known| known.kind != kind) {
            self.defects.push(Defect {
                kind,
                line,
                offset,
                field: Some(field),
            });
        }
    }

    /// Whether a row says again what the header says, in the words of another language or for people.
    pub fn is_repeated_by<'c>(
        &self,
        cells: impl Iterator<Item = &'c str>,
        columns: &Columns,
    ) -> bool {
        let (mut same, mut filled) = (0, 0);
        for (cell, field) in cells.zip(&self.fields) {
            if cell.trim().is_empty() || field.is_none() {
                continue;
            }
            filled += 1;
            same += usize::from(columns.fields(cell).any(|(of, _)| Some(of) == *field));
        }
        same >= 2 && same * 2 > filled
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|of| *of == Some(field))
    }

    /// How many fields were found.
    pub fn known(&self) -> usize {
        self.fields.iter().flatten().count()
    }

    /// How many of the columns that were asked for by name are there.
    pub fn pinned(&self, columns: &Columns) -> usize {
        let asked_for = columns.pinned();
        asked_for
            .filter(|(field, _)| self.column(*field).is_some())
            .count()
    }

    /// Whether there are titles or duties to judge.
    pub fn has_title(&self) -> bool {
        self.column(Field::Title).is_some() || self.column(Field::Responsibilities).is_some()
    }

    /// Whether the row may be one of data: not half of its cells are headers that are known, or one holds a digit
    /// or an address, which headers rarely do.
    fn may_be_data(&self, columns: &Columns) -> bool {
        let filled = self.names.iter().filter(|name| !name.trim().is_empty());
        let known = filled
            .clone()
            .filter(|name| columns.field(name).is_some())
            .count();
        let speaks_of_somebody =
            |name: &String| name.contains(|c: char| c.is_numeric() || c == '@');
        known * 2 < filled.clone().count() || filled.clone().any(speaks_of_somebody)
    }

    /// Refuses a header that lacks a column asked for by name, or from which nothing could be judged.
    pub fn require_title(&self, columns: &Columns) -> Result<(), ReadErrorKind> {
        let quoted = |names: &[String]| {
            let shown: Vec<_> = names
                .iter()
                .map(|name| format!("`{}`", name.trim()))
                .collect();
            shown.join(", ")
        };
        // A first row that may be data is not shown: there may be people in it.
        let found = || {
            if self.may_be_data(columns) {
                let count = self.names.len();
                return format!(
                    "{count} columns (the first row may be data, so it is not shown here)"
                );
            }
            quoted(&self.names[..self.names.len().min(MOST_SHOWN)])
        };
        let missing = columns
            .pinned()
            .find(|(field, _)| self.column(*field).is_none());
        if let Some((field, header)) = missing {
            return Err(ReadErrorKind::NoSuchColumn {
                field: field.name(),
                header: header.to_owned(),
                found: found(),
            });
        }
        if self.has_title() {
            return Ok(());
        }
        let wanted = columns.aliases(Field::Title);
        let is_unparted = match &self.names[..] {
            [name] => name.contains([',', ';', '\t', '|']),
            _ => false,
        };
        Err(ReadErrorKind::NoTitle {
            found: found(),
            is_unparted,
            wanted: quoted(&wanted[..wanted.len().min(2)]).replace(", ", " or "),
        })
    }
}

/// A header may have a hundred thousand columns; a message should not.
const MOST_SHOWN: usize = 30;
