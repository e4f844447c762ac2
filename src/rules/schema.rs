//! The form of a pack as a JSON Schema, for editors that complete and check YAML.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::form::PackForm;

/// The schema of a file of a pack (JSON Schema 2020-12). It is derived from the types that files are read
/// into. Its descriptions are the comments on these types.
pub fn schema() -> Schema {
    let mut schema = schemars::schema_for!(PackForm);
    schema.insert("title".to_owned(), "Rules of rolecall".into());
    schema
}

/// The schema of a map in which only these keys are allowed. The derived schema of a map would allow any key.
pub(super) fn keyed_by<K: JsonSchema, V: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "propertyNames": generator.subschema_for::<K>(),
        "additionalProperties": generator.subschema_for::<V>(),
    })
}
