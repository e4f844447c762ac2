//! `rolecall export`: the chart as it was understood, to be read again.

use anyhow::Result;
use clap::{Args, ValueEnum};
use rolecall::chart::ChartBuilder;
use rolecall::report::{ChartRows, chart_csv, chart_json, chart_yaml};

use super::Outcome;
use super::input::InputArgs;
use super::output::OutputArgs;
use super::reading::Keep;

/// Write charts as one clean chart: a row for each seat, in input order
///
/// Columns have the names of their fields, every id belongs to one seat, and every reporting line names the id of a
/// manager. Reading the output back gives the same chart: the same seats, lines and structural mistakes.
#[derive(Args)]
pub struct ExportArgs {
    /// How to write the chart
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    output: OutputArgs,
    /// Write the names of incumbents too
    #[arg(long)]
    show_names: bool,
    /// Write CSV cells as they are, even if a spreadsheet would run them as formulas
    #[arg(long)]
    raw_csv: bool,
    #[command(flatten)]
    input: InputArgs,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// A header and a row for each seat
    #[default]
    Csv,
    /// A flat list
    Yaml,
    /// A flat array, an object a line
    Json,
}

impl ExportArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.input.load_rules()?;
        let (mut reader, lost) = self.input.reader(&rules, Keep::Nothing, &[&self.output])?;
        let mut builder = ChartBuilder::new(&rules.columns);
        while let Some(batch) = reader.next_batch() {
            builder.add(batch);
        }
        let chart = builder.build(reader.into_sources());
        let rows = ChartRows::new(&chart, &rules.columns, self.show_names);
        let mut out = match self.format {
            Format::Json => self.output.open_json()?,
            Format::Csv | Format::Yaml => self.output.open_data()?,
        };
        match self.format {
            Format::Csv => chart_csv(&rows, !self.raw_csv, &mut out)?,
            Format::Yaml => chart_yaml(&rows, &mut out)?,
            Format::Json => chart_json(&rows, &mut out)?,
        }
        out.close()?;
        let read = self.input.tell(chart.sources(), &lost);
        if rows.ids_given() > 0 {
            self.input.note(&format!(
                "seats that had no id of their own and were given one: {}",
                rows.ids_given()
            ));
        }
        Ok(read)
    }
}
