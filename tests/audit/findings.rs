//! Every finding appears on its example and not on the repaired twin. With a finding turned off, only its own
//! pair fails.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rolecall::audit::{AuditOptions, ExampleFile, FindingExample, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::model::{Severity, Subject};
use rolecall::read::{self, Input, Reader};
use rolecall::rules::Rules;

/// Codes whose chart is too large to store. A text describes it, and this test makes it.
const MADE: [&str; 1] = ["RC520"];

/// Other errors that an example cannot avoid, with the code that makes them.
const WITH_OTHER_ERRORS: [(&str, &str); 1] = [
    // Lines without a top go in a circle, or to an unknown manager.
    ("RC405", "RC401"),
];

static BUILTIN: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/findings")
}

fn codes_with_charts() -> impl Iterator<Item = &'static str> {
    // Other tests cover examples of snapshots and of job descriptions.
    let kinds = BUILTIN.catalogue.iter();
    let kinds = kinds.filter(|kind| matches!(kind.about, Subject::Chart | Subject::Suppression));
    kinds.map(|kind| kind.code.as_str())
}

/// A chart that shows a finding, and its repaired twin.
struct Pair {
    code: &'static str,
    flagged: ClassifiedChart,
    repaired: ClassifiedChart,
    /// The built-in rules with the policy of the example.
    rules: Option<Rules>,
}

impl Pair {
    fn all() -> Vec<Pair> {
        codes_with_charts().map(Pair::of).collect()
    }

    fn of(code: &'static str) -> Pair {
        if MADE.contains(&code) {
            return Pair {
                code,
                flagged: workbook(1 << 20),
                repaired: workbook((1 << 20) - 1),
                rules: None,
            };
        }
        let example = FindingExample::of(code).unwrap_or_else(|| panic!("{code} has no example"));
        let policy = example.policy.as_ref();
        let rules = policy.map(|one| Rules::with_texts(&[(&one.name, &one.text())]).unwrap());
        let columns = rules.as_ref().unwrap_or(&BUILTIN);
        let chart = |files: &[ExampleFile]| match files {
            [file] => file.chart(columns),
            _ => panic!("the example of {code} is no single chart"),
        };
        Pair {
            code,
            flagged: chart(&example.flagged),
            repaired: chart(&example.repaired),
            rules,
        }
    }

    /// What is wrong with the pair under these rules, or under the policy of the example.
    fn wrong(&self, builtin: &Rules) -> Option<String> {
        let rules = self.rules.as_ref().unwrap_or(builtin);
        let [flagged, repaired] = [&self.flagged, &self.repaired].map(|chart| {
            let findings = audit(chart, rules, AuditOptions::default()).findings;
            let found = findings.into_iter();
            found
                .map(|finding| (finding.code.into_owned(), finding.severity))
                .collect::<Vec<_>>()
        });
        let code = self.code;
        let shows = |found: &[(String, Severity)]| found.iter().any(|(one, _)| one == code);
        if !shows(&flagged) {
            return Some(format!("{code} does not show on its chart: {flagged:?}"));
        }
        if shows(&repaired) || repaired.iter().any(|one| !flagged.contains(one)) {
            return Some(format!("{code}: the repaired twin shows {repaired:?}"));
        }
        let other = flagged.iter().find(|(one, severity)| {
            let excused = WITH_OTHER_ERRORS.contains(&(code, one));
            *severity == Severity::Error && one != code && !excused
        });
        other.map(|(other, _)| format!("{code}: its chart has another error, {other}"))
    }
}

/// A workbook with a chart, and one more employee in this row.
fn workbook(last_row: u32) -> ClassifiedChart {
    let rows = [
        ["id", "title", "reports_to", "entity"],
        ["A1", "Chief Executive Officer", "", "Aster Mines"],
        ["A2", "Chief Information Officer", "A1", "Aster Mines"],
        ["A3", "Chief Technology Officer", "A1", "Aster Mines"],
    ];
    let last = ["A4", "Geologist", "A1", "Aster Mines"];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows).chain([(last_row - 1, last)]) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.xlsx");
    book.save(&path).unwrap();
    let inputs = vec![Input::File(path)];
    let reader = Reader::new(inputs, &BUILTIN.columns, read::ReadOptions::default());
    let on = ClassifiedChart::read(reader, &BUILTIN);
    assert_eq!(on.chart.len(), 4);
    on
}

/// The one file in a folder with this name and any extension.
fn file_named(folder: &Path, stem: &str) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder).ok()?;
    let paths = files.map(|file| file.unwrap().path());
    let mut named: Vec<_> = paths
        .filter(|path| path.is_file() && path.file_stem().is_some_and(|name| name == stem))
        .collect();
    assert!(named.len() < 2, "more than one file is {stem}");
    named.pop()
}

#[test]
fn every_finding_has_its_example_and_the_repaired_twin() {
    let mut missing = Vec::new();
    for kind in BUILTIN.catalogue.iter() {
        for name in [kind.code.clone(), format!("{}-repaired", kind.code)] {
            // An example for two snapshots is a folder.
            if kind.about == Subject::Snapshots {
                let charts = ["before", "after"].map(|one| file_named(&folder().join(&name), one));
                if charts.contains(&None) {
                    missing.push(format!("{name}/before.csv and {name}/after.csv"));
                }
                continue;
            }
            let is_made = MADE.contains(&kind.code.as_str());
            match file_named(&folder(), &name) {
                Some(file) if is_made == file.extension().is_some_and(|it| it == "txt") => {}
                _ => missing.push(format!("{name}.csv")),
            }
        }
    }
    assert!(missing.is_empty(), "fixtures/findings lacks {missing:#?}");
}

#[test]
fn every_example_belongs_to_a_finding() {
    let policies = std::fs::read_dir(folder().join("policies")).unwrap();
    for entry in std::fs::read_dir(folder()).unwrap().chain(policies) {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let code = name.strip_suffix("-repaired").unwrap_or(&name);
        assert!(
            ["policies", "days"].contains(&code)
                || BUILTIN.catalogue.iter().any(|kind| kind.code == code),
            "{} is the example of nothing",
            path.display()
        );
    }
}

#[test]
fn the_examples_in_the_program_are_the_files() {
    for kind in BUILTIN.catalogue.iter() {
        let example = FindingExample::of(&kind.code);
        let example = example.unwrap_or_else(|| panic!("{} is not embedded; {REBUILD}", kind.code));
        let files = example.flagged.iter().chain(&example.repaired);
        for file in files.chain(&example.policy) {
            let on_disk = std::fs::read(folder().join(&file.name)).unwrap_or_default();
            assert!(
                on_disk == file.bytes(),
                "{} is another; {REBUILD}",
                file.name
            );
        }
    }
}

const REBUILD: &str = "have it embedded again: touch src/audit/examples.rs";

#[test]
fn every_finding_appears_on_its_chart_and_not_on_the_repaired_twin() {
    let pairs = Pair::all();
    let wrong: Vec<_> = pairs
        .iter()
        .filter_map(|pair| pair.wrong(&BUILTIN))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn with_a_finding_turned_off_only_its_own_pair_fails() {
    let mut pairs = Pair::all();
    let mut builtin = Rules::builtin().unwrap();
    for off in codes_with_charts() {
        let was_on = builtin.catalogue.turn(off, false).unwrap();
        let mut were_on = Vec::new();
        for rules in pairs.iter_mut().filter_map(|pair| pair.rules.as_mut()) {
            were_on.push(rules.catalogue.turn(off, false).unwrap());
        }
        let failing: BTreeSet<_> = pairs
            .iter()
            .filter(|pair| pair.wrong(&builtin).is_some())
            .map(|pair| pair.code)
            .collect();
        assert_eq!(failing, BTreeSet::from([off]), "with {off} turned off");
        builtin.catalogue.turn(off, was_on);
        let own = pairs.iter_mut().filter_map(|pair| pair.rules.as_mut());
        for (rules, was_on) in own.zip(were_on) {
            rules.catalogue.turn(off, was_on);
        }
    }
}
