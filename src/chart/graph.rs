//! The chart, and what can be asked of it.

use std::sync::OnceLock;

use petgraph::Direction;
use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef;

use super::entity::Entity;
use super::facts::Facts;
use super::seat::{EntityId, Line, SeatId};
use super::shape::{self, Shape};
use super::veil::Veil;
use crate::model::{Batch, Field, FileId, Location, Position, Seat, Status};
use crate::read::{ReadError, Sources};

/// The seats, and the lines from each to its managers.
pub(super) type Graph = DiGraph<Seat, Line, u32>;

/// A chart: who reports to whom, in which entity.
#[derive(Debug)]
pub struct Chart {
    pub(super) sources: Sources,
    pub(super) batches: Vec<Batch>,
    pub(super) graph: Graph,
    pub(super) entities: Vec<Entity>,
    pub(super) entity_of: Vec<EntityId>,
    pub(super) shape: Shape,
    pub(super) facts: Facts,
    /// Worked out only where something is to be shown.
    pub(super) veil: OnceLock<Veil>,
}

impl Chart {
    /// Number of seats, eliminated ones included.
    pub fn len(&self) -> usize {
        self.graph.node_count()
    }

    /// Whether there is no seat at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All seats, in the order read.
    pub fn seats(&self) -> impl ExactSizeIterator<Item = SeatId> + use<> {
        (0..self.graph.node_count() as u32).map(SeatId::from)
    }

    /// The position of a seat.
    pub fn position(&self, seat: SeatId) -> Position<'_> {
        let Seat { batch, row } = self.graph[seat.node()];
        self.batches[batch as usize].position(row as usize)
    }

    /// What a seat says in a field; less work than its whole position.
    pub fn text(&self, seat: SeatId, field: Field) -> &str {
        let Seat { batch, row } = self.graph[seat.node()];
        self.batches[batch as usize].text(row as usize, field)
    }

    /// The status of a seat, likewise.
    pub fn status(&self, seat: SeatId) -> Status {
        let Seat { batch, row } = self.graph[seat.node()];
        self.batches[batch as usize].status(row as usize)
    }

    /// The seats this one reports to, by a solid or dotted line; the solid one first.
    pub fn managers(&self, seat: SeatId) -> impl Iterator<Item = (SeatId, Line)> + '_ {
        self.graph
            .edges(seat.node())
            .map(|edge| (SeatId::of(edge.target()), *edge.weight()))
    }

    /// The seat that this one reports to by a solid line.
    pub fn manager(&self, seat: SeatId) -> Option<SeatId> {
        self.managers(seat)
            .find(|(_, line)| *line == Line::Solid)
            .map(|(manager, _)| manager)
    }

    /// The seats that report to this one by a solid line, in the order read.
    pub fn reports(&self, seat: SeatId) -> impl Iterator<Item = SeatId> + '_ {
        let lines = self.graph.edges_directed(seat.node(), Direction::Incoming);
        lines
            .filter(|line| *line.weight() == Line::Solid)
            .map(|line| SeatId::of(line.source()))
    }

    /// Span of control: how many seats report to this one by a solid line.
    pub fn span(&self, seat: SeatId) -> usize {
        self.reports(seat).count()
    }

    /// All seats that are on no loop, each after those that report to it by a solid line.
    pub fn leaves_first(&self) -> Vec<SeatId> {
        let managers: Vec<_> = self.seats().map(|seat| self.manager(seat)).collect();
        shape::leaves_first(&managers)
    }

    /// How many solid lines lead from this seat to the top; `None` where they lead into a cycle.
    pub fn depth(&self, seat: SeatId) -> Option<u32> {
        self.shape.depth(seat)
    }

    /// How many seats are at and below this one, along solid lines; a seat on a cycle counts itself
    /// and what hangs on it outside of the cycle.
    pub fn subtree(&self, seat: SeatId) -> u32 {
        self.shape.subtree(seat)
    }

    /// The seats at the top: those that name no manager.
    pub fn roots(&self) -> &[SeatId] {
        &self.shape.roots
    }

    /// The entities, in the order in which they first appear.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = (EntityId, &Entity)> {
        self.entities
            .iter()
            .enumerate()
            .map(|(index, entity)| (EntityId(index as u32), entity))
    }

    /// An entity.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The entity that a seat belongs to.
    pub fn entity_of(&self, seat: SeatId) -> EntityId {
        self.entity_of[seat.index()]
    }

    /// The first seat of a file.
    pub fn first_seat(&self, file: FileId) -> Option<SeatId> {
        let mut seats = 0;
        for batch in &self.batches {
            if batch.file == file && !batch.is_empty() {
                return Some(SeatId::new(seats));
            }
            seats += batch.len();
        }
        None
    }

    /// What is wrong with the structure.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What was read, and what could not be.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What could not be read, to be added to or taken.
    pub(crate) fn unread_mut(&mut self) -> &mut Vec<ReadError> {
        &mut self.sources.errors
    }

    /// Notes a file that findings are about and that was not read as a chart. Gives its id.
    pub(crate) fn note_file(&mut self, name: &str) -> FileId {
        self.sources.note_file(name)
    }

    /// The batches the seats stand in, with the defects of their rows.
    pub fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// The place of a field of a seat.
    pub fn locate(&self, seat: SeatId, field: Field) -> Location {
        let position = self.position(seat);
        let shows = |field, cell: &str| self.may_show_cell(seat, field, cell);
        let place = (position.line, position.offset);
        self.sources
            .locate(position.file, place, Some(field), &shows)
    }
}
