//! Space that one verdict after the other can use.

use crate::rules::Buffers;

/// Scratch space for judging positions. The title has buffers of its own, since it is still looked at while
/// other texts are read to tell what an acronym in it means.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) title: Buffers,
    pub(super) others: Buffers,
}
