//! What is asked of some files only: the section `overrides:`.

use std::path::Path;

use super::catalogue::{Catalogue, FindingKind, unknown_code};
use super::entry::EntryPlace;
use super::error::RulesErrorKind;
use crate::model::Severity;
use crate::rules::form::overrides::OverrideForm;
use crate::text::PathGlob;

/// What is asked of some files only.
#[derive(Clone, Debug)]
pub struct Override {
    /// The patterns, as written.
    pub patterns: Vec<String>,
    /// Codes, beginnings of codes or names of findings that are not reported there.
    pub ignore: Vec<String>,
    /// The severity of others, by code, beginning of codes or name.
    pub severity: Vec<(String, Severity)>,
    /// Where it is written.
    pub at: Option<EntryPlace>,
    paths: Vec<PathGlob>,
}

/// What becomes of a finding in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overridden {
    /// It is not reported.
    Ignored,
    /// It has this severity.
    Severity(Severity),
}

impl Override {
    pub(super) fn new(
        form: OverrideForm,
        catalogue: &Catalogue,
    ) -> Result<Override, RulesErrorKind> {
        if form.paths.is_empty() {
            return Err(RulesErrorKind::Missing("overrides: paths"));
        }
        let codes = form.ignore.iter().chain(form.severity.keys());
        for code in codes {
            if !catalogue.iter().any(|kind| kind.is_meant_by(code)) {
                return Err(unknown_code(code, catalogue));
            }
        }
        let file = form.at.as_ref().map_or("", |at| at.file.as_str());
        let base = Path::new(file).parent();
        let base = base.filter(|base| *base != Path::new(""));
        let globs = form.paths.iter().map(|pattern| {
            let glob = PathGlob::new(pattern, base.unwrap_or(Path::new(".")));
            glob.map_err(|expected| RulesErrorKind::Unfit {
                name: "paths",
                value: pattern.clone(),
                expected: format!("a pattern for paths: {expected}"),
            })
        });
        Ok(Override {
            paths: globs.collect::<Result<_, _>>()?,
            patterns: form.paths,
            ignore: form.ignore,
            severity: form.severity.into_iter().collect(),
            at: form.at,
        })
    }

    /// Whether it is about a file.
    pub fn is_about(&self, path: &Path) -> bool {
        self.paths.iter().any(|glob| glob.matches(path))
    }

    /// What becomes of a kind of findings in the files that it is about, if it says anything of that.
    pub fn of(&self, kind: &FindingKind) -> Option<Overridden> {
        if self.ignore.iter().any(|code| kind.is_meant_by(code)) {
            return Some(Overridden::Ignored);
        }
        let mut severities = self.severity.iter();
        // A whole code says more than the beginning of one.
        let longest = severities
            .by_ref()
            .filter(|(code, _)| kind.is_meant_by(code))
            .max_by_key(|(code, _)| code.len());
        longest.map(|(_, severity)| Overridden::Severity(*severity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::compiled::Rules;

    fn error(text: &str) -> String {
        let rules = Rules::with_texts(&[("rolecall.yaml", text)]);
        rules.unwrap_err().to_string()
    }

    #[test]
    fn the_most_exact_code_counts() {
        let text = "overrides:\n  - paths: [a.csv]\n    ignore: [RC3]\n    severity: {RC1: info, RC101: error}\n";
        let rules = Rules::with_texts(&[("rolecall.yaml", text)]).unwrap();
        let [one] = &rules.overrides[..] else {
            panic!("{:?}", rules.overrides);
        };
        let of = |code: &str| one.of(rules.catalogue.get(code).unwrap());
        assert_eq!(of("RC101"), Some(Overridden::Severity(Severity::Error)));
        assert_eq!(of("RC102"), Some(Overridden::Severity(Severity::Info)));
        assert_eq!(of("RC306"), Some(Overridden::Ignored));
        assert_eq!(of("RC201"), None);
        assert!(one.is_about(Path::new("sub/a.csv")) && !one.is_about(Path::new("b.csv")));
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let told = error("overrides:\n  - {paths: [a], ignore: [missing-cco]}\n");
        assert!(told.starts_with("rolecall.yaml:2:27: "), "{told}");
        assert!(told.contains("did you mean `missing-cio`"), "{told}");
        let told = error("overrides:\n  - {paths: [a], severity: {missing-cco: info}}\n");
        assert!(told.starts_with("rolecall.yaml:2:"), "{told}");
        let told = error("overrides:\n  - {paths: ['a['], ignore: [RC1]}\n");
        assert!(told.starts_with("rolecall.yaml:2:14: "), "{told}");
        let told = error("overrides:\n  - {ignore: [RC1]}\n");
        assert!(told.contains("overrides: paths"), "{told}");
        let told = error("overrides:\n  - {paths: [a], severity: {RC101: grave}}\n");
        assert!(
            told.starts_with("rolecall.yaml:2:36: ") && told.contains("`warning`"),
            "{told}"
        );
    }
}
