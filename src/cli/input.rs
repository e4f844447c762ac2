//! The arguments of commands that read charts: which files, and how.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use rolecall::classify::ClassifiedChart;
use rolecall::read::{self, Input, Reader, Sources};
use rolecall::rules::Rules;
use rolecall::text::TextSet;

use super::Outcome;
use super::output::OutputArgs;
use super::reading::{Keep, ReadArgs};
use super::told;

/// What is read, and how.
#[derive(Args)]
pub struct InputArgs {
    /// Charts: files, folders (every .csv, .tsv, .yaml, .yml, .json, .jsonl and .xlsx below) or `-` for standard input
    #[arg(required = true, value_name = "FILES", help_heading = None::<&str>)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
}

impl InputArgs {
    /// The rules asked for, with the columns asked for.
    pub fn load_rules(&self) -> Result<ManuallyDrop<Rules>> {
        self.read.load_rules()
    }

    /// A reader of everything asked for. Names that lead nowhere are complained of by [`Self::tell`].
    pub fn reader<'r>(
        &self,
        rules: &'r Rules,
        keep: Keep,
        outputs: &[&OutputArgs],
    ) -> Result<(Reader<'r>, Vec<read::ReadError>)> {
        self.read.reader(&self.files, rules, keep, outputs)
    }

    /// The chart as it was at a revision. What was not readable then is said, and is new now.
    pub fn chart_at(&self, revision: &str, rules: &Rules) -> Result<ClassifiedChart> {
        let reader = self.read.open_at(revision, &self.files, rules)?;
        let on = ClassifiedChart::read(reader, rules);
        for error in &on.chart.sources().errors {
            self.note(&format!(
                "at revision {revision}, {error}; so everything in this file counts as new"
            ));
        }
        Ok(on)
    }

    /// Says which files an earlier chart had and this one has not.
    pub fn tell_gone(&self, revision: &str, earlier: &Sources, now: &Sources) {
        let still: TextSet<&str> = now.files.iter().map(|file| file.name.as_str()).collect();
        for file in &earlier.files {
            if !still.contains(file.name.as_str()) {
                self.note(&format!(
                    "{} existed at revision {revision} and no longer exists",
                    file.name
                ));
            }
        }
    }

    /// A reader of everything asked for, where files that an earlier chart had may be gone.
    pub fn reader_since<'r>(
        &self,
        earlier: Option<&ClassifiedChart>,
        rules: &'r Rules,
        outputs: &[&OutputArgs],
    ) -> Result<(Reader<'r>, Vec<read::ReadError>)> {
        let Some(earlier) = earlier else {
            return self.reader(rules, Keep::Texts, outputs);
        };
        let was_there = |file: &Path| {
            let mut files = earlier.chart.sources().files.iter();
            files.any(|known| Path::new(&known.name).starts_with(file))
        };
        let files = self.files.iter();
        let files = files.filter(|file| file.exists() || !was_there(file));
        let files: Vec<_> = files.cloned().collect();
        // Without any chart there is nothing to audit, and reading says so.
        if files.is_empty() {
            return self.reader(rules, Keep::Texts, outputs);
        }
        self.read.reader(&files, rules, Keep::Texts, outputs)
    }

    /// What was asked for.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// How they are read.
    pub fn reading(&self) -> &ReadArgs {
        &self.read
    }

    /// A reader of inputs that were found before.
    pub fn reader_of_inputs<'r>(&self, inputs: Vec<Input>, rules: &'r Rules) -> Reader<'r> {
        self.read.reader_of_inputs(inputs, rules)
    }

    /// A reader of a folder, once what was asked for is read.
    pub fn reader_of<'r>(&self, folder: &Path, rules: &'r Rules) -> Reader<'r> {
        self.read.open_quietly(folder, rules)
    }

    /// Says on standard error what was read, what was skipped and what could not be read.
    pub fn tell(&self, sources: &Sources, lost: &[read::ReadError]) -> Outcome {
        self.read.tell(sources, lost)
    }

    /// Says what could not be read, and nothing else.
    pub fn tell_lost(&self, sources: &Sources, lost: &[read::ReadError]) -> Outcome {
        told::tell_lost(sources, lost)
    }

    /// Says something about the run on standard error.
    pub fn note(&self, message: &str) {
        self.read.note(message);
    }

    /// Whether somebody may want to see how far the run is.
    pub fn is_watched(&self) -> bool {
        self.read.is_watched()
    }
}
