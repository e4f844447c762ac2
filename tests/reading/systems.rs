//! The exports of one company from every HR system are the same chart, whatever their headers.

use std::path::{Path, PathBuf};

use rolecall::audit::{AuditOptions, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::model::Field;
use rolecall::model::Severity;
use rolecall::read::{self, Reader, discover};
use rolecall::rules::Rules;

const COMPANY: &str = "Vetchling Instruments";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/systems")
}

/// What a file holds, independent of the names of its columns: the seats with their managers, and the
/// findings. Not every system names the company of a seat; then it is that of the file.
fn said(rules: &Rules, path: &Path) -> (Vec<[String; 4]>, Vec<String>) {
    let found = discover(&[path.to_owned()]);
    let reader = Reader::new(found.inputs, &rules.columns, read::ReadOptions::default());
    let on = ClassifiedChart::read(reader, rules);
    let chart = &on.chart;
    assert!(
        chart.sources().errors.is_empty(),
        "{:?}",
        chart.sources().errors
    );
    let tally = chart.sources().files[0].tally;
    assert_eq!(tally.rows, tally.positions + tally.skipped());
    let title = |seat| chart.position(seat).title.to_owned();
    let file = &chart.sources().files[0];
    let entity = |seat| match chart.entity(chart.entity_of(seat)).name.as_str() {
        name if !file.gives(Field::Entity) && name == file.stem() => COMPANY.to_owned(),
        name => name.to_owned(),
    };
    let seats = chart.seats().map(|seat| {
        [
            title(seat),
            chart.manager(seat).map(title).unwrap_or_default(),
            entity(seat),
            chart.position(seat).department.to_owned(),
        ]
    });
    let audit = audit(&on, rules, AuditOptions::default());
    // Some systems have no column for duties, and the audit reports that.
    let findings = audit.findings.iter();
    let findings = findings.filter(|finding| finding.severity > Severity::Info);
    let findings = findings.map(|finding| format!("{}: {}", finding.code, finding.message));
    (seats.collect(), findings.collect())
}

#[test]
fn the_exports_of_all_systems_are_the_same_chart() {
    let rules = Rules::builtin().unwrap();
    let plain = said(&rules, &folder().join("plain.csv"));
    assert_eq!(plain.0.len(), 10);
    assert_eq!(plain.0.iter().filter(|seat| seat[1].is_empty()).count(), 1);
    let mut files: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() > 35, "{files:?}");
    let mut wrong = String::new();
    for file in files {
        let here = said(&rules, &file);
        for (ours, theirs) in here.0.iter().zip(&plain.0) {
            if ours != theirs {
                wrong += &format!("{}: {ours:?} and not {theirs:?}\n", file.display());
            }
        }
        if here.0.len() != plain.0.len() || here.1 != plain.1 {
            wrong += &format!(
                "{}: {} seats, {:?} and not {:?}\n",
                file.display(),
                here.0.len(),
                here.1,
                plain.1
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
