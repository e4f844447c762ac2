//! A chart that is exported and read back is the same chart.
//!
//! It has the same seats in the same order, with the same texts, statuses and sizes, the same solid and
//! dotted lines, and the same structural mistakes. Only two things are corrected on the way: ids that several
//! seats had, and leading zeros that ids had lost.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use rolecall::chart::{Chart, ChartBuilder, EntityId, Line, SeatId};
use rolecall::model::{Defect, DefectKind, Field, FileId, Status, Tenure};
use rolecall::read::{Input, ReadOptions, Reader, discover};
use rolecall::report::{ChartRows, chart_csv, chart_json, chart_yaml};
use rolecall::rules::{Columns, Rules};

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| Rules::builtin().unwrap().columns);

fn read(files: &[PathBuf]) -> Chart {
    let inputs = files.iter().cloned().map(Input::File).collect();
    let mut reader = Reader::new(inputs, &COLUMNS, ReadOptions::default());
    let mut builder = ChartBuilder::default();
    while let Some(batch) = reader.next_batch() {
        builder.add(batch);
    }
    builder.build(reader.into_sources())
}

fn read_text(ending: &str, text: &[u8]) -> Chart {
    let file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
    std::fs::write(file.path(), text).unwrap();
    read(&[file.path().to_owned()])
}

#[derive(Clone, Copy, Debug)]
enum As {
    Csv,
    RawCsv,
    Yaml,
    Json,
}

const ALL: [As; 4] = [As::Csv, As::RawCsv, As::Yaml, As::Json];

fn export(chart: &Chart, format: As) -> Vec<u8> {
    let rows = ChartRows::new(chart, &COLUMNS, true);
    let mut text = Vec::new();
    match format {
        As::Csv => chart_csv(&rows, true, &mut text),
        As::RawCsv => chart_csv(&rows, false, &mut text),
        As::Yaml => chart_yaml(&rows, &mut text),
        As::Json => chart_json(&rows, &mut text),
    }
    .unwrap();
    text
}

fn back(chart: &Chart, format: As) -> Chart {
    let ending = match format {
        As::Csv | As::RawCsv => ".csv",
        As::Yaml => ".yaml",
        As::Json => ".json",
    };
    let text = export(chart, format);
    let back = read_text(ending, &text);
    let errors = &back.sources().errors;
    assert!(
        errors.is_empty(),
        "{errors:?}\n{}",
        String::from_utf8_lossy(&text)
    );
    // Formulas that were left as they are get reported.
    let is_left = |defect: &&Defect| {
        matches!(format, As::RawCsv) && matches!(defect.kind, DefectKind::Formula { .. })
    };
    let defects = back.batches().iter().flat_map(|b| &b.defects);
    let defects: Vec<&Defect> = defects.filter(|defect| !is_left(defect)).collect();
    assert!(defects.is_empty(), "{defects:?}");
    back
}

/// Everything that must be the same, in a form that a test can print.
#[derive(Debug, PartialEq)]
struct Shape {
    seats: Vec<SeatShape>,
    roots: Vec<SeatId>,
    unknown: Vec<(SeatId, Line, String)>,
    self_reports: Vec<SeatId>,
    cycles: Vec<Vec<SeatId>>,
    without_root: Vec<FileId>,
    entities: Vec<(String, Vec<SeatId>, Option<u32>)>,
}

#[derive(Debug, PartialEq)]
struct SeatShape {
    texts: Vec<String>,
    status: Status,
    tenure: Tenure,
    size: Option<u32>,
    fte: Option<u16>,
    managers: Vec<(SeatId, Line)>,
    entity: EntityId,
}

fn shape(chart: &Chart) -> Shape {
    let texts = [
        Field::Title,
        Field::Incumbent,
        Field::Department,
        Field::Location,
        Field::Level,
        Field::Responsibilities,
    ];
    let seats = chart.seats().map(|seat| {
        let here = chart.position(seat);
        SeatShape {
            texts: texts.iter().map(|f| here.text(*f).to_owned()).collect(),
            status: here.status,
            tenure: here.tenure,
            size: here.size,
            fte: here.fte,
            managers: chart.managers(seat).collect(),
            entity: chart.entity_of(seat),
        }
    });
    let facts = chart.facts().clone();
    // A manager who could be several people is unknown once each of them has an id of their own.
    let ambiguous = facts.ambiguous_managers.into_iter();
    let mut unknown = facts.unknown_managers;
    unknown.extend(ambiguous.map(|(seat, line, named, _)| (seat, line, named)));
    // Among several dotted lines, the unknown ones come last, in their own order.
    unknown.sort_by_key(|(seat, line, named)| (*seat, *line == Line::Dotted, named.clone()));
    let entities = chart.entities();
    Shape {
        seats: seats.collect(),
        roots: chart.roots().to_vec(),
        unknown,
        self_reports: facts.self_reports,
        cycles: facts.cycles,
        without_root: facts.without_root,
        entities: entities
            .map(|(_, e)| (e.name.clone(), e.seats.clone(), e.declared_size))
            .collect(),
    }
}

fn ids(chart: &Chart) -> Vec<String> {
    let seats = chart.seats();
    seats.map(|s| chart.position(s).id.to_owned()).collect()
}

fn assert_same(chart: &Chart, format: As) {
    let back = back(chart, format);
    assert_eq!(shape(&back), shape(chart), "{format:?}");
    // A seat with an id of its own keeps it. Rows that share an id are one seat.
    assert_eq!(back.facts().inexact_managers, []);
    for seats in &back.facts().shared_ids {
        assert!(back.is_one_seat(seats));
    }
    let shared: Vec<SeatId> = chart.facts().shared_ids.concat();
    for (seat, (before, after)) in chart.seats().zip(ids(chart).into_iter().zip(ids(&back))) {
        let position = chart.position(seat);
        // The place of a seat replaces its id while it is read, and is not an id.
        let is_place = position.id.starts_with('@');
        // An id such as `0` is an id only if somebody names it.
        let is_named = !COLUMNS.is_placeholder(position.id) || chart.reports(seat).next().is_some();
        let is_id = !position.id_is_placeholder && is_named;
        let usable = is_id && !COLUMNS.is_root(position.id) && !is_place;
        assert!(!after.is_empty());
        if usable && !shared.contains(&seat) {
            assert_eq!(before, after, "{format:?}");
        }
    }
    // A chart that was written once needs no more corrections.
    assert_eq!(ids(&back), ids(&self::back(&back, format)));
}

#[test]
fn fixtures_read_back_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = ["healthy", "coverage", "responsibility", "structure", "data"];
    let folders: Vec<_> = folders.iter().map(|folder| root.join(folder)).collect();
    for input in discover(&folders).inputs {
        let Input::InFolder { path, .. } = input else {
            unreachable!("only folders were given")
        };
        let chart = read(&[path]);
        // A row that was shifted names no manager. Written anew it is a sound row, which does.
        let is_ragged = chart.seats().any(|seat| chart.position(seat).is_ragged);
        for format in ALL {
            if is_ragged {
                let texts = |chart: &Chart| shape(chart).seats.into_iter().map(|seat| seat.texts);
                assert!(texts(&chart).eq(texts(&back(&chart, format))));
            } else {
                assert_same(&chart, format);
            }
        }
    }
}

#[test]
fn several_files_become_one_whose_ids_are_distinct() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let chart = read(&[
        file("a.csv", "id,title,reports to\n1,CEO,\n2,CTO,1\n3,CIO,7\n"),
        file(
            "b.csv",
            "id,title,reports to\n1,Chair,\n2,CEO,1\n07,Aide,2\n7,Aide,2\n",
        ),
    ]);
    for format in ALL {
        let back = back(&chart, format);
        // The seven in one file is not the seven that is missing in the other.
        let expected = ["1", "2", "3", "1-2", "2-2", "07-2", "7-2"];
        assert_eq!(ids(&back), expected);
        let (before, after) = (shape(&chart), shape(&back));
        assert_eq!(before.seats, after.seats);
        assert_eq!(before.unknown, after.unknown);
        assert_eq!(before.entities, after.entities);
    }
}

#[test]
fn an_id_that_looks_like_none_is_kept_only_if_somebody_names_it() {
    let alone = read_text(".csv", b"id,title,reports_to\n0,CEO,0\n");
    let named = read_text(".csv", b"id,title,reports_to\n0,CEO,\n1,CIO,0\n");
    for format in ALL {
        assert_same(&alone, format);
        assert_same(&named, format);
    }
    assert_eq!(ids(&back(&named, As::Csv)), ["0", "1"]);
}

#[test]
fn people_who_share_a_seat_share_its_id_and_others_get_their_own() {
    let text =
        "id,title,reports to\n1,CEO,\n2,CIO,1\n2,CIO,1\n3,CTO,1\n3,Clerk,3\n,Aide,3\n0,Aide,2\n";
    let chart = read_text(".csv", text.as_bytes());
    let back = back(&chart, As::Csv);
    assert_eq!(ids(&back), ["1", "2", "2", "3", "3-2", "seat-6", "seat-7"]);
    assert_eq!(shape(&back), shape(&chart));
}

#[test]
fn formulas_are_neutralised_and_read_back() {
    let text = "- {id: '=1', title: '@CTO', department: \"'+x\", location: ＝a, level: \"'s\"}\n";
    let chart = read_text(".yaml", text.as_bytes());
    let written = String::from_utf8(export(&chart, As::Csv)).unwrap();
    let row = written.lines().nth(1).unwrap();
    assert!(row.starts_with("'=1,'@CTO,"), "{row}");
    assert!(row.contains(",''+x,") && row.contains(",'＝a,'s"), "{row}");
    let raw = String::from_utf8(export(&chart, As::RawCsv)).unwrap();
    let row = raw.lines().nth(1).unwrap();
    assert!(row.starts_with("=1,@CTO,"), "{row}");
    for format in ALL {
        assert_same(&chart, format);
    }
}

#[test]
fn characters_that_yaml_does_not_allow_read_back() {
    let text = "id,title,location\n1,CEO,x\u{7f}y\n2,CTO,a\u{80}\u{85}b\u{2028}\u{ffff}\n";
    let chart = read_text(".csv", text.as_bytes());
    for format in ALL {
        assert_same(&chart, format);
    }
}

#[test]
fn a_chart_without_lines_reads_back_without_lines() {
    let chart = read_text(".csv", b"id,title\n1,CEO\n2,CTO\n");
    for format in ALL {
        let back = back(&chart, format);
        assert!(!back.sources().files[0].gives_lines(), "{format:?}");
    }
}

#[test]
fn names_are_left_out_unless_requested() {
    let chart = read_text(".csv", b"id,title,name\n1,CEO,Ada Example\n");
    let rows = ChartRows::new(&chart, &COLUMNS, false);
    let mut text = Vec::new();
    chart_csv(&rows, true, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(
        !text.contains("Ada") && !text.contains("incumbent"),
        "{text}"
    );
    assert!(
        String::from_utf8(export(&chart, As::Csv))
            .unwrap()
            .contains("Ada Example")
    );
}

/// Text that formats, spreadsheets and readers take for something else.
fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        2 => prop::sample::select(vec![
            "NO", "007", "1e5", "~", "null", "true", "0x1F", "2024-01-31", "=1+1", "'=x", "''-", "@a", "-",
            "'", "\"", "a\"b", "a,b", "a;b", "# no", "a: b", "- a", "---", "&a", "*a", "!x", "%x", "{a}", "[a",
            "|", ">", "a\nb", "a\r\nb", "a\n---\nb", "a\n\nb ", "é", "ＣＴＯ", "＝x", "\u{feff}x", "x\u{2028}y",
            "x\u{85}y", "a\tb", "sep=;", "<b>", "Vacant", "1.0", "a  b", "\u{202e}x", "x\u{7f}y", "😀",
        ]).prop_map(str::to_owned),
        1 => "[a-cA-C0-9 '\"=+@:,;|#&*\\n\\t\u{e9}-]{0,12}",
    ]
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec!["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
        3 => prop::sample::select(vec![
            "", "0", "n/a", "root", "-", "007", "7.0", "a b", "ab", "=1", "1-2", "1-3", "seat-1", "seat-2", "@3",
            "A,1", "NO", "00",
        ]),
    ]
    .prop_map(str::to_owned)
}

fn row() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let keys = ["department", "location", "level", "duties", "name"];
    let texts = prop::array::uniform5(nasty());
    let status = prop::sample::select(vec!["", "filled", "vacant", "eliminated", "open"]);
    let tenure = prop::sample::select(vec!["", "permanent", "interim", "acting"]);
    let size = prop::sample::select(vec!["", "0", "12", "12,000"]);
    let fte = prop::sample::select(vec!["", "0.8", "80 %", "1,05", "0"]);
    let company = prop::sample::select(vec!["", "Acme", "ACME", "A & B", "??"]);
    let dotted = prop::collection::vec(id(), 0..3);
    let lines = (id(), id(), dotted, nasty());
    (lines, texts, (status, tenure, size, fte, company)).prop_map(
        move |((id, manager, dotted, title), texts, (status, tenure, size, fte, company))| {
            let mut row = vec![
                ("id", id),
                ("title", title),
                ("reports_to", manager),
                ("dotted_line", dotted.join(";")),
                ("status", status.to_owned()),
                ("tenure", tenure.to_owned()),
                ("size", size.to_owned()),
                ("fte", fte.to_owned()),
                ("company", company.to_owned()),
            ];
            row.extend(keys.into_iter().zip(texts));
            // Managers are given by ids here. A name that looks like an id would make another chart.
            if let Some((_, name)) = row.last_mut().filter(|(_, name)| !name.is_empty()) {
                name.insert_str(0, "Ada ");
            }
            row
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_chart_reads_back_the_same(rows in prop::collection::vec(row(), 1..14)) {
        // Use JSON, which can hold any text.
        let rows: Vec<_> = rows.into_iter().map(|row| {
            let cells = row.into_iter().map(|(key, cell)| (key.to_owned(), cell.into()));
            serde_json::Value::Object(cells.collect())
        }).collect();
        let text = serde_json::to_string(&rows).unwrap();
        let chart = read_text(".json", text.as_bytes());
        prop_assume!(!chart.is_empty());
        for format in ALL {
            assert_same(&chart, format);
        }
    }
}
