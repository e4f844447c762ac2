//! `rolecall why`: how one verdict came about.

use std::io::{Read, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use rolecall::classify::{ClassifiedChart, Classifier, Derivation};
use rolecall::model::Position;
use rolecall::read::Input;
use rolecall::report::{why_json, why_text};

use super::Outcome;
use super::output::OutputArgs;
use super::reading::{Keep, ReadArgs};
use super::seats::seats;

/// Explain the verdict on a position, or on a title or duty text that you give
///
/// Shows what was read in the title, each duty phrase in its text with its axis and weight, the sum, and what would have
/// changed the verdict.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct WhyArgs {
    /// A chart
    #[arg(value_name = "FILE", required_unless_present_any = TEXTS)]
    file: Option<PathBuf>,
    /// The position: its id, its title as written, or `:LINE`
    #[arg(value_name = "POSITION", requires = "file", required_unless_present_any = TEXTS)]
    position: Option<String>,
    /// A title, instead of a chart
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    title: Option<String>,
    /// A duty text, instead of a chart; `-` reads it from standard input
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    duties: Option<String>,
    /// The department of the title or duty text
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    department: Option<String>,
    /// The company of the title or duty text
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    entity: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    read: ReadArgs,
}

const TEXTS: [&str; 2] = ["title", "duties"];

const EXAMPLES: &str = "\
Examples:
  rolecall why chart.csv 102
  rolecall why chart.csv :7
  rolecall why --title 'Deputy CIO' --duties 'Runs the service desk'";

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
}

impl WhyArgs {
    pub fn run(&self) -> Result<Outcome> {
        match (&self.file, &self.position) {
            (Some(file), Some(position)) => self.of_chart(file, position),
            _ => self.of_text(),
        }
    }

    fn of_text(&self) -> Result<Outcome> {
        let rules = self.read.load_rules()?;
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut duties = given(&self.duties);
        let stdin = (duties == "-").then_some(&Input::Stdin);
        self.output.spare(stdin, &rules.layers)?;
        if duties == "-" {
            duties.clear();
            let mut input = std::io::stdin();
            input
                .read_to_string(&mut duties)
                .context("cannot read the duty text from standard input")?;
        }
        let (title, department) = (given(&self.title), given(&self.department));
        let entity = given(&self.entity);
        let position = Position {
            title: title.trim(),
            department: department.trim(),
            entity: entity.trim(),
            responsibilities: duties.trim(),
            ..Position::default()
        };
        let classifier = Classifier::new(&rules);
        let derivation = Derivation::of(&rules, &position, |one| classifier.classify(one));
        let mut out = match self.format {
            Format::Text => self.output.open_styled()?,
            Format::Json => self.output.open_json()?,
        };
        match self.format {
            Format::Text => {
                why_text(
                    &rules,
                    &position,
                    &derivation,
                    self.output.width(),
                    &mut out,
                )?;
            }
            Format::Json => why_json(&rules, "", &position, &derivation, &mut out)?,
        }
        out.close()?;
        Ok(Outcome::Clean)
    }

    fn of_chart(&self, file: &PathBuf, wanted: &str) -> Result<Outcome> {
        let rules = self.read.load_rules()?;
        let (reader, lost) = self.read.reader(
            std::slice::from_ref(file),
            &rules,
            Keep::Texts,
            &[&self.output],
        )?;
        let on = ClassifiedChart::read(reader, &rules);
        let outcome = self.read.tell(on.chart.sources(), &lost);
        if on.chart.is_empty() {
            return Ok(Outcome::Failed);
        }
        let seats = seats(&on.chart, wanted)?;
        let mut out = match self.format {
            Format::Text => self.output.open_styled()?,
            Format::Json => self.output.open_json()?,
        };
        for (index, seat) in seats.into_iter().enumerate() {
            let position = on.chart.position(seat);
            let name = &on.chart.sources().file(position.file).name;
            let judge = |one: &Position<'_>| on.judge_as(seat, one, &rules);
            let alone = Classifier::new(&rules).classify(&position);
            let derivation = Derivation::of(&rules, &position, judge).beside(alone);
            match self.format {
                Format::Text => {
                    let parted = if index > 0 { "\n" } else { "" };
                    writeln!(out, "{parted}{name}:{}", position.line)?;
                    why_text(
                        &rules,
                        &position,
                        &derivation,
                        self.output.width(),
                        &mut out,
                    )?;
                }
                Format::Json => why_json(&rules, name, &position, &derivation, &mut out)?,
            }
        }
        out.close()?;
        Ok(outcome)
    }
}
