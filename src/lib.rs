//! Reads an organisation's chart and says who really runs technology in it.
//!
//! Data flows one way, over the plain types of [`model`]:
//!
//! ```text
//!             rules (YAML) ──► compiled matcher ─┐
//!                                                ▼
//!  files ─► read ─► positions ─► chart ─► classify ─► audit ─► drift ─► report
//! ```
//!
//! [`postings`] finds what is wrong with job descriptions, row by row and without a chart, [`drift`] compares two
//! snapshots of a chart, [`baseline`] keeps the findings that are known, [`evaluate`] measures verdicts against labels, [`fit`] learns numbers of the rules from
//! them.
//!
//! ```
//! use rolecall::{classify::Classifier, model::{Position, Focus}, rules::Rules};
//!
//! let rules = Rules::builtin()?;
//! let position = Position {
//!     title: "Partner",
//!     responsibilities: "Runs IT operations and infrastructure, and raises the productivity of our employees.",
//!     ..Position::default()
//! };
//! let verdict = Classifier::new(&rules).classify(&position);
//! assert_eq!(verdict.focus, Focus::Internal);
//! # Ok::<(), rolecall::rules::RulesError>(())
//! ```

pub mod audit;
pub mod baseline;
pub mod chart;
pub mod classify;
pub mod drift;
pub mod evaluate;
pub mod fit;
pub mod generate;

pub mod model;
pub mod postings;
pub mod read;
pub mod report;

pub mod rules;
pub mod text;
