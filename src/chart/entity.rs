//! The companies and bodies on a chart.

use super::seat::SeatId;
use crate::model::FileId;

/// A company or body that must stand on its own: the seats of one file with the same entity name.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its name as first written; that of the file where the chart names none.
    pub name: String,
    /// The file its seats stand in.
    pub file: FileId,
    /// Its seats that exist, in the order read; eliminated ones are left out.
    pub seats: Vec<SeatId>,
    /// The headcount that the chart declares, where it declares one that holds all its seats.
    pub declared_size: Option<u32>,
}

impl Entity {
    /// How many people work there: as declared, or at least as many as there are seats on the chart.
    pub fn headcount(&self) -> u32 {
        self.declared_size
            .unwrap_or(u32::try_from(self.seats.len()).unwrap_or(u32::MAX))
    }
}
