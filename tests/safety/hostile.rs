//! Malicious files must not damage other files, reveal names or forge output. See docs/security.md for the
//! promises.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};

fn rolecall(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn said(ran: &Output) -> String {
    String::from_utf8(ran.stdout.clone()).unwrap() + std::str::from_utf8(&ran.stderr).unwrap()
}

fn with(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// The output of all commands for a chart, in every format.
fn all_said(folder: &Path, chart: &str) -> String {
    let commands: [&[&str]; 11] = [
        &["audit", chart],
        &["audit", chart, "--details", "--verbose"],
        &["audit", chart, "--format", "json"],
        &["audit", chart, "--format", "jsonl"],
        &["classify", chart],
        &["classify", chart, "--format", "jsonl", "--check"],
        &["export", chart],
        &["export", chart, "--format", "yaml"],
        &["export", chart, "--format", "json"],
        &["diff", "empty.csv", chart],
        &["diff", "empty.csv", chart, "--format", "json"],
    ];
    let ran = commands.map(|command| said(&rolecall(folder, command)));
    ran.join("\n")
}

/// Asserts that no output for a chart contains any of the words.
fn never_shows(chart: &str, words: &[&str]) {
    let empty: &[u8] = b"id,title\n0,Engineer\n";
    let folder = with(&[("chart.csv", chart.as_bytes()), ("empty.csv", empty)]);
    let all = all_said(folder.path(), "chart.csv");
    for word in words {
        let at = all.find(word);
        let around = at.map(|at| {
            let from = all[..at]
                .char_indices()
                .rev()
                .nth(80)
                .map_or(0, |(at, _)| at);
            &all[from..at + word.len()]
        });
        assert_eq!(around, None, "`{word}` of\n{chart}");
    }
}

fn workbook(strings: &str, sheet: &str) -> Vec<u8> {
    let relation = |id: &str, of: &str, to: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{of}" Target="{to}"/>"#
        )
    };
    let relations = |all: String| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
        )
    };
    let main = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
    let parts = [
        (
            "_rels/.rels",
            relations(relation("r1", "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("r1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("r2", "sharedStrings", "sharedStrings.xml"),
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook {main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Staff" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        ("xl/sharedStrings.xml", strings.to_owned()),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const GOOD: &[u8] = b"id,title,reports_to\n1,CEO,\n2,CIO,1\n3,CTO,1\n";

#[test]
fn a_workbook_that_claims_a_huge_table_affects_no_other_file() {
    for count in ["4294967295", "99999999999", "18446744073709551615"] {
        let strings = format!(
            r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount = '{count}'><si><t>a</t></si></sst>"#
        );
        let book = workbook(&strings, "<worksheet><sheetData/></worksheet>");
        let folder = with(&[("bad.xlsx", &book), ("good.csv", GOOD)]);
        let ran = rolecall(folder.path(), &["classify", "bad.xlsx", "good.csv"]);
        assert_eq!(ran.status.code(), Some(2));
        let said = said(&ran);
        assert!(
            said.contains("bad.xlsx: the workbook cannot be read"),
            "{said}"
        );
        assert!(
            said.contains("3 positions") && !said.contains("panicked"),
            "{said}"
        );
    }
}

#[test]
fn a_workbook_with_one_stray_far_cell_is_read() {
    let cell = |place: &str, text: &str| {
        format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let mut rows = format!(
        r#"<row r="1">{}{}</row>"#,
        cell("A1", "id"),
        cell("B1", "title")
    );
    for row in 2..2000 {
        let far = match row {
            5 => cell("XFD5", "stray"),
            _ => String::new(),
        };
        let (id, title) = (
            cell(&format!("A{row}"), &row.to_string()),
            cell(&format!("B{row}"), "Engineer"),
        );
        rows.push_str(&format!(r#"<row r="{row}">{id}{title}{far}</row>"#));
    }
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    let strings = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>"#;
    let folder = with(&[("far.xlsx", &workbook(strings, &sheet))]);
    let ran = rolecall(folder.path(), &["classify", "far.xlsx"]);
    let said = said(&ran);
    assert!(said.contains("1998 positions"), "{said}");
}

#[test]
fn a_truncated_archive_gives_the_rows_before_its_end() {
    let mut rows = "id,title\n".to_owned();
    (0..50_000_u32).for_each(|row| {
        rows.push_str(&format!(
            "{row},Engineer {:x}\n",
            row.wrapping_mul(2_654_435_761)
        ));
    });
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(rows.as_bytes()).unwrap();
    let gz = packed.finish().unwrap();
    let zst = ruzstd::encoding::compress_to_vec(
        rows.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    for (name, whole) in [("cut.csv.gz", gz), ("cut.csv.zst", zst)] {
        for share in [2, 10] {
            let folder = with(&[(name, &whole[..whole.len() - whole.len() / share])]);
            for command in ["classify", "audit"] {
                let ran = rolecall(folder.path(), &[command, name]);
                assert_eq!(ran.status.code(), Some(2));
                let said = String::from_utf8(ran.stderr).unwrap();
                let read = said
                    .split(", ")
                    .find_map(|part| part.split(" position").next()?.parse::<u32>().ok());
                assert!(
                    read.is_some_and(|read| read > 10_000),
                    "{command} {name}: {said}"
                );
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_skipped_and_reported() {
    let folder = with(&[("good.csv", GOOD)]);
    let made = Command::new("mkfifo")
        .arg(folder.path().join("pipe.csv"))
        .status();
    assert!(made.unwrap().success());
    let ran = rolecall(folder.path(), &["classify", "."]);
    let said = said(&ran);
    assert!(
        said.contains("pipe.csv: this is not a regular file"),
        "{said}"
    );
    assert!(said.contains("3 positions"), "{said}");
}

#[test]
fn names_of_managers_of_any_form_are_not_shown() {
    let chart = "Position ID,Business Title,Worker,Manager\nP1,CEO,Zoe Quill (100001),\n\
                 P2,CIO,Max Ulm (100002),Zoe Quill (100001)\nP3,CTO,Leo Rye (100003),Gone Vex (100009)\n";
    never_shows(chart, &["Quill", "Ulm", "Rye", "Vex"]);
    let chart =
        "id,title,name,manager\n1,CEO,Ann Quill,\n2,CIO,Bob Ulm,Ann Quill\n3,CTO,Cy Rye,Zorro\n";
    never_shows(chart, &["Quill", "Zorro"]);
    let chart = "title,name,manager\nCEO,钱思远,\nCIO,孙启航,钱思远\nCTO,苏一鸣,周无名\n";
    never_shows(chart, &["钱思远", "孙启航", "周无名"]);
    let chart = "id,title,login,manager\n1,CEO,zoe.quill,\n2,CIO,max.ulm,zoe.quill\n3,CTO,leo.rye,gone.vex\n\
                 4,CFO,kay.lo,CORP\\gone.wex\n5,COO,may.lo,O'Vexin\n6,CPO,ray.lo,Zoe\u{a0}Vexer\n7,CDO,roy.lo,12345 - Tom Vexos\n";
    never_shows(
        chart,
        &["quill", "gone.vex", "gone.wex", "Vexin", "Vexer", "Vexos"],
    );
}

#[test]
fn names_below_an_unknown_header_are_no_ids() {
    let id = (",id", [",7A", ",8A", ",9A"]);
    for ([first, second, third, missing], (header, [one, two, three])) in [
        (["Zoe Quill", "Max Ulm", "Leo Rye", "Gone Vex"], id),
        (["Quill", "Ulm", "Rye", "Vexin"], Default::default()),
        (
            ["zoe.quill", "max.ulm", "leo.rye", "gone.vex"],
            Default::default(),
        ),
        (["钱思远", "孙启航", "苏一鸣", "周无名"], id),
    ] {
        let chart = format!(
            "title,xyzzy,manager{header}\nCEO,{first},{one}\nCIO,{second},{first}{two}\nCTO,{third},{first}{three}\n\
             Engineer,Bo Rask,{missing}{three}\n"
        );
        never_shows(&chart, &[first, second, third, missing]);
    }
    // Ids of words are shown where the header says what they are, and codes anywhere.
    let folder = with(&[(
        "chart.csv",
        b"title,key,manager\nCEO,board,\nCIO,inner,board\nCTO,outer,bord\n",
    )]);
    let said = said(&rolecall(folder.path(), &["audit", "chart.csv"]));
    assert!(said.contains("`bord`"), "{said}");
}

#[test]
fn a_mistyped_id_is_shown() {
    let chart: &[u8] = b"id,title,reports_to\nA-1,CEO,\nA-2,CIO,A-1\nA-3,CTO,A-17\n";
    let folder = with(&[("chart.csv", chart)]);
    let said = said(&rolecall(folder.path(), &["audit", "chart.csv"]));
    assert!(said.contains("`A-17`"), "{said}");
}

#[test]
fn shifted_and_misplaced_cells_are_not_shown() {
    let chart = "id,title,name,reports_to\n1,CEO,Xann,\n2,CIO,Xdoe, Xjane,1\n3,CTO,Xroe, Xmax,1\n";
    never_shows(chart, &["Xjane", "Xmax", "Xdoe"]);
    let chart = "id,title,name,reports_to,status,size,tenure,fte,start,end\n\
                 1,CEO,Xann,,filled,Xone Xuno,Xtwo,Xthree,Xfour,Xfive\n\
                 2,CIO,Xbob,1,Vacant since Xkim left,x,y,z,1,2\n";
    never_shows(
        chart,
        &["Xone", "Xuno", "Xtwo", "Xthree", "Xfour", "Xfive", "Xkim"],
    );
    let chart = "1,Xjane Xdoe,xjane@x.example,\n2,Xbob Xroe,xbob@x.example,1\n";
    never_shows(chart, &["Xjane", "xjane", "Xbob", "xbob"]);
}

#[test]
fn half_a_name_in_the_next_column_is_not_shown() {
    let chart = "id,name,department,title,location,reports_to\n1,Zoe Quill,Board,CEO,Ghent,\n\
                 2,Xdoe, Xjane,IT,CIO,Ghent,1\n3,Xroe, Xmax, Xpeter,IT,CTO,Bonn,1\n4,IT,Engineer,Ghent,1\n";
    never_shows(chart, &["Xdoe", "Xjane", "Xroe", "Xmax", "Xpeter"]);
    let chart = "name,id,title\nXdoe, Xjane,2,CIO\nZoe Quill,1,CEO\n";
    never_shows(chart, &["Xdoe", "Xjane"]);
}

#[test]
fn a_name_in_a_box_whose_title_is_blank_is_not_shown() {
    let blanks = [
        "", " ", "\t", "\u{a0}", "\u{200b}", "&nbsp;", "<b></b>", "-", "**", "<br/>",
    ];
    let mut drawing = "flowchart TD\n  a[\"CEO<br/>Zoe Quill\"] --> c[\"CIO<br/>\"]\n".to_owned();
    for (number, blank) in blanks.into_iter().enumerate() {
        drawing += &format!("  a --> b{number}[\"{blank}<br/>Xann Xdoe<br/>Xghent\"]\n");
    }
    let folder = with(&[
        ("chart.mmd", drawing.as_bytes()),
        ("empty.csv", b"id,title\n0,Engineer\n"),
    ]);
    let all = all_said(folder.path(), "chart.mmd");
    assert!(!all.contains("Xann"), "{all}");
    assert!(all.contains("CIO"), "{all}");
}

#[test]
fn a_ragged_row_gives_no_manager_and_is_not_at_the_top() {
    let chart: &[u8] =
        b"id,title,name,reports_to\n1,CEO,Ann Quill,\n2,CIO,Bo Rask,1,x\n3,CTO,Cy Roe,9,x\n4,Engineer,Di Loe,2\n";
    let folder = with(&[("chart.csv", chart)]);
    let ran = rolecall(folder.path(), &["audit", "chart.csv", "--format", "json"]);
    let audit: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let codes = audit["findings"].as_array().unwrap().iter();
    let codes: Vec<_> = codes
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    assert!(codes.contains(&"RC510"), "{codes:?}");
    for code in ["RC403", "RC404", "RC405"] {
        assert!(!codes.contains(&code), "{codes:?}");
    }
    let export = rolecall(folder.path(), &["export", "chart.csv"]);
    let export = String::from_utf8(export.stdout).unwrap();
    assert!(export.contains("2,CIO,\"(a name, not shown)\""), "{export}");
    assert!(export.contains("4,Engineer,2"), "{export}");
}

#[test]
fn a_key_that_stands_again_is_told_once_with_a_count() {
    let again = r#""title": "CIO", "#.repeat(5_000);
    let rows: String = (0..300)
        .map(|row| format!("{{{again}\"id\": \"{row}\"}}\n"))
        .collect();
    let folder = with(&[("chart.jsonl", rows.as_bytes())]);
    let ran = rolecall(folder.path(), &["audit", "chart.jsonl", "--only", "RC517"]);
    let said = said(&ran);
    assert!(
        said.contains("`title` occurs 5000 times; the first was used; the same in 299 more places"),
        "{said}"
    );
    assert!(
        said.matches("`title` occurs").count() == 1 && said.len() < 20_000,
        "{said}"
    );
}

#[test]
fn every_row_that_names_one_of_several_people_is_listed() {
    let mut chart = "id,title,name,manager\na,CEO,Ann Quill,\nb,CFO,Ann Quill,\n".to_owned();
    (0..70).for_each(|row| chart.push_str(&format!("{row},Engineer,P Q{row},Ann Quill\n")));
    let folder = with(&[("chart.csv", chart.as_bytes())]);
    let ran = rolecall(
        folder.path(),
        &["audit", "chart.csv", "--format", "json", "--only", "RC416"],
    );
    let audit: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let finding = &audit["findings"][0];
    let occurrences = finding["occurrences"].as_array().unwrap();
    let lines: std::collections::BTreeSet<_> = occurrences
        .iter()
        .map(|row| row["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, (4..74).collect());
    let prints = occurrences.iter().map(|row| row["fingerprint"].to_string());
    assert_eq!(prints.collect::<std::collections::BTreeSet<_>>().len(), 70);
}

#[test]
fn what_is_not_asked_for_is_counted_alone() {
    let folder = with(&[(
        "chart.csv",
        b"id,title,reports_to\n1,CEO,\n2,CIO,1\n3,CTO,9\n4,,1\n",
    )]);
    let number = |arguments: &[&str], which: &str| {
        let all = [&["audit", "chart.csv", "--format", "json"], arguments].concat();
        let ran = rolecall(folder.path(), &all);
        let audit: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
        match which {
            "filtered" => audit["summary"]["filtered"].as_u64().unwrap(),
            _ => audit["findings"].as_array().unwrap().len() as u64,
        }
    };
    let all = number(&[], "findings");
    assert_eq!(number(&["--only", "RC403"], "findings"), 1);
    assert_eq!(number(&["--only", "RC403"], "filtered"), all - 1);
    assert_eq!(number(&["--ignore", "RC403"], "filtered"), 1);
}

#[test]
fn addresses_as_ids_are_shown_as_pseudonyms_that_commands_accept() {
    let chart = "id,title,reports_to\nzoe.quill@x.example,CEO,\nmax.ulm@x.example,CIO,zoe.quill@x.example\n\
                 leo@x.example,CTO,gone@x.example\n";
    never_shows(chart, &["quill", "ulm", "leo@", "gone@"]);
    let folder = with(&[("chart.csv", chart.as_bytes())]);
    let export = rolecall(folder.path(), &["export", "chart.csv"]);
    let export = String::from_utf8(export.stdout).unwrap();
    let id = export
        .lines()
        .nth(2)
        .and_then(|row| row.split(',').next())
        .unwrap();
    assert!(id.starts_with("address-"), "{export}");
    let why = said(&rolecall(folder.path(), &["why", "chart.csv", id]));
    assert!(why.contains("chart.csv:3"), "{why}");
}

#[test]
fn two_addresses_are_never_shown_as_one() {
    // Found by trying: the first twelve digits of their hashes are the same.
    let (one, other) = ("p1518611@x.example", "p6080167@x.example");
    let chart =
        format!("id,title,reports_to\n{one},CEO,\n{other},CIO,{one}\nzoe@x.example,CTO,{other}\n");
    let folder = with(&[("chart.csv", chart.as_bytes())]);
    let export = rolecall(folder.path(), &["export", "chart.csv"]);
    let export = String::from_utf8(export.stdout).unwrap();
    let ids: Vec<_> = export
        .lines()
        .skip(1)
        .filter_map(|row| row.split(',').next())
        .collect();
    let digits = ids.iter().map(|id| id.len() - "address-".len());
    assert_eq!(digits.collect::<Vec<_>>(), [32, 32, 12], "{export}");
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[0][..20], ids[1][..20]);
    assert!(
        export.contains(&format!("{},CIO,{}", ids[1], ids[0])),
        "{export}"
    );
    let audit = said(&rolecall(folder.path(), &["audit", "chart.csv"]));
    assert!(audit.contains(ids[1]), "{audit}");
    for id in [ids[1], &ids[1][..20], other] {
        let why = said(&rolecall(folder.path(), &["why", "chart.csv", id]));
        assert!(why.contains("chart.csv:3"), "{why}");
    }
}

#[test]
fn a_file_that_is_not_a_rule_file_is_never_quoted() {
    let folder = with(&[
        ("secret.txt", b"root:xyzzy:0:0:root\nother:xyzzy2\n"),
        ("shadow", b"root:$6$xyzzy:20228:0:99999:7::\n"),
        ("map.yaml", b"'xyzzy 1': a\n"),
        ("own.yaml", b"extends: [secret.txt]\n"),
        ("number.yaml", b"titles: 'xyzzy is \"secret\"'\n"),
        ("good.csv", GOOD),
    ]);
    for rules in [
        "own.yaml",
        "number.yaml",
        "secret.txt",
        "shadow",
        "map.yaml",
    ] {
        for command in [
            &["audit", "good.csv", "--rules", rules][..],
            &["rules", "check", rules],
        ] {
            let ran = rolecall(folder.path(), command);
            assert!(!said(&ran).contains("xyzzy"), "{}", said(&ran));
        }
    }
}

#[test]
fn a_file_that_is_no_baseline_or_map_of_labels_is_never_quoted() {
    let folder = with(&[
        ("text.json", b"xyzzy"),
        ("value.json", b"{\"version\": \"xyzzy\"}"),
        ("key.json", b"{\"xyzzy:0:0\": 1}"),
        (
            "entry.json",
            b"{\"version\": 1, \"findings\": [{\"code\": 7, \"xyzzy 7\": 1}]}",
        ),
        ("text.yaml", b"xyzzy"),
        ("key.yaml", b"xyzzy: 1\n"),
        ("good.csv", GOOD),
    ]);
    for map in ["text.yaml", "key.yaml"] {
        for command in [&["evaluate"][..], &["rules", "fit"]] {
            let ran = rolecall(
                folder.path(),
                &[command, &["good.csv", "--map", map]].concat(),
            );
            assert_eq!(ran.status.code(), Some(2), "{map}");
            assert!(!said(&ran).contains("xyzzy"), "{}", said(&ran));
        }
    }
    for baseline in ["text.json", "value.json", "key.json", "entry.json"] {
        let command = ["audit", "good.csv", "--baseline", baseline];
        let ran = rolecall(folder.path(), &command);
        let told = said(&ran);
        assert_eq!(ran.status.code(), Some(2), "{baseline}");
        assert!(!told.contains("xyzzy"), "{told}");
        assert_eq!(told.matches(" at line ").count(), 1, "{told}");
    }
    // Its bytes are never written: the file takes no space on the disk.
    let huge = std::fs::File::create(folder.path().join("huge")).unwrap();
    huge.set_len(65 << 20).unwrap();
    for (file, why) in [(".", "not a regular file"), ("huge", "larger than 64 MB")] {
        let map: &[_] = &["evaluate", "good.csv", "--map", file];
        for command in [&["audit", "good.csv", "--baseline", file], map] {
            let ran = rolecall(folder.path(), command);
            assert_eq!(ran.status.code(), Some(2), "{command:?}");
            assert!(said(&ran).contains(why), "{}", said(&ran));
        }
    }
}

#[test]
fn input_cannot_forge_lines_or_control_the_terminal() {
    let cells = [
        "::error file=a::forged",
        "x\u{1b}]0;OWNED\u{7}\u{1b}[2J",
        "a\u{202e}b\u{200b}\u{61c}\u{ad}\u{2028}c\u{e0041}",
        "\u{9b}31m ##vso[task.complete]",
        "##teamcity[message text='x']",
    ];
    for cell in cells {
        let chart = format!(
            "id,title,reports_to,company,{cell}\n{cell},CEO,,{cell},x\n2,CIO {cell},1,{cell},x\n3,{cell},9{cell},{cell},x\n"
        );
        let name = format!("{}.csv", cell.replace(['/', '\0'], ""));
        let empty: &[u8] = b"id,title\n0,Engineer\n";
        let folder = with(&[(&name, chart.as_bytes()), ("empty.csv", empty)]);
        for line in all_said(folder.path(), &name).lines() {
            let begins = line.trim_start();
            // Three colons and a blank mark a further place.
            assert!(
                !begins.starts_with("::") || begins.starts_with("::: "),
                "{line:?}"
            );
            assert!(
                !begins.starts_with("##vso[") && !begins.starts_with("##teamcity["),
                "{line:?}"
            );
        }
        for command in [
            &["audit", &name][..],
            &["classify", &name],
            &["audit", &name, "--format", "json"],
        ] {
            let said = said(&rolecall(folder.path(), command));
            let steers = |c: char| rolecall::text::is_hidden(c) && c != '\n' && c != '\t';
            assert!(
                !said.contains(steers),
                "{command:?}: {:?}",
                said.find(steers).map(|at| &said[at..])
            );
        }
    }
    let folder = with(&[]);
    let ran = rolecall(folder.path(), &["audit", "--no\u{1b}[2J"]);
    assert!(!said(&ran).contains('\u{1b}'));
}

#[test]
fn a_page_about_findings_holds_no_html_of_a_rule_file() {
    let rules = "findings:\n  - {code: RC134, summary: '<script> | [x](javascript:y)', why: '```<img src=x>`', \
                 help: \"a\\n```\\n<b>\"}\nroles:\n  - {id: cio, label: '<script>', rank: chief, \
                 function: information-technology}\n";
    let folder = with(&[("own.yaml", rules.as_bytes()), ("good.csv", GOOD)]);
    for command in [
        &["explain", "RC134"][..],
        &["explain", "--all"],
        &["audit", "good.csv"],
        &["diff", "good.csv", "good.csv"],
    ] {
        let format = ["--rules", "own.yaml", "--format", "markdown"];
        let page = said(&rolecall(folder.path(), &[command, &format].concat()));
        for tag in ["<script", "<img", "<b>", "[x]"] {
            assert!(!page.contains(tag), "{command:?}: {page}");
        }
    }
}

#[test]
fn an_exported_cell_is_never_run_as_a_formula() {
    let chart: &[u8] = "id,title,responsibilities\n1,CEO,x;=HYPERLINK(1)\n2,CIO,\"a,=1+1\"\n3,CTO,\u{200b}=1+1\n4,CFO,\"a\t@SUM(1)\"\n"
        .as_bytes();
    let folder = with(&[("chart.csv", chart)]);
    let export = rolecall(folder.path(), &["export", "chart.csv"]);
    fs::write(folder.path().join("again.csv"), &export.stdout).unwrap();
    let export = String::from_utf8(export.stdout).unwrap();
    for sign in [',', ';', '\t'] {
        for cell in export.lines().flat_map(|line| line.split(sign)) {
            let cell = cell.trim_start_matches(['"', '\u{200b}', ' ']);
            assert!(!cell.starts_with(['=', '@']), "{export}");
        }
    }
    let again = rolecall(folder.path(), &["export", "again.csv"]);
    assert_eq!(String::from_utf8(again.stdout).unwrap(), export);
}

#[test]
fn a_chart_of_one_name_gives_a_short_report() {
    // Everybody has the same name and reports to it, so every row is ambiguous in the same way.
    let mut chart = "id,title,name,manager\n".to_owned();
    (0..20_000).for_each(|row| chart.push_str(&format!("{row},Engineer,Zoe Quill,Zoe Quill\n")));
    let folder = with(&[("chart.csv", chart.as_bytes())]);
    let ran = rolecall(folder.path(), &["audit", "chart.csv", "--format", "json"]);
    assert!(ran.stdout.len() < 1 << 20, "{} bytes", ran.stdout.len());
}

#[test]
fn limits_are_reported_with_their_place() {
    let long = format!("titles:\n  cio: ['{}']\n", "tide ".repeat(2000));
    let folder = with(&[
        (
            "nan.yaml",
            b"findings:\n  - {code: RC407, thresholds: {most_reports: .nan}}\n",
        ),
        (
            "huge.yaml",
            b"findings:\n  - {code: RC407, thresholds: {most_reports: 1e30}}\n",
        ),
        (
            "less.yaml",
            b"findings:\n  - {code: RC407, thresholds: {most_reports: -1}}\n",
        ),
        (
            "over.yaml",
            b"extends: [less.yaml]\nfindings:\n  - {code: RC407, severity: info}\n",
        ),
        (
            "cue.yaml",
            b"cues:\n  - {id: negation, factor: .nan, phrases: [not]}\n",
        ),
        (
            "heading.yaml",
            b"headings:\n  - {id: tasks, factor: -3, phrases: [tasks]}\n",
        ),
        (
            "weight.yaml",
            b"duties:\n  - {id: t, axis: focus, side: internal, weight: .inf, source: x, phrases: [x]}\n",
        ),
        ("long.yaml", long.as_bytes()),
        ("good.csv", GOOD),
    ]);
    for (rules, place) in [
        ("nan.yaml", "nan.yaml:2:"),
        ("huge.yaml", "huge.yaml:2:"),
        ("less.yaml", "less.yaml:2:"),
        ("over.yaml", "less.yaml:2:"),
        ("cue.yaml", "cue.yaml:2:"),
        ("heading.yaml", "heading.yaml:2:"),
        ("weight.yaml", "weight.yaml:2:"),
        ("long.yaml", "long.yaml:2:"),
    ] {
        let ran = rolecall(folder.path(), &["audit", "good.csv", "--rules", rules]);
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{rules}");
        assert!(said.contains(place) && said.len() < 1000, "{rules}: {said}");
    }
    let ran = rolecall(folder.path(), &["audit", "good.csv", "--threads", "100000"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(said(&ran).contains("512"), "{}", said(&ran));
}
