//! `rolecall init`: a configuration to begin with.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use rolecall::audit::suggested_preset;
use rolecall::classify::ClassifiedChart;
use rolecall::read::CONFIG;
use rolecall::report::starter_yaml;
use rolecall::rules::Rules;

use super::Outcome;
use super::input::InputArgs;
use super::output::OutputArgs;
use super::reading::Keep;

/// Write a rolecall.yaml for the charts at hand
///
/// The file has the preset that suits the charts, the columns as rolecall read them, and a commented example of
/// everything else that can be set.
#[derive(Args)]
pub struct InitArgs {
    #[command(flatten)]
    input: InputArgs,
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = CONFIG)]
    to: PathBuf,
    /// Write over a file that is already there
    #[arg(long)]
    force: bool,
}

impl InitArgs {
    pub fn run(&self) -> Result<Outcome> {
        if self.to.exists() && !self.force {
            bail!(
                "{} already exists; edit it, or overwrite it with --force",
                self.to.display()
            );
        }
        let output = OutputArgs::to(&self.to);
        let rules = self.input.load_rules()?;
        let (reader, lost) = self.input.reader(&rules, Keep::Texts, &[&output])?;
        let on = ClassifiedChart::read(reader, &rules);
        let outcome = self.input.tell(on.chart.sources(), &lost);
        if on.chart.is_empty() {
            bail!("there is no position to write a configuration for");
        }
        let presets = Rules::presets();
        let preset = suggested_preset(&on.chart, &presets);
        let mut out = output.open_text()?;
        starter_yaml(&on.chart, preset, &mut out)?;
        out.close()?;
        self.input.note(&format!("wrote {}", self.to.display()));
        Ok(outcome)
    }
}
