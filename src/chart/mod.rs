//! Positions to a graph of who reports to whom.
//!
//! A [`Chart`] is a petgraph graph whose edges point from a seat to its managers, with the entities the
//! seats belong to and the shape that follows from the solid lines. What is broken is never mended or
//! hidden here: it is kept as [`Facts`], and the healthy part of the chart is there all the same.

mod build;
mod entity;
mod facts;
mod graph;
mod identity;
mod ids;
mod managers;
mod names;
mod namesakes;
mod naming;
mod pseudonyms;
mod seat;
mod shape;
mod shown;
mod veil;

pub use build::ChartBuilder;
pub use entity::{Entity, NamedBy};
pub use facts::{Facts, Inexact};
pub use graph::Chart;
pub use identity::same_id;
pub use managers::By;
pub use naming::DistinctIds;
pub use seat::{EntityId, Line, SeatId};

pub(crate) use identity::key as id_key;
pub(crate) use names::sorted_name;
pub(crate) use veil::form as id_form;
