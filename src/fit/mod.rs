//! Numbers of the rules learned from labelled rows: the weights of duties, and what a confidence means.
//!
//! `examples` turns rows into what there is to learn from, `weights` learns weights, `calibration` the curve
//! from evidence to confidence. Both hold back a part of the rows in turn and say how they do on that part:
//! with few rows that is the figure to believe. Nothing is drawn by lot, so the same rows give the same
//! numbers.

mod calibration;
mod examples;
mod weights;

pub use calibration::{CalibrationFit, CurveFit, fit_calibration};
pub use examples::{Example, Examples, Feature, Labels};
pub use weights::{FittedWeight, Score, WeightsFit, fit_weights};

use thiserror::Error;

/// Into so many parts rows are split; each part is held back once.
pub const FOLDS: usize = 5;

/// Why nothing can be learned.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FitError {
    /// Too few rows to say anything.
    #[error("{found} rows {what}, and it takes {needed} at least")]
    TooFew {
        /// Which rows.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
}
