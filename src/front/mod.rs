//! The front door of the library: charts and rows in, audits and verdicts out.
//!
//! [`audit`](crate::audit()), [`classify`](crate::classify()) and [`diff`](crate::diff()) use the built-in rules.
//! [`Options`] asks for other rules, names of people or a day first. What they return serializes to the JSON of the
//! command line.

mod classified;
mod compared;
mod error;
mod options;
mod report;
#[cfg(feature = "arrow")]
mod table_error;
#[cfg(feature = "arrow")]
mod tables;
mod why;

pub use classified::{Classified, Row, Rows};
pub use compared::Comparison;
pub use error::{Error, ErrorKind, ErrorPosition};
pub use options::Options;
pub use report::Report;
#[cfg(feature = "arrow")]
pub use table_error::TableError;
#[cfg(feature = "arrow")]
pub use tables::{TableClassifier, TableOptions};
pub use why::Why;

use std::path::Path;

/// Audits charts with the built-in rules: who covers the internal and the external side of technology, and what is
/// wrong. `paths` are files and folders.
///
/// ```
/// let report = rolecall::audit(["fixtures/coverage/bank-cio-invests.csv"])?;
/// for finding in report.findings() {
///     println!("{} {}", finding.code, finding.message);
/// }
/// # assert_eq!(report.findings()[0].code, "RC101");
/// # Ok::<(), rolecall::Error>(())
/// ```
///
/// # Errors
/// If none of the files can be read. If only some of them cannot, [`Report::unread`] lists these.
pub fn audit<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Report, Error> {
    Options::new().audit(paths)
}

/// Classifies rows with the built-in rules, one by one.
///
/// ```
/// use rolecall::{Row, model::Focus};
///
/// let rows = [Row::title("Chief Information Officer"), Row::title("VP Engineering").duties("Leads product teams.")];
/// let judged: Vec<_> = rolecall::classify(rows)?.collect();
/// assert_eq!(judged[0].roles().collect::<Vec<_>>(), ["cio"]);
/// assert_eq!(judged[1].verdict().focus, Focus::External);
/// # Ok::<(), rolecall::Error>(())
/// ```
///
/// # Errors
/// None with the built-in rules; [`Options::classify`] has other rules as well.
pub fn classify<I: IntoIterator<Item = Row>>(rows: I) -> Result<Rows<I::IntoIter>, Error> {
    Options::new().classify(rows)
}

/// Compares two snapshots of a chart with the built-in rules. `old` and `new` are files and folders.
///
/// ```
/// let changes = rolecall::diff(["fixtures/diff/before.csv"], ["fixtures/diff/after.csv"])?;
/// assert!(changes.findings().any(|finding| finding.code == "RC601"));
/// # Ok::<(), rolecall::Error>(())
/// ```
///
/// # Errors
/// If none of the files of a snapshot can be read.
pub fn diff<P: AsRef<Path>, Q: AsRef<Path>>(
    old: impl IntoIterator<Item = P>,
    new: impl IntoIterator<Item = Q>,
) -> Result<Comparison, Error> {
    Options::new().diff(old, new)
}
