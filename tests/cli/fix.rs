//! `audit --fix` mends what has one right answer and leaves every other byte alone; `--diff` shows it and changes nothing.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn audit(folder: &Path, arguments: &[&str]) -> Output {
    super::rolecall(folder, &[&["audit"], arguments].concat())
}

/// What `--fix` makes of a file, and what it says.
fn fixed(name: &str, text: impl AsRef<[u8]>, arguments: &[&str]) -> (Vec<u8>, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    let ran = audit(folder.path(), &[&["--fix", name], arguments].concat());
    let said = String::from_utf8(ran.stderr).unwrap();
    (fs::read(folder.path().join(name)).unwrap(), said)
}

fn text_fixed(name: &str, text: &str) -> String {
    String::from_utf8(fixed(name, text, &[]).0).unwrap()
}

/// A table with everything that can be mended, and with much that must stay: the mark in front, line breaks, a cell of a column
/// that is not read, blanks in a duty text, quotes.
const TABLE: &str = "\u{feff}id,title,incumbent,reports_to,note,duties\r\n\
    007,Chief  Executive Officer ,Ida Fern,,  kept  ,Leads  all\r\n\
    008,\" Chief\u{200b} Information Officer\",\u{200b}Otto Reed,7,\"a \"\"b\"\" \",\"Runs IT \r\nand soft\u{ad}ware\"\r\n\
    009,Chief Technology Officer,Ada Moss,007,,\n";

const MENDED: &str = "\u{feff}id,title,incumbent,reports_to,note,duties\r\n\
    007,Chief Executive Officer,Ida Fern,,  kept  ,Leads  all\r\n\
    008,\"Chief Information Officer\",Otto Reed,007,\"a \"\"b\"\" \",\"Runs IT \r\nand soft\u{ad}ware\"\r\n\
    009,Chief Technology Officer,Ada Moss,007,,\n";

#[test]
fn a_table_is_mended_and_all_other_bytes_stay() {
    let (text, said) = fixed("chart.csv", TABLE, &[]);
    assert_eq!(String::from_utf8(text).unwrap(), MENDED);
    assert!(
        said.contains(
            "fixed 1 file; cells: hidden characters in 2, stray spaces in 2, lost zeros in 1"
        ),
        "{said}"
    );
    let (text, said) = fixed("chart.csv", MENDED, &[]);
    assert_eq!(String::from_utf8(text).unwrap(), MENDED);
    assert!(said.contains("nothing to fix"), "{said}");
}

#[test]
fn the_report_is_on_the_mended_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("chart.csv"), TABLE).unwrap();
    let codes = |arguments: &[&str]| {
        let ran = audit(folder.path(), arguments);
        let report: Value = serde_json::from_slice(&ran.stdout).unwrap();
        let by_code = report["summary"]["by_code"].as_object().unwrap().clone();
        by_code.keys().cloned().collect::<Vec<_>>()
    };
    let before = codes(&["chart.csv", "--format", "json"]);
    assert!(before.contains(&"RC508".to_owned()) && before.contains(&"RC512".to_owned()));
    let after = codes(&["chart.csv", "--format", "json", "--fix"]);
    assert!(!after.iter().any(|code| code == "RC508" || code == "RC512"));
}

#[test]
fn trees_keep_their_comments_and_zeros_are_put_in_quotes() {
    let chart = "# the board\n- id: \"007\"   # first\n  title: Chief Executive Officer\n\
                 - {id: \"008\", title: \"Chief\u{200b} Information Officer \", reports_to: 7}\n";
    let mended = "# the board\n- id: \"007\"   # first\n  title: Chief Executive Officer\n\
                 - {id: \"008\", title: \"Chief Information Officer\", reports_to: \"007\"}\n";
    assert_eq!(text_fixed("chart.yaml", chart), mended);
    let chart = "[{\"id\": \"007\", \"title\": \"CEO\"},\n {\"id\": \"008\",  \"title\": \" CIO\", \"reports_to\": 7}]";
    let mended = "[{\"id\": \"007\", \"title\": \"CEO\"},\n {\"id\": \"008\",  \"title\": \"CIO\", \"reports_to\": \"007\"}]";
    assert_eq!(text_fixed("chart.json", chart), mended);
}

#[test]
fn ids_get_their_zeros_back_where_all_managers_agree_on_the_digits() {
    let table = |ids: [&str; 3], managers: [&str; 2]| {
        format!(
            "id,title,reports_to\n{},CEO,\n{},CIO,{}\n{},CTO,{}\n",
            ids[0], ids[1], managers[0], ids[2], managers[1]
        )
    };
    let mended = table(["007", "008", "012"], ["007", "007"]);
    assert_eq!(
        text_fixed("a.csv", &table(["7", "8", "12"], ["007", "007"])),
        mended
    );
    for undecided in [
        // Two lengths, a longer id, another style, two ids of one number.
        table(["7", "8", "12"], ["007", "0007"]),
        table(["7", "8", "1200"], ["007", "007"]),
        table(["7", "8", "A1"], ["007", "007"]),
        table(["7", "8", "08"], ["007", "007"]),
    ] {
        assert_eq!(text_fixed("a.csv", &undecided), undecided);
    }
}

#[test]
fn a_difference_changes_nothing_and_shows_nobody() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("chart.csv"), TABLE).unwrap();
    let ran = audit(folder.path(), &["--diff", "chart.csv"]);
    assert_eq!(ran.status.code(), Some(1));
    let shown = String::from_utf8(ran.stdout).unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    for line in [
        "--- chart.csv",
        "@@ line 2: title (stray spaces) @@",
        "-007,Chief  Executive Officer ,…,,…,Leads  all",
        "+007,Chief Executive Officer,…,,…,Leads  all",
        "-008,\" Chief\\u{200b} Information Officer\",…,7,\"…\",\"Runs IT ",
    ] {
        assert!(shown.lines().any(|one| one == line), "{line}\n{shown}");
    }
    assert!(shown.contains("incumbent (hidden characters)"), "{shown}");
    for name in ["Ida", "Fern", "Otto", "Reed"] {
        assert!(
            !shown.contains(name) && !said.contains(name),
            "{shown}{said}"
        );
    }
    let kept = fs::read_to_string(folder.path().join("chart.csv")).unwrap();
    assert_eq!(kept, TABLE);
    fs::write(folder.path().join("chart.csv"), MENDED).unwrap();
    let ran = audit(folder.path(), &["--diff", "chart.csv"]);
    assert_eq!((ran.status.code(), ran.stdout.len()), (Some(0), 0));
}

#[test]
fn what_is_accepted_or_not_asked_for_is_not_mended() {
    let chart = "id,title,reports_to\n007,CEO,\n008,C\u{200b}IO ,7\n";
    let only = |arguments: &[&str]| String::from_utf8(fixed("a.csv", chart, arguments).0).unwrap();
    let zeros = "id,title,reports_to\n007,CEO,\n008,C\u{200b}IO ,007\n";
    assert_eq!(only(&["--only", "RC512"]), zeros);
    let no_zeros = "id,title,reports_to\n007,CEO,\n008,CIO,7\n";
    assert_eq!(only(&["--ignore", "lost-zeros"]), no_zeros);
    let folder = tempfile::tempdir().unwrap();
    let config = "suppress: [{code: RC508, reason: by agreement}]\n";
    fs::write(folder.path().join("rolecall.yaml"), config).unwrap();
    fs::write(folder.path().join("a.csv"), chart).unwrap();
    audit(folder.path(), &["--fix", "a.csv"]);
    let kept = fs::read_to_string(folder.path().join("a.csv")).unwrap();
    assert_eq!(kept, "id,title,reports_to\n007,CEO,\n008,C\u{200b}IO,007\n");
}

#[test]
fn a_file_that_would_read_otherwise_is_left_alone_and_named() {
    // Without the hidden character, the department is the beginning of a comment.
    let chart =
        "- {id: 1, title: CEO}\n- {id: 2, title: CIO, reports_to: 1, department: \u{200b}#9\n}\n";
    let (text, said) = fixed("chart.yaml", chart, &[]);
    assert_eq!(String::from_utf8(text).unwrap(), chart);
    assert!(said.contains("chart.yaml was not fixed"), "{said}");
}

#[test]
fn a_text_that_is_not_utf_8_stays_as_it_is() {
    let text: Vec<u8> = TABLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (kept, said) = fixed("chart.csv", &text, &[]);
    assert_eq!(kept, text);
    assert!(said.contains("nothing to fix"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (
        folder.path().join("real.csv"),
        folder.path().join("chart.csv"),
    );
    fs::write(&file, TABLE).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    audit(folder.path(), &["--fix", "chart.csv"]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), MENDED);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o640
    );
    // Nothing else is left in the folder.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_rule_file_is_not_mended() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "# rules\nsuppress: []\n";
    fs::write(folder.path().join("own.yaml"), rules).unwrap();
    fs::write(folder.path().join("a.csv"), TABLE).unwrap();
    let ran = audit(folder.path(), &["--fix", "--rules", "a.csv", "a.csv"]);
    assert_eq!(ran.status.code(), Some(2));
    assert_eq!(
        fs::read_to_string(folder.path().join("a.csv")).unwrap(),
        TABLE
    );
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args(["audit", "--fix", "-"])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(2));
}

#[test]
fn sarif_holds_the_same_fixes() {
    let folder = tempfile::tempdir().unwrap();
    let chart = "id,title,incumbent,reports_to\n007,CEO,Ida Fern,\n008,C\u{200b}I\u{200b}O,\u{200b}Otto Reed,7\n";
    fs::write(folder.path().join("a.csv"), chart).unwrap();
    let ran = audit(folder.path(), &["--format", "sarif", "a.csv"]);
    let log: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mut edits = Vec::new();
    for fix in results.iter().filter_map(|result| result["fixes"].get(0)) {
        let change = &fix["artifactChanges"][0];
        assert_eq!(change["artifactLocation"]["uri"], "a.csv");
        for one in change["replacements"].as_array().unwrap() {
            let region = &one["deletedRegion"];
            let number = |name: &str| region[name].as_u64().unwrap() as usize;
            assert_eq!(number("startLine"), number("endLine"));
            let text = one["insertedContent"]["text"].as_str().unwrap_or("");
            let columns = (number("startColumn") - 1, number("endColumn") - 1);
            edits.push((number("startLine") - 1, columns, text.to_owned()));
        }
    }
    edits.sort();
    let mut lines: Vec<Vec<char>> = chart.lines().map(|line| line.chars().collect()).collect();
    for (line, (from, to), text) in edits.into_iter().rev() {
        lines[line].splice(from..to, text.chars());
    }
    let mended: String = lines
        .iter()
        .map(|line| line.iter().collect::<String>() + "\n")
        .collect();
    audit(folder.path(), &["--fix", "a.csv"]);
    let fixed = fs::read_to_string(folder.path().join("a.csv")).unwrap();
    assert_eq!(mended, fixed);
    assert!(fixed.contains("008,CIO,Otto Reed,007"), "{fixed}");
}
