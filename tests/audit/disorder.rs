//! When findings about structure and data appear beyond their example charts, and when they do not.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::LazyLock;

use rolecall::audit::{AuditOptions, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::read::{Input, Reader};
use rolecall::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

/// The messages of an audit, by code.
fn found(ending: &str, text: &str) -> BTreeMap<String, Vec<String>> {
    let mut file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let inputs = vec![Input::File(file.path().to_owned())];
    let reader = Reader::new(inputs, &RULES.columns, Default::default());
    let on = ClassifiedChart::read(reader, &RULES);
    assert!(on.chart.sources().errors.is_empty());
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in audit(&on, &RULES, AuditOptions::default()).findings {
        let messages = found.entry(finding.code.to_string()).or_default();
        messages.push(finding.message);
    }
    found
}

/// Rows below a header. A row `n x text` occurs n times, with `#` replaced by its number.
fn csv(rows: &[&str]) -> String {
    let mut text = String::new();
    for row in rows {
        let (times, row) = match row.split_once(" x ") {
            Some((times, row)) => (times.parse().unwrap(), row),
            None => (1, *row),
        };
        for number in 0..times {
            text.push_str(&row.replace('#', &number.to_string()));
            text.push('\n');
        }
    }
    text
}

fn count(code: &str, rows: &[&str]) -> usize {
    found(".csv", &csv(rows)).get(code).map_or(0, Vec::len)
}

#[test]
fn a_column_of_percentages_has_no_oversized_posts() {
    let header = "id,title,reports_to,fte";
    let staff = ["1,Chief Executive Officer,,100", "9 x 2#,Baker,1,80"];
    assert_eq!(count("RC506", &[&[header][..], &staff].concat()), 0);
    let typo = ["3,Baker,1,800"];
    assert_eq!(count("RC506", &[&[header][..], &staff, &typo].concat()), 1);
    let parts = ["9 x 2#,Baker,1,0.8", "3,Baker,1,80"];
    assert_eq!(count("RC506", &[&[header][..], &parts].concat()), 1);
}

#[test]
fn one_person_in_two_seats_may_be_intended() {
    let with = |one: &str, other: &str| {
        let header = "id,title,reports_to,name,email,fte,status,company";
        count("RC503", &[header, "1,Owner,,Ida,,,,A", one, other])
    };
    let plain = "2,Claims Manager,1,Ann Moor,ann@x.example,,,A";
    assert_eq!(
        with(plain, "3,Fleet Manager,1,Ann Moor,ANN@x.example,,,A"),
        1
    );
    for other in [
        "3,Acting Fleet Manager,1,Ann Moor,ann@x.example,,,A",
        "3,Fleet Manager,1,Bea Hall,ann@x.example,,,A",
        "3,Fleet Manager,1,Ann Moor,ann@x.example,,vacant,A",
        "3,Fleet Manager,1,Ann Moor,ann@x.example,,,B",
        "2,Claims Manager,1,Ann Moor,ann@x.example,,,A",
        "3,Fleet Manager,1,Ann Moor,,,,A",
    ] {
        assert_eq!(with(plain, other), 0, "{other}");
    }
    let half = |id, title| format!("{id},{title},1,Ann Moor,ann@x.example,0.5,,A");
    assert_eq!(
        with(&half(2, "Claims Manager"), &half(3, "Fleet Manager")),
        0
    );
    let chief = "4,Sales Director,1,Ann Moor,,,,A";
    assert_eq!(with(chief, "5,Purchasing Director,1,Moor Ann,,,,A"), 0);
    assert_eq!(with(chief, "5,Purchasing Director,1,ann moor,,,,A"), 1);
}

#[test]
fn a_finding_on_two_seats_does_not_name_their_holder() {
    let rows = [
        "id,title,reports_to,name,email",
        "1,Owner,,Ida,",
        "2,Claims Manager,1,Ann Moor,ann@x.example",
        "3,Fleet Manager,1,Ann Moor,ann@x.example",
        "2 x 4#,Clerk,2,Ann Moor,",
    ];
    let found = found(".csv", &csv(&rows));
    assert!(found.contains_key("RC503") && found.contains_key("RC522"));
    let all = format!("{found:?}").to_lowercase();
    assert!(!all.contains("ann") && !all.contains("moor"), "{all}");
}

#[test]
fn an_assistant_or_a_single_report_at_the_bottom_makes_no_chain() {
    let header = "id,title,reports_to";
    let chain = ["2,Plant Manager,1", "3,Shift Manager,2", "4,Team Leader,3"];
    let top = ["1,Chief Executive Officer,", "9,Chief Financial Officer,1"];
    assert_eq!(count("RC409", &[&[header][..], &top, &chain].concat()), 0);
    let staff = ["2 x 5#,Miller,4"];
    assert_eq!(
        count("RC409", &[&[header][..], &top, &chain, &staff].concat()),
        1
    );
    let assistants = [
        "2,Executive Assistant to the CEO,1",
        "3,Assistant,2",
        "2 x 5#,Clerk,3",
    ];
    let alone = ["1,Chief Executive Officer,"];
    assert_eq!(
        count("RC409", &[&[header][..], &alone, &assistants].concat()),
        0
    );
}

#[test]
fn the_lines_of_a_file_show_which_grade_is_higher() {
    let header = "id,title,reports_to,grade";
    let usual = ["1,Head,,Band 1", "30 x 2#,Clerk,1,Band 4"];
    assert_eq!(count("RC414", &[&[header][..], &usual].concat()), 0);
    let odd = ["3,Manager,1,Band 6", "4,Clerk,3,Band 5"];
    assert_eq!(count("RC414", &[&[header][..], &usual, &odd].concat()), 1);
    // Lines that go both ways equally often show no order.
    let mixed = [
        "1,Head,,Band 3",
        "15 x 2#,Clerk,1,Band 4",
        "15 x 3#,Clerk,1,Band 2",
    ];
    assert_eq!(count("RC414", &[&[header][..], &mixed].concat()), 0);
}

#[test]
fn departments_that_differ_in_a_label_are_different() {
    let with = |one: &str, other: &str| {
        let header = "id,title,reports_to,department";
        let many = format!("8 x 2#,Clerk,1,{one}");
        count(
            "RC504",
            &[
                header,
                "1,Head,,Board",
                &many,
                &format!("3,Clerk,1,{other}"),
            ],
        )
    };
    for (one, other) in [
        ("Northern Region A", "Northern Region B"),
        ("Warehouse 12", "Warehouse 13"),
        ("Sales East", "Sales West"),
        ("Audit", "Audio"),
        ("Inbound", "Outbound"),
        ("Packing", "Parking"),
        ("Team 1.1", "Team 11"),
        ("Entwicklung C++", "Entwicklung C#"),
    ] {
        assert_eq!(with(one, other), 0, "{one}, {other}");
    }
    for (one, other) in [
        ("Human Resources", "human  resources"),
        ("Research & Development", "Research and Development"),
        ("Customer Operations", "Customer Operation"),
        ("Comptabilité", "Comptabilite"),
        ("Procurement", "Procurenent"),
    ] {
        assert_eq!(with(one, other), 1, "{one}, {other}");
    }
}

#[test]
fn a_list_of_managers_draws_one_line_and_is_reported() {
    let chart = |manager: &str| {
        format!(
            "- {{id: a1, title: Owner}}\n- {{id: b2, title: Sales Director, reports_to: a1}}\n\
             - {{id: c3, title: Clerk, reports_to: {manager}}}\n"
        )
    };
    for manager in ["[a1, b2]", "'a1; b2'", "'b2, a1'", "b2|a1"] {
        let found = found(".yaml", &chart(manager));
        assert_eq!(found.get("RC412").map(Vec::len), Some(1), "{manager}");
        assert!(!found.contains_key("RC403"), "{manager}");
    }
    // A list with an unknown manager, and a cell that is not a list.
    for manager in ["[a1, x9]", "'Owner, The'"] {
        let found = found(".yaml", &chart(manager));
        assert!(found.contains_key("RC403"), "{manager}");
        assert!(!found.contains_key("RC412"), "{manager}");
    }
}

#[test]
fn dotted_lines_downwards_and_in_both_directions_are_reported() {
    let header = "id,title,reports_to,dotted_line";
    let chart = |three: &str, five: &str| {
        let rows = [
            header.to_owned(),
            "1,Owner,,".to_owned(),
            "2,Sales Director,1,".to_owned(),
            format!("3,Plant Director,1,{three}"),
            "4,Shift Manager,3,".to_owned(),
            format!("5,Miller,4,{five}"),
        ];
        count("RC411", &rows.each_ref().map(String::as_str))
    };
    assert_eq!(chart("", "2"), 0);
    assert_eq!(chart("5", ""), 1);
    assert_eq!(chart("2", "4"), 1);
    assert_eq!(chart("", "1;2;3"), 0);
    let to_and_fro = ["1,Owner,,", "2,Sales Director,1,3", "3,Plant Director,1,2"];
    assert_eq!(count("RC411", &[&[header][..], &to_and_fro].concat()), 1);
}

#[test]
fn addresses_are_compared_with_those_of_the_managers() {
    let with = |named: &str| {
        let header = "title,name,email,manager email";
        let clerk = format!("Clerk,Bo,bo@x.example,{named}");
        found(".csv", &csv(&[header, "Owner,Ida,Ida@x.example,", &clerk]))
    };
    assert!(!with("Ida@x.example").contains_key("RC516"));
    assert!(with("ida@x.example").contains_key("RC516"));
    let lost = with("ida@y.example");
    assert!(lost.contains_key("RC516") && lost.contains_key("RC403"));
    assert!(!with("eve@y.example").contains_key("RC516"));
}

#[test]
fn lines_to_a_sister_company_are_reported_but_not_those_to_a_parent() {
    let header = "id,title,reports_to,company";
    let group = [
        "1,Owner,,G",
        "2,Head of A,1,A",
        "3,Head of B,2,B",
        "4,Head of C,1,C",
        "6 x 6#,Clerk,3,B",
    ];
    let with = |row: &str| count("RC413", &[&[header][..], &group, &[row]].concat());
    assert_eq!(with("5,Clerk,2,B"), 0);
    assert_eq!(with("5,Clerk,1,B"), 0);
    assert_eq!(with("5,Clerk,4,B"), 1);
    assert_eq!(with("5,Clerk,2,G"), 1);
}
