//! From the tree of a document to positions: flat lists, trees with `reports:`, several companies, one person.

use std::borrow::Cow;

use super::Options;
use super::dates::Calendar;
use super::error::ReadErrorKind;
use super::header::{Header, assign};
use super::limit::Limit;
use super::record::{self, Cells};
use super::source::{Noted, NotedCell, Tally};
use super::tree_documents::Place;
use super::tree_keys::{self, Entry};
use super::tree_node::{Node, Value, scalar};
use crate::model::{Batch, Defect, DefectKind, Field, FileId, Position};
use crate::rules::{Columns, Structure};

/// The values of a list are one text; with aliases a short file could ask for any amount of it.
const LONGEST_TEXT: usize = 16 << 20;

/// What a position inherits from what stands around it.
#[derive(Clone, Copy, Default)]
struct Around<'n> {
    entity: &'n str,
    size: &'n str,
    manager: Option<&'n str>,
    /// What the position is called by, should it give no id.
    id: Option<&'n str>,
}

/// What the documents of a file gave so far.
pub struct TreeRows<'c> {
    columns: &'c Columns,
    file: FileId,
    /// The batch being filled.
    pub batch: Batch,
    full: Vec<Batch>,
    /// Where everything stands.
    pub noted: Noted,
    /// The keys found.
    pub header: Header,
    /// What became of the items.
    pub tally: Tally,
    /// How many documents held anything.
    pub documents: usize,
    /// The line from which on nothing was read, and why.
    pub given_up: Option<(u32, ReadErrorKind)>,
    limit: Limit,
    scratch: record::Scratch,
    calendar: Calendar,
    /// The line of the last position that was named by its line.
    last_made_up: u32,
}

impl<'c> TreeRows<'c> {
    /// Nothing yet.
    pub fn new(file: FileId, columns: &'c Columns, options: &Options) -> Self {
        TreeRows {
            columns,
            file,
            batch: Batch::new(file),
            full: Vec::new(),
            noted: Noted::default(),
            header: Header::default(),
            tally: Tally::default(),
            documents: 0,
            given_up: None,
            limit: Limit::new(options),
            scratch: record::Scratch::default(),
            calendar: Calendar::new(options.as_of),
            last_made_up: 0,
        }
    }

    /// Hands out what was read.
    pub fn finish_batches(&mut self) -> Vec<Batch> {
        let last = std::mem::take(&mut self.batch);
        if !last.is_empty() || !last.defects.is_empty() {
            self.full.push(last);
        }
        std::mem::take(&mut self.full)
    }

    /// Reads a document; says what it found where it found no chart.
    ///
    /// `name` is that of the file, without folder and ending: where each file is one person, the
    /// others call him by it.
    pub fn document(
        &mut self,
        node: &Node,
        name: &str,
        place: Place<'_>,
    ) -> Result<(), &'static str> {
        self.documents += 1;
        match &node.value {
            Value::List(items) => {
                self.list(items, Around::default(), place);
                Ok(())
            }
            Value::Map(entries) if self.is_chart(entries, place) => {
                // The top of a tree is no file among others.
                let reports = |key| self.columns.structure(key) == Some(Structure::Reports);
                let keys = entries
                    .iter()
                    .filter_map(|(key, _)| scalar(key, place.text));
                let is_tree = keys.into_iter().any(reports);
                let here = Around {
                    id: Some(name).filter(|_| !is_tree),
                    ..Around::default()
                };
                self.entity(entries, here, place);
                Ok(())
            }
            Value::Map(entries) if self.is_keyed_by_id(entries, place) => {
                for (key, value) in entries {
                    let id = scalar(key, place.text);
                    match &value.value {
                        Value::Map(entries) => {
                            self.position(
                                entries,
                                Around {
                                    id,
                                    ..Around::default()
                                },
                                place,
                            );
                        }
                        _ => self.no_position(value, place),
                    }
                }
                Ok(())
            }
            Value::Map(_) => Err("a mapping without positions"),
            other => Err(other.describe()),
        }
    }

    fn is_chart(&self, entries: &[(Node, Node)], place: Place<'_>) -> bool {
        entries
            .iter()
            .filter_map(|(key, _)| scalar(key, place.text))
            .any(|key| {
                let field = self.columns.field(key).map(|(field, _)| field);
                self.columns.structure(key).is_some()
                    || matches!(field, Some(Field::Title | Field::Responsibilities))
            })
    }

    /// `ceo: {title: …}`: a mapping of positions by their ids, which their reports name.
    fn is_keyed_by_id(&self, entries: &[(Node, Node)], place: Place<'_>) -> bool {
        let is_position = |value: &Node| match &value.value {
            Value::Map(entries) => self.is_chart(entries, place),
            _ => false,
        };
        entries.iter().any(|(_, value)| is_position(value))
    }

    fn list<'n>(&mut self, items: &'n [Node], around: Around<'n>, place: Place<'n>) {
        for item in items {
            if self.gives_up(item, place) {
                return;
            }
            match &item.value {
                Value::Map(entries) => self.entity(entries, around, place),
                _ => self.no_position(item, place),
            }
        }
    }

    /// A mapping: an entity with positions, several entities, or one position.
    fn entity<'n>(&mut self, entries: &'n [(Node, Node)], around: Around<'n>, place: Place<'n>) {
        let structure_of =
            |key| scalar(key, place.text).and_then(|key| self.columns.structure(key));
        let lists = [Some(Structure::Entities), Some(Structure::Positions)];
        let is_list = |value: &Node| matches!(value.value, Value::List(_) | Value::Null);
        if !entries
            .iter()
            .any(|(key, value)| lists.contains(&structure_of(key)) && is_list(value))
        {
            return self.position(entries, around, place);
        }
        let mut here = Around { id: None, ..around };
        for (key, value) in entries {
            let Some(key) = scalar(key, place.text) else {
                continue;
            };
            if self.columns.structure(key).is_some() {
                self.show_key(key);
                continue;
            }
            let field = match self.columns.field(key) {
                _ if self.columns.names_entity(key) => Some(Field::Entity),
                Some((field @ (Field::Entity | Field::Size), _)) => Some(field),
                _ => None,
            };
            let text = scalar(value, place.text);
            match (field, text) {
                (Some(Field::Entity), Some(text)) => here.entity = text,
                (Some(_), Some(text)) => here.size = text,
                (Some(_), None) => self.misshapen(value, "a value", place),
                (None, _) => {}
            }
            self.note_key(key, field);
        }
        for (key, value) in entries {
            let structure = scalar(key, place.text).and_then(|key| self.columns.structure(key));
            match (structure, &value.value) {
                (Some(Structure::Entities | Structure::Positions), Value::List(items)) => {
                    self.list(items, here, place);
                }
                (Some(_), Value::Null) | (None, _) => {}
                (Some(_), _) => self.no_position(value, place),
            }
        }
    }

    fn position<'n>(&mut self, entries: &'n [(Node, Node)], around: Around<'n>, place: Place<'n>) {
        let is_blank = |value: &Node| {
            matches!(value.value, Value::Null) || scalar(value, place.text) == Some("")
        };
        let first = entries
            .first()
            .filter(|_| !entries.iter().all(|(_, value)| is_blank(value)));
        let Some((first, _)) = first else {
            self.tally.rows += 1;
            self.tally.blank_rows += 1;
            return;
        };
        let (line, offset) = (place.line(first), place.span(first).start);
        let sound = self.batch.defects.len();
        let (given, below) = self.cells(entries, offset, place);
        let text = |field| {
            let given = given.iter().find(|given| given.field == field);
            given.map(|given| given.text.as_ref())
        };
        let id = match text(Field::Id).or(around.id) {
            None | Some("") if !below.is_empty() || around.manager.is_some() => {
                Cow::Owned(self.made_up_id(first, line))
            }
            id => Cow::Borrowed(id.unwrap_or_default()),
        };

        let mut cells = Cells::default();
        cells.set(Field::ReportsTo, around.manager.unwrap_or_default());
        cells.set(Field::Entity, around.entity);
        cells.set(Field::Size, around.size);
        for given in &given {
            cells.set(given.field, &given.text);
        }
        cells.set(Field::Id, &id);
        let defects = &mut self.batch.defects;
        let mut complain = |field, kind| {
            defects.push(Defect {
                kind,
                line,
                offset: u64::from(offset),
                field: Some(field),
            });
        };
        self.tally.rows += 1;
        match self.calendar.outside(&cells, &mut complain) {
            Some(outside) => outside.count(&mut self.tally),
            None => {
                let scratch = &mut self.scratch;
                let position = record::position(&cells, self.columns, scratch, complain);
                let position = Position {
                    line,
                    offset: u64::from(offset),
                    ends_in: self.calendar.days_left(),
                    ..position
                };
                self.batch.push(&position);
                self.tally.positions += 1;
            }
        }
        self.limit.count(&self.batch.defects[sound..]);
        if self.batch.is_full() {
            let full = std::mem::replace(&mut self.batch, Batch::new(self.file));
            self.full.push(full);
        }

        let here = Around {
            manager: Some(cells.get(Field::Id)),
            entity: cells.get(Field::Entity),
            size: cells.get(Field::Size),
            id: None,
        };
        for list in below {
            match &list.value {
                Value::List(items) => {
                    for item in items {
                        if self.gives_up(item, place) {
                            return;
                        }
                        match &item.value {
                            Value::Map(entries) => self.position(entries, here, place),
                            _ => self.no_position(item, place),
                        }
                    }
                }
                Value::Null => {}
                _ => self.no_position(list, place),
            }
        }
    }

    /// The cells that the keys of a position give, and the lists of those below it.
    fn cells<'n>(
        &mut self,
        entries: &'n [(Node, Node)],
        record: u32,
        place: Place<'n>,
    ) -> (Vec<Given<'n>>, Vec<&'n Node>) {
        let (mut cells, mut below): (Vec<Given<'n>>, _) = (Vec::new(), Vec::new());
        let entries = tree_keys::entries(entries, place.text, self.columns);
        let keys: Vec<_> = entries
            .iter()
            .map(|entry| entry.key.as_deref().unwrap_or_default())
            .map(|key| match self.columns.structure(key) {
                Some(Structure::Reports) => "",
                _ => key,
            })
            .collect();
        let (fields, _) = assign(&keys, self.columns);
        for (Entry { key, node, value }, field) in entries.into_iter().zip(fields) {
            let Some(key) = key else {
                self.misshapen(node, "a plain key", place);
                continue;
            };
            if self.columns.structure(&key) == Some(Structure::Reports) {
                self.show_key(&key);
                self.noted.has_reports = true;
                below.push(value);
                continue;
            }
            let field = field.or_else(|| self.columns.field(&key).map(|(field, _)| field));
            self.note_key(&key, field);
            if field.is_some() {
                scalar(node, place.text)
                    .into_iter()
                    .for_each(|key| self.show_key(key));
            }
            let Some(field) = field else {
                continue;
            };
            if let Some(known) = cells.iter().find(|known| known.field == field) {
                if known.key != key && self.columns.is_nested(field) {
                    continue;
                }
                let kind = if known.key == key {
                    DefectKind::DuplicateHeader {
                        header: key.into_owned(),
                    }
                } else {
                    DefectKind::CompetingColumns {
                        used: known.key.clone().into_owned(),
                        unused: key.into_owned(),
                    }
                };
                let defect = Defect {
                    kind,
                    line: place.line(node),
                    offset: u64::from(place.span(node).start),
                    field: Some(field),
                };
                self.batch.defects.push(defect);
                continue;
            }
            let Some(text) = joined(value, place.text) else {
                self.misshapen(value, "a value or a list of values", place);
                continue;
            };
            if text.len() > LONGEST_TEXT {
                self.misshapen(value, "a text of a few pages", place);
                continue;
            }
            self.note_cell(field, value, record, place);
            cells.push(Given { key, field, text });
        }
        (cells, below)
    }

    /// Who is in a tree but has no id is named by the line, so that the reports can name him.
    fn made_up_id(&mut self, first: &Node, line: u32) -> String {
        let is_first = std::mem::replace(&mut self.last_made_up, line) != line;
        if is_first {
            format!("@{line}")
        } else {
            format!("@{line}:{}", first.referenced.column())
        }
    }

    /// Whether so much is broken that neither this item nor any behind it is to be read.
    fn gives_up(&mut self, item: &Node, place: Place<'_>) -> bool {
        if self.given_up.is_none() {
            self.given_up = self.limit.reached().map(|kind| (place.line(item), kind));
        }
        self.given_up.is_some()
    }

    /// An item that is no position: a row that is skipped.
    fn no_position(&mut self, item: &Node, place: Place<'_>) {
        self.tally.rows += 1;
        if matches!(item.value, Value::Null) {
            self.tally.blank_rows += 1;
        } else {
            self.tally.misshapen += 1;
            let sound = self.batch.defects.len();
            self.misshapen(item, "positions, each a mapping of keys to values", place);
            self.limit.count(&self.batch.defects[sound..]);
        }
    }

    fn misshapen(&mut self, node: &Node, expected: &'static str, place: Place<'_>) {
        let found = node.value.describe();
        self.batch.defects.push(Defect {
            kind: DefectKind::Misshapen { found, expected },
            line: place.line(node),
            offset: u64::from(place.span(node).start),
            field: None,
        });
    }

    fn note_key(&mut self, key: &str, field: Option<Field>) {
        let mut known = self.header.names.iter().zip(&self.header.fields);
        if !known.any(|(name, of)| name == key && *of == field) {
            self.header.names.push(key.to_owned());
            self.header.fields.push(field);
        }
        if field.is_some() {
            self.show_key(key);
        }
    }

    fn show_key(&mut self, key: &str) {
        if !self.noted.keys.iter().any(|known| known == key) {
            self.noted.keys.push(key.to_owned());
        }
    }

    fn note_cell(&mut self, field: Field, value: &Node, record: u32, place: Place<'_>) {
        self.note_public(field, value, place);
        self.noted.cells.push(NotedCell {
            record,
            line: place.line(value),
            column: u32::try_from(value.referenced.column()).unwrap_or(u32::MAX),
            span: place.span(value),
            field,
        });
    }

    /// Of a list only the values: a comment may stand between them.
    fn note_public(&mut self, field: Field, value: &Node, place: Place<'_>) {
        match &value.value {
            Value::List(items) => {
                for item in items {
                    self.note_public(field, item, place);
                }
            }
            _ if scalar(value, place.text).is_none_or(|text| field.may_show(text)) => {
                self.noted.public.push(place.span(value));
            }
            _ => {}
        }
    }
}

/// A cell that a key of a position gives.
struct Given<'n> {
    key: Cow<'n, str>,
    field: Field,
    text: Cow<'n, str>,
}

/// A value, or the values of a list one a line, as far as they are of reasonable length.
fn joined<'n>(value: &'n Node, document: &'n str) -> Option<Cow<'n, str>> {
    let Value::List(items) = &value.value else {
        return scalar(value, document).map(Cow::Borrowed);
    };
    let mut lines = String::new();
    for item in items {
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(scalar(item, document)?);
        if lines.len() > LONGEST_TEXT {
            break;
        }
    }
    Some(Cow::Owned(lines))
}
