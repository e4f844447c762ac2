//! What a page says of the run that made it, and of the time before.

use crate::history::History;
use crate::report::Diffed;

/// Options of [`board_html`](crate::report::board_html).
#[derive(Clone, Debug, Default)]
pub struct BoardOptions {
    /// Name the incumbents.
    pub show_names: bool,
    /// The command that makes the page again, as it was given.
    pub command: Option<String>,
    /// The day for which the chart was read, if one was given.
    pub as_of: Option<String>,
}

/// What is known of the time before. Nothing, by default.
#[derive(Clone, Copy, Default)]
pub struct Past<'a> {
    /// What changed since an earlier snapshot.
    pub diffed: Option<Diffed<'a>>,
    /// Who covered which side over several snapshots.
    pub history: Option<&'a History>,
}
