//! `rolecall rules fit`: numbers of the rules learned from labelled rows.

use std::io::Write;

use anyhow::{Result, bail};
use clap::Args;
use rolecall::fit::{Examples, Labels, fit_calibration, fit_weights};
use rolecall::report::{calibration_yaml, weights_yaml};
use rolecall::rules::Calibration;

use crate::cli::evaluate::{LabelArgs, NO_LABELS};
use crate::cli::input::InputArgs;
use crate::cli::output::OutputArgs;
use crate::cli::reading::Keep;
use crate::cli::{Outcome, complain};

/// Learn weights from labelled rows, and write them as rules to lay over the built-in ones
///
/// Rows need the column label_focus, or plain titles and duties (--from-titles). The output is a
/// rule pack for --rules. Its comments say how many rows it was learned from, and how it does on rows that were held
/// back.
#[derive(Args)]
pub struct FitArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    labels: LabelArgs,
    /// Learn what a confidence means instead of the weights
    #[arg(long, conflicts_with = "cost")]
    calibration: bool,
    /// How strongly learned weights are kept near the present ones; by default the highest value that does as well as
    /// any on rows held back
    #[arg(long, value_name = "NUMBER", value_parser = cost)]
    cost: Option<f64>,
    #[command(flatten)]
    output: OutputArgs,
}

impl FitArgs {
    pub fn run(&self) -> Result<Outcome> {
        let mut rules = self.input.load_rules()?;
        self.labels.pin(&mut rules);
        // What is learned is what the share of evidence means, not what an earlier curve made of it.
        rules.calibration = Calibration::default();
        self.output.spare([], self.labels.map())?;
        let vocabulary = self.labels.vocabulary(&rules)?;
        let (mut reader, lost) = self.input.reader(&rules, Keep::Nothing, &[&self.output])?;
        let labels = Labels {
            vocabulary: &vocabulary,
            from_titles: self.labels.from_titles,
        };
        let examples = Examples::read(&mut reader, &rules, labels);
        let outcome = self.input.tell(&reader.into_sources(), &lost);
        if examples.unreadable > 0 {
            complain(&format!(
                "{} labels could not be read; `rolecall evaluate` says which",
                examples.unreadable
            ));
        }
        if examples.rows.is_empty() {
            match outcome {
                Outcome::Failed => return Ok(outcome),
                _ => bail!(NO_LABELS),
            }
        }
        // A file is begun only once there is something to write.
        let mut yaml = Vec::new();
        if self.calibration {
            calibration_yaml(&fit_calibration(&examples)?, &examples, &mut yaml)?;
        } else {
            let fit = fit_weights(&examples, &rules, self.cost)?;
            weights_yaml(&fit, &examples, &rules, &mut yaml)?;
        }
        let mut out = self.output.open_data()?;
        out.write_all(&yaml)?;
        out.close()?;
        Ok(outcome)
    }
}

fn cost(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(cost) if cost > 0.0 => Ok(cost),
        _ => Err("write a number above 0".to_owned()),
    }
}
