//! `rolecall audit`: org charts to findings.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use rolecall::audit::{self, audit_for, suggested_preset};
use rolecall::classify::ClassifiedChart;
use rolecall::diff::compare;
use rolecall::fix::{Fix, fixes_asked_for};
use rolecall::model::FileId;
use rolecall::read::Stage;
use rolecall::report::{
    Audited, Marks, TextOptions, audit_json, audit_jsonl, audit_markdown, audit_text,
};
use rolecall::rules::Rules;

use super::Outcome;
use super::baseline::BaselineArg;
use super::fail_on::FailOn;
use super::findings::{MarkFormat, job_summary};
use super::fix::{FixArgs, Fixed, Mending};
use super::input::InputArgs;
use super::output::OutputArgs;
use super::outputs::{Chosen, OutputsArgs, files};
use super::progress::Progress;
use super::stats::{Clock, StatsArg};
use super::wanted::WantedArgs;

/// Audit org charts: who covers what, and what is wrong
///
/// Prints for each company or body on the chart who covers the internal and the external side of
/// technology and why, then every finding with its source line. Names of people are not shown unless
/// --show-names asks for them.
#[derive(Args)]
pub struct AuditArgs {
    /// How to print the audit; by default text, or what the ending of --output says
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    output: OutputsArgs,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Report only findings that are new since this Git revision, and findings on the change itself (RC6…), at the
    /// place of the change
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    #[command(flatten)]
    fix: FixArgs,
    /// Show the names of incumbents
    #[arg(long)]
    show_names: bool,
    /// Show who holds which responsibility area of each entity
    #[arg(long)]
    areas: bool,
    /// Show everything in the text output: every entity, even if there are many, and every finding with its lines
    #[arg(long)]
    details: bool,
    #[command(flatten)]
    wanted: WantedArgs,
    #[command(flatten)]
    baseline: BaselineArg,
    #[command(flatten)]
    stats: StatsArg,
    #[command(flatten)]
    input: InputArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
    /// One JSON object a line: files, entities, findings, summary
    Jsonl,
    /// A page: a table of who covers what, then the findings
    Markdown,
    /// A row for each place of each finding
    Csv,
    /// The same, separated by tabs
    Tsv,
    /// A line for each place: file:line:column: severity[CODE] message
    Concise,
    /// Annotations on a pull request, for GitHub Actions
    Github,
    /// A code quality report for GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanners
    Sarif,
    /// A test report, for nearly every CI system
    Junit,
    /// Diagnostics for reviewdog
    Rdjson,
}

impl AuditArgs {
    pub fn run(&self) -> Result<Outcome> {
        let clock = Clock::start();
        let meter = &clock.meter;
        let rules = meter.time(Stage::Rules, || self.input.load_rules())?;
        let chosen = self.output.chosen(self.format)?;
        let folder = self.input.reading().folder();
        let baseline = self.baseline.path(folder);
        for output in files(&chosen) {
            output.spare([], &baseline)?;
        }
        let before = match &self.since {
            Some(revision) => Some(self.input.chart_at(revision, &rules)?),
            None => None,
        };
        let old = before.as_ref();
        let (reader, lost) = self.input.reader_since(old, &rules, &files(&chosen))?;
        let reader = reader.metered(meter);
        let inputs: Vec<_> = reader.inputs().cloned().collect();
        let progress = Progress::new(self.input.is_watched(), &reader);
        let mut on = ClassifiedChart::read_with(reader, &rules, |_| progress.tell());
        progress.clear();
        let filter = self.wanted.filter(&[&on], &rules)?;
        let kept: Vec<_> = rules.layers.iter().map(PathBuf::from).collect();
        let mending = Mending {
            on,
            inputs: &inputs,
            rules: &rules,
            filter: &filter,
            kept: &[kept, baseline.into_iter().collect()].concat(),
        };
        on = match self.fix.run(mending, &self.input)? {
            Fixed::NotAsked(on) | Fixed::Made(on) => on,
            Fixed::Shown(on, is_any) => {
                let read = self.input.tell(on.chart.sources(), &lost);
                self.stats.tell(&clock, on.chart.sources());
                return Ok(match read {
                    Outcome::Clean if is_any => Outcome::Findings,
                    other => other,
                });
            }
        };
        let among = match old {
            Some(_) => None,
            None => self.among_others(&on, &rules)?,
        };
        let mut given = None;
        if let Some((chart, files)) = among {
            on = chart;
            given = Some(files);
        }
        let options = audit::AuditOptions {
            show_names: self.show_names,
        };
        let mut audit = meter.time(Stage::Audit, || audit_for(&on, &rules, options, &filter));
        if let Some(old) = old.filter(|old| !old.chart.is_empty()) {
            let mut diff = meter.time(Stage::Audit, || compare(old, &on, &rules, options));
            diff.retain(&filter, old, &on, &rules);
            audit.filtered = diff.filtered;
            audit.findings = diff.into_findings(old, &mut on, &rules);
        }
        audit.is_compared |= old.is_some();
        if let Some(given) = &given {
            audit.findings.retain(|finding| {
                let mut places = finding.locations.iter();
                places.any(|place| given.contains(&place.file))
            });
        }
        let is_whole = given.is_none() && old.is_none() && !self.wanted.leaves_out();
        let stale = self
            .baseline
            .mark(&mut audit, &on.chart, folder, is_whole)?;
        meter.time(Stage::Audit, || audit.gather(&on, &rules, self.show_names));
        let audited = Audited {
            on: &on,
            rules: &rules,
            audit: &audit,
        };

        let takes_fixes = chosen.iter().any(|one| one.format == Format::Sarif);
        let fixes = match takes_fixes {
            true => fixes_asked_for(&on, &rules, &filter, &audit),
            false => Vec::new(),
        };
        for one in &chosen {
            meter.time(Stage::Write, || self.write(audited, &fixes, one))?;
        }
        let read = self.input.tell(on.chart.sources(), &lost);
        if let (Some(revision), Some(old)) = (&self.since, old) {
            let now = on.chart.sources();
            self.input.tell_gone(revision, old.chart.sources(), now);
        }
        if let Some(stale) = stale {
            self.input.note(&stale);
        }
        self.suggest(&on, &rules);
        self.stats.tell(&clock, on.chart.sources());
        let found = audit.counting().map(|finding| finding.severity);
        Ok(self.fail_on.outcome(read, found))
    }

    /// Writes the audit in one format.
    fn write(&self, audited: Audited<'_>, fixes: &[Fix], chosen: &Chosen<Format>) -> Result<()> {
        let output = &chosen.output;
        let options = TextOptions {
            width: output.width(),
            show_names: self.show_names,
            areas: self.areas,
            details: self.details || self.wanted.names_entities(),
        };
        let nothing_read = audited.on.chart.sources().files.is_empty();
        if let Some(format) = MarkFormat::among(chosen.format) {
            // If no file was read, print nothing.
            if nothing_read && matches!(format, MarkFormat::Concise | MarkFormat::Github) {
                return output.open_text()?.close();
            }
            let marks = Marks::of_audit(audited).with_fixes(audited.on, fixes);
            let hidden = format.write(&marks, self.fail_on, output)?;
            return self.summarise(audited, options, hidden);
        }
        let mut out = match chosen.format {
            Format::Json | Format::Jsonl => output.open_json()?,
            Format::Markdown => output.open_text()?,
            _ => output.open_styled()?,
        };
        match chosen.format {
            Format::Json => audit_json(audited, &mut out)?,
            Format::Jsonl => audit_jsonl(audited, &mut out)?,
            _ if nothing_read => {}
            Format::Markdown => audit_markdown(audited, options, &mut out)?,
            _ => audit_text(audited, options, &mut out)?,
        }
        out.close()
    }

    /// Adds the whole audit to the job summary of GitHub, where not all of it fits into annotations.
    fn summarise(&self, audited: Audited<'_>, options: TextOptions, hidden: usize) -> Result<()> {
        let Some(page) = job_summary().filter(|_| hidden > 0) else {
            return Ok(());
        };
        let mut out = OutputArgs::open_behind(&page)?;
        audit_markdown(audited, options, &mut out)?;
        out.close()?;
        self.input.note("all findings are in the job summary");
        Ok(())
    }

    /// The chart of the folder, and the files given, where each of these is one person of that chart: a hook gives the
    /// files that changed.
    fn among_others(
        &self,
        on: &ClassifiedChart,
        rules: &Rules,
    ) -> Result<Option<(ClassifiedChart, Vec<FileId>)>> {
        let given = on.chart.sources();
        let Some(folder) = given.folder_of_people() else {
            return Ok(None);
        };
        let chart = ClassifiedChart::read(self.input.reader_of(&folder, rules), rules);
        let Some(files) = chart.chart.sources().shared_with(given) else {
            return Ok(None);
        };
        self.input.note(&format!(
            "checked within the chart of `{}`; only findings on the given files are shown",
            folder.display()
        ));
        Ok(Some((chart, files)))
    }

    /// Says which preset would suit the chart, where nobody has laid anything over the rules.
    fn suggest(&self, on: &ClassifiedChart, rules: &Rules) {
        if !rules.layers.is_empty() {
            return;
        }
        let presets = Rules::presets();
        if let Some(preset) = suggested_preset(&on.chart, &presets) {
            self.input.note(&format!(
                "--preset {} may suit this chart: {}",
                preset.name, preset.summary
            ));
        }
    }
}
