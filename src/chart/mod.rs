//! Positions to a graph of who reports to whom.
//!
//! A [`Chart`] is a petgraph graph whose edges point from a seat to its managers, with the entities the
//! seats belong to and the shape that follows from the solid lines. What is broken is never mended or
//! hidden here: it is kept as [`Facts`], and the healthy part of the chart is there all the same.

mod build;
mod entity;
mod identity;
mod ids;
mod managers;
mod names;
mod naming;
mod shape;

use std::collections::BTreeMap;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

pub use build::ChartBuilder;
pub use entity::Entity;
pub use identity::same_id;
pub use managers::By;
pub use naming::DistinctIds;

use crate::model::{Batch, Field, FileId, Location, Position, Seat};
use crate::read::Sources;

/// A seat's index in the graph; seats are numbered in the order they were read.
pub type SeatId = NodeIndex<u32>;

/// Index of an entity of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A reporting line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The line to the one manager.
    Solid,
    /// The line to a further manager.
    Dotted,
}

/// A chart: who reports to whom, in which entity.
#[derive(Debug)]
pub struct Chart {
    sources: Sources,
    batches: Vec<Batch>,
    graph: DiGraph<Seat, Line, u32>,
    entities: Vec<Entity>,
    entity_of: Vec<EntityId>,
    shape: shape::Shape,
    facts: Facts,
}

/// How what a seat says of its manager differs from what the manager's row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inexact {
    /// By leading zeros, which a spreadsheet takes from the front of numbers.
    Zeros,
    /// By upper and lower case of an id.
    Case,
    /// By nothing, but the manager has several seats; the first of them was taken.
    OneOfSeveralSeats,
    /// The column that should say it says nothing known; another one does.
    OtherColumn,
}

/// What is wrong with the structure of a chart.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Seats of one file with the same id, the one that lines lead to first.
    pub shared_ids: Vec<Vec<SeatId>>,
    /// Seats whose manager is not in the file, and the line meant to lead there.
    pub unknown_managers: Vec<(SeatId, Line, String)>,
    /// Seats whose manager could be one of several people, what was written, and the seats of those; no line
    /// is drawn.
    pub ambiguous_managers: Vec<(SeatId, Line, String, Vec<SeatId>)>,
    /// Seats whose manager is not found as written, and what was written; the line is drawn all the same.
    pub inexact_managers: Vec<(SeatId, Line, Inexact, String)>,
    /// How many lines of each file were found by what.
    pub found_by: BTreeMap<(FileId, By), u64>,
    /// Seats that report to themselves.
    pub self_reports: Vec<SeatId>,
    /// Closed loops of solid lines, each in the order of reporting, from its first seat in the file.
    pub cycles: Vec<Vec<SeatId>>,
    /// Files in which positions report to one another but none is at the top.
    pub without_root: Vec<FileId>,
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
        let Seat { batch, row } = self.graph[seat];
        self.batches[batch as usize].position(row as usize)
    }

    /// The seats this one reports to, by a solid or dotted line; the solid one first.
    pub fn managers(&self, seat: SeatId) -> impl Iterator<Item = (SeatId, Line)> + '_ {
        self.graph
            .edges(seat)
            .map(|edge| (edge.target(), *edge.weight()))
    }

    /// The seat that this one reports to by a solid line.
    pub fn manager(&self, seat: SeatId) -> Option<SeatId> {
        self.managers(seat)
            .find(|(_, line)| *line == Line::Solid)
            .map(|(manager, _)| manager)
    }

    /// The seats that report to this one by a solid line, in the order read.
    pub fn reports(&self, seat: SeatId) -> impl Iterator<Item = SeatId> + '_ {
        let lines = self.graph.edges_directed(seat, Direction::Incoming);
        lines
            .filter(|line| *line.weight() == Line::Solid)
            .map(|line| line.source())
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

    /// The batches the seats stand in, with the defects of their rows.
    pub fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// The place of a field of a seat.
    pub fn locate(&self, seat: SeatId, field: Field) -> Location {
        let position = self.position(seat);
        self.sources
            .locate(position.file, position.line, position.offset, Some(field))
    }
}
