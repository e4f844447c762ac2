//! `rolecall lsp`, as an editor talks to it.

mod editor;

use std::time::Instant;

use editor::{Editor, apply, codes, place};
use serde_json::{Value, json};

const BOARD: &str = "\
# the board
- id: \"1\"
  title: Chief Executive Officer
  incumbent: Ida Fern
  company: Birch Mills
- id: \"2\"
  title: Chief Information Officer
  incumbent: Otto Reed
  company: Birch Mills
  reports_to: \"1\"
  duties: Runs IT operations and the service desk
";

/// A folder that is a repository of its own, so that no configuration above it counts.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn hover(editor: &mut Editor, name: &str, line: u32, character: u32) -> String {
    let asked = json!({
        "textDocument": {"uri": editor.uri(name)},
        "position": {"line": line, "character": character},
    });
    let told = editor.request("textDocument/hover", asked);
    let text = told["contents"]["value"].as_str();
    text.unwrap_or_default().to_owned()
}

/// The actions for a place: their titles and the actions.
fn actions(editor: &mut Editor, name: &str, line: u32, character: u32) -> Vec<(String, Value)> {
    let at = json!({"line": line, "character": character});
    let asked = json!({
        "textDocument": {"uri": editor.uri(name)},
        "range": {"start": at, "end": at},
        "context": {"diagnostics": []},
    });
    let offered = editor.request("textDocument/codeAction", asked);
    let offered = offered.as_array().unwrap().iter();
    offered
        .map(|one| (one["title"].as_str().unwrap().to_owned(), one.clone()))
        .collect()
}

#[test]
fn findings_come_and_go_while_typing() {
    // What is on the disk does not matter while the chart is open.
    let folder = folder(&[("chart.yaml", "- {id: 9, title: Intern}\n")]);
    let mut editor = Editor::in_folder(folder.path());
    let found = editor.open("chart.yaml", BOARD);
    assert!(!codes(&found).contains(&"RC403".to_owned()), "{found}");
    let at = place(BOARD, "reports_to: \"1\"");
    let (line, from) = (at.0, at.1 + 13);
    let changed = editor.edit("chart.yaml", (line, from), (line, from + 1), "77");
    let unknown = unknown_manager(&changed);
    assert_eq!(unknown["source"], "rolecall");
    assert_eq!(unknown["range"]["start"]["line"], line);
    let back = editor.edit("chart.yaml", (line, from), (line, from + 2), "1");
    assert_eq!(codes(&back), codes(&found));
    let broken = editor.edit("chart.yaml", (0, 0), (0, 0), "- [\n");
    assert_eq!(broken.as_array().unwrap()[0]["severity"], 1);
    let closed = editor.close("chart.yaml");
    assert_eq!(closed, json!([]));
    editor.end();
}

/// The finding on a manager who is not there.
fn unknown_manager(found: &Value) -> Value {
    let mut all = found.as_array().unwrap().iter();
    let one = all.find(|one| one["code"] == "RC403");
    one.unwrap_or_else(|| panic!("no RC403 in {found:#}"))
        .clone()
}

#[test]
fn a_hover_says_the_verdict_and_why_and_never_who() {
    let folder = folder(&[]);
    let mut editor = Editor::in_folder(folder.path());
    editor.open("chart.yaml", BOARD);
    let (line, character) = place(BOARD, "Otto Reed");
    let told = hover(&mut editor, "chart.yaml", line, character);
    assert!(told.contains("Chief Information Officer"), "{told}");
    assert!(told.contains("internal"), "{told}");
    assert!(told.contains("service desk"), "{told}");
    assert_eq!(hover(&mut editor, "chart.yaml", 0, 3), "");
    // From the dash on, it is the second position.
    let (line, _) = place(BOARD, "- id: \"2\"");
    let told = hover(&mut editor, "chart.yaml", line, 0);
    assert!(told.contains("Chief Information Officer"), "{told}");
    for name in ["Ida", "Fern", "Otto", "Reed"] {
        assert!(!editor.heard().contains(name), "{name}");
    }
    editor.end();
}

#[test]
fn an_action_mends_what_has_one_right_answer() {
    let folder = folder(&[]);
    let mut editor = Editor::in_folder(folder.path());
    // A character of two units of UTF-16 is in front of the hidden one.
    let chart = "note,id,title,incumbent,reports_to\n,007,CEO,Ida Fern,\n\u{1f333},008,C\u{200b}IO,Otto Reed,7\n";
    let found = editor.open("chart.csv", chart);
    assert!(codes(&found).contains(&"RC508".to_owned()), "{found}");
    let (line, character) = place(chart, "C\u{200b}IO");
    let offered = actions(&mut editor, "chart.csv", line, character);
    let (_, mend) = offered
        .iter()
        .find(|(title, _)| title == "Mend: hidden characters")
        .unwrap();
    let uri = editor.uri("chart.csv");
    let mended = apply(chart, &mend["edit"]["changes"][&uri]);
    assert_eq!(mended, chart.replace('\u{200b}', ""));
    let (_, all) = offered
        .iter()
        .find(|(title, _)| title.contains("everything"))
        .unwrap();
    let mended = apply(chart, &all["edit"]["changes"][&uri]);
    assert_eq!(
        mended,
        chart.replace('\u{200b}', "").replace("Reed,7", "Reed,007")
    );
    let found = editor.replace("chart.csv", &mended);
    let codes = codes(&found);
    assert!(
        !codes.iter().any(|code| code == "RC508" || code == "RC512"),
        "{found}"
    );
    assert!(!editor.heard().contains("Fern"));
    editor.end();
}

#[test]
fn an_action_suppresses_a_finding_with_a_comment_that_asks_for_a_reason() {
    let folder = folder(&[]);
    let mut editor = Editor::in_folder(folder.path());
    let chart = BOARD.replace("reports_to: \"1\"", "reports_to: \"77\"");
    let found = editor.open("chart.yaml", &chart);
    unknown_manager(&found);
    let code = "RC403";
    let (line, character) = place(&chart, "\"77\"");
    let offered = actions(&mut editor, "chart.yaml", line, character + 1);
    let title = format!("Suppress {code} here, with a comment");
    let (_, action) = offered.iter().find(|(one, _)| *one == title).unwrap();
    let uri = editor.uri("chart.yaml");
    let suppressed = apply(&chart, &action["edit"]["changes"][&uri]);
    assert!(
        suppressed.contains(&format!("\n# rolecall: ignore {code} -- \n- id: \"2\"\n")),
        "{suppressed}"
    );
    let found = editor.replace("chart.yaml", &suppressed);
    assert!(!codes(&found).iter().any(|one| one == code), "{found}");
    assert!(codes(&found).contains(&"RC803".to_owned()), "{found}");
    editor.end();
}

#[test]
fn an_action_suppresses_a_finding_of_a_table_in_the_configuration() {
    let config = "# ours\nsuppress:\n  - {code: RC101, reason: known}\n";
    let folder = folder(&[("rolecall.yaml", config)]);
    let mut editor = Editor::in_folder(folder.path());
    let chart = "id,title,reports_to\n1,CEO,\n2,CIO,77\n";
    let found = editor.open("charts/chart.csv", chart);
    unknown_manager(&found);
    let code = "RC403";
    let offered = actions(&mut editor, "charts/chart.csv", 2, 6);
    let title = format!("Suppress {code} here, in the configuration");
    let (_, action) = offered.iter().find(|(one, _)| *one == title).unwrap();
    let uri = editor.uri("rolecall.yaml");
    let config = apply(config, &action["edit"]["changes"][&uri]);
    let entry =
        format!("  - {{code: {code}, id: \"2\", path: \"charts/chart.csv\", reason: \"\"}}\n");
    assert!(config.contains(&entry), "{config}");
    std::fs::write(folder.path().join("rolecall.yaml"), config).unwrap();
    let found = editor.saved("rolecall.yaml", "charts/chart.csv");
    assert!(!codes(&found).iter().any(|one| one == code), "{found}");
    editor.end();
}

#[test]
fn a_file_of_one_person_is_judged_within_its_folder() {
    let person = |id: u32, title: &str, manager: &str| {
        format!("id: P{id}\ntitle: {title}\ncompany: Birch Mills\nreports_to: {manager}\n")
    };
    let folder = folder(&[
        ("people/1.yaml", &person(1, "Chief Executive Officer", "")),
        (
            "people/2.yaml",
            &person(2, "Chief Information Officer", "P1"),
        ),
        ("people/3.yaml", &person(3, "Developer", "P2")),
    ]);
    let mut editor = Editor::in_folder(folder.path());
    let third = editor.open("people/3.yaml", &person(3, "Developer", "P2"));
    let second = editor.open(
        "people/2.yaml",
        &person(2, "Chief Information Officer", "P1"),
    );
    let is_unknown = |found: &Value| codes(found).contains(&"RC403".to_owned());
    assert!(!is_unknown(&third), "{third}");
    assert!(!is_unknown(&second), "{second}");
    // The chart of the third changed with the second.
    let third = editor.diagnostics("people/3.yaml");
    assert!(!is_unknown(&third), "{third}");
    // The manager gets another id in the editor alone.
    editor.type_over("people/2.yaml", (0, 5), (0, 6), "9");
    let third = editor.diagnostics("people/3.yaml");
    assert!(is_unknown(&third), "{third}");
    editor.end();
}

#[test]
fn the_configuration_of_the_open_folder_counts_and_its_mistakes_are_shown() {
    let off =
        "findings:\n  - {code: RC101, enabled: false}\noptions:\n  audit: {ignore: [RC102]}\n";
    let folder = folder(&[("rolecall.yaml", off)]);
    let mut editor = Editor::in_folder(folder.path());
    let chart = "id,title,reports_to,headcount\n1,CEO,,900\n2,CFO,1,900\n";
    let found = editor.open("chart.csv", chart);
    let is_gap = |found: &Value| {
        codes(found)
            .iter()
            .any(|code| code == "RC101" || code == "RC102")
    };
    assert!(!is_gap(&found), "{found}");
    let wrong = "findings:\n  - {code: RC999}\n";
    std::fs::write(folder.path().join("rolecall.yaml"), wrong).unwrap();
    editor.saved("rolecall.yaml", "chart.csv");
    let shown = editor.shown();
    assert!(
        shown.contains("rolecall.yaml:2:12") && shown.contains("RC999"),
        "{shown}"
    );
    editor.end();
}

#[test]
fn what_is_no_chart_and_what_makes_no_sense_is_let_be() {
    let folder = folder(&[]);
    let mut editor = Editor::in_folder(folder.path());
    let other = "services:\n  web: {image: nginx}\n";
    assert_eq!(editor.open("compose.yaml", other), json!([]));
    let error = editor.ask("textDocument/rename", json!({"a": 1}));
    assert_eq!(error["error"]["code"], -32601);
    let error = editor.ask("textDocument/hover", json!({"a": 1}));
    assert_eq!(error["error"]["code"], -32602);
    editor.tell("textDocument/didChange", json!({"nonsense": true}));
    editor.tell(
        "textDocument/didOpen",
        json!({"textDocument": {
        "uri": "untitled:1", "languageId": "yaml", "version": 1, "text": BOARD}}),
    );
    assert_eq!(hover(&mut editor, "never-opened.yaml", 0, 0), "");
    editor.end();
}

/// How long a keystroke in a folder of a thousand files takes until the findings are there.
#[test]
#[ignore = "a measurement: cargo test --release --test cli keystroke -- --ignored --nocapture"]
fn keystroke() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    for id in 0..1000_u32 {
        std::fs::write(folder.path().join(format!("{id}.yaml")), person(id)).unwrap();
    }
    let mut editor = Editor::in_folder(folder.path());
    editor.open("500.yaml", &person(500));
    let mut times = Vec::new();
    for step in 0..40 {
        let begun = Instant::now();
        let (from, to) = if step % 2 == 0 { (9, 9) } else { (9, 10) };
        editor.edit(
            "500.yaml",
            (1, from),
            (1, to),
            if step % 2 == 0 { "x" } else { "" },
        );
        times.push(begun.elapsed().as_millis());
    }
    times.sort_unstable();
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    println!("a keystroke: median {median} ms, most {most} ms");
    editor.end();
}

fn person(id: u32) -> String {
    let titles = [
        "Developer",
        "Product Manager",
        "Service Desk Agent",
        "Head of IT Operations",
    ];
    let (title, manager) = match id {
        0 => ("Chief Executive Officer", String::new()),
        1 => ("Chief Information Officer", "P0".to_owned()),
        2 => ("Chief Technology Officer", "P0".to_owned()),
        id => (titles[id as usize % 4], format!("P{}", id / 8)),
    };
    format!(
        "id: P{id}\ntitle: {title}\ncompany: Birch Mills\nincumbent: Person {id}\nreports_to: {manager}\n\
         responsibilities: Runs the service desk and keeps the systems of {id} teams up to date for all employees\n"
    )
}

#[test]
fn the_measured_folder_is_one_chart() {
    let files: Vec<_> = (0..9)
        .map(|id| (format!("{id}.yaml"), person(id)))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut editor = Editor::in_folder(folder.path());
    let found = editor.open("8.yaml", &files[8].1);
    assert!(!codes(&found).contains(&"RC403".to_owned()), "{found}");
    editor.end();
}
