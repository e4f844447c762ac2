//! `rolecall rules test`: runs the tests that stand in the pack.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use anstyle::{AnsiColor, Effects, Style};
use anyhow::{Context, Result};
use clap::Args;
use rolecall::classify::{Classifier, Mismatch};
use rolecall::rules::PackTest;
use serde::Serialize;

use super::Format;
use crate::cli::Outcome;
use crate::cli::output::OutputArgs;
use crate::cli::rules_arg::RulesArg;

/// Run the tests that stand in the rule pack
///
/// Without files, runs the tests of the built-in pack and those of --rules and rolecall.yaml. With files, lays
/// them over the pack and runs their tests alone, not those of files that they extend. Exit status: 0 all pass, 1 some fail, 2 the rules cannot be used.
#[derive(Args)]
pub struct TestArgs {
    /// Rules of your own, with tests to run
    #[arg(value_name = "FILES")]
    files: Vec<PathBuf>,
    /// How to print what fails
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    rules: RulesArg,
    #[command(flatten)]
    output: OutputArgs,
}

/// A test that fails, and where it does.
type Failure<'t> = (&'t PackTest, Vec<Mismatch>);

const FAILED: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);

impl TestArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.rules.load_with(&self.files)?;
        self.output.spare([], &rules.layers)?;
        let tests = self.tests().context("the tests cannot be run")?;
        let classifier = Classifier::new(&rules);
        let (passed_over, tests): (Vec<_>, Vec<_>) = tests
            .into_iter()
            .partition(|test| test.expects_disabled(&rules));
        let judged = tests.iter().map(|test| (test, classifier.mismatches(test)));
        let failed: Vec<Failure<'_>> = judged.filter(|(_, wrong)| !wrong.is_empty()).collect();
        let passed = tests.len() - failed.len();

        let mut out = self.format.open(&self.output)?;
        match self.format {
            Format::Text => {
                text(&failed, passed, &mut out)?;
                if !passed_over.is_empty() {
                    let count = passed_over.len();
                    writeln!(
                        out,
                        "{count} skipped: they expect something that is switched off"
                    )?;
                }
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, &json(&failed, passed, passed_over.len()))?;
                writeln!(out)?;
            }
        }
        out.close()?;
        Ok(if failed.is_empty() {
            Outcome::Clean
        } else {
            Outcome::Findings
        })
    }

    fn tests(&self) -> Result<Vec<PackTest>, rolecall::rules::RulesError> {
        if !self.files.is_empty() {
            return PackTest::in_files(&self.files);
        }
        let mut tests = PackTest::builtin()?;
        tests.extend(PackTest::in_files(&self.rules.layers())?);
        Ok(tests)
    }
}

/// What a test gives, as it stands there.
fn inputs(test: &PackTest) -> impl Iterator<Item = (&'static str, &str)> {
    let given = [
        ("title", test.title.as_str()),
        ("department", &test.department),
        ("entity", &test.entity),
        ("duties", &test.duties),
    ];
    given.into_iter().filter(|(_, text)| !text.is_empty())
}

fn text(failed: &[Failure<'_>], passed: usize, out: &mut impl Write) -> std::io::Result<()> {
    for (test, wrong) in failed {
        let PackTest {
            file, line, column, ..
        } = test;
        writeln!(out, "{FAILED}failed{FAILED:#} {file}:{line}:{column}")?;
        for (key, text) in inputs(test) {
            writeln!(out, "  {key}: {}", text.trim_end())?;
        }
        for Mismatch {
            what,
            expected,
            got,
        } in wrong
        {
            writeln!(out, "    {what}: expected {expected}; got {got}")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{passed} passed, {} failed", failed.len())
}

/// What `--format json` writes.
#[derive(Serialize)]
struct Summary<'t> {
    passed: usize,
    failed: usize,
    passed_over: usize,
    failures: Vec<FailureLine<'t>>,
}

#[derive(Serialize)]
struct FailureLine<'t> {
    file: &'t str,
    line: usize,
    column: usize,
    seat: BTreeMap<&'static str, &'t str>,
    mismatches: &'t [Mismatch],
}

fn json<'t>(failed: &'t [Failure<'t>], passed: usize, passed_over: usize) -> Summary<'t> {
    let failures = failed.iter().map(|(test, mismatches)| FailureLine {
        file: &test.file,
        line: test.line,
        column: test.column,
        seat: inputs(test).collect(),
        mismatches,
    });
    Summary {
        passed,
        failed: failed.len(),
        passed_over,
        failures: failures.collect(),
    }
}
