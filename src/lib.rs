//! Reads an organisation's chart and says who really runs technology in it.
//!
//! A company's chief information officer (CIO) looks inward: IT operations, internal processes, employees. Its chief
//! technology officer (CTO) looks outward: products, engineers, customers. Titles lie about this, so rolecall reads
//! the duties too.
//!
//! An audit, in three lines:
//!
//! ```
//! let report = rolecall::audit(["fixtures/coverage/bank-cio-invests.csv"])?;
//! let first = &report.findings()[0];
//! assert_eq!((&*first.code, first.locations[0].line), ("RC101", 2)); // no CIO, at line 2
//! # Ok::<(), rolecall::Error>(())
//! ```
//!
//! - [`audit`](audit()) says who covers which side of each company on a chart, and what is wrong.
//! - [`classify`](classify()) gives verdicts on rows: titles, duty texts or both.
//! - [`diff`](diff()) says what changed between two snapshots of a chart.
//! - [`Options`] asks for other rules, for names of people, or for a day.
//! - What they return serializes to the JSON of the command line; the functions of [`report`] write all other formats.
//!
//! `examples/` has three short programs: an audit of a file, verdicts on a stream, and a rule pack of one's own.
//!
//! # The way of the data
//!
//! The modules below use each other in one direction, over the plain types of [`model`]:
//!
//! ```text
//!  rules (YAML) ─► compiled rules
//!                       │
//!  files ─► read ─► positions ─► classify ─► chart ─► classify again, by what stands around ─► audit ─► report
//!                                    │                                                           │
//!                                    └─► postings (job descriptions, without a chart)            └─► diff (two charts)
//! ```
//!
//! Positions are classified as they are read, in parallel, and of most only a sketch is kept. Once all reporting lines
//! are known, a seat is judged again if its place on the chart can change its verdict.
//!
//! [`fix`] mends what has one right answer, [`baseline`] keeps the findings that are known, [`evaluate`] measures
//! verdicts against labels, [`fit`] learns numbers of the rules from them, and [`generate`] invents charts.

pub mod audit;
pub mod baseline;
pub mod chart;
pub mod classify;
#[cfg(feature = "cli")]
mod cli;
pub mod diff;
pub mod evaluate;
pub mod fit;
pub mod fix;
mod front;
pub mod generate;
pub mod history;
pub mod model;
pub mod postings;
pub mod read;
pub mod report;
pub mod rules;
pub mod text;

#[cfg(feature = "cli")]
pub use cli::command_line;
pub use front::{
    Classified, Comparison, Error, ErrorKind, ErrorPosition, Options, Report, Row, Rows, Why,
    audit, classify, diff,
};
#[cfg(feature = "arrow")]
pub use front::{TableClassifier, TableError, TableOptions};

// The modules of the command line name the library as any other program does.
#[cfg(feature = "cli")]
extern crate self as rolecall;
