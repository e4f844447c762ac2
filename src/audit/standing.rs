//! How a seat stands: filled, vacant, held for the time being.

use crate::model::{Modifier, Position, Status, Tenure, Verdict};

/// How firmly a seat is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
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

impl Standing {
    /// How firmly a position is held, according to its cells and its title.
    pub fn of(position: &Position<'_>, verdict: &Verdict) -> Standing {
        let says = |modifier| verdict.modifiers.contains(&modifier);
        if position.status == Status::Vacant || says(Modifier::Vacant) {
            Standing::Vacant
        } else if position.tenure == Tenure::Interim || says(Modifier::Interim) {
            Standing::Interim
        } else if position.tenure == Tenure::Acting || says(Modifier::Acting) {
            Standing::Acting
        } else if says(Modifier::Fractional) {
            Standing::Fractional
        } else {
            Standing::Permanent
        }
    }

    /// The name in sentences and output.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Permanent => "permanent",
            Standing::Interim => "interim",
            Standing::Acting => "acting",
            Standing::Fractional => "fractional",
            Standing::Vacant => "vacant",
        }
    }
}
