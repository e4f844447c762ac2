//! Where the text of an input can be had again.

use std::path::PathBuf;
use std::sync::Arc;

/// Where the text of an input can be had again.
#[derive(Clone, Debug)]
pub(in crate::read) enum Origin {
    Path(PathBuf),
    Held(Arc<[u8]>),
    Gone,
}
