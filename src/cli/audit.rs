//! `rolecall audit`: org charts to findings.

use anyhow::Result;
use clap::{Args, ValueEnum};
use rolecall::audit::{self, audit_for, suggested_preset};
use rolecall::classify::ClassifiedChart;
use rolecall::drift::compare;
use rolecall::model::FileId;
use rolecall::report::{
    Audited, TextOptions, audit_json, audit_jsonl, audit_text, findings_concise, findings_github,
    findings_gitlab, findings_sarif,
};
use rolecall::rules::Rules;

use super::Outcome;
use super::baseline::BaselineArg;
use super::input::{FailOn, InputArgs};
use super::output::OutputArgs;
use super::progress::Progress;
use super::wanted::WantedArgs;

/// Audit org charts: who covers what, and what is wrong
///
/// Prints for each company or body on the chart who covers the internal and the external side of
/// technology and why, then every finding with its source line. Names of people are not shown unless
/// --show-names asks for them.
#[derive(Args)]
pub struct AuditArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How to print the audit
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    output: OutputArgs,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Show the names of incumbents
    #[arg(long)]
    show_names: bool,
    #[command(flatten)]
    wanted: WantedArgs,
    /// Report only what is new since this Git revision, and what the change itself did, at the place of the change
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    #[command(flatten)]
    baseline: BaselineArg,
    /// Show who holds which responsibility area of each entity
    #[arg(long)]
    areas: bool,
    /// Show everything of every entity, where there are many
    #[arg(long)]
    details: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
    /// One JSON object a line: files, entities, findings, summary
    Jsonl,
    /// A line for each place: file:line:column: severity[CODE] message
    Concise,
    /// Annotations on a pull request, for GitHub Actions
    Github,
    /// A code quality report for GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanners
    Sarif,
}

impl AuditArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.input.load_rules()?;
        let before = match &self.since {
            Some(revision) => Some(self.input.chart_at(revision, &rules)?),
            None => None,
        };
        let old = before.as_ref();
        let (reader, lost) = self.input.reader_since(old, &rules, &self.output)?;
        let mut progress = Progress::new(self.input.is_watched());
        let mut on = ClassifiedChart::read_with(reader, &rules, |read| progress.tell(read));
        progress.clear();
        let among = match old {
            Some(_) => None,
            None => self.among_others(&on, &rules)?,
        };
        let mut given = None;
        if let Some((chart, files)) = among {
            on = chart;
            given = Some(files);
        }
        let filter = self.wanted.filter(&[&on], &rules)?;
        let options = audit::Options {
            show_names: self.show_names,
        };
        let mut audit = audit_for(&on, &rules, options, &filter)?;
        if let Some(old) = old.filter(|old| !old.chart.is_empty()) {
            let mut drift = compare(old, &on, &rules, options)?;
            drift.retain(&filter, old, &on, &rules);
            audit.filtered = drift.filtered;
            audit.findings = drift.into_findings(old, &mut on, &rules);
        }
        audit.is_compared |= old.is_some();
        if let Some(given) = &given {
            audit.findings.retain(|finding| {
                let mut places = finding.locations.iter();
                places.any(|place| given.contains(&place.file))
            });
        }
        let is_whole = given.is_none() && old.is_none() && !self.wanted.leaves_out();
        let folder = self.input.reading().folder();
        let stale = self.baseline.mark(&mut audit, folder, is_whole)?;
        audit.gather(&on, &rules, self.show_names);
        let audited = Audited {
            on: &on,
            rules: &rules,
            audit: &audit,
        };

        let mut out = match self.format {
            Format::Text => self.output.open_styled()?,
            Format::Concise => self.output.open_text()?,
            // Its lines are commands, which other formats keep text of a stranger from forming.
            Format::Github => self.output.open_raw()?,
            Format::Json | Format::Jsonl | Format::Gitlab | Format::Sarif => {
                self.output.open_json()?
            }
        };
        match self.format {
            // Of nothing there is nothing to say to a person.
            Format::Text | Format::Concise | Format::Github
                if on.chart.sources().files.is_empty() => {}
            Format::Text => {
                let options = TextOptions {
                    width: self.output.width(),
                    show_names: self.show_names,
                    areas: self.areas,
                    details: self.details || self.wanted.names_entities(),
                };
                audit_text(audited, options, &mut out)?;
            }
            Format::Json => audit_json(audited, &mut out)?,
            Format::Jsonl => audit_jsonl(audited, &mut out)?,
            Format::Concise => findings_concise(audited, &mut out)?,
            Format::Github => findings_github(audited, &mut out)?,
            Format::Gitlab => findings_gitlab(audited, &mut out)?,
            Format::Sarif => findings_sarif(audited, &mut out)?,
        }
        out.close()?;
        let read = self.input.tell(on.chart.sources(), &lost);
        if let (Some(revision), Some(old)) = (&self.since, old) {
            let now = on.chart.sources();
            self.input.tell_gone(revision, old.chart.sources(), now);
        }
        if let Some(stale) = stale {
            self.input.note(&stale);
        }
        self.suggest(&on, &rules);
        let failing = audit
            .counting()
            .any(|finding| self.fail_on.fails(finding.severity));
        Ok(match read {
            Outcome::Clean if failing => Outcome::Findings,
            other => other,
        })
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
