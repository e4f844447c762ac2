//! Makes untrusted text safe to show: characters that control a terminal, are hidden or form a command are
//! escaped. `words` splits text into words and folds them, `unseen` finds invisible characters in cells, and
//! `path_glob` is a pattern for paths.

mod hash;
mod json;
mod lines;
mod path_glob;
mod second_endings;
mod unseen;
mod visible;
mod words;

pub use hash::{TextMap, TextSet};
pub use json::JsonSafe;
pub use lines::Visible;
pub use path_glob::PathGlob;
pub(crate) use unseen::unseen;
pub(crate) use visible::may_command;
pub use visible::{is_hidden, visible, visible_lines};
pub use words::{Break, Stops, Word, squeeze};
pub(crate) use words::{as_it_looks, words};
