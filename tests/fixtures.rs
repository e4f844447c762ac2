//! Every fixture is audited: what is found is what `fixtures/README.md` promises, and reads as reviewed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rolecall::audit::{Audit, Options, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::model::Severity;
use rolecall::read::{self, Day, Reader, discover};
use rolecall::rules::Rules;

/// The folders whose files are charts; those in `invalid` are none, or not wholly.
const FOLDERS: [&str; 6] = [
    "healthy",
    "coverage",
    "findings",
    "responsibility",
    "structure",
    "data",
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn charts() -> Vec<(String, PathBuf)> {
    let mut charts = Vec::new();
    for folder in FOLDERS {
        for entry in std::fs::read_dir(fixtures().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() || path.extension().is_some_and(|ending| ending == "txt") {
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            charts.push((format!("{folder}/{name}"), path));
        }
    }
    charts.sort();
    charts
}

static BUILTIN: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

/// The policy that a chart in `findings` rests on.
fn policy_for(name: &str) -> Option<PathBuf> {
    let code = name.strip_prefix("findings/")?.get(..5)?;
    let policy = fixtures().join(format!("findings/policies/{code}.yaml"));
    policy.is_file().then_some(policy)
}

/// The day asked for of a chart in `findings`.
fn day_for(name: &str) -> Option<Day> {
    let name = name.strip_prefix("findings/")?;
    let text = std::fs::read_to_string(fixtures().join("findings/policies/days.yaml")).unwrap();
    let days: BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(&text).unwrap();
    let without = days["without"].as_sequence().unwrap();
    if without.iter().any(|other| other.as_str() == Some(name)) {
        return None;
    }
    Some(days["day"].as_str().unwrap().parse().unwrap())
}

fn audited(name: &str, path: &Path) -> (ClassifiedChart, Audit) {
    let own = policy_for(name).map(|policy| Rules::layered(&[policy]).unwrap());
    let rules = own.as_ref().unwrap_or(&BUILTIN);
    let found = discover(&[path.to_path_buf()]);
    let as_of = read_as_of().remove(name).or_else(|| day_for(name));
    let options = read::Options {
        as_of,
        ..read::Options::default()
    };
    let reader = Reader::new(found.inputs, &rules.columns, options);
    let on = ClassifiedChart::read(reader, rules);
    let audit = audit(&on, rules, Options::default()).unwrap();
    (on, audit)
}

fn codes(audit: &Audit) -> BTreeSet<String> {
    let codes = audit.findings.iter();
    codes.map(|finding| finding.code.to_string()).collect()
}

/// The rows of the tables of `fixtures/README.md`: the file, what it shows, what is expected.
fn table() -> Vec<[String; 3]> {
    let text = std::fs::read_to_string(fixtures().join("README.md")).unwrap();
    let mut rows = Vec::new();
    let mut folder = "";
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            folder = heading;
        }
        let line = line.replace("\\|", "/");
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        if let [_, name, shows, expected, _] = cells[..]
            && let Some(name) = name
                .strip_prefix('`')
                .and_then(|name| name.strip_suffix('`'))
        {
            rows.push([
                format!("{folder}/{name}"),
                shows.to_owned(),
                expected.to_owned(),
            ]);
        }
    }
    rows
}

/// The codes that are promised for each chart.
fn promised() -> BTreeMap<String, BTreeSet<String>> {
    let codes = |expected: String| {
        let words = expected.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| word.starts_with("RC") && word.len() == 5)
            .map(str::to_owned)
            .collect()
    };
    let rows = table().into_iter();
    rows.map(|[name, _, expected]| (name, codes(expected)))
        .collect()
}

/// The charts that show something only when they are read as of a day, and that day.
fn read_as_of() -> BTreeMap<String, Day> {
    let rows = table().into_iter();
    rows.filter_map(|[name, shows, _]| {
        let (_, day) = shows.split_once("read with `--as-of ")?;
        let (day, _) = day.split_once('`')?;
        Some((name, day.parse().unwrap()))
    })
    .collect()
}

#[test]
fn every_fixture_has_the_findings_it_promises_and_no_others() {
    let promised = promised();
    let mut wrong = String::new();
    for (name, path) in charts() {
        let (on, audit) = audited(&name, &path);
        assert!(
            on.chart.sources().errors.is_empty(),
            "{name} could not be read whole"
        );
        let found = codes(&audit);
        let expected = promised
            .get(&name)
            .unwrap_or_else(|| panic!("{name} is not in fixtures/README.md"));
        if found != *expected {
            writeln!(wrong, "{name}: promised {expected:?}, found {found:?}").unwrap();
            for finding in &audit.findings {
                writeln!(wrong, "    {}: {}", finding.code, finding.message).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_promise_has_its_fixture() {
    for name in promised().keys() {
        assert!(
            fixtures().join(name).is_file(),
            "fixtures/README.md speaks of {name}, which is not there"
        );
    }
}

/// The family of codes that compare two charts: their examples are folders, each with a chart `before` and
/// one `after`.
const BEFORE_AND_AFTER: &str = "RC6";

/// Codes whose chart is too big to be kept: a text says what it is, and a test makes it.
const MADE: [&str; 1] = ["RC520"];

/// Errors that cannot be kept out of the example of another code, and why.
const WITH_OTHER_ERRORS: [(&str, &str); 1] = [
    // Lines without a top go round in a circle, or lead nowhere.
    ("RC405", "RC401"),
];

/// The one file of a folder with a name of any ending.
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
    let folder = fixtures().join("findings");
    let mut missing = Vec::new();
    for kind in BUILTIN.catalogue.iter() {
        for name in [kind.code.clone(), format!("{}-repaired", kind.code)] {
            if kind.code.starts_with(BEFORE_AND_AFTER) {
                let charts = ["before", "after"].map(|one| file_named(&folder.join(&name), one));
                if charts.contains(&None) {
                    missing.push(format!("{name}/before.csv and {name}/after.csv"));
                }
                continue;
            }
            let is_made = MADE.contains(&kind.code.as_str());
            match file_named(&folder, &name) {
                Some(file) if is_made == file.extension().is_some_and(|it| it == "txt") => {}
                _ => missing.push(format!("{name}.csv")),
            }
        }
    }
    assert!(missing.is_empty(), "fixtures/findings lacks {missing:#?}");
}

#[test]
fn every_example_is_of_a_finding() {
    for entry in std::fs::read_dir(fixtures().join("findings")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let code = name.strip_suffix("-repaired").unwrap_or(&name);
        assert!(
            name == "policies" || BUILTIN.catalogue.iter().any(|kind| kind.code == code),
            "{} is the example of nothing",
            path.display()
        );
    }
}

#[test]
fn every_finding_shows_on_its_chart_and_not_on_the_repaired_twin() {
    let mut wrong = String::new();
    for kind in BUILTIN.catalogue.iter() {
        let code = &kind.code;
        if code.starts_with(BEFORE_AND_AFTER) || MADE.contains(&code.as_str()) {
            continue;
        }
        let [flagged, repaired] = [code.clone(), format!("{code}-repaired")].map(|name| {
            let path = file_named(&fixtures().join("findings"), &name).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            audited(&format!("findings/{name}"), &path).1
        });
        let others = flagged.findings.iter().filter(|finding| {
            let excused = WITH_OTHER_ERRORS.contains(&(code, &finding.code));
            finding.severity == Severity::Error && finding.code != code.as_str() && !excused
        });
        if let Some(other) = others.into_iter().next() {
            writeln!(wrong, "{code}: also an error, {}", other.code).unwrap();
        }
        let (flagged, repaired) = (codes(&flagged), codes(&repaired));
        if !flagged.contains(code) {
            writeln!(wrong, "{code} does not show on its chart: {flagged:?}").unwrap();
        }
        if repaired.contains(code) || !repaired.is_subset(&flagged) {
            writeln!(wrong, "{code}: the repaired twin shows {repaired:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A workbook with a chart, and one more employee in the row of that number.
fn workbook(last_row: u32, path: &Path) {
    let rows = [
        ["id", "title", "reports_to", "entity"],
        ["A1", "Chief Executive Officer", "", "Aster Mines"],
        ["A2", "Chief Information Officer", "A1", "Aster Mines"],
        ["A3", "Chief Technology Officer", "A1", "Aster Mines"],
    ];
    let last = ["A4", "Geologist", "A1", "Aster Mines"];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let numbered = (0..).zip(rows).chain([(last_row - 1, last)]);
    for (row, cells) in numbered {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save(path).unwrap();
}

#[test]
fn a_sheet_filled_to_its_last_row_is_rc520_and_one_row_less_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (last_row, expected) in [(1 << 20, vec!["RC520"]), ((1 << 20) - 1, vec![])] {
        let path = folder.path().join("chart.xlsx");
        workbook(last_row, &path);
        let (on, audit) = audited("RC520", &path);
        assert_eq!(on.chart.len(), 4);
        assert_eq!(Vec::from_iter(codes(&audit)), expected, "RC520");
    }
}

#[test]
fn what_is_said_of_each_fixture_is_as_reviewed() {
    let is_twin = |name: &str| name.contains("-repaired");
    for (name, path) in charts().into_iter().filter(|(name, _)| !is_twin(name)) {
        let (on, audit) = audited(&name, &path);
        let mut said = String::new();
        for entity in &audit.entities {
            writeln!(said, "{}", on.chart.entity(entity.entity).name).unwrap();
            for (side, covered) in [
                ("internal", &entity.sides.internal),
                ("external", &entity.sides.external),
            ] {
                let titles = |seats: &[rolecall::chart::SeatId]| {
                    let titles: Vec<_> = seats
                        .iter()
                        .map(|seat| on.chart.position(*seat).title)
                        .collect();
                    if titles.is_empty() {
                        "nobody".to_owned()
                    } else {
                        titles.join(", ").replace('\n', " ")
                    }
                };
                writeln!(
                    said,
                    "  {side}: {}; in fact: {}",
                    titles(&covered.leaders),
                    titles(&covered.stand_ins)
                )
                .unwrap();
            }
        }
        for finding in &audit.findings {
            let places: Vec<_> = finding
                .locations
                .iter()
                .map(|at| format!("{}:{}", at.line, at.column))
                .collect();
            let severity = finding.severity.name();
            writeln!(
                said,
                "{severity} {} at {}: {}",
                finding.code,
                places.join(" "),
                finding.message
            )
            .unwrap();
        }
        let said = said.replace(&fixtures().display().to_string(), "fixtures");
        insta::assert_snapshot!(name.replace(['/', '.'], "-"), said);
    }
}
