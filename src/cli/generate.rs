//! `rolecall generate`: an invented chart of any size.

use std::num::NonZeroU32;

use anyhow::Result;
use clap::{Args, ValueEnum};
use rolecall::generate::{self, GenerateDetail, GenerateFormat, GenerateOptions, UnitShape};

use super::Outcome;
use super::output::OutputArgs;
use super::rules_arg::RulesArg;

/// Write an invented chart of any size, without mistakes, to try things out
///
/// All people in it are invented. The same flags give the same bytes.
#[derive(Args)]
pub struct GenerateArgs {
    /// Number of positions
    #[arg(long, default_value_t = 1000, value_name = "N")]
    positions: u64,
    /// Number of companies that share them
    #[arg(long, default_value_t = NonZeroU32::MIN, value_name = "N")]
    companies: NonZeroU32,
    /// How the people below the top are layered
    #[arg(long, value_enum, default_value_t, value_name = "SHAPE")]
    shape: ShapeArg,
    /// Reports of each manager in a balanced chart
    #[arg(long, default_value = "7", value_name = "N")]
    span: NonZeroU32,
    /// What is told of each position
    #[arg(long, value_enum, default_value_t, value_name = "DETAIL")]
    detail: DetailArg,
    /// Format of the chart
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: FormatArg,
    /// Picks one of the many charts of this size and shape
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    #[command(flatten)]
    rules: RulesArg,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum ShapeArg {
    /// Nobody leads but the top
    Flat,
    /// Whoever leads has --span reports
    #[default]
    Balanced,
    /// Each reports to the one before
    Chain,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum DetailArg {
    /// Id and title
    Titles,
    /// Id, title and duty text: job descriptions
    Descriptions,
    /// A chart without duty texts
    Chart,
    /// A chart with duty texts
    #[default]
    Full,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum FormatArg {
    #[default]
    Csv,
    Yaml,
}

impl GenerateArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.rules.load()?;
        self.output.spare([], &rules.layers)?;
        let options = GenerateOptions {
            seed: self.seed,
            positions: self.positions,
            companies: self.companies,
            shape: match self.shape {
                ShapeArg::Flat => UnitShape::Flat,
                ShapeArg::Balanced => UnitShape::Balanced { span: self.span },
                ShapeArg::Chain => UnitShape::Chain,
            },
            detail: match self.detail {
                DetailArg::Titles => GenerateDetail::Titles,
                DetailArg::Descriptions => GenerateDetail::Descriptions,
                DetailArg::Chart => GenerateDetail::Chart,
                DetailArg::Full => GenerateDetail::Full,
            },
            format: match self.format {
                FormatArg::Csv => GenerateFormat::Csv,
                FormatArg::Yaml => GenerateFormat::Yaml,
            },
        };
        let mut out = self.output.open_data()?;
        generate::write(&options, &rules.samples, &mut out)?;
        out.close()?;
        Ok(Outcome::Clean)
    }
}
