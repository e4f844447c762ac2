//! `rolecall evaluate`: verdicts against labels.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use rolecall::evaluate::{Dimension, EvaluateOptions, LabelMap, LabelWords, evaluate};
use rolecall::report::{evaluation_json, evaluation_text};
use rolecall::rules::{Calibration, Rules};

use super::Outcome;
use super::input::InputArgs;
use super::output::OutputArgs;
use super::reading::Keep;
use super::text_file;

/// Measure verdicts against labels: accuracy, confusion, calibration, the worst mistakes
///
/// Labels are in the files themselves, in any of the columns label_role, label_focus, label_rank and label_function.
/// Several roles are separated by a plus sign; `none` means that the seat holds no role.
#[derive(Args)]
pub struct EvaluateArgs {
    #[command(flatten)]
    labels: LabelArgs,
    /// How many of the worst mistakes to show of each kind of label
    #[arg(long, value_name = "N", default_value_t = 10)]
    mistakes: usize,
    /// Use the bare share of evidence as confidence, without the calibration in the rules
    #[arg(long)]
    uncalibrated: bool,
    /// How to print what was measured
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    input: InputArgs,
}

/// The flags that say where labels come from.
#[derive(Args)]
pub struct LabelArgs {
    /// Take labels from the column with this header, such as rank="Seniority"; may be given several times
    #[arg(long = "label", value_name = "KIND=HEADER", value_parser = label)]
    labels: Vec<(Dimension, String)>,
    /// A YAML file for labels in your own words: for each kind of label, classes and the values in each class
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Use plain titles as labels of the focus, and judge the duties without the titles; needs no labels in the file
    #[arg(long, conflicts_with = "labels")]
    pub from_titles: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// Tables for a person
    #[default]
    Text,
    /// One JSON object
    Json,
}

impl LabelArgs {
    /// Lets the columns asked for give labels.
    pub fn pin(&self, rules: &mut Rules) {
        for (dimension, header) in &self.labels {
            rules.columns.pin(dimension.field(), header);
        }
    }

    /// The file of classes, where one is given.
    pub fn map(&self) -> Option<&PathBuf> {
        self.map.as_ref()
    }

    /// The words that labels are written in.
    pub fn vocabulary(&self, rules: &Rules) -> Result<LabelWords> {
        let Some(path) = &self.map else {
            return Ok(LabelWords::new(rules, &LabelMap::default())?);
        };
        let name = || path.display().to_string();
        let text = text_file::read(path)?;
        let map = LabelMap::parse(&text).with_context(name)?;
        LabelWords::new(rules, &map).with_context(name)
    }
}

/// Nothing to measure by.
pub const NO_LABELS: &str = "no row has a label: they are looked for in the columns label_role, label_focus, label_rank and \
     label_function, or where --label says";

impl EvaluateArgs {
    pub fn run(&self) -> Result<Outcome> {
        let mut rules = self.input.load_rules()?;
        self.labels.pin(&mut rules);
        if self.uncalibrated {
            rules.calibration = Calibration::default();
        }
        self.output.spare([], self.labels.map())?;
        let vocabulary = self.labels.vocabulary(&rules)?;
        let (mut reader, lost) = self.input.reader(&rules, Keep::Nothing, &[&self.output])?;
        let options = EvaluateOptions {
            from_titles: self.labels.from_titles,
            mistakes: self.mistakes,
        };
        let evaluation = evaluate(&mut reader, &rules, &vocabulary, options);
        let outcome = self.input.tell(&reader.into_sources(), &lost);
        if evaluation.measured.is_empty() {
            match outcome {
                Outcome::Failed => return Ok(outcome),
                _ if self.labels.from_titles => bail!("no row with duties has a plain title"),
                _ => bail!(NO_LABELS),
            }
        }
        match self.format {
            Format::Text => {
                let mut out = self.output.open_styled()?;
                evaluation_text(&evaluation, &mut out)?;
                out.close()?;
            }
            Format::Json => {
                let mut out = self.output.open_json()?;
                evaluation_json(&evaluation, &mut out)?;
                out.close()?;
            }
        }
        Ok(outcome)
    }
}

/// `KIND=HEADER`; a header may hold further equals signs.
fn label(text: &str) -> Result<(Dimension, String), String> {
    let names = || Dimension::ALL.map(Dimension::name).join(", ");
    let Some((name, header)) = text.split_once('=') else {
        return Err(format!(
            "write KIND=HEADER, where KIND is one of {}",
            names()
        ));
    };
    let mut all = Dimension::ALL.into_iter();
    match all.find(|dimension| dimension.name() == name.trim().to_lowercase()) {
        Some(_) if header.trim().is_empty() => Err("the header is missing".to_owned()),
        Some(dimension) => Ok((dimension, header.to_owned())),
        None => Err(format!(
            "there are no labels of `{name}`; there are {}",
            names()
        )),
    }
}
