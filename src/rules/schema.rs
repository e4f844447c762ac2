//! The form of a pack as a JSON Schema, for editors that complete and check YAML.

use schemars::Schema;

use crate::rules::form::pack::PackForm;

/// The schema of a file of a pack (JSON Schema 2020-12). It is derived from the types that files are read
/// into. Its descriptions are the comments on these types.
pub fn schema() -> Schema {
    let mut schema = schemars::schema_for!(PackForm);
    schema.insert("title".to_owned(), "Rules of rolecall".into());
    schema
}
