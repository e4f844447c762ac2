//! The plain data that every module works on: positions, verdicts, findings and their places.
//!
//! Nothing here reads, decides or prints. Every other module imports from here, and this one imports from
//! none.

mod address;
mod areas;
mod batch;
mod carried;
mod finding;
mod ids;
mod location;
mod mandate;
mod position;
mod reading;
mod side;
mod verdict;

pub(crate) use address::pseudonym_parts;
pub use address::{is_address, shown_id};
pub use areas::AreaSet;
pub use batch::{Batch, Defect, DefectKind, Seat};
pub use carried::Carried;
pub use finding::{Accepted, Finding, Occurrence, PositionRef, Severity, Subject};
pub use ids::{FunctionId, RoleId, RuleId};
pub use location::{Excerpt, FileId, Location};
pub use mandate::{Basis, Breadth, Mandate};
pub(crate) use position::is_made_up;
pub use position::{Field, Position, Status, Tenure};
pub use reading::Reading;
pub use side::{BySide, Side};
pub use verdict::{
    AcronymBasis, Coverage, Evidence, Focus, Grade, Ground, HeldRole, Modifier, Rank, Scope,
    SetAside, SetAsideReason, TwoSides, Verdict, Weighing,
};
