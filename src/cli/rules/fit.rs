//! `rolecall rules fit`: numbers of the rules learned from labelled rows.

use std::io::Write;

use anyhow::{Result, bail};
use clap::Args;
use rolecall::fit::{Examples, Labels, WordedTexts, fit_calibration, fit_weights, fit_wording};
use rolecall::report::{calibration_yaml, weights_yaml, wording_yaml};
use rolecall::rules::{Calibration, Rules};

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
    /// Learn what the words of duty texts tell instead of the weights; label_role may be there too
    #[arg(long, conflicts_with_all = ["cost", "calibration"])]
    wording: bool,
    /// Start from the word scores of the rules in use, and refine them with the labelled rows
    #[arg(long, requires = "wording")]
    refine: bool,
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
        let rows = match self.wording {
            true => Rows::Texts(WordedTexts::read(&mut reader, &rules, labels)),
            false => Rows::Examples(Examples::read(&mut reader, &rules, labels)),
        };
        let outcome = self.input.tell(&reader.into_sources(), &lost);
        let (found, unreadable) = rows.counts();
        if unreadable > 0 {
            complain(&format!(
                "{unreadable} labels could not be read; `rolecall evaluate` says which"
            ));
        }
        if found == 0 {
            match outcome {
                Outcome::Failed => return Ok(outcome),
                _ => bail!(NO_LABELS),
            }
        }
        // A file is begun only once there is something to write.
        let yaml = self.learn(&rows, &rules)?;
        let mut out = self.output.open_data()?;
        out.write_all(&yaml)?;
        out.close()?;
        Ok(outcome)
    }

    /// Learns from labelled rows what is asked for, as a rule pack.
    fn learn(&self, rows: &Rows, rules: &Rules) -> Result<Vec<u8>> {
        let mut yaml = Vec::new();
        match rows {
            Rows::Texts(texts) => {
                let Some(wording) = &rules.wording else {
                    bail!("the rules have no section `wording`, whose numbers are needed");
                };
                let known = self.refine.then(|| rules.word_scores());
                let fit = fit_wording(texts, wording, known)?;
                wording_yaml(&fit, texts, wording, &mut yaml)?;
            }
            Rows::Examples(examples) if self.calibration => {
                calibration_yaml(&fit_calibration(examples)?, examples, &mut yaml)?;
            }
            Rows::Examples(examples) => {
                let fit = fit_weights(examples, rules, self.cost)?;
                weights_yaml(&fit, examples, rules, &mut yaml)?;
            }
        }
        Ok(yaml)
    }
}

/// Labelled rows, as what is learned needs them.
enum Rows {
    Examples(Examples),
    Texts(WordedTexts),
}

impl Rows {
    /// How many there are, and how many labels could not be read.
    fn counts(&self) -> (usize, u64) {
        match self {
            Rows::Examples(examples) => (examples.rows.len(), examples.unreadable),
            Rows::Texts(texts) => (texts.count(), texts.unreadable),
        }
    }
}

fn cost(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(cost) if cost > 0.0 => Ok(cost),
        _ => Err("write a number above 0".to_owned()),
    }
}
