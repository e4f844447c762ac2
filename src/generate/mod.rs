//! Invented org charts of any size and shape, for trying, testing and measuring.
//!
//! A chart is written as it is invented, in constant memory, from the rule pack's samples. It is a
//! healthy one: one root, every manager present, every id once, and in each company the seats that the
//! samples put at the top, as far as its positions go. The same options, samples and version give the
//! same bytes.
//!
//! ```
//! use rolecall::{generate::{self, Options}, rules::Rules};
//!
//! let rules = Rules::builtin()?;
//! let mut chart = Vec::new();
//! generate::write(&Options { seed: 7, positions: 50, ..Options::default() }, &rules.samples, &mut chart)?;
//! assert_eq!(String::from_utf8(chart)?.lines().count(), 51);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cast;
mod inventor;
mod rows;
mod template;

use std::io::{self, Write};
use std::num::NonZeroU32;

use thiserror::Error;

use crate::model::Field;
use crate::rules::Samples;
use cast::Cast;
use inventor::Inventor;

/// Options for inventing a chart.
#[derive(Clone, Debug)]
pub struct Options {
    /// Selects one of the many charts of this size and shape.
    pub seed: u64,
    /// The number of positions in all companies.
    pub positions: u64,
    /// The number of companies that share them evenly. The top of each company except the first reports to
    /// the top of the first.
    pub companies: NonZeroU32,
    /// The layers of people below the top.
    pub shape: Shape,
    /// The fields of each position.
    pub detail: Detail,
    /// The format of the file.
    pub format: Format,
}

impl Default for Options {
    /// A chart of a thousand positions in one company, as CSV, with all fields.
    fn default() -> Self {
        Options {
            seed: 0,
            positions: 1000,
            companies: NonZeroU32::MIN,
            shape: Shape::default(),
            detail: Detail::default(),
            format: Format::Csv,
        }
    }
}

/// The formats of invented charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A header and a row for each position.
    Csv,
    /// A flat list of positions.
    Yaml,
}

/// The layers of people in a unit. The seats at the top of a company always report to the highest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Only the top leads.
    Flat,
    /// Every leader has this many reports. The last leader in a unit may have fewer.
    Balanced {
        /// Reports for each manager.
        span: NonZeroU32,
    },
    /// Each seat reports to the one before.
    Chain,
}

impl Default for Shape {
    fn default() -> Self {
        Shape::Balanced {
            span: NonZeroU32::MIN.saturating_add(6),
        }
    }
}

impl Shape {
    /// The number of reports of each manager in a unit. The three shapes differ in nothing else.
    fn span(self) -> u64 {
        match self {
            Shape::Flat => u64::MAX,
            Shape::Balanced { span } => span.get().into(),
            Shape::Chain => 1,
        }
    }
}

/// The fields of each position. The titles for a seed are the same with every detail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Id and title: rows to classify.
    Titles,
    /// Id, title and duty text: job descriptions.
    Descriptions,
    /// A chart without duty texts.
    Chart,
    /// A chart with duty texts.
    #[default]
    Full,
}

impl Detail {
    fn fields(self) -> &'static [Field] {
        use Field::*;
        match self {
            Detail::Titles => &[Id, Title],
            Detail::Descriptions => &[Id, Title, Responsibilities],
            Detail::Chart => &[
                Id, Title, Incumbent, ReportsTo, Department, Entity, Location, Level, Status, Size,
            ],
            Detail::Full => &[
                Id,
                Title,
                Incumbent,
                ReportsTo,
                Department,
                Entity,
                Location,
                Level,
                Responsibilities,
                Status,
                Size,
            ],
        }
    }
}

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

/// Writes an invented chart.
///
/// # Errors
/// If the options contradict one another, the samples lack something, or writing fails.
pub fn write(
    options: &Options,
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
