//! Reads the name of a department.

use super::parts::Parts;
use crate::model::{Evidence, Field, FunctionId};
use crate::rules::{Buffers, Rules};

/// The area that a department names.
#[derive(Debug)]
pub(super) struct Department {
    /// Function and area.
    pub field: (FunctionId, u16),
    /// The words that name it.
    pub evidence: Evidence,
}

/// Reads the name of a department, using the words that name areas in titles.
pub(super) fn read(rules: &Rules, name: &str, buffers: &mut Buffers) -> Option<Department> {
    if name.is_empty() {
        return None;
    }
    let scan = &rules.matcher.scan_title(name, buffers);
    let (at, field) = Parts::of(rules, scan).field(scan)?;
    Some(Department {
        field,
        evidence: scan.evidence(&at, Field::Department),
    })
}
