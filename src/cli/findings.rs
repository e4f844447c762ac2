//! The formats that mark findings at their places. `audit`, `diff` and `classify --check` share them.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use rolecall::report::{
    Marks, Separator, TableWriter, findings_concise, findings_github, findings_gitlab,
    findings_junit, findings_rdjson, findings_sarif, findings_table,
};

use super::fail_on::FailOn;
use super::output::OutputArgs;
use super::outputs::name_of;

/// A format that marks findings at their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MarkFormat {
    Concise,
    Csv,
    Tsv,
    Github,
    Gitlab,
    Sarif,
    Junit,
    Rdjson,
}

impl MarkFormat {
    /// The one among the formats of a command, by its name.
    pub fn among(format: impl ValueEnum) -> Option<MarkFormat> {
        MarkFormat::from_str(&name_of(&format), false).ok()
    }

    /// Writes findings. Gives back how many of their places the consumer would not show.
    ///
    /// # Errors
    /// Those of opening and writing the output.
    pub fn write(self, marks: &Marks<'_>, fail_on: FailOn, output: &OutputArgs) -> Result<usize> {
        let mut out = match self {
            MarkFormat::Concise | MarkFormat::Junit => output.open_text()?,
            // Its lines are commands, which other formats keep text of a stranger from forming.
            MarkFormat::Github => output.open_raw()?,
            // Tables guard their cells themselves.
            MarkFormat::Csv | MarkFormat::Tsv => output.open_data()?,
            MarkFormat::Gitlab | MarkFormat::Sarif | MarkFormat::Rdjson => output.open_json()?,
        };
        let mut hidden = 0;
        match self {
            MarkFormat::Concise => findings_concise(marks, &mut out)?,
            MarkFormat::Csv => {
                findings_table(marks, TableWriter::new(&mut out, Separator::Comma, true))?;
            }
            MarkFormat::Tsv => {
                findings_table(marks, TableWriter::new(&mut out, Separator::Tab, true))?
            }
            MarkFormat::Github => hidden = findings_github(marks, &mut out)?,
            MarkFormat::Gitlab => findings_gitlab(marks, &mut out)?,
            MarkFormat::Sarif => findings_sarif(marks, &mut out)?,
            MarkFormat::Junit => {
                findings_junit(marks, |severity| fail_on.fails(severity), &mut out)?;
            }
            MarkFormat::Rdjson => findings_rdjson(marks, &mut out)?,
        }
        out.close()?;
        Ok(hidden)
    }
}

/// The page that GitHub shows for a job, where the run is a step of one.
pub fn job_summary() -> Option<PathBuf> {
    let path = std::env::var_os("GITHUB_STEP_SUMMARY")?;
    (!path.is_empty()).then(|| PathBuf::from(path))
}
