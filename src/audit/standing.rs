//! How a seat stands: filled, vacant, held for the time being.

use crate::model::{Modifier, Position, Status, Tenure, Verdict};

/// How firmly a seat is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incumbency {
    /// Somebody holds it without a known end.
    Permanent,
    /// Somebody holds it until a permanent holder is found.
    Interim,
    /// Somebody holds it in place of the actual holder.
    Acting,
    /// Somebody holds it part-time.
    Fractional,
    /// Nobody holds it.
    Vacant,
}

impl Incumbency {
    /// How firmly a position is held, according to its cells and its title.
    pub fn of(position: &Position<'_>, verdict: &Verdict) -> Incumbency {
        let says = |modifier| verdict.modifiers.contains(&modifier);
        if position.status == Status::Vacant || says(Modifier::Vacant) {
            Incumbency::Vacant
        } else if position.tenure == Tenure::Interim || says(Modifier::Interim) {
            Incumbency::Interim
        } else if position.tenure == Tenure::Acting || says(Modifier::Acting) {
            Incumbency::Acting
        } else if says(Modifier::Fractional) {
            Incumbency::Fractional
        } else {
            Incumbency::Permanent
        }
    }

    /// The name in sentences and output.
    pub fn name(self) -> &'static str {
        match self {
            Incumbency::Permanent => "permanent",
            Incumbency::Interim => "interim",
            Incumbency::Acting => "acting",
            Incumbency::Fractional => "fractional",
            Incumbency::Vacant => "vacant",
        }
    }
}
