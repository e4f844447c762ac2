//! Comparing the fixtures reports all of their changes and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rolecall::audit::AuditOptions;
use rolecall::model::{Finding, Subject};

use super::{AS_OF, Case, RULES, fixtures, read_as_of};

/// The rows of the tables in a Markdown file, cell by cell.
fn table(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| "));
    rows.map(|row| {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    })
    .collect()
}

#[test]
fn all_forty_changes_of_the_group_are_reported_and_nothing_else() {
    let folder = fixtures().join("diff");
    let [old, new] = ["before.csv", "after.csv"].map(|name| {
        let path = folder.join(name);
        read_as_of(&path, Some(AS_OF))
    });
    let case = Case::between(old, new);
    let rows = table(&folder.join("changes.md"));
    let changes = rows.iter().filter(|row| row[0].parse::<u32>().is_ok());
    let changes: Vec<_> = changes
        .map(|row| format!("{} {}: {}", row[1].trim_matches('`'), row[2], row[3]))
        .collect();
    assert_eq!(changes.len(), 40);
    assert_eq!(case.diff.changes(), 40);
    assert_eq!(case.said(), changes);

    let findings = rows
        .iter()
        .filter(|row| row.len() == 3 && row[1].starts_with("RC"));
    let findings: BTreeSet<_> = findings.map(|row| row[..3].to_vec()).collect();
    let line = |heading: &str, finding: &Finding| {
        let code = finding.code.to_string();
        vec![heading.to_owned(), code, finding.severity.name().to_owned()]
    };
    let diff = &case.diff;
    let on_changes = diff.findings.iter().map(|found| &found.finding);
    let on_changes = on_changes.map(|one| line("Findings on changes", one));
    let new = diff.new.iter().map(|one| line("New findings", one));
    let fixed = diff.fixed.iter().map(|one| line("Fixed findings", one));
    let found: BTreeSet<_> = on_changes.chain(new).chain(fixed).collect();
    assert_eq!(found, findings);
}

#[test]
fn every_finding_on_changes_appears_on_its_pair_and_not_on_the_repaired_one() {
    let rows = table(&fixtures().join("README.md"));
    let promised: BTreeMap<_, BTreeSet<String>> = rows
        .iter()
        .filter_map(|row| {
            let pair = row[0].strip_prefix('`')?.strip_suffix("/after.csv`")?;
            let codes = row[2].split(|c: char| !c.is_alphanumeric());
            let codes = codes.filter(|word| word.starts_with("RC"));
            Some((pair.to_owned(), codes.map(str::to_owned).collect()))
        })
        .collect();
    for kind in RULES
        .catalogue
        .iter()
        .filter(|kind| kind.about == Subject::Snapshots)
    {
        let code = &kind.code;
        for (pair, is_flagged) in [(code.clone(), true), (format!("{code}-repaired"), false)] {
            let folder = fixtures().join("findings").join(&pair);
            let [old, new] =
                ["before.csv", "after.csv"].map(|name| read_as_of(&folder.join(name), None));
            let case = Case::between(old, new);
            assert_eq!(case.codes().contains(code), is_flagged, "{pair}");
            assert_eq!(Some(&case.codes()), promised.get(&pair), "{pair}");
        }
    }
}

#[test]
fn an_audit_makes_no_findings_on_changes() {
    let findings = fixtures().join("findings");
    for kind in RULES
        .catalogue
        .iter()
        .filter(|kind| kind.about == Subject::Snapshots)
    {
        let on = read_as_of(&findings.join(&kind.code), None);
        let audit = rolecall::audit::audit(&on, &RULES, AuditOptions::default());
        assert!(audit.findings.iter().all(|one| one.code != kind.code));
    }
}

#[test]
fn a_chart_compared_with_itself_has_no_changes() {
    for folder in [
        "healthy",
        "coverage",
        "findings",
        "responsibility",
        "structure",
        "data",
        "systems",
    ] {
        for entry in std::fs::read_dir(fixtures().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            // A text describes a chart that is too large to store.
            if path.is_dir() || path.extension().is_some_and(|ending| ending == "txt") {
                continue;
            }
            let case = Case::between(read_as_of(&path, None), read_as_of(&path, None));
            // Findings on changes may remain: a vacant seat is still vacant.
            assert_eq!(case.said(), [""; 0], "{}", path.display());
            let diff = &case.diff;
            assert_eq!(
                (diff.new.len(), diff.fixed.len()),
                (0, 0),
                "{}",
                path.display()
            );
            let codes = case.codes();
            let vacant = codes.iter().all(|code| code == "RC605");
            assert!(vacant, "{}: {codes:?}", path.display());
        }
    }
}
