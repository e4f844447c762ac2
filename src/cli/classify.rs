//! `rolecall classify`: rows to verdicts, streaming, of any number.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::{self, Write};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use rolecall::classify::{in_order, judge};
use rolecall::model::{Batch, DefectKind, FileId, Position, Severity, Subject, Verdict};
use rolecall::postings::{Blanks, Checks, Copies, Found, Row};
use rolecall::read::Reader;
use rolecall::report::{findings_json, findings_text, verdict_json, verdict_text};
use rolecall::rules::{FindingKind, Rules};

use super::Outcome;
use super::input::{FailOn, InputArgs};
use super::is_broken_pipe;
use super::output::{Output, OutputArgs};

/// Classify rows or job descriptions: a verdict for each, in input order
///
/// Reads the same files as `audit`, of any size, and holds no more than a window of rows. A row needs a
/// title or a duty text, nothing else.
#[derive(Args)]
pub struct ClassifyArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How to print the verdicts
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    check: CheckArgs,
}

/// The flags that have job descriptions checked.
#[derive(Args)]
#[command(next_help_heading = "Findings on job descriptions")]
struct CheckArgs {
    /// Add to each verdict what is wrong with the job description (RC701 and further), and count it on
    /// standard error
    #[arg(long)]
    check: bool,
    /// The least severity that makes the exit status 1
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "SEVERITY",
        requires = "check"
    )]
    fail_on: FailOn,
    /// Only findings of these codes, beginnings of codes or names: RC701,thin-text
    #[arg(long, value_name = "CODES", value_delimiter = ',', requires = "check")]
    only: Vec<String>,
    /// No findings of these
    #[arg(long, value_name = "CODES", value_delimiter = ',', requires = "check")]
    ignore: Vec<String>,
}

#[derive(Clone, Copy, Default, PartialEq, ValueEnum)]
enum Format {
    /// A line for a person: place, focus, score, confidence, roles, title
    #[default]
    Text,
    /// A JSON array of objects
    Json,
    /// One JSON object a line
    Jsonl,
}

impl ClassifyArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.input.load_rules()?;
        let checks = self.check.checks(&rules)?;
        let (mut reader, lost) = self.input.reader(&rules, false, &self.output)?;
        let mut out = Out {
            format: self.format,
            first: true,
            to: match self.format {
                Format::Text => self.output.open_text()?,
                Format::Json | Format::Jsonl => self.output.open_json()?,
            },
        };
        let mut tally = Tally::default();
        let mut broken = Broken::default();
        let written = match &checks {
            None => self.classify(&rules, &mut reader, &mut out, &mut broken),
            Some(checks) => self.classify_and_check(
                checks,
                &rules,
                &mut reader,
                &mut out,
                &mut tally,
                &mut broken,
            ),
        };
        match written.and_then(|()| out.close()) {
            // What was lost by then is told all the same.
            Err(error) if is_broken_pipe(&error) => {
                return Ok(self.input.tell_lost(&reader.into_sources(), &lost));
            }
            other => other?,
        }
        for note in broken.told() {
            self.input.note(&note);
        }
        let read = self.input.tell(&reader.into_sources(), &lost);
        if self.check.check {
            let remarks = tally.blanks.remarks();
            remarks.for_each(|remark| self.input.note(&remark));
            self.input.note(&tally.told());
        }
        let mut severities = tally.counts.keys().map(|(severity, _)| *severity);
        let failing = severities.any(|severity| self.check.fail_on.fails(severity));
        Ok(match read {
            Outcome::Clean if failing => Outcome::Findings,
            other => other,
        })
    }

    fn classify(
        &self,
        rules: &Rules,
        reader: &mut Reader<'_>,
        out: &mut Out,
        broken: &mut Broken,
    ) -> Result<()> {
        in_order(
            reader,
            |batch, origin| {
                // Rendering is half of the work, so it is done where the judging is.
                let mut rendered = Vec::new();
                for (position, verdict) in batch.positions().zip(judge(rules, batch)) {
                    self.render(rules, &origin.file, &position, &verdict, &mut rendered)?;
                    self.mark(batch, position.line, &mut rendered);
                }
                Ok(rendered)
            },
            |batch, rendered: io::Result<Vec<u8>>| {
                broken.count(&batch);
                out.lines(&rendered?)
            },
        )?;
        Ok(())
    }

    fn classify_and_check<'r>(
        &self,
        checks: &Checks<'r>,
        rules: &Rules,
        reader: &mut Reader<'_>,
        out: &mut Out,
        tally: &mut Tally<'r>,
        broken: &mut Broken,
    ) -> Result<()> {
        let mut copies = Copies::default();
        let mut checked = Vec::new();
        in_order(
            reader,
            |batch, origin| {
                let mut rendered = Rendered {
                    file: origin.file.clone(),
                    ..Rendered::default()
                };
                for (position, verdict) in batch.positions().zip(judge(rules, batch)) {
                    let text = &mut rendered.text;
                    self.render(rules, &origin.file, &position, &verdict, text)?;
                    self.mark(batch, position.line, text);
                    let row = checks.row(&position, &verdict, origin);
                    rendered.rows.push((rendered.text.len(), row));
                }
                Ok(rendered)
            },
            |batch, rendered: io::Result<Rendered<'r>>| {
                broken.count(&batch);
                let Rendered { file, text, rows } = rendered?;
                checked.clear();
                let mut from = 0;
                for (position, (to, row)) in batch.positions().zip(rows) {
                    tally.blanks.count(&file, &row);
                    let found = checks.finish(row, &file, position.line, &mut copies);
                    found.iter().for_each(|one| tally.count(one));
                    let verdict = &text[from..to];
                    from = to;
                    match self.format {
                        Format::Text => {
                            checked.extend_from_slice(verdict);
                            findings_text(&found, &mut checked)?;
                        }
                        Format::Json | Format::Jsonl => {
                            findings_json(verdict, &found, &mut checked)?;
                        }
                    }
                }
                out.lines(&checked)
            },
        )?;
        Ok(())
    }

    /// Says of a verdict that the row it is on is broken.
    fn mark(&self, batch: &Batch, line: u32, rendered: &mut Vec<u8>) {
        // Defects are noted in the order of the rows.
        let first = batch.defects.partition_point(|defect| defect.line < line);
        let here = batch.defects.iter().skip(first);
        let here = here.take_while(|defect| defect.line == line);
        let mut names: Vec<_> = here.filter_map(|defect| broken_as(&defect.kind)).collect();
        names.dedup();
        if names.is_empty() || rendered.pop() != Some(b'\n') {
            return;
        }
        match self.format {
            Format::Text => rendered.extend(format!(" ({})\n", names.join(", ")).bytes()),
            Format::Json | Format::Jsonl => {
                rendered.pop();
                let quoted: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
                rendered.extend(format!(",\"defects\":[{}]}}\n", quoted.join(",")).bytes());
            }
        }
    }

    fn render(
        &self,
        rules: &Rules,
        file: &str,
        position: &Position<'_>,
        verdict: &Verdict,
        to: &mut Vec<u8>,
    ) -> io::Result<()> {
        match self.format {
            Format::Text => verdict_text(rules, file, position, verdict, to),
            Format::Json | Format::Jsonl => verdict_json(rules, file, position, verdict, to),
        }
    }
}

impl CheckArgs {
    /// What is asked for, if anything; a word that means nothing is a mistake, not an empty report.
    fn checks<'r>(&self, rules: &'r Rules) -> Result<Option<Checks<'r>>> {
        if !self.check {
            return Ok(None);
        }
        for word in self.only.iter().chain(&self.ignore) {
            let mut kinds = rules.catalogue.iter();
            let is_made = |kind: &FindingKind| kind.about == Subject::JobDescription;
            if !kinds.any(|kind| is_made(kind) && kind.is_meant_by(word)) {
                bail!("no finding on job descriptions has the code `{word}`");
            }
        }
        let wanted = |kind: &FindingKind| {
            let is_one = |word: &String| kind.is_meant_by(word);
            (self.only.is_empty() || self.only.iter().any(is_one))
                && !self.ignore.iter().any(is_one)
        };
        Ok(Some(Checks::new(rules, wanted)?))
    }
}

/// The verdicts on a batch as they are written, each up to where it ends, and what was found in the row.
#[derive(Default)]
struct Rendered<'r> {
    file: String,
    text: Vec<u8>,
    rows: Vec<(usize, Row<'r>)>,
}

/// Rows that are broken, by what is wrong.
#[derive(Default)]
struct Broken {
    kinds: BTreeMap<&'static str, BrokenRows>,
}

/// Rows that are broken in one way.
struct BrokenRows {
    count: u64,
    first: u32,
    /// The last of them: several of its cells may be broken.
    last: (FileId, u32),
}

impl Broken {
    fn count(&mut self, batch: &Batch) {
        for defect in &batch.defects {
            let Some(name) = broken_as(&defect.kind) else {
                continue;
            };
            let here = (batch.file, defect.line);
            match self.kinds.entry(name) {
                Entry::Vacant(new) => {
                    new.insert(BrokenRows {
                        count: 1,
                        first: defect.line,
                        last: here,
                    });
                }
                Entry::Occupied(rows) => {
                    let rows = rows.into_mut();
                    rows.count += u64::from(rows.last != here);
                    rows.last = here;
                }
            }
        }
    }

    fn told(&self) -> impl Iterator<Item = String> {
        self.kinds.iter().map(|(name, BrokenRows { count, first, .. })| {
            let rows = if *count == 1 { "row" } else { "rows" };
            format!("warning: {count} {rows} with the defect {name}, the first on line {first}; see `rolecall audit`")
        })
    }
}

/// What the finding on a broken row is called.
fn broken_as(kind: &DefectKind) -> Option<&'static str> {
    match kind {
        DefectKind::RaggedRow { .. } => Some("ragged-row"),
        DefectKind::InvalidText | DefectKind::HalfCharacter => Some("invalid-text"),
        DefectKind::Misshapen { .. } | DefectKind::Unreadable { .. } => Some("misshapen-value"),
        _ => None,
    }
}

/// Where lines go: as they are, or into one array.
struct Out {
    format: Format,
    first: bool,
    to: Output,
}

impl Out {
    fn lines(&mut self, rendered: &[u8]) -> io::Result<()> {
        match self.format {
            Format::Json => write_array(rendered, &mut self.first, &mut self.to),
            Format::Text | Format::Jsonl => self.to.write_all(rendered),
        }
    }

    fn close(mut self) -> Result<()> {
        if self.format == Format::Json {
            let end: &[u8] = if self.first { b"[]\n" } else { b"\n]\n" };
            self.to.write_all(end)?;
        }
        self.to.close()
    }
}

/// Puts lines of JSON into the array begun by the first.
fn write_array(lines: &[u8], first: &mut bool, out: &mut impl Write) -> io::Result<()> {
    for line in lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        out.write_all(if *first { b"[\n" } else { b",\n" })?;
        *first = false;
        out.write_all(line)?;
    }
    Ok(())
}

/// How many findings there are of each severity and code, and rows on which there is none for want of a text.
#[derive(Default)]
struct Tally<'r> {
    blanks: Blanks,
    counts: BTreeMap<(Severity, &'r str), u64>,
}

impl<'r> Tally<'r> {
    fn count(&mut self, found: &Found<'r>) {
        let key = (found.kind.severity, found.kind.code.as_str());
        *self.counts.entry(key).or_default() += 1;
    }

    /// The counts in a line: by severity, the gravest first, and by code.
    fn told(&self) -> String {
        let of_severity = |severity: Severity| {
            let of = self.counts.iter().filter(|((one, _), _)| *one == severity);
            of.map(|(_, count)| count).sum::<u64>()
        };
        let severities = Severity::ALL.map(|severity| (severity.name(), of_severity(severity)));
        let severities = severities.into_iter().filter(|(_, count)| *count > 0);
        let severities: Vec<_> = severities
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        if severities.is_empty() {
            return "found nothing".to_owned();
        }
        let codes = self.counts.iter();
        let mut codes: Vec<_> = codes
            .map(|((_, code), count)| format!("{code} {count}"))
            .collect();
        codes.sort();
        format!("found {} ({})", severities.join(", "), codes.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rolecall::model::Defect;

    #[test]
    fn a_row_with_several_broken_cells_is_one_row() {
        let mut broken = Broken::default();
        for (file, lines) in [(0, &[2, 2, 5][..]), (1, &[5])] {
            let mut batch = Batch::new(FileId(file));
            batch.defects.extend(lines.iter().map(|line| Defect {
                kind: DefectKind::InvalidText,
                line: *line,
                offset: 0,
                field: None,
            }));
            broken.count(&batch);
        }
        let told: Vec<_> = broken.told().collect();
        assert!(told[0].starts_with("warning: 3 rows"), "{told:?}");
    }
}
