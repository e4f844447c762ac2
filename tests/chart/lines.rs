//! Charts as a user of the library sees them: who reports to whom.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rolecall::chart::{By, Chart, ChartBuilder, Inexact, Line, SeatId};
use rolecall::model::{Field, FileId, Status};
use rolecall::read::{Input, ReadOptions, Reader};
use rolecall::rules::{Columns, Rules};

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| Rules::builtin().unwrap().columns);

fn chart_of(files: &[PathBuf]) -> Chart {
    chart_with(files, ReadOptions::default())
}

fn chart_with(files: &[PathBuf], options: ReadOptions) -> Chart {
    let inputs = files.iter().cloned().map(Input::File).collect();
    let mut reader = Reader::new(inputs, &COLUMNS, options);
    let mut builder = ChartBuilder::default();
    while let Some(batch) = reader.next_batch() {
        builder.add(batch);
    }
    builder.build(reader.into_sources())
}

fn fixtures(names: &[&str]) -> Chart {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files: Vec<_> = names.iter().map(|name| root.join(name)).collect();
    chart_of(&files)
}

fn csv(text: &str) -> Chart {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    chart_of(&[file.path().to_owned()])
}

/// The ids of seats.
fn ids<'c>(chart: &'c Chart, seats: &[SeatId]) -> Vec<&'c str> {
    seats.iter().map(|seat| chart.position(*seat).id).collect()
}

fn seat(chart: &Chart, id: &str) -> SeatId {
    let found = chart.seats().find(|seat| chart.position(*seat).id == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn lines_lead_to_the_manager_and_back() {
    let chart = fixtures(&["healthy/big-company.csv"]);
    assert_eq!(chart.len(), 25);
    let [root] = chart.roots() else {
        panic!("one root, not {:?}", chart.roots())
    };
    assert_eq!(chart.depth(*root), Some(0));
    assert_eq!(chart.subtree(*root), 25);
    assert_eq!(chart.manager(*root), None);
    for seat in chart.seats().filter(|seat| seat != root) {
        let manager = chart.manager(seat).unwrap();
        assert!(chart.reports(manager).any(|report| report == seat));
        assert_eq!(
            chart.depth(seat),
            chart.depth(manager).map(|depth| depth + 1)
        );
    }
    let spans: usize = chart.seats().map(|seat| chart.span(seat)).sum();
    assert_eq!(spans, 24);
}

#[test]
fn reports_come_in_the_order_of_the_file() {
    let chart = csv("id,title,reports to,dotted line\n1,CEO,,\n2,CTO,1,\n3,CIO,1,\n4,Dev,2,3; 1\n");
    let reports: Vec<_> = chart.reports(seat(&chart, "1")).collect();
    assert_eq!(ids(&chart, &reports), ["2", "3"]);
    let managers: Vec<_> = chart
        .managers(seat(&chart, "4"))
        .map(|(seat, _)| seat)
        .collect();
    assert_eq!(ids(&chart, &managers), ["2", "3", "1"]);
}

#[test]
fn a_tree_and_a_table_make_the_same_kind_of_chart() {
    let chart = fixtures(&["healthy/big-company.yaml"]);
    assert_eq!((chart.len(), chart.roots().len()), (25, 1));
    assert_eq!(chart.subtree(chart.roots()[0]), 25);
    let facts = chart.facts();
    assert!(facts.shared_ids.is_empty() && facts.unknown_managers.is_empty());
}

#[test]
fn a_seat_may_have_dotted_lines_next_to_its_solid_one() {
    let chart = fixtures(&["healthy/matrix.yaml"]);
    let lines: Vec<_> = chart.managers(seat(&chart, "erp-finance")).collect();
    let solid: Vec<_> = lines
        .iter()
        .filter(|(_, line)| *line == Line::Solid)
        .collect();
    assert_eq!(solid.len(), 1);
    assert_eq!(lines[0].1, Line::Solid);
    assert!(lines.iter().any(|(_, line)| *line == Line::Dotted));
    // Dotted lines add nothing to depth and span.
    assert_eq!(chart.subtree(chart.roots()[0]), 18);
}

#[test]
fn entities_of_one_file_are_separate_even_if_lines_connect_them() {
    let chart = fixtures(&["healthy/group-with-subsidiaries.csv"]);
    let names: Vec<_> = chart
        .entities()
        .map(|(_, entity)| entity.name.as_str())
        .collect();
    let expected = [
        "Tamarisk Holding",
        "Tamarisk Water Systems",
        "Tamarisk Foods",
        "Tamarisk Rail Components",
    ];
    assert_eq!(names, expected);
    let crossing = chart.seats().filter(|seat| {
        let manager = chart.manager(*seat);
        manager.is_some_and(|manager| chart.entity_of(manager) != chart.entity_of(*seat))
    });
    assert_eq!(crossing.count(), 3);
    assert_eq!(chart.roots().len(), 1);
}

#[test]
fn the_same_ids_in_two_files_are_not_the_same_seats() {
    let names = ["healthy/big-company.csv", "healthy/big-company.csv"];
    let chart = fixtures(&names);
    assert_eq!((chart.len(), chart.roots().len()), (50, 2));
    assert!(chart.facts().shared_ids.is_empty());
    assert_eq!(chart.entities().len(), 2);
    let second = chart.seats().nth(25).unwrap();
    assert_eq!(chart.position(second).file, FileId(1));
    assert_eq!(chart.locate(second, Field::Title).file, FileId(1));
}

#[test]
fn a_cycle_lists_all_its_seats_in_the_order_of_reporting() {
    let chart = fixtures(&["structure/cycle.csv"]);
    let cycles: Vec<_> = chart
        .facts()
        .cycles
        .iter()
        .map(|cycle| ids(&chart, cycle))
        .collect();
    assert_eq!(cycles, [["CG03", "CG05", "CG04"]]);
    assert_eq!(chart.depth(seat(&chart, "CG03")), None);
    assert_eq!(chart.roots().len(), 1);
}

#[test]
fn a_seat_that_reports_to_itself_has_no_manager() {
    let chart = fixtures(&["structure/self-report.csv"]);
    assert_eq!(ids(&chart, &chart.facts().self_reports), ["TC-107"]);
    assert_eq!(chart.manager(seat(&chart, "TC-107")), None);
    assert!(chart.facts().cycles.is_empty());
}

#[test]
fn a_seat_that_reports_to_itself_is_the_top_if_there_is_no_other() {
    let chart = csv("id,title,reports to\n1,CEO,1\n2,CTO,1\n3,CIO,1\n");
    assert!(chart.facts().self_reports.is_empty());
    assert_eq!(ids(&chart, chart.roots()), ["1"]);
    assert_eq!(chart.depth(seat(&chart, "3")), Some(1));
    let two = csv("id,title,reports to\n1,CEO,1\n2,CTO,2\n");
    assert_eq!(ids(&two, &two.facts().self_reports), ["1", "2"]);
    assert_eq!(two.facts().without_root, [FileId(0)]);
}

#[test]
fn an_unknown_manager_is_noted_as_written() {
    let chart = fixtures(&["structure/unknown-manager.csv"]);
    let [(seat, line, name)] = &chart.facts().unknown_managers[..] else {
        panic!("{:?}", chart.facts().unknown_managers)
    };
    assert_eq!(
        (chart.position(*seat).id, *line, name.as_str()),
        ("88010", Line::Solid, "88999")
    );
    let dotted = csv("id,title,dotted line\n1,CEO,\n2,CTO,1; 9\n");
    assert_eq!(dotted.facts().unknown_managers[0].1, Line::Dotted);
}

#[test]
fn a_manager_id_without_its_leading_zeros_is_found_and_noted() {
    let chart = csv("id,title,reports to\n7,CEO,\n12,CTO,007\n13,CIO,7\n0013,Dev,0013\n");
    assert_eq!(chart.depth(seat(&chart, "12")), Some(1));
    let [(told, Line::Solid, Inexact::Zeros, name)] = &chart.facts().inexact_managers[..] else {
        panic!("{:?}", chart.facts().inexact_managers)
    };
    assert_eq!((chart.position(*told).id, name.as_str()), ("12", "007"));
    assert!(chart.facts().unknown_managers.is_empty());
    // An id as written wins over one without its zeros.
    assert_eq!(ids(&chart, &chart.facts().self_reports), ["0013"]);
}

/// The id of each seat, with the id of its manager.
fn managers(chart: &Chart) -> Vec<(&str, &str)> {
    let of = |seat: SeatId| {
        chart
            .manager(seat)
            .map_or("", |seat| chart.position(seat).id)
    };
    let seats = chart.seats();
    seats
        .map(|seat| (chart.position(seat).id, of(seat)))
        .collect()
}

#[test]
fn a_manager_is_found_by_address_login_entry_and_name() {
    let people = "id,title,name,email,login,dn,manager\n\
                  1,CEO,Ilse Brandt,Ilse.Brandt@x.example,ibrandt,\"CN=Brandt I,OU=Top\",\n";
    for (manager, by) in [
        ("ilse.brandt@X.example", By::Email),
        ("IBrandt", By::UserName),
        ("\"cn=Brandt I,OU=Top\"", By::DistinguishedName),
        ("\"CN=Ilse Brandt,OU=Elsewhere\"", By::Name),
        ("\"Brandt,  ilse\"", By::Name),
        ("ILSE BRANDT [C]", By::Name),
    ] {
        let chart = csv(&format!("{people}2,CTO,Jo Lind,,,,{manager}\n"));
        assert_eq!(managers(&chart), [("1", ""), ("2", "1")], "{manager}");
        let found: Vec<_> = chart.facts().found_by.keys().map(|(_, by)| *by).collect();
        assert_eq!(found, [by], "{manager}");
        assert!(chart.facts().inexact_managers.is_empty());
    }
    let chart = csv(&format!("{people}2,CTO,Jo Lind,,,,I. Brandt\n"));
    assert_eq!(chart.facts().unknown_managers.len(), 1);
}

#[test]
fn a_name_that_two_people_have_is_never_guessed() {
    let people = "id,title,name,email,manager,manager email\n1,CEO,Ana Ruiz,a@x.example,,\n\
                  2,CTO,Kim Lee,k@x.example,1,\n3,CIO,\"Lee, Kim\",l@x.example,1,\n";
    let chart = csv(&format!("{people}4,Dev,Bo Ek,b@x.example,Kim Lee,\n"));
    assert_eq!(chart.manager(seat(&chart, "4")), None);
    let [(asking, Line::Solid, _, candidates)] = &chart.facts().ambiguous_managers[..] else {
        panic!("{:?}", chart.facts())
    };
    assert_eq!(ids(&chart, &[*asking]), ["4"]);
    assert_eq!(ids(&chart, candidates), ["2", "3"]);
    // Another column tells them apart.
    let chart = csv(&format!(
        "{people}4,Dev,Bo Ek,b@x.example,Kim Lee,L@x.example\n"
    ));
    assert_eq!(managers(&chart)[3], ("4", "3"));
    // Swapped given and family names are another name, if one seat has the exact spelling.
    let chart = csv(
        "id,title,name,manager\n1,CEO,Thomas Martin,\n2,CTO,Martin Thomas,1\n3,Dev,Bo Ek,Martin Thomas\n",
    );
    assert_eq!(managers(&chart)[2], ("3", "2"));
}

#[test]
fn case_and_zeros_of_ids_do_not_matter_if_only_one_seat_matches() {
    let chart = csv("id,title,reports to\nA1,CEO,\n0007,CTO,a1\nb2,CIO,7\n");
    assert_eq!(
        managers(&chart),
        [("A1", ""), ("0007", "A1"), ("b2", "0007")]
    );
    let how: Vec<_> = chart
        .facts()
        .inexact_managers
        .iter()
        .map(|(.., how, _)| *how)
        .collect();
    assert_eq!(how, [Inexact::Case, Inexact::Zeros]);
    let chart = csv("id,title,reports to\nA1,CEO,\na1,Chair,A1\n3,CIO,A1 \n4,CTO,a-1\n");
    assert_eq!(managers(&chart)[1..3], [("a1", "A1"), ("3", "A1")]);
    let chart = csv("id,title,reports to\nAb,CEO,\naB,Chair,Ab\n3,CIO,ab\n");
    assert_eq!(chart.facts().ambiguous_managers.len(), 1);
}

#[test]
fn managers_may_be_given_by_ids_of_people_or_of_seats() {
    // Both columns hold the same numbers. Only all rows together show which one is meant.
    let rows = |third: &str| {
        format!(
            "position id,employee id,title,manager id\n1,3,CEO,\n2,1,CTO,{third}\n3,5,CIO,{third}\n4,6,Dev,1\n"
        )
    };
    let by_person = csv(&rows("3").replace("4,6,Dev,1", "4,6,Dev,1\n8,7,Dev,5\n9,8,Dev,6"));
    assert_eq!(
        managers(&by_person),
        [
            ("1", ""),
            ("2", "1"),
            ("3", "1"),
            ("4", "2"),
            ("8", "3"),
            ("9", "4")
        ]
    );
    let by_seat = csv(&rows("1").replace("4,6,Dev,1", "4,6,Dev,2"));
    assert_eq!(
        managers(&by_seat),
        [("1", ""), ("2", "1"), ("3", "1"), ("4", "2")]
    );
}

#[test]
fn somebody_in_two_seats_is_one_manager() {
    let chart = csv("position id,employee id,title,name,manager\n\
                     1,E1,CEO,Ana Ruiz,\n2,E1,CTO,Ana Ruiz,E1\n3,E3,Dev,Bo Ek,E1\n4,E4,Dev,Cy Od,Ana Ruiz\n");
    assert_eq!(
        managers(&chart),
        [("1", ""), ("2", "1"), ("3", "1"), ("4", "1")]
    );
    let told = chart.facts().inexact_managers.iter();
    assert!(
        told.clone()
            .all(|(.., how, _)| *how == Inexact::OneOfSeveralSeats)
    );
    assert_eq!(told.count(), 3);
}

#[test]
fn joined_files_are_one_chart() {
    let files: Vec<_> = [
        "id,title,reports to\n1,CEO,\n2,CTO,1\n",
        "id,title,reports to\n3,CIO,1\n4,Dev,3\n",
    ]
    .iter()
    .map(|text| {
        let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    })
    .collect();
    let paths: Vec<_> = files.iter().map(|file| file.path().to_owned()).collect();
    let alone = chart_of(&paths);
    assert_eq!(alone.facts().unknown_managers.len(), 1);
    assert_eq!(alone.entities().len(), 2);
    let join = ReadOptions {
        join: true,
        ..ReadOptions::default()
    };
    let joined = chart_with(&paths, join);
    assert_eq!(managers(&joined)[2..], [("3", "1"), ("4", "3")]);
    assert_eq!((joined.roots().len(), joined.entities().len()), (1, 1));
    assert!(joined.facts().unknown_managers.is_empty() && joined.facts().without_root.is_empty());
}

#[test]
fn several_roots_and_none() {
    assert_eq!(fixtures(&["structure/several-roots.csv"]).roots().len(), 2);
    let none = fixtures(&["structure/no-root.yaml"]);
    assert!(none.roots().is_empty());
    assert_eq!(none.facts().without_root, [FileId(0)]);
    assert_eq!(none.facts().cycles.len(), 1);
    // Without any lines, no root is missing.
    let titles = csv("title\nCEO\nCTO\n");
    assert!(titles.facts().without_root.is_empty());
}

#[test]
fn layers_are_counted_along_a_chain() {
    let chart = fixtures(&["structure/long-chain.yaml"]);
    let deepest = chart.seats().filter_map(|seat| chart.depth(seat)).max();
    assert_eq!(deepest, Some(18));
}

#[test]
fn seats_with_the_same_id_are_noted_together() {
    let chart = fixtures(&["structure/duplicate-id.csv"]);
    assert_eq!(chart.facts().shared_ids.len(), 1);
    assert_eq!(ids(&chart, &chart.facts().shared_ids[0]), ["LP07", "LP07"]);
    let share = fixtures(&["structure/job-share.csv"]);
    assert_eq!(share.facts().shared_ids.len(), 2);
}

#[test]
fn a_placeholder_id_does_not_count_as_shared() {
    let chart = csv(
        "id,title,reports to\n1,CEO,\n0,Not in post,1\n0,Not in post,1\nN/A,Adviser,1\nN/A,Adviser,1\n",
    );
    assert!(chart.facts().shared_ids.is_empty());
    assert_eq!(chart.subtree(chart.roots()[0]), 5);
    // But a chart that counts from 0 has a seat 0.
    let counted = csv("id,title,reports to\n0,CEO,\n1,CTO,0\n");
    assert_eq!(
        counted.manager(seat(&counted, "1")),
        Some(seat(&counted, "0"))
    );
}

#[test]
fn lines_lead_to_the_seat_that_was_not_eliminated() {
    let chart =
        csv("id,title,name,reports to\n1,CEO,A,\n2,CIO,Eliminated,1\n2,CIO,B,1\n3,Admin,C,2\n");
    let manager = chart.manager(seat(&chart, "3")).unwrap();
    assert_eq!(chart.position(manager).status, Status::Filled);
    assert_eq!(chart.facts().shared_ids[0][0], manager);
}

#[test]
fn eliminated_seats_are_on_the_chart_but_not_in_the_entity() {
    let chart = fixtures(&["coverage/eliminated-cio.csv"]);
    let (_, entity) = chart.entities().next().unwrap();
    assert_eq!((chart.len(), entity.seats.len()), (14, 13));
    assert_eq!(entity.headcount(), 1400);
}

#[test]
fn ids_are_compared_without_blanks_and_floats() {
    let chart = csv("id,title,reports to\n90334,CEO,\nHO 12,CTO,90334.0\n3,Dev,HO12\n");
    assert_eq!(chart.depth(seat(&chart, "3")), Some(2));
}

#[test]
fn spelling_does_not_separate_entities_and_an_unnamed_one_is_called_after_its_file() {
    let chart = csv("title,company\nCEO,Acme  Ltd\nCTO,ACME Ltd.\nCIO,Other\n");
    let names: Vec<_> = chart
        .entities()
        .map(|(_, entity)| entity.name.as_str())
        .collect();
    assert_eq!(names, ["Acme Ltd", "Other"]);
    let chart = fixtures(&["data/ragged-row.csv"]);
    assert_eq!(chart.entities().next().unwrap().1.name, "ragged-row");
}

#[test]
fn a_chain_of_many_and_a_team_of_many_need_no_recursion() {
    let (mut chain, mut team) = (String::from("id,title,reports to\n"), String::new());
    team.push_str(&chain);
    for id in 1..=100_000 {
        writeln!(chain, "{id},Engineer,{}", id - 1).unwrap();
        writeln!(team, "{id},Engineer,{}", if id == 1 { "" } else { "1" }).unwrap();
    }
    let chain = csv(&chain);
    assert_eq!(chain.facts().unknown_managers.len(), 1);
    assert_eq!(chain.depth(SeatId::new(99_999)), Some(99_999));
    let team = csv(&team);
    assert_eq!(team.span(SeatId::new(0)), 99_999);
    assert_eq!(team.subtree(SeatId::new(0)), 100_000);
}

#[test]
fn a_line_to_an_id_of_two_posts_leads_to_the_likelier_manager() {
    let chart = fixtures(&["structure/one-id-on-two-posts.csv"]);
    let facts = chart.facts();
    assert_eq!(facts.shared_ids.len(), 2);
    // The manager is neither the director of the first row, which would make a loop, nor the assistant.
    assert!(facts.cycles.is_empty() && facts.self_reports.is_empty());
    let manager_of = |title| {
        let titled = |seat: &SeatId| chart.position(*seat).title == title;
        let manager = chart.manager(chart.seats().find(titled).unwrap());
        chart.position(manager.unwrap()).title
    };
    assert_eq!(
        manager_of("Chief Operating Officer"),
        "Chief Executive Officer"
    );
    assert_eq!(manager_of("Assistant of Staff"), "Head of Staff");
}
