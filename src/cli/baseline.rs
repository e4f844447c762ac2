//! `rolecall baseline`: the file of known findings, and the flags by which an audit uses it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use rolecall::audit::{self, Audit, audit as audited};
use rolecall::baseline::Baseline;
use rolecall::chart::Chart;
use rolecall::classify::ClassifiedChart;
use rolecall::model::Severity;
use rolecall::read::BASELINE;

use super::Outcome;
use super::input::InputArgs;
use super::output::OutputArgs;
use super::progress::Progress;
use super::reading::Keep;
use super::text_file;

/// The flags by which an audit uses a baseline.
#[derive(Args)]
#[command(next_help_heading = "Baseline")]
pub struct BaselineArg {
    /// Findings in this file do not fail the run; by default rolecall-baseline.json beside the configuration, if
    /// it is there
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Leave out the baseline
    #[arg(long, conflicts_with = "baseline")]
    no_baseline: bool,
    /// The highest severity that the baseline accepts; findings above it count even if they are in the baseline
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    baseline_level: Level,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Level {
    #[default]
    Error,
    Warning,
    Info,
}

impl BaselineArg {
    /// The file that the run reads: the one given, or the one beside the configuration if it is there.
    pub fn path(&self, folder: &Path) -> Option<PathBuf> {
        if self.no_baseline {
            return None;
        }
        let found = || Some(beside(folder)).filter(|path| path.is_file());
        self.baseline.clone().or_else(found)
    }

    /// Marks the findings of an audit that are in the baseline. If the audit looked for everything, returns a message about
    /// the entries of its entities that are no longer found.
    pub fn mark(
        &self,
        audit: &mut Audit,
        chart: &Chart,
        folder: &Path,
        is_whole: bool,
    ) -> Result<Option<String>> {
        let Some(path) = self.path(folder) else {
            return Ok(None);
        };
        let baseline = read(&path)?;
        let (told, _) = baseline.clone().split(are_on(chart));
        let gone = told.beyond(&Baseline::of(audit));
        let most = match self.baseline_level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
        };
        baseline.mark(audit, most);
        Ok((gone > 0 && is_whole).then(|| {
            let file = path.display();
            format!("{gone} of {} entries of {file} are no longer found; `rolecall baseline prune` removes them", baseline.len())
        }))
    }
}

/// Where the baseline is, if nobody says it.
fn beside(folder: &Path) -> PathBuf {
    match folder == Path::new(".") {
        true => PathBuf::from(BASELINE),
        false => folder.join(BASELINE),
    }
}

/// Returns a function that tells whether an entity is on the chart.
fn are_on(chart: &Chart) -> impl Fn(&str) -> bool {
    let names = chart.entities().map(|(_, entity)| entity.name.as_str());
    let names: BTreeSet<&str> = names.collect();
    move |entity| names.contains(entity)
}

fn read(path: &Path) -> Result<Baseline> {
    let text = text_file::read(path)?;
    Baseline::parse(&text).with_context(|| path.display().to_string())
}

/// Keep known findings in a file, so that only new ones fail
///
/// The file has a line for each place of each finding, by a fingerprint that does not depend on lines. `rolecall
/// audit` marks these findings and does not fail for them.
#[derive(Args)]
pub struct BaselineArgs {
    #[command(subcommand)]
    command: BaselineCommand,
}

#[derive(Subcommand)]
enum BaselineCommand {
    /// Write a baseline of all findings there are now
    Write(FileArgs),
    /// Add the findings there are now to the baseline
    Update(FileArgs),
    /// Remove entries that are no longer found; entries of entities that are not on the given charts stay
    Prune(FileArgs),
}

#[derive(Args)]
struct FileArgs {
    #[command(flatten)]
    input: InputArgs,
    /// The baseline; by default rolecall-baseline.json beside the configuration
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write over a baseline that is already there (`write`)
    #[arg(long)]
    force: bool,
}

impl BaselineArgs {
    pub fn run(&self) -> Result<Outcome> {
        let (BaselineCommand::Write(args)
        | BaselineCommand::Update(args)
        | BaselineCommand::Prune(args)) = &self.command;
        let path = match &args.baseline {
            Some(path) => path.clone(),
            None => beside(args.input.reading().folder()),
        };
        let is_new = matches!(self.command, BaselineCommand::Write(_));
        if is_new && path.exists() && !args.force {
            bail!(
                "{} already exists; add to it with `rolecall baseline update`, or overwrite it with --force",
                path.display()
            );
        }
        let mut baseline = if is_new {
            Baseline::default()
        } else {
            read(&path)?
        };
        let output = OutputArgs::to(&path);
        // What was not read would look as if its findings were gone.
        let Some((now, chart)) = args.findings(&output)? else {
            return Ok(Outcome::Failed);
        };
        let before = baseline.clone();
        let mut left = 0;
        match self.command {
            BaselineCommand::Write(_) => baseline = now,
            BaselineCommand::Update(_) => baseline.add(now),
            BaselineCommand::Prune(_) => {
                let (mut told, untold) = baseline.split(are_on(&chart));
                told.keep(&now);
                left = untold.len();
                told.add(untold);
                baseline = told;
            }
        }
        let mut out = output.open_json()?;
        baseline.write(&mut out)?;
        out.close()?;
        args.input.note(&format!(
            "{}: {}, {} added, {} removed",
            path.display(),
            entries(baseline.len()),
            baseline.beyond(&before),
            before.beyond(&baseline)
        ));
        if left > 0 {
            args.input.note(&format!(
                "{}: {} left alone, because some entities of the baseline are not on these charts",
                path.display(),
                entries(left)
            ));
        }
        Ok(Outcome::Clean)
    }
}

fn entries(count: usize) -> String {
    match count {
        1 => "1 entry".to_owned(),
        _ => format!("{count} entries"),
    }
}

impl FileArgs {
    /// The findings there are now, and the chart that they are on. `None` if a chart could not be read completely.
    fn findings(&self, output: &OutputArgs) -> Result<Option<(Baseline, Chart)>> {
        let rules = self.input.load_rules()?;
        let (reader, lost) = self.input.reader(&rules, Keep::Texts, &[output])?;
        let progress = Progress::new(self.input.is_watched(), &reader);
        let on = ClassifiedChart::read_with(reader, &rules, |_| progress.tell());
        progress.clear();
        let audit = audited(&on, &rules, audit::AuditOptions::default());
        let outcome = self.input.tell(on.chart.sources(), &lost);
        Ok((outcome == Outcome::Clean).then(|| (Baseline::of(&audit), on.chart)))
    }
}
