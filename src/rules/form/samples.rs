//! The section with words for invented organisations.

use schemars::JsonSchema;
use serde::Deserialize;

/// Words for invented organisations.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Samples {
    pub companies: Vec<String>,
    pub given_names: Vec<String>,
    pub family_names: Vec<String>,
    pub locations: Vec<String>,
    pub top: Vec<SampleSeat>,
    pub units: Vec<SampleUnit>,
}

/// An invented seat.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleSeat {
    pub title: String,
    #[serde(default)]
    pub duties: String,
}

/// An invented unit below one of the top seats.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleUnit {
    pub department: String,
    /// Index into [`Samples::top`] of the seat that the heads of the unit report to.
    pub under: usize,
    pub heads: Vec<SampleSeat>,
    pub staff: Vec<SampleSeat>,
}
