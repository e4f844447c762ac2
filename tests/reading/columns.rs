//! Which column gives which field.

use rolecall::model::{DefectKind, Field, Status, Tenure};
use rolecall::read::{ReadErrorKind, ReadOptions};
use rolecall::rules::Rules;

use super::{Read, csv, json_lines, read_with, yaml};

/// The header that gives a field.
fn header(read: &Read, field: Field) -> Option<&str> {
    let mut mapping = read.source().mapping.iter();
    let found = mapping.find(|(_, given)| *given == field);
    found.map(|(header, _)| header.as_str())
}

fn competing(read: &Read) -> Vec<(&str, &str)> {
    let kinds = read.defects().into_iter().map(|defect| &defect.kind);
    kinds
        .filter_map(|kind| match kind {
            DefectKind::CompetingColumns { used, unused } => Some((used.as_str(), unused.as_str())),
            _ => None,
        })
        .collect()
}

#[test]
fn decorations_of_a_header_do_not_matter() {
    let read = csv(
        "version:v1.0\nName [displayName] Required,Job title [jobTitle],Employee #,urn:x:2.0:User:manager.value,\
         profile.department,First Name [Required]\nJo Lind,CEO,7,,Board,Jo\n",
    );
    for (field, wanted) in [
        (Field::Incumbent, "Name [displayName] Required"),
        (Field::Title, "Job title [jobTitle]"),
        (Field::Id, "Employee #"),
        (Field::ReportsTo, "urn:x:2.0:User:manager.value"),
        (Field::Department, "profile.department"),
        (Field::GivenName, "First Name [Required]"),
    ] {
        assert_eq!(header(&read, field), Some(wanted), "{field:?}");
    }
    assert_eq!(read.source().tally.above_header, 1);
    assert!(read.source().unused.is_empty());
}

#[test]
fn labels_below_the_keys_are_no_position() {
    let read = csv("USERID,TITLE,MANAGER\nUser ID,Title,Manager\n1,CEO,NO_MANAGER\n");
    assert_eq!(read.titles(), ["CEO"]);
    assert_eq!(read.source().tally.repeated_header, 1);
    // A title may be a word that heads columns.
    let read = csv("id,title,name\n1,Position,Jo Lind\n");
    assert_eq!(read.titles(), ["Position"]);
}

#[test]
fn a_column_that_loses_gives_what_else_it_can() {
    let read =
        csv("Manager,Manager ID,title,Employee ID,Position ID\nJo Lind,1,CTO,E2,2\n,,CEO,E1,1\n");
    assert_eq!(header(&read, Field::ReportsTo), Some("Manager ID"));
    assert_eq!(header(&read, Field::ManagerName), Some("Manager"));
    let seat = read.positions()[0];
    assert_eq!(
        (seat.reports_to, seat.manager_keys, seat.id, seat.keys),
        ("1", "Jo Lind", "2", "E2")
    );
    assert!(competing(&read).is_empty());
    let tree = yaml("- {manager: Jo Lind, manager_id: 1, title: CTO, id: 2}\n");
    let seat = tree.positions()[0];
    assert_eq!((seat.reports_to, seat.manager_keys), ("1", "Jo Lind"));
}

#[test]
fn cells_decide_between_columns_and_it_is_said() {
    let read = csv("id,Title,Position\n1,T-001,CEO\n2,T-002,CTO\n");
    assert_eq!(read.titles(), ["CEO", "CTO"]);
    assert!(competing(&read).is_empty());
    let note = &read.source().notes[0];
    assert!(
        note.contains("`Position`") && note.contains("`Title`"),
        "{note}"
    );
    // Where both hold titles nothing decides but the header.
    let read = csv("id,Position,Job Title\n1,Boss,CEO\n2,Head,CTO\n");
    assert_eq!(read.titles(), ["CEO", "CTO"]);
    assert_eq!(competing(&read), [("Job Title", "Position")]);
    // A place has a city and a country.
    assert!(competing(&csv("id,title,city,country\n1,CEO,Ghent,Belgium\n")).is_empty());
}

#[test]
fn values_decide_between_keys_and_it_is_said() {
    let codes = [
        yaml("- {id: 1, Title: T-001, Position: CEO}\n- {id: 2, Title: T-002, Position: CTO}\n"),
        yaml("id: 1\nTitle: T-001\nPosition: CEO\n---\nid: 2\nTitle: T-002\nPosition: CTO\n"),
        json_lines(
            "{\"id\": 1, \"Title\": \"T-001\", \"Position\": \"CEO\"}\n{\"id\": 2, \"Title\": \"T-002\", \"Position\": \"CTO\"}\n",
        ),
    ];
    for read in &codes {
        assert_eq!(read.titles(), ["CEO", "CTO"]);
        assert!(read.defects().is_empty(), "{:?}", read.defects());
        let note = &read.source().notes[0];
        assert!(
            note.contains("`Position`") && note.contains("`Title`"),
            "{note}"
        );
        assert!(read.excerpt(0, Field::Title).contains("»"));
        assert!(super::marked(&read.locate(1, Field::Title)).contains("CTO"));
    }
    // Managers are found among the ids.
    let read =
        yaml("- {id: 1, title: CEO}\n- {id: 2, title: CTO, Manager ID: 99, Supervisor ID: 1}\n");
    assert_eq!(read.positions()[1].reports_to, "1");
    // Where nothing decides it is said once, and what stands alone is used.
    let read = yaml(
        "- {id: 1, Position: Boss, Job Title: CEO}\n- {id: 2, Position: Head, Job Title: CTO}\n- {id: 3, Position: CIO}\n- {id: 4, Job Title: CFO}\n",
    );
    assert_eq!(read.titles(), ["CEO", "CTO", "CIO", "CFO"]);
    assert_eq!(competing(&read), [("Job Title", "Position")]);
}

#[test]
fn a_column_may_be_named() {
    let mut columns = Rules::builtin().unwrap().columns;
    columns.pin(Field::Title, "Job Title (EN)");
    let read = |text| read_with(".csv", text, &columns, ReadOptions::default());
    let found = read("id,Title,Job Title (EN)\n1,Vorstand,CEO\n");
    assert_eq!(found.titles(), ["CEO"]);
    let lacking = read("id,Title\n1,Vorstand\n");
    let message = lacking.error().to_string();
    assert!(matches!(
        lacking.error().kind,
        ReadErrorKind::NoSuchColumn { .. }
    ));
    for said in ["`Job Title (EN)`", "title", "`id`, `Title`"] {
        assert!(message.contains(said), "{message}");
    }
}

#[test]
fn an_alias_of_ones_own_goes_before_all_others() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let layer = "columns: {aliases: {department: [Job Title], title: [Rolle]}}";
    std::io::Write::write_all(&mut file, layer.as_bytes()).unwrap();
    let columns = Rules::layered(&[file.path().to_owned()]).unwrap().columns;
    let read = read_with(
        ".csv",
        "id,Job Title,Title,Rolle\n1,Board,x,CEO\n",
        &columns,
        ReadOptions::default(),
    );
    let seat = read.positions()[0];
    assert_eq!((seat.title, seat.department), ("CEO", "Board"));
}

#[test]
fn halves_of_a_name_are_joined() {
    for text in [
        "title,First Name,Last Name\nCEO,Jo,Lind\n",
        "title,Nom,Prénom\nCEO,Lind,Jo\n",
        "title,Nombre,Apellidos\nCEO,Jo,Lind\n",
        "title,Name,First Name,Last Name\nCEO,Jo Lind,Joanna,Lind\n",
        "title,Name,First Name\nCEO,Jo Lind,Jo\n",
    ] {
        assert_eq!(csv(text).positions()[0].incumbent, "Jo Lind", "{text}");
    }
}

#[test]
fn how_somebody_is_employed_is_told_by_either_column() {
    let read = csv(
        "title,Employment Status,Worker Type\nCEO,Full-Time,\nCTO,Terminated,\nCIO,Active,Contractor\n",
    );
    let told: Vec<_> = read
        .positions()
        .iter()
        .map(|seat| (seat.status, seat.tenure))
        .collect();
    let expected = [
        (Status::Filled, Tenure::Permanent),
        (Status::Eliminated, Tenure::Permanent),
        (Status::Filled, Tenure::Contract),
    ];
    assert_eq!(told, expected);
    assert!(read.defects().is_empty());
}

#[test]
fn a_manager_by_name_or_address_is_not_shown() {
    let read = csv(
        "id,title,manager\n1,CEO,\n2,CTO,Jo Lind\n3,CIO,jo@x.example\n4,Dev,HO 12\n5,Dev,boss\n",
    );
    let shown: Vec<_> = (0..5)
        .map(|nth| read.excerpt(nth, Field::ReportsTo))
        .collect();
    assert_eq!(
        shown,
        [
            "1,CEO,»«",
            "2,CTO,»…«",
            "3,CIO,»…«",
            "4,Dev,»HO 12«",
            "5,Dev,»boss«"
        ]
    );
}
