//! What seats, entities and lines are called by within a chart.

use petgraph::graph::NodeIndex;

use crate::model::{Batch, Position};

/// A seat's index in the graph; seats are numbered in the order they were read.
pub type SeatId = NodeIndex<u32>;

/// Index of an entity of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A reporting line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// The line to the one manager.
    Solid,
    /// The line to a further manager.
    Dotted,
}

/// All positions with their seats.
pub(super) fn numbered(batches: &[Batch]) -> impl Iterator<Item = (SeatId, Position<'_>)> {
    batches
        .iter()
        .flat_map(Batch::positions)
        .enumerate()
        .map(|(seat, position)| (SeatId::new(seat), position))
}
