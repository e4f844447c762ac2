//! Makes untrusted text safe to show: characters that control a terminal, are hidden or form a command are
//! escaped. `path_glob` is a pattern for paths.

mod hash;
mod json;
mod lines;
mod path_glob;
mod visible;

pub use hash::{TextMap, TextSet};
pub use json::JsonSafe;
pub use lines::Visible;
pub use path_glob::PathGlob;
pub(crate) use visible::may_command;
pub use visible::{is_hidden, visible, visible_lines};
