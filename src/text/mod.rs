//! Text of strangers, made fit to be shown: what steers a terminal, hides or gives a command is shown as an escape.

mod hash;
mod json;
mod lines;
mod visible;

pub use hash::{TextMap, TextSet};
pub use json::JsonSafe;
pub use lines::Visible;
pub(crate) use visible::may_command;
pub use visible::{is_hidden, visible, visible_lines};
