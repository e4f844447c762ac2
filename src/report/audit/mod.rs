//! An audit.
//!
//! `areas`, `findings` and `overview` are parts of the `text`; `who` names a seat in it. `occurrence_json` and
//! `location_json` are parts of the `json`.

pub(in crate::report) mod areas;
pub(in crate::report) mod findings;
pub(in crate::report) mod json;
pub(in crate::report) mod location_json;
pub(in crate::report) mod markdown;
pub(in crate::report) mod occurrence_json;
pub(in crate::report) mod overview;
pub(in crate::report) mod text;
pub(in crate::report) mod who;
