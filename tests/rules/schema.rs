//! The schema for editors agrees with the types that rules are read into.

use std::fs;

use serde_json::Value;

use super::files_below;

fn schema() -> Value {
    rolecall::rules::schema().to_value()
}

/// All files of the built-in pack, including its tests.
fn pack_files() -> Vec<(String, Value)> {
    let files = files_below("rules").into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        (path.display().to_string(), yaml(&text))
    });
    files.collect()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// Checks a value against a schema. A keyword that is not implemented here fails, so that none is overlooked.
fn conforms(value: &Value, schema: &Value, root: &Value) -> Result<(), String> {
    let Some(keywords) = schema.as_object() else {
        return match schema {
            Value::Bool(true) => Ok(()),
            _ => Err(format!("{value} is not allowed here")),
        };
    };
    let say = |what: &str, rule: &Value| Err(format!("{value} is not {what} {rule}"));
    for (keyword, rule) in keywords {
        let holds = |schema: &Value| conforms(value, schema, root);
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" => {}
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                holds(root.pointer(pointer).expect(pointer))?;
            }
            "type" => {
                let is = |name: &Value| match name.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "number" => value.is_number(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "null" => value.is_null(),
                    other => panic!("type {other}"),
                };
                let types = rule.as_array().cloned().unwrap_or(vec![rule.clone()]);
                if !types.iter().any(is) {
                    return say("of type", rule);
                }
            }
            "const" if value == rule => {}
            "const" => return say("", rule),
            "anyOf" | "oneOf" => {
                let rules = rule.as_array().unwrap();
                let held = rules.iter().filter(|rule| holds(rule).is_ok()).count();
                if held == 0 || keyword == "oneOf" && held > 1 {
                    return say("one of", rule);
                }
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    conforms(item, rule, root)?;
                }
            }
            "properties" => {
                for (key, rule) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        conforms(value, rule, root).map_err(|why| format!("{key}: {why}"))?;
                    }
                }
            }
            "additionalProperties" => {
                let known = |key: &str| {
                    keywords
                        .get("properties")
                        .is_some_and(|p| p.get(key).is_some())
                };
                for (key, value) in value.as_object().into_iter().flatten() {
                    if !known(key) {
                        conforms(value, rule, root).map_err(|why| format!("{key}: {why}"))?;
                    }
                }
            }
            "propertyNames" => {
                for key in value.as_object().into_iter().flat_map(|map| map.keys()) {
                    conforms(&Value::String(key.clone()), rule, root)?;
                }
            }
            "required" => {
                let given = |key: &&Value| value.get(key.as_str().unwrap()).is_none();
                if value.is_object() && rule.as_array().unwrap().iter().any(|key| given(&key)) {
                    return say("with all of", rule);
                }
            }
            "minimum" if value.as_f64() < rule.as_f64() => return say("at least", rule),
            "maximum" if value.as_f64() > rule.as_f64() => return say("at most", rule),
            "minimum" | "maximum" => {}
            other => panic!("{other} is not known here"),
        }
    }
    Ok(())
}

#[test]
fn the_built_in_pack_conforms_to_the_schema() {
    let schema = schema();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let files = pack_files();
    assert!(files.len() > 15);
    for (name, value) in files {
        conforms(&value, &schema, &schema).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
}

#[test]
fn files_that_extend_others_conform_to_the_schema() {
    let schema = schema();
    let text = "extends: [builtin, base.yaml]\n\
                disable: {roles: [cfo], duties: [x], findings: [RC101], axes: [x], areas: [x], functions: [x], \
                words: [title/cio], phrases: {title/cio: [x]}}\n";
    conforms(&yaml(text), &schema, &schema).unwrap();
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let schema = schema();
    for text in [
        "title: {cio: [x]}",
        "titles: {cio: x}",
        "titles: [x]",
        "ranks: {boss: [x]}",
        "scopes: {world: [x]}",
        "modifiers: [{modifier: helper, before: [x]}]",
        "duties: [{id: x, axis: focus, side: inward, weight: 1, source: x, phrases: [x]}]",
        "duties: [{id: x, axis: focus, side: internal, weight: heavy, source: x, phrases: [x]}]",
        "duties: [{id: x, axis: focus, side: internal, weight: 1, phrases: [x]}]",
        "cues: [{id: x, factor: 0, reach: 300, phrases: [x]}]",
        "columns: {aliases: {salary: [x]}}",
        "tests: [{title: CIO, expect: {rank: boss}}]",
        "extends: base.yaml",
        "disable: [cfo]",
        "disable: {role: [cfo]}",
        "disable: {roles: cfo}",
        "disable: {phrases: [x]}",
        "tests: [{title: CIO, expects: {rank: chief}}]",
    ] {
        let found = conforms(&yaml(text), &schema, &schema);
        assert!(found.is_err(), "{text}");
    }
}
