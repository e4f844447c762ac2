//! The checks on job descriptions. Each asks one question about one row, in a file of its own.

pub(super) mod sides;
pub(super) mod silent_text;
pub(super) mod thin_text;
pub(super) mod unsure_acronym;
