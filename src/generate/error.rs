//! What can be wrong with an invented chart.

use std::io;
use std::num::NonZeroU32;

use thiserror::Error;

/// Why no chart could be written.
#[derive(Debug, Error)]
pub enum GenerateError {
    /// A company would have nobody at its top.
    #[error("{positions} positions cannot be shared by {companies} companies; each needs one")]
    TooFewPositions {
        /// The number of positions.
        positions: u64,
        /// The number of companies.
        companies: NonZeroU32,
    },
    /// A list of the samples is empty.
    #[error("the samples of the rule pack have no {0}")]
    NoSamples(&'static str),
    /// A unit is below a seat that does not exist.
    #[error("the sample unit {department} is under seat {under} of `top`, which there is not")]
    NoSuchTop {
        /// The unit.
        department: String,
        /// The index of that seat.
        under: usize,
    },
    /// The choices in a sample text cannot be parsed.
    #[error("{reason}, in the sample text `{text}`")]
    Choice {
        /// The text.
        text: String,
        /// What is wrong.
        reason: &'static str,
    },
    /// The chart could not be written out.
    #[error("cannot write the chart")]
    Io(#[from] io::Error),
}
