//! Follows from snapshot to snapshot who covers which side of each entity.
//!
//! - `held` says who covers a side in one snapshot, and how.
//! - `spans` joins these statements to spans of time.
//!
//! A chart is known only on the days of its snapshots. What happened between two of them has no exact day, so a span has
//! the days on which it was seen, and the days by which it had not begun yet and had ended.

mod held;
mod spans;

pub use held::{How, SideHeld, SideHolder};
pub use spans::{DatedChart, Days, EntityHistory, History, SideHistory, Span};
