//! What is wrong with the structure of a chart.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::managers::By;
use super::seat::{Line, SeatId};
use crate::model::FileId;

/// How what a seat says of its manager differs from what the manager's row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inexact {
    /// By leading zeros, which a spreadsheet takes from the front of numbers.
    Zeros,
    /// By upper and lower case of an id.
    Case,
    /// By nothing, but the manager has several seats; the first of them was taken.
    OneOfSeveralSeats,
    /// By a middle name or its initial, which one of the two leaves out.
    MiddleName,
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
    /// Seats at the top that name who stands above it without a seat, such as a board.
    pub below_nobody: Vec<SeatId>,
    /// Seats that name several managers where one should be, and those; the line to the first is drawn.
    pub several_managers: Vec<(SeatId, Vec<SeatId>)>,
    /// Seats whose manager could be one of several people, what was written, and the seats of those; no line
    /// is drawn.
    pub ambiguous_managers: Vec<(SeatId, Line, String, Arc<[SeatId]>)>,
    /// Seats whose manager is not found as written, and what was written; the line is drawn all the same.
    pub inexact_managers: Vec<(SeatId, Line, Inexact, String)>,
    /// How many lines of each file were found by what.
    pub found_by: BTreeMap<(FileId, By), u64>,
    /// The same by the kind of line.
    pub lines_by: BTreeMap<(FileId, Line, By), u64>,
    /// Seats that report to themselves.
    pub self_reports: Vec<SeatId>,
    /// Closed loops of solid lines, each in the order of reporting, from its first seat in the file.
    pub cycles: Vec<Vec<SeatId>>,
    /// Files in which positions report to one another but none is at the top.
    pub without_root: Vec<FileId>,
}
