//! The companies and bodies on a chart.

use super::seat::SeatId;
use crate::model::FileId;

/// A company or body that must stand on its own: the seats of one file with the same entity name.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its name as first written; the company given where the chart names none, else that of the file.
    pub name: String,
    /// Where the name comes from.
    pub named_by: NamedBy,
    /// The file its seats stand in.
    pub file: FileId,
    /// Its seats that exist, in the order read; eliminated ones are left out.
    pub seats: Vec<SeatId>,
    /// The headcount that the chart declares, where it declares one that holds all its seats.
    pub declared_size: Option<u32>,
}

/// Where the name of an entity comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// The chart names it.
    Column,
    /// Whoever asked for the audit named it.
    Option,
    /// Nobody named it, so it is called like its file.
    File,
}

impl NamedBy {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            NamedBy::Column => "column",
            NamedBy::Option => "option",
            NamedBy::File => "file",
        }
    }
}

impl Entity {
    /// How many people work there: as declared, or at least as many as there are seats on the chart.
    pub fn headcount(&self) -> u32 {
        self.declared_size
            .unwrap_or(u32::try_from(self.seats.len()).unwrap_or(u32::MAX))
    }
}
