//! Prepares the sample words of the rule pack for drawing.

use super::error::GenerateError;
use super::template::Template;
use crate::rules::{SampleSeat, SampleUnit, Samples};

/// A stride over all names that has no common factor with their number. So no name comes twice before all
/// have come once.
const NAME_STRIDE: u64 = 7_368_787;

/// Everybody who can appear on an invented chart.
pub struct Cast<'s> {
    samples: &'s Samples,
    /// The seats at the top of a company. The first is the highest.
    pub top: Vec<SeatKind>,
    /// The department of each of these seats.
    pub top_departments: Vec<&'s str>,
    /// The units below them.
    pub units: Vec<Unit<'s>>,
    /// The number of kinds of seats in all units. The share of a unit in a company is measured by it.
    pub kinds: usize,
}

/// A kind of seat.
pub struct SeatKind {
    /// Its titles.
    pub title: Template,
    /// Its duty texts.
    pub duties: Template,
}

/// A unit below a seat at the top.
pub struct Unit<'s> {
    /// Its name.
    pub department: &'s str,
    /// Index of the seat at the top that it is below.
    pub under: usize,
    /// Seats that lead somebody.
    pub heads: Vec<SeatKind>,
    /// Seats that lead nobody.
    pub staff: Vec<SeatKind>,
}

impl<'s> Cast<'s> {
    /// Prepares the samples.
    ///
    /// Fails if they lack something.
    pub fn new(samples: &'s Samples) -> Result<Cast<'s>, GenerateError> {
        let lists = [
            ("companies", samples.companies.is_empty()),
            ("given_names", samples.given_names.is_empty()),
            ("family_names", samples.family_names.is_empty()),
            ("locations", samples.locations.is_empty()),
            ("top", samples.top.is_empty()),
            ("units", samples.units.is_empty()),
        ];
        if let Some((list, _)) = lists.into_iter().find(|(_, empty)| *empty) {
            return Err(GenerateError::NoSamples(list));
        }
        let units = samples
            .units
            .iter()
            .map(|unit| Unit::new(unit, samples.top.len()))
            .collect::<Result<Vec<_>, _>>()?;
        let department = |top| {
            let own = samples.units.iter().find(|unit| unit.under == top);
            own.map_or("", |unit| unit.department.as_str())
        };
        Ok(Cast {
            samples,
            top: seats(&samples.top)?,
            top_departments: (0..samples.top.len()).map(department).collect(),
            kinds: units.iter().map(Unit::kinds).sum(),
            units,
        })
    }

    /// Writes the name of a company into a buffer, which is emptied first. Every company has another name.
    pub fn company(&self, number: u64, out: &mut String) {
        let (round, name) = round(&self.samples.companies, number);
        out.clear();
        out.push_str(name);
        if round > 0 {
            out.push_str(&format!(" {}", round + 1));
        }
    }

    /// Writes the name of a person into a buffer, which is emptied first. Seats close to one another get
    /// different names, so that nobody seems to hold two.
    pub fn person(&self, number: u64, out: &mut String) {
        let initials = u64::from(b'Z' - b'A') + 1;
        let (given, family) = (&self.samples.given_names, &self.samples.family_names);
        let names = (given.len() as u64)
            .saturating_mul(family.len() as u64)
            .saturating_mul(initials);
        let mixed = (number % names).wrapping_mul(NAME_STRIDE) % names;
        let (rest, given) = round(given, mixed);
        let (rest, family) = round(family, rest);
        out.clear();
        out.push_str(given);
        out.push(' ');
        out.push(char::from(b'A' + (rest % initials) as u8));
        out.push_str(". ");
        out.push_str(family);
    }

    /// Places of work.
    pub fn locations(&self) -> &'s [String] {
        &self.samples.locations
    }
}

impl<'s> Unit<'s> {
    fn new(unit: &'s SampleUnit, top: usize) -> Result<Unit<'s>, GenerateError> {
        if unit.under >= top {
            return Err(GenerateError::NoSuchTop {
                department: unit.department.clone(),
                under: unit.under,
            });
        }
        if unit.heads.is_empty() || unit.staff.is_empty() {
            return Err(GenerateError::NoSamples("heads or staff in a unit"));
        }
        Ok(Unit {
            department: &unit.department,
            under: unit.under,
            heads: seats(&unit.heads)?,
            staff: seats(&unit.staff)?,
        })
    }

    /// The number of kinds of seats in the unit.
    pub fn kinds(&self) -> usize {
        self.heads.len() + self.staff.len()
    }
}

fn seats(samples: &[SampleSeat]) -> Result<Vec<SeatKind>, GenerateError> {
    let seat = |sample: &SampleSeat| {
        Ok(SeatKind {
            title: Template::parse(&sample.title)?,
            duties: Template::parse(&sample.duties)?,
        })
    };
    samples.iter().map(seat).collect()
}

/// The entry for a number when a list is repeated endlessly, and the number of the round.
fn round(list: &[String], number: u64) -> (u64, &str) {
    let length = list.len() as u64;
    (number / length, &list[(number % length) as usize])
}
