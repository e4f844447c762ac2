//! Whether a title was understood.

/// How far a title was understood. A chart whose titles are not understood cannot show that nobody holds a
/// role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// There is no title.
    #[default]
    Absent,
    /// There is a title, but the rules know no word of it that tells a role, a rank or a function. Some plain
    /// trades of a known language are like this too. A language is unknown if most titles of a chart are like
    /// this.
    Unread,
    /// At least one word of the title was understood.
    Read,
}
