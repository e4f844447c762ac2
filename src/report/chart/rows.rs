//! Turns a chart into rows of cells that read back as the same chart. The output formats only write them
//! down.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::chart::{Chart, DistinctIds, Line, SeatId};
use crate::model::{Field, Status, Tenure};
use crate::rules::Columns;
use crate::text::squeeze;

/// The rows of a chart: one row a seat, in the order read.
pub struct ChartRows<'c> {
    chart: &'c Chart,
    ids: DistinctIds<'c>,
    fields: Vec<Field>,
    self_reports: FxHashSet<SeatId>,
    /// Dotted lines whose manager is unknown or ambiguous, sorted by seat.
    lost_lines: Vec<(SeatId, &'c str)>,
}

/// Written in place of the name of a manager who is not on the chart.
const NAME_NOT_SHOWN: &str = "(a name, not shown)";

impl<'c> ChartRows<'c> {
    /// Makes the rows of a chart, with or without the names of its people.
    pub fn new(chart: &'c Chart, columns: &Columns, show_names: bool) -> Self {
        let facts = chart.facts();
        let unknown = facts.unknown_managers.iter();
        let unknown = unknown.map(|(seat, line, named)| (*seat, *line, named.as_str()));
        let ambiguous = facts.ambiguous_managers.iter();
        let ambiguous = ambiguous.map(|(seat, line, named, _)| (*seat, *line, named.as_str()));
        let mut lost_lines: Vec<_> = unknown
            .chain(ambiguous)
            .filter(|(_, line, _)| *line == Line::Dotted)
            .map(|(seat, _, named)| (seat, named))
            .collect();
        lost_lines.sort_by_key(|(seat, _)| *seat);
        let mut rows = ChartRows {
            chart,
            ids: DistinctIds::new(chart, columns),
            fields: Vec::new(),
            self_reports: chart.facts().self_reports.iter().copied().collect(),
            lost_lines,
        };
        let offered = |field: &Field| !field.is_personal() || show_names;
        // The fields that are kept as text come first, in their own order.
        let values = [Field::Status, Field::Tenure, Field::Size, Field::Fte];
        let told = Field::TEXTS.into_iter().chain(values).chain(Field::LABELS);
        let told = told.filter(offered);
        rows.fields = told.filter(|field| rows.is_told(*field)).collect();
        rows
    }

    /// The columns: id, title and entity, and all other fields that a file gives.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The seats, one a row.
    pub fn seats(&self) -> impl Iterator<Item = SeatId> + use<> {
        self.chart.seats()
    }

    /// How many seats get an id in the rows that they do not have on the chart.
    pub fn ids_given(&self) -> usize {
        self.ids.given()
    }

    /// The cell of a field.
    pub fn cell(&self, seat: SeatId, field: Field) -> Cow<'_, str> {
        let position = self.chart.position(seat);
        match field {
            Field::Id => self.id(seat),
            Field::ReportsTo => self.reports_to(seat),
            Field::DottedLine => self.dotted_line(seat).into(),
            // The entity is named after its file. Write the name out, since the file may have another name
            // when it is read back.
            Field::Entity if squeeze(position.entity).is_empty() => {
                let entity = self.chart.entity(self.chart.entity_of(seat));
                entity.name.as_str().into()
            }
            Field::Status => status(position.status).into(),
            Field::Tenure => tenure(position.tenure).into(),
            Field::Size => position
                .size
                .map_or_else(String::new, |size| size.to_string())
                .into(),
            Field::Fte => position.fte.map_or_else(String::new, fte).into(),
            text => position.text(text).into(),
        }
    }

    /// The id of a seat. An address is shown only if names may be shown.
    fn id(&self, seat: SeatId) -> Cow<'_, str> {
        let id = self.ids.get(seat);
        if self.fields.contains(&Field::Incumbent) {
            id.into()
        } else {
            self.chart.position(seat).shown(id)
        }
    }

    fn reports_to(&self, seat: SeatId) -> Cow<'_, str> {
        let position = self.chart.position(seat);
        let is_root = self.chart.roots().binary_search(&seat).is_ok();
        if let Some(manager) = self.chart.manager(seat) {
            self.id(manager)
        } else if is_root && position.status != Status::Eliminated {
            // An empty cell marks the top. (A seat that names itself as its manager would be the top only if
            // there were no other.)
            "".into()
        } else if is_root || self.self_reports.contains(&seat) {
            self.id(seat)
        } else {
            // A manager who is not on the chart is written as in the source, unless that is a name.
            self.shown(seat, Field::ReportsTo, position.reports_to)
                .into()
        }
    }

    fn dotted_line(&self, seat: SeatId) -> String {
        let managers = self.chart.managers(seat);
        let dotted = managers.filter(|(_, line)| *line == Line::Dotted);
        // A line break separates ids in this cell, and blanks in an id do not matter.
        let known = dotted.map(|(manager, _)| self.id(manager).replace(['\n', '\r'], ""));
        let first = self.lost_lines.partition_point(|(of, _)| *of < seat);
        let lost = self.lost_lines[first..]
            .iter()
            .take_while(|(of, _)| *of == seat)
            .map(|(_, named)| self.shown(seat, Field::DottedLine, named).to_owned());
        let mut cell = known.chain(lost).collect::<Vec<_>>().join("; ");
        // A cell with a semicolon is split at semicolons only, so a comma stays part of an id.
        if cell.contains(',') {
            cell.push(';');
        }
        cell
    }

    /// Returns what a row says about a manager if that may be shown, and a placeholder if not.
    fn shown<'t>(&self, seat: SeatId, field: Field, text: &'t str) -> &'t str {
        let names = self.fields.contains(&Field::Incumbent);
        let line = match field {
            Field::DottedLine => Line::Dotted,
            _ => Line::Solid,
        };
        if names || self.chart.may_show(seat, line, text) {
            text
        } else {
            NAME_NOT_SHOWN
        }
    }

    /// Whether any file gives a field. Other fields get no column: an empty column would claim that there is
    /// nothing.
    fn is_told(&self, field: Field) -> bool {
        let always = matches!(field, Field::Id | Field::Title | Field::Entity);
        let usual = |seat| match field {
            Field::Status => self.chart.position(seat).status == Status::default(),
            Field::Tenure => self.chart.position(seat).tenure == Tenure::default(),
            _ => self.cell(seat, field).is_empty(),
        };
        let files = &self.chart.sources().files;
        always || files.iter().any(|file| file.gives(field)) || !self.chart.seats().all(usual)
    }
}

/// The header of a field in the rows.
pub(in crate::report) fn header(field: Field) -> String {
    field.name().replace('-', "_")
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Filled => "filled",
        Status::Vacant => "vacant",
        Status::Eliminated => "eliminated",
    }
}

/// A part of a full-time post, given in hundredths.
fn fte(hundredths: u16) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn tenure(tenure: Tenure) -> &'static str {
    match tenure {
        Tenure::Permanent => "permanent",
        Tenure::Interim => "interim",
        Tenure::Acting => "acting",
        Tenure::Contract => "contract",
    }
}
