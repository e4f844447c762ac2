//! The tests in a pack: a seat, and the verdict that the rules should give.
//!
//! They are parsed only when they are run, to keep the start fast. The parser keeps places, so that a failure
//! can show where its test is.

use std::path::PathBuf;

use serde::Deserialize;
use serde_saphyr::Spanned;

use super::compiled::Rules;
use super::entry::{Disabled, EntryKind};
use super::error::{RulesError, RulesErrorKind};
use super::files::{file, load, located};
use crate::model::Position;
use crate::rules::form::test::{Expect, TestForm};

/// A test of a pack, with its place.
#[derive(Clone, Debug)]
pub struct PackTest {
    /// The file.
    pub file: String,
    /// Line on which it begins, counted from 1.
    pub line: usize,
    /// Column at which it begins, counted from 1.
    pub column: usize,
    /// Title of the seat.
    pub title: String,
    /// Department of the seat.
    pub department: String,
    /// Company of the seat.
    pub entity: String,
    /// Duty text of the seat.
    pub duties: String,
    /// The expected verdict.
    pub expect: Expect,
}

impl PackTest {
    /// The tests of the built-in pack, in the order of its files.
    ///
    /// # Errors
    /// None in a released version, because a test runs them.
    pub fn builtin() -> Result<Vec<PackTest>, RulesError> {
        let mut tests = Vec::new();
        for (name, text) in load::builtin_tests() {
            tests.extend(parse(&name, text)?);
        }
        Ok(tests)
    }

    /// The tests in files of a pack, in order. Tests of the files that these extend are not included, because
    /// their expectations may be overridden on purpose.
    ///
    /// # Errors
    /// If a file cannot be read or is not YAML, or a test does not have the form of one.
    pub fn in_files(files: &[PathBuf]) -> Result<Vec<PackTest>, RulesError> {
        let mut tests = Vec::new();
        for path in files {
            let (name, text) = file::text_of(path)?;
            tests.extend(parse(&name, &text)?);
        }
        Ok(tests)
    }

    /// Whether it expects a role or area that a later file disables, so that it does not apply to these
    /// rules.
    pub fn expects_disabled(&self, rules: &Rules) -> bool {
        let Expect {
            roles,
            set_aside,
            areas,
            ..
        } = &self.expect;
        let named = |off: &Disabled| match off.what {
            EntryKind::Role => {
                let held = roles.iter().flatten().any(|role| *role == off.id);
                held || set_aside.iter().any(|aside| aside.contains_key(&off.id))
            }
            EntryKind::Area => areas.iter().flatten().any(|area| *area == off.id),
            _ => false,
        };
        // Tests of the built-in pack are in files that are not layers, below all layers.
        let layer = |name: &str| rules.layers.iter().position(|layer| layer == name);
        let own = layer(&self.file);
        let mut disabled = rules.disabled.iter();
        disabled.any(|off| named(off) && own < layer(&off.layer))
    }

    /// The seat to classify.
    pub fn position(&self) -> Position<'_> {
        Position {
            title: &self.title,
            department: &self.department,
            entity: &self.entity,
            responsibilities: &self.duties,
            ..Position::default()
        }
    }
}

/// The part of a file that holds its tests.
#[derive(Default, Deserialize)]
#[serde(default)]
struct TestsForm {
    tests: Vec<Spanned<TestForm>>,
}

fn parse(name: &str, text: &str) -> Result<Vec<PackTest>, RulesError> {
    let error = |place, kind| RulesError {
        file: name.to_owned(),
        place: Some(place),
        kind,
    };
    let form: Option<TestsForm> = located::parse(name, text)?;
    let tests = form.unwrap_or_default().tests.into_iter();
    let tests = tests.map(|test| {
        let place = located::place(&test);
        let value = test.value;
        if value.title.is_empty() && value.duties.is_empty() {
            return Err(error(place, RulesErrorKind::Test("a title or duties")));
        }
        if value.expect == Expect::default() {
            return Err(error(place, RulesErrorKind::Test("something to expect")));
        }
        Ok(PackTest {
            file: name.to_owned(),
            line: place.0,
            column: place.1,
            title: value.title,
            department: value.department,
            entity: value.entity,
            duties: value.duties,
            expect: value.expect,
        })
    });
    tests.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rank;
    use crate::rules::form::test::ExpectedScope;

    #[test]
    fn a_test_has_its_place_in_the_file() {
        let text = "roles: []\ntests:\n  - {title: CIO, expect: {rank: chief}}\n  - title: É\n    expect:\n      scope: none\n";
        let tests = parse("mine.yaml", text).unwrap();
        let places: Vec<_> = tests.iter().map(|test| (test.line, test.column)).collect();
        assert_eq!(places, [(3, 5), (4, 5)]);
        assert_eq!(tests[0].expect.rank, Some(Rank::Chief));
        assert_eq!(tests[1].expect.scope, Some(ExpectedScope::None));
    }

    #[test]
    fn a_test_without_a_seat_or_an_expectation_is_an_error_at_its_place() {
        let said = |text| parse("mine.yaml", text).unwrap_err().to_string();
        assert_eq!(
            said("tests:\n  - {department: IT, expect: {rank: chief}}\n"),
            "mine.yaml:2:5: a test needs a title or duties"
        );
        assert_eq!(
            said("tests:\n  - {title: CIO}\n"),
            "mine.yaml:2:5: a test needs something to expect"
        );
        let unknown = said("tests:\n  - {title: CIO, expect: {role: cio}}\n");
        assert!(unknown.starts_with("mine.yaml:2:27: "), "{unknown}");
        assert!(unknown.contains("role"), "{unknown}");
    }
}
