//! What seats, entities and lines are called by within a chart.

use petgraph::graph::NodeIndex;

use crate::model::{Batch, Position};

/// A seat of a chart: seats are numbered from 0 in the order in which they were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeatId(u32);

impl SeatId {
    /// The seat with a number.
    ///
    /// # Panics
    /// Where the number does not fit into 32 bits. No chart has so many seats.
    pub fn new(index: usize) -> Self {
        SeatId(u32::try_from(index).expect("a chart has fewer seats"))
    }

    /// Its number.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The seat of a node of the graph.
    pub(super) fn of(node: NodeIndex<u32>) -> Self {
        SeatId::new(node.index())
    }

    /// What the graph calls it.
    pub(super) fn node(self) -> NodeIndex<u32> {
        NodeIndex::from(self.0)
    }
}

impl From<u32> for SeatId {
    fn from(index: u32) -> Self {
        SeatId(index)
    }
}

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
