//! From the tree of a text to positions.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::cells::{Depth, Entry, Given, cell_text, cells, entries};
use super::groups;
use super::keys::Keys;
use super::node::{Entries, Node, Value};
use super::noted::Noted;
use super::sample::Sample;
use super::walk::{Item, NodeKind, Walk};
use crate::model::{Batch, Carried, Defect, DefectKind, Field, FileId, Position};
use crate::read::input::error::ReadErrorKind;
use crate::read::input::limit::Limit;
use crate::read::input::tally::Tally;
use crate::read::options::ReadOptions;
use crate::read::row::dates::Calendar;
use crate::read::row::header::Header;
use crate::read::row::record;
use crate::read::row::record::Cells;
use crate::text::TextMap;

/// The byte of the file that a byte of a tree is.
pub type ByteOf<'b> = &'b dyn Fn(u32) -> u64;

/// The line from which on nothing was read, and why.
pub type GivenUp = (u32, ReadErrorKind);

/// A file may have any number of keys; more of them than this are not named.
const MOST_KEYS: usize = 10_000;

/// Of how many keys it is said that another one gives their field.
const MOST_TOLD: usize = 64;

/// What a position inherits from what stands around it.
#[derive(Clone, Default)]
struct Around {
    entity: String,
    size: String,
    manager: Option<String>,
}

/// What is known of a position beside its own keys.
struct Inherited<'a> {
    above: Option<&'a Around>,
    /// What it is called by, should it give no id.
    id: Option<&'a str>,
    has_reports: bool,
}

/// What the texts of a file gave so far.
pub struct TreeRows {
    file: FileId,
    /// The batch being filled.
    pub batch: Batch,
    full: VecDeque<Batch>,
    /// Where everything stands, where that is to be noted.
    pub noted: Option<Noted>,
    /// The keys found.
    pub header: Header,
    found: TextMap<String, Vec<Option<Field>>>,
    /// Where each key stands among the names of the header, if all values of a position are kept.
    carried: Option<TextMap<String, usize>>,
    /// The keys of which was said that both could give a field.
    told: Vec<DefectKind>,
    /// Whether any position has a list of those that report to it.
    pub has_reports: bool,
    /// Whether any position lists those that report to it by their ids.
    pub draws_lines: bool,
    /// What became of the items.
    pub tally: Tally,
    /// How many broken rows there are.
    pub limit: Limit,
    scratch: record::TextRoom,
    calendar: Calendar,
    /// The line of the last position that was named by its line.
    last_made_up: u32,
    /// Who lists whom among those below.
    listed: TextMap<String, String>,
}

impl TreeRows {
    /// Nothing yet. What the first positions of a file hold says how its dates are to be read.
    pub fn new(
        file: FileId,
        options: &ReadOptions,
        noted: Option<Noted>,
        first: &Sample,
        chosen: Header,
    ) -> Self {
        let calendar = Calendar::of_columns(options.as_of, &chosen, first.rows());
        // Keys are named as they are found.
        let mut header = chosen;
        header.names.clear();
        header.fields.clear();
        header.defects.clear();
        TreeRows {
            file,
            batch: Batch::new(file),
            full: VecDeque::new(),
            noted,
            calendar,
            header,
            found: TextMap::default(),
            carried: options.carry.then(TextMap::default),
            told: Vec::new(),
            has_reports: false,
            draws_lines: false,
            tally: Tally::default(),
            limit: Limit::new(options),
            scratch: record::TextRoom::default(),
            last_made_up: 0,
            listed: TextMap::default(),
        }
    }

    /// The next full batch.
    pub fn full(&mut self) -> Option<Batch> {
        self.full.pop_front()
    }

    /// The next batch, full or not; `None` where everything is handed out.
    pub fn rest(&mut self) -> Option<Batch> {
        self.full().or_else(|| {
            let last = std::mem::replace(&mut self.batch, Batch::new(self.file));
            (!last.is_empty() || !last.defects.is_empty()).then_some(last)
        })
    }

    /// Notes who stands below whom by links that are drawn beside the positions.
    pub fn note_links(&mut self, links: TextMap<String, String>) {
        self.draws_lines |= !links.is_empty();
        self.listed.extend(links);
    }

    /// Notes whom the positions of a tree list below them by their ids; those may stand before or behind.
    pub fn note_listed(&mut self, walk: Walk<'_, '_>, keys: &Keys<'_>) {
        for item in walk {
            let NodeKind::Position {
                entries,
                id,
                below: Some(below),
                ..
            } = item.kind
            else {
                continue;
            };
            let given = cells(entries, keys);
            let by = given
                .text(Field::Id)
                .or(id)
                .or(given.text(Field::Incumbent));
            let Some(by) = by.filter(|by| !by.is_empty()) else {
                continue;
            };
            for named in below.iter().filter_map(Node::text) {
                self.listed
                    .entry(named.trim().to_owned())
                    .or_insert_with(|| by.to_owned());
            }
        }
    }

    /// Reads a tree, up to the line where too much is broken.
    pub fn read(
        &mut self,
        walk: Walk<'_, '_>,
        keys: &Keys<'_>,
        byte: ByteOf<'_>,
    ) -> Option<GivenUp> {
        let mut around: Vec<Around> = Vec::new();
        for Item { node, depth, kind } in walk {
            if let Some(kind) = self.limit.reached() {
                return Some((node.line, kind));
            }
            around.truncate(depth);
            let sound = self.batch.defects.len();
            match kind {
                NodeKind::Entity(entries) => {
                    let here = around.last().cloned().unwrap_or_default();
                    around.push(self.entity(entries, here, byte, keys));
                }
                NodeKind::Position {
                    entries,
                    id,
                    has_reports,
                    below: _,
                } => {
                    if groups::is_group(entries) {
                        self.tally.rows += 1;
                        self.tally.no_seat += 1;
                        continue;
                    }
                    let given = cells(entries, keys);
                    let is_blank = |value: &Node<'_>| value.text() == Some("");
                    if entries.iter().all(|(_, value)| is_blank(value)) {
                        self.tally.rows += 1;
                        self.tally.blank_rows += 1;
                        around.extend(has_reports.then(Around::default));
                    } else {
                        self.note(entries, &given, byte, keys);
                        let standing = Inherited {
                            above: around.last(),
                            id,
                            has_reports,
                        };
                        let here = self.position(entries, &given, standing, byte, keys);
                        around.extend(here);
                    }
                }
                NodeKind::Other => self.no_position(node, byte),
            }
            self.limit.count(&self.batch.defects[sound..]);
            if self.batch.is_full() {
                let next = Batch::after(&self.batch);
                self.full
                    .push_back(std::mem::replace(&mut self.batch, next));
            }
        }
        None
    }

    /// What an entity says of those in it.
    fn entity(
        &mut self,
        entries: Entries<'_>,
        mut here: Around,
        byte: ByteOf<'_>,
        keys: &Keys<'_>,
    ) -> Around {
        if let Some(noted) = &mut self.noted {
            noted.keys(entries, keys);
        }
        for (key, value) in entries {
            let Some(key) = key.text() else {
                continue;
            };
            let known = keys.get(key);
            if known.structure.is_some() {
                continue;
            }
            let field = match known.field {
                _ if keys.columns.names_entity(key) => Some(Field::Entity),
                field => field.filter(|field| matches!(field, Field::Entity | Field::Size)),
            };
            match (field, value.text()) {
                (Some(Field::Entity), Some(entity)) => here.entity = entity.to_owned(),
                (Some(_), Some(size)) => here.size = size.to_owned(),
                (Some(_), None) => self.misshapen(value, "a value", byte),
                (None, _) => {}
            }
            self.note_key(key, field);
            if let (Some(noted), Some(_)) = (&mut self.noted, field) {
                noted.key(key);
            }
        }
        here
    }

    /// Notes where the cells of a position stand, and what was left out.
    fn note(&mut self, entries: Entries<'_>, given: &Given<'_>, byte: ByteOf<'_>, keys: &Keys<'_>) {
        for (key, field) in &given.keys {
            self.note_key(key, *field);
        }
        if let Some(noted) = &mut self.noted {
            noted.position(entries, given, keys);
        }
        for (node, field, kind) in &given.left_out {
            if matches!(kind, DefectKind::CompetingColumns { .. }) {
                // Once is enough.
                if self.told.len() == MOST_TOLD || self.told.contains(kind) {
                    continue;
                }
                self.told.push(kind.clone());
            }
            self.batch.defects.push(Defect {
                kind: kind.clone(),
                line: node.line,
                offset: byte(node.span.start),
                field: *field,
            });
        }
    }

    /// Makes a position; gives back what those below it inherit.
    fn position(
        &mut self,
        entries: Entries<'_>,
        given: &Given<'_>,
        standing: Inherited<'_>,
        byte: ByteOf<'_>,
        keys: &Keys<'_>,
    ) -> Option<Around> {
        let Inherited {
            above,
            id,
            has_reports,
        } = standing;
        let (first, _) = entries.first()?;
        let nobody = Around::default();
        let above = above.unwrap_or(&nobody);
        let (line, offset) = (first.line, byte(first.span.start));
        self.has_reports |= has_reports;
        let id = match given.text(Field::Id).or(id) {
            None | Some("") if has_reports || above.manager.is_some() => {
                Cow::Owned(self.made_up_id(first))
            }
            id => Cow::Borrowed(id.unwrap_or_default()),
        };
        let columns = keys.columns;
        let mut cells = Cells::default();
        cells.set(
            Field::ReportsTo,
            above.manager.as_deref().unwrap_or_default(),
            columns,
        );
        cells.set(Field::Entity, &above.entity, columns);
        cells.set(Field::Size, &above.size, columns);
        for cell in &given.cells {
            cells.set(cell.field, &cell.text, columns);
        }
        cells.set(Field::Id, &id, columns);
        if let Some(levels) = &self.header.levels {
            let value = |name: &String| {
                let mut own = entries.iter();
                let (_, value) = own.find(|(key, _)| key.text().map(str::trim) == Some(name))?;
                value.text().filter(|text| !columns.is_null(text.trim()))
            };
            let manager = levels.manager(levels.names.iter().filter_map(value));
            cells.set(Field::ReportsTo, manager.unwrap_or_default(), columns);
        }
        cells.set_lister(&self.listed, columns);
        let defects = &mut self.batch.defects;
        let mut complain = |field, kind| {
            defects.push(Defect {
                kind,
                line,
                offset,
                field: Some(field),
            });
        };
        self.tally.rows += 1;
        match self.calendar.outside(&cells, &mut complain) {
            Some(outside) => outside.count(&mut self.tally),
            None => {
                let position = record::position(
                    &cells,
                    keys.columns,
                    self.header.habits,
                    &mut self.scratch,
                    complain,
                );
                self.batch.push(&Position {
                    line,
                    row: u32::try_from(self.tally.rows).unwrap_or(u32::MAX),
                    offset,
                    ends_in: self.calendar.days_left(),
                    ..position
                });
                if let Some(places) = &self.carried {
                    let width = self.header.names.len();
                    carry(entries, keys, places, width, &mut self.batch.carried);
                }
                self.tally.count_position(self.calendar.days_in());
            }
        }
        has_reports.then(|| Around {
            manager: Some(cells.get(Field::Id).to_owned()),
            entity: cells.get(Field::Entity).to_owned(),
            size: cells.get(Field::Size).to_owned(),
        })
    }

    /// Who is in a tree but has no id is named by the line, so that the reports can name him.
    fn made_up_id(&mut self, first: &Node<'_>) -> String {
        let line = first.line;
        let is_first = std::mem::replace(&mut self.last_made_up, line) != line;
        if is_first {
            format!("@{line}")
        } else {
            format!("@{line}:{}", first.column)
        }
    }

    /// A text that cannot be read: a row that is skipped.
    pub fn unreadable(&mut self, reason: String, line: u64, offset: u64) {
        self.tally.rows += 1;
        self.tally.unreadable += 1;
        self.broken(DefectKind::Unreadable { reason }, line, offset);
    }

    /// A text that is none in places.
    pub fn invalid_text(&mut self, line: u64, offset: u64) {
        self.broken(DefectKind::InvalidText, line, offset);
    }

    fn broken(&mut self, kind: DefectKind, line: u64, offset: u64) {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        self.batch.defects.push(Defect {
            kind,
            line,
            offset,
            field: None,
        });
        let last = self.batch.defects.len() - 1;
        self.limit.count(&self.batch.defects[last..]);
    }

    /// An item that is no position: a row that is skipped.
    pub fn no_position(&mut self, item: &Node<'_>, byte: ByteOf<'_>) {
        self.tally.rows += 1;
        if matches!(item.value, Value::Null) {
            self.tally.blank_rows += 1;
        } else {
            self.tally.misshapen += 1;
            self.misshapen(
                item,
                "a list of positions (mappings of keys to values)",
                byte,
            );
        }
    }

    fn misshapen(&mut self, node: &Node<'_>, expected: &'static str, byte: ByteOf<'_>) {
        let found = node.value.describe();
        self.batch.defects.push(Defect {
            kind: DefectKind::Misshapen { found, expected },
            line: node.line,
            offset: byte(node.span.start),
            field: None,
        });
    }

    fn note_key(&mut self, key: &str, field: Option<Field>) {
        let is_full = self.found.len() == MOST_KEYS;
        match self.found.get_mut(key) {
            Some(fields) if fields.contains(&field) => return,
            Some(fields) => fields.push(field),
            None if is_full => return,
            None => {
                self.found.insert(key.to_owned(), vec![field]);
            }
        }
        if let Some(carried) = &mut self.carried {
            let next = self.header.names.len();
            carried.entry(key.to_owned()).or_insert(next);
        }
        self.header.names.push(key.to_owned());
        self.header.fields.push(field);
    }
}

/// Keeps all values of a position, each where its key is in the header.
fn carry(
    written: Entries<'_>,
    keys: &Keys<'_>,
    places: &TextMap<String, usize>,
    width: usize,
    carried: &mut Carried,
) {
    let entries = entries(written.iter(), keys, Depth::Known);
    let mut row = vec![Cow::Borrowed(""); width];
    for Entry { key, value, .. } in &entries {
        let at = key.as_ref().and_then(|key| places.get(key.as_ref()));
        let cell = at.and_then(|at| row.get_mut(*at));
        if let (Some(cell), Some(text)) = (cell, cell_text(value)) {
            *cell = text;
        }
    }
    row.iter().for_each(|cell| carried.push(cell));
    carried.end_row();
}
