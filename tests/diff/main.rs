//! The comparison of two snapshots reports all changes and nothing else, and guesses nothing.

mod fixtures;
mod history;
mod outputs;
mod properties;
mod seats;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rolecall::audit::AuditOptions;
use rolecall::classify::ClassifiedChart;
use rolecall::diff::{Diff, compare};
use rolecall::read::{self, Day, Reader, discover};
use rolecall::report::{Diffed, TextOptions, diff_json, diff_markdown, diff_text};
use rolecall::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

const AS_OF: &str = "2026-06-30";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn read_as_of(path: &Path, as_of: Option<&str>) -> ClassifiedChart {
    let found = discover(&[path.to_path_buf()]);
    assert!(found.errors.is_empty(), "{:?}", found.errors);
    let options = read::ReadOptions {
        as_of: as_of.map(|day| day.parse::<Day>().unwrap()),
        ..read::ReadOptions::default()
    };
    let on = ClassifiedChart::read(Reader::new(found.inputs, &RULES.columns, options), &RULES);
    assert!(on.chart.sources().errors.is_empty(), "{}", path.display());
    on
}

/// A chart of one file. Both snapshots have the same name, as in a repository.
fn read_text(text: &str) -> ClassifiedChart {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.csv");
    std::fs::write(&path, text).unwrap();
    read_as_of(&path, None)
}

fn compared(old: &ClassifiedChart, new: &ClassifiedChart) -> Diff {
    compare(old, new, &RULES, AuditOptions::default())
}

/// Two snapshots, and what changed between them.
struct Case {
    old: ClassifiedChart,
    new: ClassifiedChart,
    diff: Diff,
}

impl Case {
    fn of(old: &str, new: &str) -> Case {
        Case::between(read_text(old), read_text(new))
    }

    fn between(old: ClassifiedChart, new: ClassifiedChart) -> Case {
        let diff = compared(&old, &new);
        Case { old, new, diff }
    }

    fn diffed(&self) -> Diffed<'_> {
        Diffed {
            old: &self.old,
            new: &self.new,
            rules: &RULES,
            diff: &self.diff,
        }
    }

    fn text(&self, show_names: bool) -> String {
        let options = TextOptions {
            width: 10_000,
            show_names,
            areas: true,
            details: true,
        };
        let mut out = anstream::StripStream::new(Vec::new());
        diff_text(self.diffed(), options, &mut out).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    fn markdown(&self) -> String {
        let mut out = Vec::new();
        diff_markdown(self.diffed(), false, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn json(&self, show_names: bool) -> serde_json::Value {
        let mut out = Vec::new();
        diff_json(self.diffed(), show_names, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    /// All lines about changes, without those about findings.
    fn said(&self) -> Vec<String> {
        let text = self.text(false);
        let signs = ["  + ", "  - ", "  ~ "];
        let lines = text.lines().filter(|line| {
            let is_change = signs.iter().any(|sign| line.starts_with(sign));
            is_change && !line.contains("[RC")
        });
        lines.map(|line| line.trim_start().to_owned()).collect()
    }

    /// The codes of findings on changes.
    fn codes(&self) -> BTreeSet<String> {
        let findings = self.diff.findings.iter();
        findings
            .map(|found| found.finding.code.to_string())
            .collect()
    }
}

const HEAD: &str = "id,title,name,reports_to,department,entity\n";

fn chart(rows: &[&str]) -> String {
    let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
    format!("{HEAD}{rows}")
}
