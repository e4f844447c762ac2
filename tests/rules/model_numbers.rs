//! Every number of the model is checked before it is believed.

use std::fs;
use std::io::Write as _;

use rolecall::rules::Rules;
use serde_yaml::{Mapping, Value};

#[test]
fn a_number_that_is_none_is_an_error_that_names_its_key() {
    let text = fs::read_to_string("rules/profile.yaml").unwrap();
    let profile: Value = serde_yaml::from_str(&text).unwrap();
    let model = profile["model"].as_mapping().unwrap();
    let ways = numbers(model, &[]);
    assert!(ways.len() > 25, "{ways:?}");
    for way in ways {
        for wrong in [f64::NAN, -1.0, 1e30] {
            let mut model = Value::Mapping(model.clone());
            let place = way.iter().fold(&mut model, |value, key| &mut value[key]);
            *place = Value::from(wrong);
            let mut file = tempfile::NamedTempFile::new().unwrap();
            let pack = Mapping::from_iter([(Value::from("model"), model)]);
            serde_yaml::to_writer(&mut file, &pack).unwrap();
            file.flush().unwrap();
            let error = Rules::layered(&[file.path().to_owned()]);
            let error = error.expect_err(&format!("{way:?}: {wrong}")).to_string();
            assert!(error.contains(&way.join(".")), "{way:?}: {wrong}: {error}");
        }
    }
}

/// The ways to all numbers of a mapping.
fn numbers(mapping: &Mapping, above: &[String]) -> Vec<Vec<String>> {
    let entries = mapping.iter().flat_map(|(key, value)| {
        let mut way = above.to_vec();
        way.push(key.as_str().unwrap().to_owned());
        match value {
            Value::Number(_) => vec![way],
            Value::Mapping(mapping) => numbers(mapping, &way),
            _ => Vec::new(),
        }
    });
    entries.collect()
}
