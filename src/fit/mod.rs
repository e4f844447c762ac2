//! Learns numbers of the rules from labelled rows: the weights of duties, what a confidence means, and what words tell.
//!
//! `examples` turns rows into examples, `weights` learns weights, `calibration` learns the curve from
//! evidence to confidence, and `wording` learns what words tell, by a `word_model`. All hold back one part of
//! the rows in turn and measure the result on it. With few rows, this is the figure to trust. Nothing is random, so the same rows give the same numbers.

mod calibration;
mod examples;
mod weights;
mod word_model;
mod wording;

pub use calibration::{CalibrationFit, CurveFit, fit_calibration};
pub use examples::{Examples, Feature, LabelledExample, Labels};
pub use weights::{FittedWeight, Score, WeightsFit, fit_weights};
pub use wording::{FacingFit, FittedWords, LeadingFit, WordedTexts, WordingFit, fit_wording};

use thiserror::Error;

/// The number of parts that rows are split into. Each part is held back once.
pub const FOLDS: usize = 5;

/// Why nothing can be learned.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FitError {
    /// There are too few rows.
    #[error("there are {found} rows {what}; at least {needed} are needed")]
    TooFew {
        /// Which rows.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
}
