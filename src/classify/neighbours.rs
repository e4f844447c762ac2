//! What stands around a seat on its chart.

use crate::model::RoleId;

/// The neighbours of a seat, as far as they tell how its title is meant. Nothing is known by default: a batch of job
/// descriptions has no chart.
#[derive(Clone, Debug, Default)]
pub struct Neighbours<'a> {
    /// Titles of the seats that report to it.
    pub reports: Vec<&'a str>,
    /// Roles that other seats of its entity spell out.
    pub spelled: Vec<RoleId>,
    /// Whether its entity shows units in place of seats, so that the name of a unit stands for its head.
    pub among_units: bool,
    /// Whether its duty text describes its unit, not the seat: its manager and other seats of the entity have the same text.
    pub has_unit_text: bool,
}
