//! The columns of a table of verdicts, whatever it is written as: flat columns of the verdict, then those of the input.

use std::borrow::Cow;
use std::sync::Arc;

#[cfg(feature = "arrow")]
use super::cell::ColumnType;
use super::cell::{Own, TableCell};
use super::evidence_json::Detail;
use crate::chart::id_form;
use crate::model::{Batch, Field, Position, Side, Verdict, is_address};
use crate::rules::Rules;
use crate::text::{TextMap, TextSet, squeeze};

/// A header of an input and the field that it gives.
pub type InputColumn = (String, Option<Field>);

/// The columns that rolecall fills, by name.
const OWN: [(&str, Own); 20] = [
    ("file", Own::File),
    ("line", Own::Line),
    ("row", Own::Row),
    ("id", Own::Id),
    ("title", Own::Title),
    ("rank", Own::Rank),
    ("function", Own::Function),
    ("roles", Own::Roles),
    ("focus", Own::Focus),
    ("score", Own::Score),
    ("confidence", Own::Confidence),
    ("covers_internal", Own::Covers(Side::Internal)),
    ("covers_external", Own::Covers(Side::External)),
    ("basis_internal", Own::Basis(Side::Internal)),
    ("basis_external", Own::Basis(Side::External)),
    ("area", Own::Area),
    ("scope", Own::Scope),
    ("modifiers", Own::Modifiers),
    ("set_aside", Own::SetAside),
    ("evidence", Own::Evidence),
];

/// So many of them are written where none are asked for.
const USUAL: usize = 13;

/// A column of the table.
enum Column {
    Own(&'static str, Own),
    Carried {
        /// What it is called in the input.
        header: String,
        /// What it is called in the table.
        name: String,
        /// Whether it was asked for by name.
        is_asked: bool,
    },
}

/// The columns of a table of verdicts, and how their cells are written.
pub struct VerdictColumns<'r> {
    rules: &'r Rules,
    columns: Vec<Column>,
    detail: Detail,
    show_names: bool,
    /// Headers of columns that may hold personal data and were left out.
    pub personal: Vec<String>,
    /// Headers of columns that give no field and were left out, since nobody knows what they hold.
    pub unread: Vec<String>,
}

/// Why columns that were asked for cannot be written.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnError {
    /// There is no such column.
    #[error("there is no column `{name}`; there are {}", .known.join(", "))]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The names that could be.
        known: Vec<String>,
    },
    /// The column holds personal data.
    #[error("the column `{0}` may hold personal data; it needs the option `show-names`")]
    Personal(String),
}

impl<'r> VerdictColumns<'r> {
    /// Chooses columns: those asked for, or else the usual ones and all columns of the input that may be shown.
    ///
    /// # Errors
    /// Where a column is asked for that does not exist or may not be shown.
    pub fn new(
        rules: &'r Rules,
        asked: &[String],
        input: &[InputColumn],
        detail: Detail,
        show_names: bool,
    ) -> Result<VerdictColumns<'r>, ColumnError> {
        let mut chosen = VerdictColumns {
            rules,
            columns: Vec::new(),
            detail,
            show_names,
            personal: Vec::new(),
            unread: Vec::new(),
        };
        let input = distinct(input);
        if asked.is_empty() {
            let usual = OWN
                .iter()
                .take(USUAL)
                .map(|(name, own)| Column::Own(name, *own));
            chosen.columns.extend(usual);
            if detail != Detail::None {
                chosen.columns.push(Column::Own("evidence", Own::Evidence));
            }
            for (header, field) in input {
                chosen.carry(header, *field);
            }
            return Ok(chosen);
        }
        for name in asked {
            let column = chosen.find(name, &input)?;
            chosen.columns.push(column);
        }
        if chosen.detail == Detail::None {
            chosen.detail = Detail::Short;
        }
        Ok(chosen)
    }

    fn carry(&mut self, header: &str, field: Option<Field>) {
        let is_shown = match field {
            _ if self.show_names => true,
            Some(field) if field.is_personal() => {
                self.personal.push(header.to_owned());
                false
            }
            None if !self.rules.columns.is_impersonal(header) => {
                self.unread.push(header.to_owned());
                false
            }
            _ => true,
        };
        if is_shown {
            self.columns.push(Column::Carried {
                header: header.to_owned(),
                name: name_of(header),
                is_asked: false,
            });
        }
    }

    fn find(&self, name: &str, input: &[&InputColumn]) -> Result<Column, ColumnError> {
        let wanted = squeeze(name);
        let own = OWN.iter().find(|(own, _)| squeeze(own) == wanted);
        if let Some((name, own)) = own {
            return Ok(Column::Own(name, *own));
        }
        let is_it = |header: &str| squeeze(header) == wanted || squeeze(&name_of(header)) == wanted;
        let found = input.iter().find(|(header, _)| is_it(header));
        match found {
            Some((header, Some(field))) if field.is_personal() && !self.show_names => {
                Err(ColumnError::Personal(header.clone()))
            }
            Some((header, _)) => Ok(Column::Carried {
                header: header.clone(),
                name: name_of(header),
                is_asked: true,
            }),
            None => {
                let own = OWN.iter().map(|(name, _)| (*name).to_owned());
                let input = input.iter().map(|(header, _)| name_of(header));
                Err(ColumnError::Unknown {
                    name: name.to_owned(),
                    known: own.chain(input).collect(),
                })
            }
        }
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| match column {
            Column::Own(name, _) => name,
            Column::Carried { name, .. } => name.as_str(),
        })
    }

    /// What the cells of each column hold.
    #[cfg(feature = "arrow")]
    pub(super) fn shapes(&self) -> impl Iterator<Item = ColumnType> {
        self.columns.iter().map(|column| match column {
            Column::Own(_, own) => own.shape(self.detail),
            Column::Carried { .. } => ColumnType::Text,
        })
    }

    /// The headers of an input that the table has no column for, though nothing forbids to show them.
    pub fn missed(&self, input: &[InputColumn]) -> Vec<String> {
        let carried = self.columns.iter().filter_map(|column| match column {
            Column::Own(..) => None,
            Column::Carried { header, .. } => Some(squeeze(header)),
        });
        let carried: TextSet<String> = carried.collect();
        let missed = distinct(input).into_iter().filter(|(header, field)| {
            let may_show = match field {
                Some(field) => !field.is_personal(),
                None => self.rules.columns.is_impersonal(header),
            };
            !carried.contains(&squeeze(header)) && (may_show || self.show_names)
        });
        missed.map(|(header, _)| header.clone()).collect()
    }

    /// Where the columns of the table are in an input.
    pub fn within(&self, input: &Arc<[InputColumn]>) -> Carrying {
        let mut places = TextMap::default();
        for (at, (header, _)) in input.iter().enumerate() {
            places.entry(squeeze(header)).or_insert(at);
        }
        let at = self.columns.iter().map(|column| match column {
            Column::Own(..) => None,
            Column::Carried { header, .. } => places.get(&squeeze(header)).copied(),
        });
        Carrying {
            at: at.collect(),
            input: Arc::clone(input),
        }
    }

    /// The cells of the row for a verdict, one for each column.
    pub(super) fn cells<'a>(
        &'a self,
        file: &'a str,
        batch: &'a Batch,
        row: usize,
        verdict: &'a Verdict,
        carrying: &'a Carrying,
    ) -> impl Iterator<Item = TableCell<'a>> {
        let position = batch.position(row);
        self.columns
            .iter()
            .zip(&carrying.at)
            .map(move |(column, at)| match column {
                Column::Own(_, own) => own.cell(self.rules, self.detail, file, &position, verdict),
                Column::Carried { is_asked, .. } => {
                    let header = at.and_then(|at| Some((at, carrying.input.get(at)?)));
                    let cell = header.map_or("", |(at, header)| {
                        let cell = batch.carried.cell(row, at);
                        let may_show = self.may_show(header, cell, *is_asked, &position);
                        if may_show { cell } else { "" }
                    });
                    TableCell::Text(Cow::Borrowed(cell))
                }
            })
    }

    /// Whether a cell of the input may be shown. A column that nobody read may be asked for by its name, but its cells
    /// still hide addresses and the holder of the seat.
    fn may_show(
        &self,
        (header, field): &InputColumn,
        cell: &str,
        is_asked: bool,
        position: &Position<'_>,
    ) -> bool {
        let cell = cell.trim();
        let columns = &self.rules.columns;
        let names_holder = || {
            let holder = position.incumbent.trim();
            !holder.is_empty() && cell.to_lowercase().contains(&holder.to_lowercase())
        };
        match field {
            _ if self.show_names || cell.is_empty() => true,
            // No cell of a ragged row is sure to be of its column.
            _ if position.is_ragged => false,
            Some(Field::ReportsTo | Field::DottedLine) => is_like_id(cell, position.id),
            Some(field) if field.is_of_known_words() => {
                columns.status(cell).is_some() || columns.tenure(cell).is_some()
            }
            Some(field) => field.may_show(cell),
            None => {
                (is_asked || columns.is_impersonal(header))
                    && !cell.split_whitespace().any(is_address)
                    && !names_holder()
            }
        }
    }
}

/// Where the columns of a table are in one input.
pub struct Carrying {
    at: Vec<Option<usize>>,
    input: Arc<[InputColumn]>,
}

/// The columns with a header, each header once.
fn distinct(input: &[InputColumn]) -> Vec<&InputColumn> {
    let mut known: TextSet<String> = TextSet::default();
    let columns = input.iter().filter(|(header, _)| {
        let header = squeeze(header);
        !header.is_empty() && known.insert(header)
    });
    columns.collect()
}

/// What a column of the input is called in the table: as there, unless rolecall has a column of that name.
fn name_of(header: &str) -> String {
    let is_own = OWN.iter().any(|(own, _)| squeeze(own) == squeeze(header));
    if is_own || squeeze(header) == FINDINGS {
        format!("input_{}", header.to_lowercase())
    } else {
        header.to_owned()
    }
}

/// The name of the column of findings, which stands behind all others.
pub const FINDINGS: &str = "findings";

/// Whether a cell that names managers names them by ids that are written like the one of its own row. Only the whole chart
/// tells what the cell matches, and here is only a row. An id without digits may be a name.
fn is_like_id(cell: &str, id: &str) -> bool {
    let own = id_form(id).filter(|form| form.contains('9'));
    let mut parts = cell.split([';', '|', '\n', ',']);
    own.is_some() && parts.all(|part| part.trim().is_empty() || id_form(part) == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn managers_may_be_shown_if_they_are_written_like_the_id_of_the_row() {
        for (cell, id, may) in [
            ("1009", "7", true),
            ("VP-1009; VP-7", "VP-12", true),
            ("1009", "VP-12", false),
            ("1009, Ida", "7", false),
            ("jdoe2", "7", false),
            ("Ida Fern", "Bo Rask", false),
            ("1009", "", false),
        ] {
            assert_eq!(is_like_id(cell, id), may, "{cell}");
        }
    }

    #[test]
    fn a_column_of_the_input_does_not_hide_one_of_the_verdict() {
        assert_eq!(name_of("Title"), "input_title");
        assert_eq!(name_of("Cost Centre"), "Cost Centre");
    }
}
