//! Batches of positions to a chart.

use crate::text::{TextMap, TextSet};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use super::entity::{Entity, NamedBy};
use super::facts::{Facts, Inexact};
use super::graph::{Chart, Graph};
use super::identity::{differ_in_zeros, key};
use super::ids::{IdKey, Ids};
use super::managers::{By, ManagerMatch, Managers, parts_of};
use super::namesakes::Namesakes;
use super::pseudonyms::tell_apart;
use super::seat::{EntityId, Line, SeatId, numbered};
use super::shape::shape;
use crate::model::{Batch, Field, FileId, Position, Seat, Status};
use crate::read::Sources;
use crate::rules::Columns;
use crate::text::squeeze;

/// Collects batches until all are read.
#[derive(Debug, Default)]
pub struct ChartBuilder {
    batches: Vec<Batch>,
    /// Managers who may stand above the top without a seat.
    above: TextSet<String>,
    columns: Columns,
}

impl ChartBuilder {
    /// An empty chart whose special values are read as these columns say.
    pub fn new(columns: &Columns) -> Self {
        ChartBuilder {
            columns: columns.clone(),
            ..ChartBuilder::default()
        }
    }

    /// Adds the positions of a batch, behind those already there. Who stands above the top of a chart, such as a
    /// board, is a manager on it only where a seat answers to that.
    pub fn add(&mut self, mut batch: Batch) {
        batch.shrink();
        let named = (0..batch.len()).map(|row| batch.text(row, Field::ReportsTo));
        for named in named.filter(|named| self.columns.is_above_the_top(named)) {
            if !self.above.contains(named) {
                self.above.insert(named.to_owned());
            }
        }
        self.batches.push(batch);
    }

    /// Draws the lines. Managers are looked up within their file, or within all where they are joined.
    pub fn build(self, mut sources: Sources) -> Chart {
        let mut batches = self.batches;
        tell_apart(&mut batches);
        let count = batches.iter().map(Batch::len).sum();
        // Most seats have one line.
        let mut graph = Graph::with_capacity(count, count);
        for (index, batch) in batches.iter().enumerate() {
            for row in 0..batch.len() as u32 {
                graph.add_node(Seat {
                    batch: index as u32,
                    row,
                });
            }
        }
        let mut facts = Facts::default();
        let ids = index_ids(&batches, &sources, &mut facts);
        let lines = LineBuilder {
            managers: Managers::new(&batches, &sources, &ids),
            sources: &sources,
            ids: &ids,
            above: &self.above,
        };
        let managers = lines.draw(&mut graph, &mut facts);
        drop(lines);
        drop(ids);
        for ((file, by), count) in &facts.found_by {
            let file = &mut sources.files[file.0 as usize];
            let lines = match count {
                1 => "1 line leads to its manager by the".to_owned(),
                count => format!("{count} lines lead to managers by their"),
            };
            file.notes.push(format!("{lines} {}", by.name()));
        }
        let roots = roots(&batches, &graph, &sources, &mut facts);
        let (shape, cycles) = shape(&managers, roots);
        facts.cycles = cycles;
        let (entities, entity_of) = entities(&batches, &sources);
        Chart {
            sources,
            batches,
            graph,
            entities,
            entity_of,
            shape,
            facts,
            veil: OnceLock::new(),
        }
    }
}

/// Finds the seat of every id, and the ids that several seats have. Of those, lines lead to one that still
/// exists, and rather to one at the top: whoever has no manager is a manager likelier than others.
fn index_ids<'b>(batches: &'b [Batch], sources: &Sources, facts: &mut Facts) -> Ids<'b> {
    let mut ids = Ids::new(batches, sources);
    let rank = |here: &Position<'_>| {
        (
            here.status == Status::Eliminated,
            !here.reports_to.is_empty(),
        )
    };
    let mut shared: TextMap<IdKey<'b>, Vec<(SeatId, _)>> = TextMap::default();
    let mut order = Vec::new();
    for (seat, here) in numbered(batches).filter(|(_, here)| !here.id.is_empty()) {
        let id = (sources.chart_of(here.file), key(here.id));
        let Some(first) = ids.get(&id) else {
            ids.put(id, seat);
            continue;
        };
        // Many may write the id that stands for none.
        if here.id_is_placeholder {
            continue;
        }
        let seats = shared.entry(id.clone()).or_insert_with(|| {
            order.push(id);
            vec![(first, rank(&ids.position(first)))]
        });
        seats.push((seat, rank(&here)));
    }
    for id in order {
        let Some(mut seats) = shared.remove(&id) else {
            continue;
        };
        seats.sort_by_key(|(_, rank)| *rank);
        let seats: Vec<_> = seats.into_iter().map(|(seat, _)| seat).collect();
        ids.put(id, seats[0]);
        facts.shared_ids.push(seats);
    }
    ids
}

/// What is needed to draw lines.
struct LineBuilder<'b> {
    managers: Managers<'b>,
    sources: &'b Sources,
    ids: &'b Ids<'b>,
    above: &'b TextSet<String>,
}

impl LineBuilder<'_> {
    /// Adds the edges; gives back the solid manager of every seat.
    ///
    /// Petgraph hands out the edges of a node from the last added to the first, so they are added from
    /// the last to the first: reports then come in the order of the file, and the solid line before the
    /// dotted.
    fn draw(&self, graph: &mut Graph, facts: &mut Facts) -> Vec<Option<SeatId>> {
        let namesakes = Namesakes::of(&facts.shared_ids, self.ids);
        let mut managers = vec![None; graph.node_count()];
        for seat in (0..graph.node_count()).rev().map(SeatId::new) {
            let here = self.ids.position(seat);
            if here.is_ragged {
                continue;
            }
            for dotted in here.dotted_line.lines().rev() {
                let manager = self.find(seat, &here, dotted, Line::Dotted, facts);
                if let Some(manager) = manager.filter(|manager| *manager != seat) {
                    graph.add_edge(seat.node(), manager.node(), Line::Dotted);
                }
            }
            let named = here.reports_to;
            if named.is_empty() {
                continue;
            }
            // Of a seat that people share, the first stands for all.
            let is_own = |manager| {
                let id = self.ids.position(manager).id;
                manager == seat || key(named) == key(here.id) && key(id) == key(named)
            };
            let found = self.find(seat, &here, named, Line::Solid, facts);
            let manager = match found {
                Some(manager) if is_own(manager) => namesakes.meant_by(seat, self.ids),
                found => found,
            };
            match manager {
                Some(manager) => {
                    managers[seat.index()] = Some(manager);
                    graph.add_edge(seat.node(), manager.node(), Line::Solid);
                }
                None if found.is_some() => facts.self_reports.push(seat),
                None => {}
            }
        }
        facts.self_reports.reverse();
        facts.below_nobody.reverse();
        facts.several_managers.reverse();
        facts.unknown_managers.reverse();
        facts.ambiguous_managers.reverse();
        facts.inexact_managers.reverse();
        managers
    }

    /// Finds the manager that a seat names; notes where that is not to be had, or not as written.
    fn find(
        &self,
        seat: SeatId,
        here: &Position<'_>,
        named: &str,
        line: Line,
        facts: &mut Facts,
    ) -> Option<SeatId> {
        let chart = self.sources.chart_of(here.file);
        let further = match line {
            Line::Solid => here.manager_keys.lines(),
            Line::Dotted => "".lines(),
        };
        let mut several: Arc<[SeatId]> = Arc::default();
        for (index, text) in std::iter::once(named).chain(further).enumerate() {
            match self.managers.find(seat, chart, text, self.ids) {
                ManagerMatch::One {
                    seat: manager,
                    by,
                    has_others,
                } => {
                    *facts.found_by.entry((here.file, by)).or_default() += 1;
                    *facts.lines_by.entry((here.file, line, by)).or_default() += 1;
                    let id = self.ids.position(manager).id;
                    let inexact = match by {
                        By::LooseId if differ_in_zeros(text, id) => Some(Inexact::Zeros),
                        By::LooseId => Some(Inexact::Case),
                        By::LooseName => Some(Inexact::MiddleName),
                        _ if has_others => Some(Inexact::OneOfSeveralSeats),
                        _ if index > 0 => Some(Inexact::OtherColumn),
                        _ => None,
                    };
                    facts
                        .inexact_managers
                        .extend(inexact.map(|inexact| (seat, line, inexact, text.to_owned())));
                    return Some(manager);
                }
                ManagerMatch::Several(seats) if several.is_empty() => several = seats,
                ManagerMatch::Several(_) | ManagerMatch::Nobody => {}
            }
        }
        let all = match line {
            Line::Solid if several.is_empty() => self.find_each(seat, chart, named),
            _ => None,
        };
        if let Some(all) = all {
            let first = all.first().copied();
            facts.several_managers.push((seat, all));
            return first;
        }
        if several.is_empty() && line == Line::Solid && self.above.contains(named) {
            facts.below_nobody.push(seat);
        } else if several.is_empty() {
            facts.unknown_managers.push((seat, line, named.to_owned()));
        } else {
            facts
                .ambiguous_managers
                .push((seat, line, named.to_owned(), several));
        }
        None
    }

    /// The managers that a cell names one behind the other, where each of them is known and they are not one.
    fn find_each(&self, seat: SeatId, chart: FileId, named: &str) -> Option<Vec<SeatId>> {
        let mut all = Vec::new();
        for part in parts_of(named) {
            match self.managers.find(seat, chart, part, self.ids) {
                ManagerMatch::One { seat: manager, .. } if manager != seat => all.push(manager),
                _ => return None,
            }
        }
        all.sort_unstable();
        all.dedup();
        (all.len() > 1).then_some(all)
    }
}

/// The seats without a manager. Some systems let the top report to itself: where nobody else is at the
/// top of a file and one seat does so, that is the top and no mistake.
fn roots(batches: &[Batch], graph: &Graph, sources: &Sources, facts: &mut Facts) -> Vec<SeatId> {
    let mut has_lines = vec![false; sources.files.len()];
    for (index, source) in sources.files.iter().enumerate() {
        let chart = sources.chart_of(FileId(index as u32));
        has_lines[chart.0 as usize] |= source.gives_lines();
    }
    let mut rooted = vec![false; sources.files.len()];
    let mut seated = vec![false; sources.files.len()];
    let mut roots = Vec::new();
    for (seat, position) in
        numbered(batches).filter(|(_, position)| position.status != Status::Eliminated)
    {
        let chart = sources.chart_of(position.file).0 as usize;
        seated[chart] = true;
        if position.reports_to.is_empty() || facts.below_nobody.binary_search(&seat).is_ok() {
            rooted[chart] = true;
            roots.push(seat);
        }
    }
    // By file, without walking all self-reports for each of them.
    let mut own: TextMap<FileId, Vec<SeatId>> = TextMap::default();
    for seat in &facts.self_reports {
        let file = batches[graph[seat.node()].batch as usize].file;
        own.entry(sources.chart_of(file)).or_default().push(*seat);
    }
    let mut tops = Vec::new();
    for index in 0..sources.files.len() {
        let file = FileId(index as u32);
        if rooted[index] || !seated[index] || !has_lines[index] {
            continue;
        }
        match own.get(&file).map(Vec::as_slice) {
            Some([top]) => tops.push(*top),
            _ => facts.without_root.push(file),
        }
    }
    facts
        .self_reports
        .retain(|seat| tops.binary_search(seat).is_err());
    roots.extend(tops);
    roots.sort_unstable();
    roots
}

fn entities(batches: &[Batch], sources: &Sources) -> (Vec<Entity>, Vec<EntityId>) {
    let mut entities: Vec<Entity> = Vec::new();
    let mut known: TextMap<(FileId, String), EntityId> = TextMap::default();
    let mut entity_of = Vec::with_capacity(batches.iter().map(Batch::len).sum());
    // A headcount that differs from row to row counts something else.
    let mut differing: FxHashSet<u32> = FxHashSet::default();
    let company = sources.company.as_deref().unwrap_or_default();
    let named = |position: &Position<'_>| match position.entity {
        "" => company.to_owned(),
        name => name.to_owned(),
    };
    // Rows of one entity mostly follow one another.
    let mut last: Option<(FileId, &str, EntityId)> = None;
    for (seat, position) in numbered(batches) {
        let id = match last {
            Some((file, name, id)) if file == position.file && name == position.entity => id,
            _ => *known
                .entry((sources.chart_of(position.file), squeeze(&named(&position))))
                .or_insert_with(|| {
                    let (name, named_by) = match (position.entity, &sources.company) {
                        ("", Some(company)) => (Cow::Borrowed(company.as_str()), NamedBy::Option),
                        ("", None) => (Cow::Owned(sources.unnamed(position.file)), NamedBy::File),
                        (name, _) => (Cow::Borrowed(name), NamedBy::Column),
                    };
                    entities.push(Entity {
                        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
                        named_by,
                        file: position.file,
                        seats: Vec::new(),
                        declared_size: None,
                    });
                    EntityId(entities.len() as u32 - 1)
                }),
        };
        last = Some((position.file, position.entity, id));
        entity_of.push(id);
        let entity = &mut entities[id.0 as usize];
        if let Some(size) = position.size {
            let known = *entity.declared_size.get_or_insert(size);
            if known != size {
                differing.insert(id.0);
            }
        }
        if position.status != Status::Eliminated {
            entity.seats.push(seat);
        }
    }
    for (index, entity) in entities.iter_mut().enumerate() {
        let seats = u32::try_from(entity.seats.len()).unwrap_or(u32::MAX);
        let is_none = differing.contains(&(index as u32));
        entity.declared_size = entity
            .declared_size
            .filter(|size| !is_none && *size >= seats);
    }
    (entities, entity_of)
}
