//! The plain data that flows through the house: positions, verdicts, findings and where they stand.
//!
//! Nothing here reads, decides or prints; every other room imports from here and this one from none.

mod address;
mod areas;
mod batch;
mod finding;
mod location;
mod mandate;
mod position;
mod reading;
mod verdict;

pub(crate) use address::pseudonym_parts;
pub use address::{is_address, shown_id};
pub use areas::AreaSet;
pub use batch::{Batch, Defect, DefectKind, Seat};
pub use finding::{Finding, PositionRef, Severity, Subject};
pub use location::{Excerpt, FileId, Location};
pub use mandate::{Breadth, Mandate};
pub use position::{Field, Position, Status, Tenure};
pub use reading::Reading;
pub use verdict::{
    AcronymBasis, Basis, BySide, Coverage, Evidence, Focus, FunctionId, Grade, Ground, HeldRole,
    Modifier, Rank, RoleId, RuleId, Scope, SetAside, SetAsideReason, Side, Verdict, Weighing,
};
