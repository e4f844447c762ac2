//! The form of a pack as a JSON Schema, for editors that complete and check YAML by one.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::form::PackForm;

/// The schema of a file of a pack (JSON Schema 2020-12). It is derived from the form that files are read
/// into, its descriptions from the comments there.
pub fn schema() -> Schema {
    let mut schema = schemars::schema_for!(PackForm);
    schema.insert("title".to_owned(), "Rules of rolecall".into());
    schema
}

/// A map of which only these keys are known, which the derived schema of a map would not say.
pub(super) fn keyed_by<K: JsonSchema, V: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "propertyNames": generator.subschema_for::<K>(),
        "additionalProperties": generator.subschema_for::<V>(),
    })
}
