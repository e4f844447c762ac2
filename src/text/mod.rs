//! Makes untrusted text safe to show: characters that control a terminal, are hidden or form a command are
//! escaped.

mod hash;
mod json;
mod lines;
mod visible;

pub use hash::{TextMap, TextSet};
pub use json::JsonSafe;
pub use lines::Visible;
pub(crate) use visible::may_command;
pub use visible::{is_hidden, visible, visible_lines};
