//! Reads the name of a department.

use super::parts::Parts;
use crate::model::{Evidence, Field, FunctionId};
use crate::rules::{Rules, Scan};

/// The area that a department names.
#[derive(Debug)]
pub(super) struct Department {
    /// Function and area.
    pub field: (FunctionId, u16),
    /// The words that name it.
    pub evidence: Evidence,
}

/// Reads the name of a department, using the words that name areas in titles.
pub(super) fn read(rules: &Rules, scan: &Scan<'_>) -> Option<Department> {
    if scan.matches.is_empty() {
        return None;
    }
    let (at, field) = Parts::of(rules, scan).field(scan)?;
    Some(Department {
        field,
        evidence: scan.evidence(&at, Field::Department),
    })
}
