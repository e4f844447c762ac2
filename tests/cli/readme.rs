//! What the README shows first is what a run prints.

use std::path::Path;
use std::process::Command;

#[test]
fn the_picture_is_the_output_of_the_command_above_it() {
    let run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args(["audit", "fixtures/coverage/bank-cio-invests.csv"])
        .args(["--color", "always", "--quiet", "--no-config"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1), "the README says why");
    let printed = String::from_utf8(run.stdout).unwrap();
    let picture = anstyle_svg::Term::new().render_svg(&printed);
    let kept = Path::new("docs/audit.svg");
    // As for snapshots: INSTA_UPDATE=always writes it anew.
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        std::fs::write(kept, &picture).unwrap();
    }
    let kept = std::fs::read_to_string(kept).unwrap();
    assert!(
        kept == picture,
        "docs/audit.svg is out of date; INSTA_UPDATE=always cargo test --test cli readme writes it anew"
    );
}

#[test]
fn every_page_that_is_linked_is_there() {
    let mut pages = vec![
        Path::new("README.md").to_owned(),
        Path::new("CONTRIBUTING.md").to_owned(),
    ];
    let docs = std::fs::read_dir("docs").unwrap();
    pages.extend(
        docs.map(|page| page.unwrap().path())
            .filter(|page| page.extension().is_some_and(|e| e == "md")),
    );
    let mut count = 0;
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap();
            if target.is_empty() || target.contains("://") || target.contains(char::is_whitespace) {
                continue;
            }
            count += 1;
            let file = page.parent().unwrap().join(target);
            assert!(file.exists(), "{} links to {target}", page.display());
        }
    }
    assert!(count > 50, "only {count} links found");
}
