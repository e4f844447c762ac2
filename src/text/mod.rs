//! Makes untrusted text safe to show: characters that control a terminal, are hidden or form a command are
//! escaped. `words` splits text into words, `folded` is how words are compared, `full_stops` tells where a
//! sentence ends, `unseen` finds invisible characters in cells, and `path_glob` is a pattern for paths.

mod folded;
mod full_stops;
mod hash;
mod json;
mod lines;
mod path_glob;
mod second_endings;
mod unseen;
mod visible;
mod words;

pub(crate) use folded::as_it_looks;
pub use hash::{TextMap, TextSet};
pub use json::JsonSafe;
pub use lines::Visible;
pub use path_glob::PathGlob;
pub(crate) use unseen::unseen;
pub(crate) use visible::may_command;
pub use visible::{is_hidden, visible, visible_lines};
pub(crate) use words::words;
pub use words::{Break, Stops, Word, squeeze};
