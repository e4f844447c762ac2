//! Rust code has no role, keyword, weight or threshold. They are data in `rules/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use rolecall::rules::{Rules, Speaks};
use rolecall::text::squeeze;

use super::files_below;

/// The code of every source file, without comments and unit tests.
fn sources() -> Vec<(PathBuf, String)> {
    let files = files_below("src").into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let lines: Vec<_> = code.lines().filter(is_code).collect();
        (path, lines.join("\n"))
    });
    let files: Vec<_> = files.collect();
    assert!(files.len() > 50);
    files
}

fn literals(code: &str) -> impl Iterator<Item = &str> {
    code.split('"').skip(1).step_by(2)
}

#[test]
fn no_word_of_a_rule_is_in_the_code() {
    let rules = Rules::builtin().unwrap();
    let mut words = BTreeSet::new();
    for (_, role) in rules.roles() {
        words.extend([squeeze(&role.id), squeeze(&role.label)]);
        words.extend(role.acronyms.iter().map(|acronym| squeeze(acronym)));
    }
    for rule in rules.rules() {
        if matches!(rule.speaks, Speaks::Duty(_)) {
            words.insert(squeeze(&rule.id));
        }
        if !matches!(rule.speaks, Speaks::Joiner) {
            words.extend(rule.phrases.iter().map(|phrase| squeeze(phrase)));
        }
    }
    // Names of the model's own values, which packs refer to.
    let own = [
        "acting",
        "aide",
        "candidate",
        "chief",
        "director",
        "junior",
        "lead",
        "professional",
        "vicepresident",
        "audit",
        "contract",
        "deputy",
        "former",
        "department",
        "director",
        "entity",
        "fractional",
        "group",
        "interim",
        "junior",
        "level",
        "location",
        "parttime",
        "policy",
        "senior",
        "size",
        "status",
        "technology",
        "title",
        "until",
        "vacant",
    ];
    for own in own {
        words.remove(own);
    }
    for (path, code) in sources() {
        for literal in literals(&code) {
            let word = squeeze(&literal.replace("\\n", " "));
            let spoken = word.len() > 1 && words.contains(&word);
            assert!(
                !spoken,
                "{}: \"{literal}\" belongs into rules/",
                path.display()
            );
        }
    }
}

#[test]
fn no_weight_is_in_the_code_that_makes_verdicts() {
    let judging = sources().into_iter().filter(|(path, _)| {
        ["classify", "audit"]
            .iter()
            .any(|room| path.components().any(|part| part.as_os_str() == *room))
    });
    // Numbers that sums, means and directions need. Any other number would be a weight.
    let plain = ["0.0", "1.0", "2.0", "100.0"];
    for (path, code) in judging {
        let is_number = |word: &&str| {
            word.starts_with(|c: char| c.is_ascii_digit())
                && word.contains('.')
                && word.parse::<f64>().is_ok()
        };
        let words = code.split(|c: char| !(c.is_ascii_digit() || c == '.'));
        for number in words.filter(is_number) {
            assert!(
                plain.contains(&number),
                "{}: {number} belongs into rules/",
                path.display()
            );
        }
    }
}
