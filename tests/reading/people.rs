//! A folder with one file a person is one chart. Other folders are not.

use std::path::PathBuf;

use rolecall::chart::Chart;
use rolecall::classify::ClassifiedChart;
use rolecall::read::{self, Reader, discover};
use rolecall::rules::Rules;

const PEOPLE: [(&str, &str); 3] = [
    ("ada.yml", "title: Chief Executive Officer\n"),
    (
        "it/bo.json",
        r#"{"title": "Chief Information Officer", "manager": "ada"}"#,
    ),
    (
        "it/cy.yaml",
        "- {title: Head of IT Operations, reports_to: bo}\n",
    ),
];

/// A folder that holds one of this name with these files.
fn around(name: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let parent = tempfile::tempdir().unwrap();
    for (file, text) in files {
        let path = parent.path().join(name).join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    parent
}

fn chart_of(files: &[(&str, &str)], alone: bool) -> Chart {
    let rules = Rules::builtin().unwrap();
    let parent = around("acme", files);
    let folder = parent.path().join("acme");
    let names: Vec<PathBuf> = if alone {
        files.iter().map(|(name, _)| folder.join(name)).collect()
    } else {
        vec![folder]
    };
    let inputs = discover(&names).inputs;
    let reader = Reader::new(inputs, &rules.columns, read::ReadOptions::default());
    ClassifiedChart::read(reader, &rules).chart
}

/// The titles, each with that of its manager.
fn lines(chart: &Chart) -> Vec<(&str, &str)> {
    let title = |seat| chart.position(seat).title;
    chart
        .seats()
        .map(|seat| (title(seat), chart.manager(seat).map_or("", title)))
        .collect()
}

fn entities(chart: &Chart) -> Vec<&str> {
    let entities = chart.entities();
    entities.map(|(_, entity)| entity.name.as_str()).collect()
}

#[test]
fn a_folder_of_people_is_one_chart_named_after_the_folder() {
    let chart = chart_of(&PEOPLE, false);
    let expected = [
        ("Chief Executive Officer", ""),
        ("Chief Information Officer", "Chief Executive Officer"),
        ("Head of IT Operations", "Chief Information Officer"),
    ];
    assert_eq!(lines(&chart), expected);
    assert_eq!((chart.roots().len(), entities(&chart)), (1, vec!["acme"]));
    let notes = &chart.sources().files[0].notes;
    assert!(
        notes
            .iter()
            .any(|note| note.contains("each of the 3 holds one position")),
        "{notes:?}"
    );
}

#[test]
fn files_of_people_given_one_by_one_are_separate_charts() {
    let chart = chart_of(&PEOPLE, true);
    assert_eq!(entities(&chart), ["ada", "bo", "cy"]);
    assert_eq!(chart.facts().unknown_managers.len(), 2);
}

#[test]
fn a_file_with_several_people_makes_the_folder_one_of_charts() {
    for other in [
        ("z.yml", "- {title: Clerk}\n- {title: Courier}\n"),
        ("z.csv", "title\nClerk\n"),
        ("z.yml", "title: Mayor\nreports: [{title: Clerk}]\n"),
    ] {
        let mut files = PEOPLE.to_vec();
        files.push(other);
        let chart = chart_of(&files, false);
        assert_eq!(entities(&chart), ["ada", "bo", "cy", "z"], "{other:?}");
    }
    assert_eq!(entities(&chart_of(&PEOPLE[..1], false)), ["ada"]);
}

#[test]
fn an_unreadable_file_does_not_split_the_chart() {
    for broken in ["title: [never closed\n", "containers: {web: nginx}\n", ""] {
        let mut files = PEOPLE.to_vec();
        files.insert(1, ("ada-s-notes.yml", broken));
        let chart = chart_of(&files, false);
        assert_eq!(entities(&chart), ["acme"], "{broken:?}");
        assert_eq!((chart.roots().len(), chart.len()), (1, 3));
        assert_eq!(chart.sources().errors.len(), 1);
    }
}

#[test]
fn a_person_given_alone_is_checked_within_the_chart_of_the_folder() {
    let parent = around(
        "works",
        &[
            ("ada.yml", "title: Chief Executive Officer\n"),
            (
                "bo.yml",
                "title: Chief Information Officer\nreports_to: ada\n",
            ),
            ("cy.yml", "title: IT Manager\nreports_to: zoe\n"),
        ],
    );
    let folder = parent.path().join("works");
    let audit = |name: &str| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .args(["audit", "--no-config"])
            .arg(folder.join(name))
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (text(&run.stdout), text(&run.stderr), run.status.code())
    };
    // The manager of one stands in the folder, and the mistake in the file of another is not his.
    let (shown, said, _) = audit("bo.yml");
    assert!(!shown.contains("RC403"), "{shown}");
    assert!(shown.contains("works (3 seats)"), "{shown}");
    assert!(said.contains("checked within the chart of"), "{said}");
    let (shown, _, status) = audit("cy.yml");
    assert!(shown.contains("RC403"), "{shown}");
    assert_eq!(status, Some(1));
    // A person without others in the folder is a chart.
    std::fs::remove_file(folder.join("bo.yml")).unwrap();
    std::fs::remove_file(folder.join("cy.yml")).unwrap();
    let (_, said, _) = audit("ada.yml");
    assert!(!said.contains("checked within"), "{said}");
}

#[test]
fn two_tops_in_a_folder_of_people_are_found() {
    let parent = around(
        "works",
        &[
            ("ada.yml", "title: Chief Executive Officer\n"),
            (
                "bo.yml",
                "title: Chief Information Officer\nreports_to: ada\n",
            ),
            ("cy.yml", "title: Chief Technology Officer\n"),
        ],
    );
    let folder = parent.path().join("works");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args(["audit", "--no-config"])
        .arg(&folder)
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&run.stdout);
    assert!(shown.contains("RC404"), "{shown}");
}
