//! What an invented chart is to be like.

use std::num::NonZeroU32;

use crate::model::Field;

/// Options for inventing a chart.
#[derive(Clone, Debug)]
pub struct GenerateOptions {
    /// Selects one of the many charts of this size and shape.
    pub seed: u64,
    /// The number of positions in all companies.
    pub positions: u64,
    /// The number of companies that share them evenly. The top of each company except the first reports to
    /// the top of the first.
    pub companies: NonZeroU32,
    /// The layers of people below the top.
    pub shape: UnitShape,
    /// The fields of each position.
    pub detail: GenerateDetail,
    /// The format of the file.
    pub format: GenerateFormat,
}

impl Default for GenerateOptions {
    /// A chart of a thousand positions in one company, as CSV, with all fields.
    fn default() -> Self {
        GenerateOptions {
            seed: 0,
            positions: 1000,
            companies: NonZeroU32::MIN,
            shape: UnitShape::default(),
            detail: GenerateDetail::default(),
            format: GenerateFormat::Csv,
        }
    }
}

/// The formats of invented charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GenerateFormat {
    /// A header and a row for each position.
    Csv,
    /// A flat list of positions.
    Yaml,
}

/// The layers of people in a unit. The seats at the top of a company always report to the highest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitShape {
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

impl Default for UnitShape {
    fn default() -> Self {
        UnitShape::Balanced {
            span: NonZeroU32::MIN.saturating_add(6),
        }
    }
}

impl UnitShape {
    /// The number of reports of each manager in a unit. The three shapes differ in nothing else.
    pub(super) fn span(self) -> u64 {
        match self {
            UnitShape::Flat => u64::MAX,
            UnitShape::Balanced { span } => span.get().into(),
            UnitShape::Chain => 1,
        }
    }
}

/// The fields of each position. The titles for a seed are the same with every detail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GenerateDetail {
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

impl GenerateDetail {
    pub(super) fn fields(self) -> &'static [Field] {
        use Field::*;
        match self {
            GenerateDetail::Titles => &[Id, Title],
            GenerateDetail::Descriptions => &[Id, Title, Responsibilities],
            GenerateDetail::Chart => &[
                Id, Title, Incumbent, ReportsTo, Department, Entity, Location, Level, Status, Size,
            ],
            GenerateDetail::Full => &[
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
