//! Text from files cannot forge output.

use std::fs;

use super::{GOOD, all_said, rolecall, said, with};

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
