//! The checks on changes. Each asks one question about two snapshots, in a file of its own.

pub(super) mod areas;
pub(super) mod officer_line;
pub(super) mod renumbered;
pub(super) mod roles;
pub(super) mod still_vacant;

use super::place::Boss;
use super::{DiffFinding, Snapshot};
use crate::audit::AuditContext;
use crate::model::Finding;

/// A finding on seats of the new snapshot.
fn on_new(finding: Finding) -> DiffFinding {
    DiffFinding {
        finding,
        snapshot: Snapshot::New,
    }
}

/// A finding on seats of the old snapshot.
fn on_old(finding: Finding) -> DiffFinding {
    DiffFinding {
        finding,
        snapshot: Snapshot::Old,
    }
}

/// Names the manager of a seat, for a sentence.
fn boss_named(context: &AuditContext<'_>, boss: Boss) -> String {
    match boss {
        Boss::Top => "nobody".to_owned(),
        Boss::Seat(seat) => context.named(seat),
        Boss::Absent => "somebody who is not on the chart".to_owned(),
    }
}
