//! The two sides of technology.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The two directions of technology leadership: inward to the company's own operations, or outward to its
/// products and customers. The rule pack says which role leads which side.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Operations and infrastructure, productivity, employees, profitability.
    Internal,
    /// Products and services, innovation, customers, revenue.
    External,
}

impl Side {
    /// Both sides, internal first.
    pub const BOTH: [Side; 2] = [Side::Internal, Side::External];

    /// The other side.
    pub fn other(self) -> Side {
        match self {
            Side::Internal => Side::External,
            Side::External => Side::Internal,
        }
    }

    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Side::Internal => "internal",
            Side::External => "external",
        }
    }

    /// The side that a weight counts for: internal below 0.
    pub fn of(weight: f32) -> Side {
        match weight < 0.0 {
            true => Side::Internal,
            false => Side::External,
        }
    }

    /// -1 for internal, +1 for external: the direction of a score.
    pub fn sign(self) -> f32 {
        match self {
            Side::Internal => -1.0,
            Side::External => 1.0,
        }
    }
}

/// One value for each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BySide<T> {
    /// The value for [`Side::Internal`].
    pub internal: T,
    /// The value for [`Side::External`].
    pub external: T,
}

impl<T> std::ops::Index<Side> for BySide<T> {
    type Output = T;
    fn index(&self, side: Side) -> &T {
        match side {
            Side::Internal => &self.internal,
            Side::External => &self.external,
        }
    }
}

impl<T> std::ops::IndexMut<Side> for BySide<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Internal => &mut self.internal,
            Side::External => &mut self.external,
        }
    }
}
