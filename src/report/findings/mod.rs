//! Findings for programs that show them at their place: an editor, a pull request, a code scanner, a table.
//!
//! Each format is a file of its own and writes [`Marks`]: `concise` one line each, `github` workflow commands, `gitlab`
//! a code quality report, `sarif` for code scanning, `junit` for test reports, `rdjson` for reviewdog, `table` rows of
//! CSV. `marks` makes the marks of an audit, of what changed between two snapshots, or of job descriptions.

mod concise;
mod github;
mod gitlab;
mod junit;
mod marks;
mod rdjson;
mod sarif;
mod table;

pub use concise::findings_concise;
pub use github::findings_github;
pub use gitlab::findings_gitlab;
pub use junit::findings_junit;
pub use marks::{FoundPosting, Mark, Marks, Place};
pub use rdjson::findings_rdjson;
pub use sarif::findings_sarif;
pub use table::findings_table;
