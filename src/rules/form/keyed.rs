//! A piece of the schema that cannot be derived.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// The schema of a map in which only these keys are allowed. The derived schema of a map would allow any key.
pub(in crate::rules) fn keyed_by<K: JsonSchema, V: JsonSchema>(
    generator: &mut SchemaGenerator,
) -> Schema {
    json_schema!({
        "type": "object",
        "propertyNames": generator.subschema_for::<K>(),
        "additionalProperties": generator.subschema_for::<V>(),
    })
}
