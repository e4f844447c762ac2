//! How text for people is to look.

/// How the text is laid out and what it shows.
#[derive(Clone, Copy, Debug)]
pub struct TextOptions {
    /// Width of the terminal or page, in columns.
    pub width: usize,
    /// Name the incumbents.
    pub show_names: bool,
    /// Show who holds which responsibility area.
    pub areas: bool,
    /// Show everything, however much there is: all details of every entity, and every finding with its lines.
    pub details: bool,
}
