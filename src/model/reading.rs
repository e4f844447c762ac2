//! Whether a title could be read at all.

/// How far the words of a title were understood. "Nobody holds it" may be said only of a chart whose
/// titles can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// There is no title.
    #[default]
    Absent,
    /// There is a title, and the rules know no word of it that tells a role, a rank or a field of work.
    /// Some plain trades of a known language are so as well; what tells an unknown language is that most
    /// titles of a chart are.
    Unread,
    /// At least one word of the title was understood.
    Read,
}
