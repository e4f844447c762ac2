//! Invented org charts of any size and shape, for trying, testing and measuring.
//!
//! A chart is written as it is invented, in constant memory, from the rule pack's samples. It is a
//! healthy one: one root, every manager present, every id once, and in each company the seats that the
//! samples put at the top, as far as its positions go. The same options, samples and version give the
//! same bytes.
//!
//! ```
//! use rolecall::{generate::{self, GenerateOptions}, rules::Rules};
//!
//! let rules = Rules::builtin()?;
//! let mut chart = Vec::new();
//! generate::write(&GenerateOptions { seed: 7, positions: 50, ..GenerateOptions::default() }, &rules.samples, &mut chart)?;
//! assert_eq!(String::from_utf8(chart)?.lines().count(), 51);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cast;
mod error;
mod inventor;
mod options;
mod rows;
mod template;

pub use error::GenerateError;
pub use options::{GenerateDetail, GenerateFormat, GenerateOptions, UnitShape};

use std::io::Write;

use cast::Cast;
use inventor::Inventor;

use crate::rules::Samples;

/// Writes an invented chart.
///
/// # Errors
/// If the options contradict one another, the samples lack something, or writing fails.
pub fn write(
    options: &GenerateOptions,
    samples: &Samples,
    out: &mut impl Write,
) -> Result<(), GenerateError> {
    let companies = u64::from(options.companies.get());
    if options.positions < companies {
        return Err(GenerateError::TooFewPositions {
            positions: options.positions,
            companies: options.companies,
        });
    }
    let cast = Cast::new(samples)?;
    let mut inventor = Inventor::new(options, &cast, out)?;
    let (share, left_over) = (options.positions / companies, options.positions % companies);
    for company in 0..companies {
        inventor.company(company, share + u64::from(company < left_over))?;
    }
    Ok(inventor.finish()?)
}
