//! Reads the name of a department.

use super::parts::Stated;
use crate::model::{Evidence, Field, FunctionId};
use crate::rules::Scan;

/// The area that a department names.
#[derive(Debug)]
pub(super) struct Department {
    /// Function and area.
    pub field: (FunctionId, u16),
    /// The words that name it.
    pub evidence: Evidence,
}

/// Reads the name of a department, using the words that name areas in titles.
pub(super) fn read(scan: &Scan<'_>, stated: &Stated) -> Option<Department> {
    let (at, field) = stated.field?;
    Some(Department {
        field,
        evidence: scan.evidence(&at, Field::Department),
    })
}
