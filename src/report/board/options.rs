//! What a page says of the run that made it.

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
