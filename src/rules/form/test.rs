//! The section `tests:`: a seat, and the verdict that the rules should give.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{Focus, Modifier, Rank, Scope, Side};

/// What a test expects of a verdict. Anything it does not state may have any value.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// The rank.
    pub rank: Option<Rank>,
    /// Id of the function, or `other` if the title states none.
    pub function: Option<String>,
    /// The area of the function, or `none` if the title states none.
    pub area: Option<String>,
    /// Ids of all roles held, in any order.
    pub roles: Option<Vec<String>>,
    /// All modifiers, in any order.
    pub modifiers: Option<Vec<Modifier>>,
    /// The scope.
    pub scope: Option<ExpectedScope>,
    /// Ids of all roles set aside, with the reason: a modifier, `ambiguous` or `read-as`.
    pub set_aside: Option<BTreeMap<String, String>>,
    /// The side that the seat looks to.
    pub focus: Option<Focus>,
    /// All sides that the seat covers, at any grade.
    pub covers: Option<Vec<Side>>,
    /// Responsibility areas that the duties must mention. There may be others.
    pub areas: Option<Vec<String>>,
}

/// A scope, or none.
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
    /// The expected scope.
    pub fn scope(self) -> Option<Scope> {
        match self {
            ExpectedScope::None => None,
            ExpectedScope::Group => Some(Scope::Group),
            ExpectedScope::Region => Some(Scope::Region),
            ExpectedScope::Division => Some(Scope::Division),
        }
    }
}

/// A seat, and the expected verdict.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::rules) struct TestForm {
    /// Title of the seat. A test has a title or duties.
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
