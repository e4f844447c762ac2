//! The tests that stand in a pack: a seat, and what the rules should make of it.
//!
//! They are parsed only when they are to be run, since start-up has no use for them. A parser that keeps
//! positions reads them, so that a failure can say where its test stands.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::error::{RulesError, RulesErrorKind};
use super::{Disabled, EntryKind, Rules, load, located};
use crate::model::{Focus, Modifier, Position, Rank, Scope, Side};

/// A test of a pack, and where it stands.
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
    /// What the verdict on it should be.
    pub expect: Expect,
}

/// What a test states of a verdict; what it does not state may be anything.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// The rank.
    pub rank: Option<Rank>,
    /// Id of the function; `other` where the title states none.
    pub function: Option<String>,
    /// The area of the function; `none` where the title states none.
    pub area: Option<String>,
    /// Ids of all roles held, in any order.
    pub roles: Option<Vec<String>>,
    /// All modifiers, in any order.
    pub modifiers: Option<Vec<Modifier>>,
    /// The scope.
    pub scope: Option<ExpectedScope>,
    /// Ids of all roles set aside, and why: a modifier, `ambiguous` or `read-as`.
    pub set_aside: Option<BTreeMap<String, String>>,
    /// Where the seat looks.
    pub focus: Option<Focus>,
    /// All sides that the seat covers, by any grade.
    pub covers: Option<Vec<Side>>,
    /// Responsibility areas that the duties must speak for; there may be others.
    pub areas: Option<Vec<String>>,
}

/// A scope, or that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExpectedScope {
    /// The title states no scope.
    None,
    /// [`Scope::Group`].
    Group,
    /// [`Scope::Region`].
    Region,
    /// [`Scope::Division`].
    Division,
}

impl ExpectedScope {
    /// The scope that a verdict should have.
    pub fn scope(self) -> Option<Scope> {
        match self {
            ExpectedScope::None => None,
            ExpectedScope::Group => Some(Scope::Group),
            ExpectedScope::Region => Some(Scope::Region),
            ExpectedScope::Division => Some(Scope::Division),
        }
    }
}

impl PackTest {
    /// The tests of the built-in pack, in the order of its files.
    ///
    /// # Errors
    /// None in a released version: a test runs them.
    pub fn builtin() -> Result<Vec<PackTest>, RulesError> {
        let mut tests = Vec::new();
        for (name, text) in load::builtin_tests() {
            tests.extend(parse(&name, text)?);
        }
        Ok(tests)
    }

    /// The tests in files of a pack, in order. Those of a file that one of them extends are its own: what it
    /// expects may be overridden on purpose.
    ///
    /// # Errors
    /// Where a file cannot be read or is no YAML, or a test is not of the form of one.
    pub fn in_files(files: &[PathBuf]) -> Result<Vec<PackTest>, RulesError> {
        let mut tests = Vec::new();
        for path in files {
            let (name, text) = load::text_of(path)?;
            tests.extend(parse(&name, &text)?);
        }
        Ok(tests)
    }

    /// Whether it expects a role or area that a file above the one in which it stands switches off, so that it
    /// says nothing of these rules.
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
        // Tests of the built-in pack stand in files that are no layers, beneath all that are.
        let layer = |name: &str| rules.layers.iter().position(|layer| layer == name);
        let own = layer(&self.file);
        let mut disabled = rules.disabled.iter();
        disabled.any(|off| named(off) && own < layer(&off.layer))
    }

    /// The seat to be judged.
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

/// The part of a file that holds its tests; whatever else it holds is read elsewhere.
#[derive(Default, Deserialize)]
#[serde(default)]
struct TestsForm {
    tests: Vec<Spanned<TestForm>>,
}

/// A seat, and what the verdict on it should be.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TestForm {
    /// Title of the seat; a test has this or duties.
    title: String,
    /// Department of the seat.
    department: String,
    /// Company of the seat.
    entity: String,
    /// Duty text of the seat.
    duties: String,
    /// What the verdict on it should be.
    expect: Expect,
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

    #[test]
    fn a_test_knows_where_it_stands() {
        let text = "roles: []\ntests:\n  - {title: CIO, expect: {rank: chief}}\n  - title: É\n    expect:\n      scope: none\n";
        let tests = parse("mine.yaml", text).unwrap();
        let places: Vec<_> = tests.iter().map(|test| (test.line, test.column)).collect();
        assert_eq!(places, [(3, 5), (4, 5)]);
        assert_eq!(tests[0].expect.rank, Some(Rank::Chief));
        assert_eq!(tests[1].expect.scope, Some(ExpectedScope::None));
    }

    #[test]
    fn a_test_without_a_seat_or_an_expectation_is_refused_where_it_stands() {
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
