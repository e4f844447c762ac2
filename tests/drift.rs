//! What changed between two snapshots: all of it is said, nothing else, and nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use proptest::prelude::*;
use rolecall::audit::Options;
use rolecall::classify::ClassifiedChart;
use rolecall::drift::{AreaMove, Aspect, Boss, Drift, EntityChange, compare};
use rolecall::generate;
use rolecall::model::Finding;
use rolecall::read::{self, Day, Reader, discover};
use rolecall::report::{Drifted, TextOptions, drift_json, drift_markdown, drift_text};
use rolecall::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

const AS_OF: &str = "2026-06-30";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn read_as_of(path: &Path, as_of: Option<&str>) -> ClassifiedChart {
    let found = discover(&[path.to_path_buf()]);
    assert!(found.errors.is_empty(), "{:?}", found.errors);
    let options = read::Options {
        as_of: as_of.map(|day| day.parse::<Day>().unwrap()),
        ..read::Options::default()
    };
    let on = ClassifiedChart::read(Reader::new(found.inputs, &RULES.columns, options), &RULES);
    assert!(on.chart.sources().errors.is_empty(), "{}", path.display());
    on
}

/// A chart of one file; both snapshots have the same name, as in a repository.
fn read_text(text: &str) -> ClassifiedChart {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.csv");
    std::fs::write(&path, text).unwrap();
    read_as_of(&path, None)
}

fn compared(old: &ClassifiedChart, new: &ClassifiedChart) -> Drift {
    compare(old, new, &RULES, Options::default()).unwrap()
}

/// Two snapshots and what changed between them.
struct Case {
    old: ClassifiedChart,
    new: ClassifiedChart,
    drift: Drift,
}

impl Case {
    fn of(old: &str, new: &str) -> Case {
        Case::between(read_text(old), read_text(new))
    }

    fn between(old: ClassifiedChart, new: ClassifiedChart) -> Case {
        let drift = compared(&old, &new);
        Case { old, new, drift }
    }

    fn drifted(&self) -> Drifted<'_> {
        Drifted {
            old: &self.old,
            new: &self.new,
            rules: &RULES,
            drift: &self.drift,
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
        drift_text(self.drifted(), options, &mut out).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    fn markdown(&self) -> String {
        let mut out = Vec::new();
        drift_markdown(self.drifted(), false, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn json(&self, show_names: bool) -> serde_json::Value {
        let mut out = Vec::new();
        drift_json(self.drifted(), show_names, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    /// Every line about a change, without those on findings.
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
        let findings = self.drift.findings.iter();
        findings
            .map(|found| found.finding.code.to_string())
            .collect()
    }
}

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
fn all_forty_changes_of_the_group_are_said_and_nothing_else() {
    let folder = fixtures().join("drift");
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
    assert_eq!(case.drift.changes(), 40);
    assert_eq!(case.said(), changes);

    let findings = rows
        .iter()
        .filter(|row| row.len() == 3 && row[1].starts_with("RC"));
    let findings: BTreeSet<_> = findings.map(|row| row[..3].to_vec()).collect();
    let line = |heading: &str, finding: &Finding| {
        let code = finding.code.to_string();
        vec![heading.to_owned(), code, finding.severity.name().to_owned()]
    };
    let drift = &case.drift;
    let on_changes = drift.findings.iter().map(|found| &found.finding);
    let on_changes = on_changes.map(|one| line("Findings on changes", one));
    let new = drift.new.iter().map(|one| line("New findings", one));
    let fixed = drift.fixed.iter().map(|one| line("Fixed findings", one));
    let found: BTreeSet<_> = on_changes.chain(new).chain(fixed).collect();
    assert_eq!(found, findings);
}

#[test]
fn every_finding_on_changes_shows_on_its_pair_and_not_on_the_repaired_one() {
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
    for kind in RULES.catalogue.iter().filter(|kind| kind.compares) {
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
fn an_audit_asks_nothing_about_changes() {
    let findings = fixtures().join("findings");
    for kind in RULES.catalogue.iter().filter(|kind| kind.compares) {
        let on = read_as_of(&findings.join(&kind.code), None);
        let audit = rolecall::audit::audit(&on, &RULES, Options::default()).unwrap();
        assert!(audit.findings.iter().all(|one| one.code != kind.code));
    }
}

#[test]
fn nothing_changed_between_a_chart_and_itself() {
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
            if path.is_dir() {
                continue;
            }
            let case = Case::between(read_as_of(&path, None), read_as_of(&path, None));
            // Findings on changes may be left: what is vacant still is.
            assert_eq!(case.said(), [""; 0], "{}", path.display());
            let drift = &case.drift;
            assert_eq!(
                (drift.new.len(), drift.fixed.len()),
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

const HEAD: &str = "id,title,name,reports_to,department,entity\n";

fn chart(rows: &[&str]) -> String {
    let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
    format!("{HEAD}{rows}")
}

fn said(old: &[&str], new: &[&str]) -> Vec<String> {
    Case::of(&chart(old), &chart(new)).said()
}

#[test]
fn a_subtree_that_moves_with_its_head_is_one_change() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,Plant Director,C,1,Plant,Acme",
        "4,Team Lead,D,2,Sales,Acme",
        "5,Clerk,E,4,Sales,Acme",
        "6,Agent,F,4,Sales,Acme",
    ];
    let mut new = old;
    new[3] = "4,Team Lead,D,3,Sales,Acme";
    assert_eq!(
        said(&old, &new),
        ["~ Team Lead (4): moved from Sales Director (2) to Plant Director (3)"]
    );
}

#[test]
fn a_manager_whose_id_is_another_one_is_one_change_and_so_is_a_whole_line_of_them() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,Team Lead,C,2,Sales,Acme",
        "4,Clerk,D,3,Sales,Acme",
    ];
    let new = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "22,Sales Director,B,1,Sales,Acme",
        "33,Team Lead,C,22,Sales,Acme",
        "4,Clerk,D,33,Sales,Acme",
    ];
    assert_eq!(
        said(&old, &new),
        [
            "~ Sales Director (22): had the id 2",
            "~ Team Lead (33): had the id 3"
        ]
    );
}

#[test]
fn of_seats_that_are_alike_none_is_taken_for_another() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Clerk,B,1,Sales,Acme",
        "3,Clerk,C,1,Sales,Acme",
    ];
    let new = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "8,Clerk,X,1,Sales,Acme",
        "9,Clerk,Y,1,Sales,Acme",
    ];
    let case = Case::of(&chart(&old), &chart(&new));
    assert_eq!(case.drift.pairs.ambiguous, [2, 2]);
    assert_eq!(case.drift.seats.len(), 4);
    // Where the people are the same, nothing is open.
    let new = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "8,Clerk,C,1,Sales,Acme",
        "9,Clerk,B,1,Sales,Acme",
    ];
    assert_eq!(
        said(&old, &new),
        ["~ Clerk (8): had the id 3", "~ Clerk (9): had the id 2"]
    );
}

#[test]
fn seats_without_ids_are_found_by_their_place() {
    let old = "title,name,manager name\nChief Executive Officer,Ada Quill,\nClerk,Bo Rask,Ada Quill\nClerk,Cy Moss,Ada Quill\n";
    let new = "title,name,manager name\nChief Executive Officer,Ada Quill,\nClerk,Cy Moss,Ada Quill\nClerk,Di Pike,Ada Quill\n";
    let case = Case::of(old, new);
    assert_eq!(case.said(), ["~ Clerk: another incumbent"]);
    assert_eq!(Case::of(old, old).said(), [""; 0]);
}

#[test]
fn an_entity_with_another_name_and_a_seat_in_another_entity_are_told_apart() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,General Manager,C,1,Top,Acme Spain",
        "4,Clerk,D,3,Sales,Acme Spain",
        "5,Agent,E,3,Sales,Acme Spain",
    ];
    let new = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,General Manager,C,1,Top,Acme Iberia",
        "4,Clerk,D,3,Sales,Acme Iberia",
        "5,Agent,E,2,Sales,Acme",
    ];
    assert_eq!(
        said(&old, &new),
        [
            "~ Acme Iberia: was called Acme Spain",
            "~ Agent (5): moved from General Manager (3) to Sales Director (2); came from Acme Spain"
        ]
    );
}

#[test]
fn people_in_one_seat_do_not_move_those_below_when_their_rows_change_places() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "2,Sales Director,C,1,Sales,Acme",
        "3,Clerk,D,2,Sales,Acme",
    ];
    let swapped = [old[0], old[2], old[1], old[3]];
    assert_eq!(said(&old, &swapped), [""; 0]);
    let left = [old[0], old[2], old[3]];
    assert_eq!(
        said(&old, &left),
        ["- Sales Director (2): removed; it was under Chief Executive Officer (1)"]
    );
}

#[test]
fn a_column_that_only_one_snapshot_has_is_no_change() {
    let old = "id,title,reports_to\n1,Chief Executive Officer,\n2,Clerk,1\n";
    let new = "id,title,name,department\n1,Chief Executive Officer,A,Top\n2,Clerk,B,Sales\n";
    let case = Case::of(old, new);
    assert_eq!(case.said(), [""; 0]);
    assert_eq!(
        case.json(false)["not_compared"],
        serde_json::json!(["reports-to", "incumbent", "department"])
    );
}

#[test]
fn words_that_differ_in_case_or_signs_only_are_the_same() {
    let old = ["1,Vice-President Engineering,Doe Jane,,Human-Resources,Acme"];
    let new = ["1,\"VICE PRESIDENT, Engineering\",Jane Doe,,human resources,ACME"];
    assert_eq!(said(&old, &new), [""; 0]);
}

#[test]
fn names_are_told_only_when_asked_for() {
    let old = ["1,Chief Information Officer,Oriel Vantongeren,,IT,Acme"];
    let new = ["1,Chief Information Officer,Tamsin Oakhollow,,IT,Acme"];
    let case = Case::of(&chart(&old), &chart(&new));
    for output in [
        case.text(false),
        case.markdown(),
        case.json(false).to_string(),
    ] {
        assert!(output.contains("incumbent"));
        assert!(!output.contains("Oriel") && !output.contains("Tamsin"));
    }
    assert!(
        case.text(true)
            .contains("another incumbent: Oriel Vantongeren → Tamsin Oakhollow")
    );
    let aspect = &case.json(true)["changes"][0]["aspects"][0];
    assert_eq!(aspect["to"], "Tamsin Oakhollow");
}

#[test]
fn the_json_leads_to_the_lines_of_both_snapshots() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Chief Information Officer,B,1,IT,Acme",
    ];
    let new = [
        "2,Chief Technology Officer,B,,IT,Acme",
        "1,Chief Executive Officer,A,,Top,Acme",
    ];
    let json = Case::of(&chart(&old), &chart(&new)).json(false);
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["summary"]["changed"], 1);
    let change = &json["changes"][0];
    assert_eq!(
        (&change["kind"], &change["old"]["line"]),
        (&"changed".into(), &3.into())
    );
    assert_eq!(change["new"]["line"], 2);
    let aspects: Vec<_> = change["aspects"].as_array().unwrap().iter().collect();
    let names: Vec<_> = aspects
        .iter()
        .map(|one| one["aspect"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["retitled", "moved", "roles", "focus"]);
    assert_eq!(aspects[1]["from"]["seat"]["id"], "1");
    assert_eq!(aspects[1]["to"]["reports_to"], "top");
    assert_eq!(json["coverage"][0]["from"]["covered"], "title");
    assert_eq!(json["coverage"][0]["to"]["covered"], "nobody");
    assert_eq!(json["findings"]["on_changes"][0]["snapshot"], "old");
}

/// What changed, by the numbers of the seats and without words, so that it can be turned around.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    seats: BTreeSet<(Option<usize>, Option<usize>, Vec<&'static str>)>,
    entities: BTreeSet<(Option<u32>, Option<u32>)>,
    departments: BTreeSet<(String, String, usize)>,
    coverage: BTreeSet<(u32, u32, bool, &'static str, &'static str)>,
    areas: BTreeSet<(u32, u32, u16, &'static str)>,
    new: BTreeMap<String, usize>,
    fixed: BTreeMap<String, usize>,
    ambiguous: [usize; 2],
}

impl Told {
    fn of(drift: &Drift) -> Told {
        let codes = |findings: &[Finding]| {
            let mut codes = BTreeMap::new();
            for finding in findings {
                *codes.entry(finding.code.to_string()).or_default() += 1;
            }
            codes
        };
        let names = |aspects: &[Aspect]| {
            let mut names: Vec<_> = aspects.iter().map(Aspect::name).collect();
            names.sort_unstable();
            names
        };
        let index = |seat: Option<rolecall::chart::SeatId>| seat.map(|seat| seat.index());
        Told {
            seats: drift
                .seats
                .iter()
                .map(|one| (index(one.old), index(one.new), names(&one.aspects)))
                .collect(),
            entities: drift
                .entities
                .iter()
                .map(|one| match one {
                    EntityChange::Added(is) => (None, Some(is.0)),
                    EntityChange::Removed(was) => (Some(was.0), None),
                    EntityChange::Renamed(was, is) => (Some(was.0), Some(is.0)),
                })
                .collect(),
            departments: drift
                .departments
                .iter()
                .map(|one| (one.from.clone(), one.to.clone(), one.seats))
                .collect(),
            coverage: drift
                .coverage
                .iter()
                .map(|one| {
                    let is_internal = one.side == rolecall::model::Side::Internal;
                    let (was, is) = one.entity;
                    (was.0, is.0, is_internal, one.from.0, one.to.0)
                })
                .collect(),
            areas: drift
                .areas
                .iter()
                .map(|one| (one.entity.0.0, one.entity.1.0, one.area, one.what.name()))
                .collect(),
            new: codes(&drift.new),
            fixed: codes(&drift.fixed),
            ambiguous: drift.pairs.ambiguous,
        }
    }

    fn turned(self) -> Told {
        let area = |what| match what {
            "gained" => AreaMove::Lost.name(),
            "lost" => AreaMove::Gained.name(),
            other => other,
        };
        let [old, new] = self.ambiguous;
        Told {
            seats: self.seats.into_iter().map(|(a, b, c)| (b, a, c)).collect(),
            entities: self.entities.into_iter().map(|(a, b)| (b, a)).collect(),
            departments: self
                .departments
                .into_iter()
                .map(|(a, b, count)| (b, a, count))
                .collect(),
            coverage: self
                .coverage
                .into_iter()
                .map(|(a, b, side, from, to)| (b, a, side, to, from))
                .collect(),
            areas: self
                .areas
                .into_iter()
                .map(|(a, b, of, what)| (b, a, of, area(what)))
                .collect(),
            new: self.fixed,
            fixed: self.new,
            ambiguous: [new, old],
        }
    }

    fn is_nothing(&self) -> bool {
        self.seats.is_empty()
            && self.entities.is_empty()
            && self.departments.is_empty()
            && self.coverage.is_empty()
            && self.areas.is_empty()
            && self.new.is_empty()
            && self.fixed.is_empty()
    }
}

type Rows = Vec<Vec<String>>;

fn generated(seed: u64, positions: u64, companies: u32) -> Rows {
    let options = generate::Options {
        seed,
        positions,
        companies: companies.try_into().unwrap(),
        ..generate::Options::default()
    };
    let mut text = Vec::new();
    generate::write(&options, &RULES.samples, &mut text).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&text[..]);
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

fn written(rows: &Rows) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter()
        .for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Something that happens to a row: the row, and what.
type Event = (prop::sample::Index, u8);

/// A chart to which things have happened.
fn changed(mut rows: Rows, events: &[Event]) -> Rows {
    let header = rows[0].clone();
    let column = |name: &str| header.iter().position(|one| one == name).unwrap();
    let [id, title, boss] = ["id", "title", "reports_to"].map(column);
    let [department, duties, entity, name] =
        ["department", "responsibilities", "company", "name"].map(column);
    for (at, what) in events {
        let count = rows.len() - 1;
        let at = 1 + at.index(count);
        let other = 1 + (at * 7 + 3) % count;
        match what % 10 {
            0 if count > 3 => {
                rows.remove(at);
            }
            1 => rows[at][title] = "Chief Information Officer".to_owned(),
            2 => rows[at][title] = rows[other][title].clone(),
            3 => rows[at][boss] = rows[other][id].clone(),
            4 => {
                let new = format!("{}-new", rows[at][id]);
                let old = std::mem::replace(&mut rows[at][id], new.clone());
                let below = rows.iter_mut().filter(|row| row[boss] == old);
                below.for_each(|row| row[boss].clone_from(&new));
            }
            5 => rows[at][department] = rows[other][department].clone(),
            6 => rows[at][duties] = "Runs IT operations and infrastructure.".to_owned(),
            7 => rows[at][entity] = rows[other][entity].clone(),
            8 => rows[at][name] = "Somebody Else".to_owned(),
            9 => {
                let mut row = rows[at].clone();
                row[id] = format!("{}-twin", row[id]);
                rows.push(row);
            }
            _ => {}
        }
    }
    rows
}

fn shuffled(mut rows: Rows, seed: u64) -> Rows {
    fastrand::Rng::with_seed(seed).shuffle(&mut rows[1..]);
    rows
}

prop_compose! {
    fn orgs()(
        seed: u64,
        (companies, positions) in (1..5_u32).prop_flat_map(|n| (Just(n), 20 * u64::from(n)..150)),
    ) -> Rows {
        generated(seed, positions, companies)
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn a_chart_in_another_order_is_the_same_chart(org in orgs(), events in events(), seed: u64) {
        let org = changed(org, &events);
        let on = read_text(&written(&org));
        let again = read_text(&written(&shuffled(org, seed)));
        let told = Told::of(&compared(&on, &again));
        prop_assert!(told.is_nothing(), "{told:?}");
    }

    #[test]
    fn what_came_one_way_went_the_other(org in orgs(), events in events(), seed: u64) {
        let after = shuffled(changed(org.clone(), &events), seed);
        let (old, new) = (read_text(&written(&org)), read_text(&written(&after)));
        let there = Told::of(&compared(&old, &new));
        let back = Told::of(&compared(&new, &old));
        prop_assert_eq!(there.turned(), back);
    }

    #[test]
    fn whatever_happened_every_seat_is_accounted_for(org in orgs(), events in events()) {
        let after = changed(org.clone(), &events);
        let (old, new) = (read_text(&written(&org)), read_text(&written(&after)));
        let drift = compared(&old, &new);
        for (was, is) in drift.pairs.iter() {
            prop_assert_eq!(drift.pairs.old_of(is), Some(was));
        }
        let found = drift.pairs.by_id + drift.pairs.by_place;
        prop_assert_eq!(found, drift.pairs.iter().count());
        // At most one line for each event that touches a seat, and none for those below it; a seat that is
        // gone leaves those that reported to it without a manager.
        let moved = drift.seats.iter().filter(|one| one.has(|aspect| {
            matches!(aspect, Aspect::Moved(_, to) if *to != Boss::Absent)
        }));
        prop_assert!(moved.count() <= events.len());
    }
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let rows = generated(11, 12_000, 30);
    let indices = |n: usize| (n as u8, n.wrapping_mul(7919));
    let mut after = rows.clone();
    for n in 0..400 {
        let (what, at) = indices(n);
        let at = 1 + at % (after.len() - 1);
        match what % 3 {
            0 => after[at][1] = "Head of Something".to_owned(),
            1 => {
                after.remove(at);
            }
            _ => after[at][0].push_str("-new"),
        }
    }
    let paths = [("old.csv", rows), ("new.csv", after)].map(|(name, rows)| {
        let path = folder.path().join(name);
        std::fs::write(&path, written(&rows)).unwrap();
        path
    });
    for format in ["text", "json", "markdown"] {
        let output = |threads: &str| {
            let run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
                .arg("diff")
                .args(&paths)
                .args(["--format", format, "--threads", threads, "--details"])
                .output()
                .unwrap();
            assert_eq!(run.status.code(), Some(1));
            run.stdout
        };
        let one = output("1");
        assert!(one.len() > 10_000);
        assert!(one == output("4"), "{format} differs with 4 threads");
    }
}
