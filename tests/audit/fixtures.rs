//! Every fixture is audited. Its findings are those that `fixtures/README.md` promises, and its output is as
//! reviewed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rolecall::audit::{Audit, AuditOptions, FindingExample, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::model::Subject;
use rolecall::read::{self, Day, Reader, discover};
use rolecall::rules::Rules;

/// The folders whose files are charts. Those in `invalid` are not charts, or only in part.
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
            let kind = name.get(..5).and_then(|code| BUILTIN.catalogue.get(code));
            if kind.is_some_and(|kind| kind.about == Subject::JobDescription) {
                continue;
            }
            charts.push((format!("{folder}/{name}"), path));
        }
    }
    charts.sort();
    charts
}

static BUILTIN: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

/// The policy that a chart in `findings` needs.
fn policy_for(name: &str) -> Option<PathBuf> {
    let code = name.strip_prefix("findings/")?.get(..5)?;
    let policy = fixtures().join(format!("findings/policies/{code}.yaml"));
    policy.is_file().then_some(policy)
}

/// The audit date of a chart in `findings`.
fn day_for(name: &str) -> Option<Day> {
    let name = name.strip_prefix("findings/")?;
    let example = FindingExample::of(name.get(..5)?)?;
    let mut files = example.flagged.iter().chain(&example.repaired);
    files.find(|file| file.name == name)?.day
}

fn audited(name: &str, path: &Path) -> (ClassifiedChart, Audit) {
    let own = policy_for(name).map(|policy| Rules::layered(&[policy]).unwrap());
    let rules = own.as_ref().unwrap_or(&BUILTIN);
    let found = discover(&[path.to_path_buf()]);
    let as_of = read_as_of().remove(name).or_else(|| day_for(name));
    let options = read::ReadOptions {
        as_of,
        ..read::ReadOptions::default()
    };
    let reader = Reader::new(found.inputs, &rules.columns, options);
    let on = ClassifiedChart::read(reader, rules);
    let audit = audit(&on, rules, AuditOptions::default());
    (on, audit)
}

fn codes(audit: &Audit) -> BTreeSet<String> {
    let codes = audit.findings.iter();
    codes.map(|finding| finding.code.to_string()).collect()
}

/// The rows of the tables in `fixtures/README.md`: the file, what it shows, what is expected.
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

/// The charts that show something only on a certain audit date, with that date.
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

#[test]
fn the_output_for_each_fixture_is_as_reviewed() {
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
