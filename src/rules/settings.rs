//! The section `options:` of a configuration: flags of the command line, by their names. What they mean is for the command
//! line to say; here they are only read, each with its place.

use std::path::Path;

use super::error::{RulesError, RulesErrorKind};
use super::files::{file, located};
use crate::rules::files::located::{RuleValue, SpannedValue};

/// One flag that a configuration sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The command that it is for; all that have the flag where none is named.
    pub command: Option<String>,
    /// The name of the flag, without dashes.
    pub flag: String,
    /// Its values.
    pub values: Vec<String>,
    /// Line and column of the flag, counted from 1.
    pub place: (usize, usize),
}

/// The flags that a configuration file sets, in its order. `is_command` tells the names of commands, whose flags stand
/// below them.
///
/// # Errors
/// If the file cannot be read, is not YAML, `options` holds no flags, or a flag has a value that is neither text nor a list of
/// texts.
pub fn settings(
    path: &Path,
    is_command: impl Fn(&str) -> bool,
) -> Result<Vec<Setting>, RulesError> {
    let (file, text) = file::text_of(path)?;
    let root: Option<SpannedValue> = located::parse(&file, &text)?;
    let mut settings = Vec::new();
    let Some(root) = root else {
        return Ok(settings);
    };
    let mut note =
        |command: Option<&str>, key: &str, node: &SpannedValue, place| -> Result<(), RulesError> {
            let values = values(&node.value).ok_or_else(|| RulesError {
                file: file.clone(),
                place: Some(located::place(node)),
                kind: RulesErrorKind::Form(format!(
                    "options: `{key}` needs a text or a list of texts"
                )),
            })?;
            settings.push(Setting {
                command: command.map(str::to_owned),
                flag: key.to_owned(),
                values,
                place,
            });
            Ok(())
        };
    if let Some(node) = root.value.get("options")
        && !matches!(node.value, RuleValue::Map(_) | RuleValue::Empty)
    {
        return Err(RulesError {
            file,
            place: Some(located::place(node)),
            kind: RulesErrorKind::Form(
                "options: expected keys with values, such as `fail-on: error`".to_owned(),
            ),
        });
    }
    for (key, node) in root.value.map("options") {
        // `diff` is a command and also a flag; only a map or nothing stands for the settings of a command.
        let is_section = matches!(node.value, RuleValue::Map(_) | RuleValue::Empty);
        if !(is_section && is_command(&key.value)) {
            note(None, &key.value, node, located::place(key))?;
            continue;
        }
        for (below, node) in node.value.entries() {
            note(Some(&key.value), &below.value, node, located::place(below))?;
        }
    }
    Ok(settings)
}

/// The values of a flag: a text, a list of texts, or names with a text each, which are written `name=text`.
fn values(value: &RuleValue) -> Option<Vec<String>> {
    match value {
        RuleValue::Empty => None,
        RuleValue::Text(text) => Some(vec![text.clone()]),
        RuleValue::List(items) => {
            let texts = items
                .iter()
                .map(|item| item.value.text().map(str::to_owned));
            texts.collect()
        }
        RuleValue::Map(entries) => {
            let pairs = entries
                .iter()
                .map(|(key, item)| Some(format!("{}={}", key.value, item.value.text()?)));
            pairs.collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_with_their_places() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rolecall.yaml");
        let text =
            "options:\n  join: true\n  column: {title: Job}\n  audit:\n    only: [RC1, RC2]\n";
        std::fs::write(&path, text).unwrap();
        let found = settings(&path, |name| name == "audit").unwrap();
        let found = found.iter().map(|one| {
            let command = one.command.as_deref().unwrap_or("");
            format!(
                "{command} {} {} {:?}",
                one.flag,
                one.values.join(" "),
                one.place
            )
        });
        assert_eq!(
            found.collect::<Vec<_>>(),
            [
                " join true (2, 3)",
                " column title=Job (3, 3)",
                "audit only RC1 RC2 (5, 5)"
            ]
        );
        std::fs::write(&path, "options: {join: }").unwrap();
        let told = settings(&path, |_| false).unwrap_err().to_string();
        assert!(told.contains("`join`"), "{told}");
    }

    #[test]
    fn options_that_hold_no_flags_are_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rolecall.yaml");
        for (text, is_good) in [
            ("options:\n", true),
            ("options: secret\n", false),
            ("options: [join]\n", false),
        ] {
            std::fs::write(&path, text).unwrap();
            let found = settings(&path, |name| name == "audit");
            assert_eq!(found.is_ok(), is_good, "{text}");
            let place = found.err().and_then(|error| error.place);
            assert_eq!(place, (!is_good).then_some((1, 10)), "{text}");
        }
    }
}
