//! Findings that an organisation accepts: the section `suppress:`. Each entry says why, and may say until when.

use std::path::Path;

use super::catalogue::{Catalogue, unknown_code};
use super::entry::EntryPlace;
use super::error::RulesErrorKind;
use crate::rules::form::suppress::SuppressForm;
use crate::text::{PathGlob, squeeze};

/// A finding that is accepted.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// Code, beginning of codes, or name of the finding.
    pub code: String,
    /// The id of the seat.
    pub id: Option<String>,
    /// The title of the seat, squeezed.
    pub title: Option<String>,
    /// The entity of the finding, squeezed.
    pub entity: Option<String>,
    /// The file.
    pub path: Option<PathGlob>,
    /// Why; may be empty.
    pub reason: String,
    /// The last day on which it is accepted, as `2026-12-31`.
    pub until: Option<String>,
    /// Where it is written.
    pub at: Option<EntryPlace>,
}

impl Suppression {
    pub(super) fn new(
        form: SuppressForm,
        catalogue: &Catalogue,
    ) -> Result<Suppression, RulesErrorKind> {
        if form.code.is_empty() {
            return Err(RulesErrorKind::Missing("suppress: code"));
        }
        if !catalogue.iter().any(|kind| kind.is_meant_by(&form.code)) {
            return Err(unknown_code(&form.code, catalogue));
        }
        if let Some(until) = form.until.as_ref().filter(|until| !is_day(until)) {
            return Err(RulesErrorKind::Unfit {
                name: "until",
                value: until.clone(),
                expected: "a day such as 2026-12-31".to_owned(),
            });
        }
        let file = form.at.as_ref().map_or("", |at| at.file.as_str());
        let base = Path::new(file)
            .parent()
            .filter(|base| *base != Path::new(""));
        let path = form.path.map(|path| {
            let glob = PathGlob::new(&path, base.unwrap_or(Path::new(".")));
            glob.map_err(|expected| RulesErrorKind::Unfit {
                name: "path",
                value: path,
                expected: format!("a pattern for paths: {expected}"),
            })
        });
        Ok(Suppression {
            code: form.code,
            id: form.id,
            title: form.title.as_deref().map(squeeze),
            entity: form.entity.as_deref().map(squeeze),
            path: path.transpose()?,
            reason: form.reason.unwrap_or_default().trim().to_owned(),
            until: form.until,
            at: form.at,
        })
    }
}

/// Whether a text is a day as `2026-12-31`. Such texts can be compared.
pub(super) fn is_day(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let is_number =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let within = |part: &str, most: u8| {
        let number = part.parse::<u8>();
        number.is_ok_and(|number| (1..=most).contains(&number))
    };
    match parts[..] {
        [year, month, day] => {
            is_number(year, 4)
                && is_number(month, 2)
                && is_number(day, 2)
                && within(month, 12)
                && within(day, 31)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::compiled::Rules;

    fn error(text: &str) -> String {
        let rules = Rules::with_texts(&[("rolecall.yaml", text)]);
        rules.unwrap_err().to_string()
    }

    #[test]
    fn a_suppression_knows_its_place() {
        let text =
            "suppress:\n  - {code: RC120, reason: a}\n  - code: RC2\n    until: 2026-01-31\n";
        let rules = Rules::with_texts(&[("rolecall.yaml", text)]).unwrap();
        let suppressions = rules.suppressions.iter();
        let places = suppressions.map(|one| one.at.as_ref().unwrap().line);
        assert_eq!(places.collect::<Vec<_>>(), [2, 3]);
        assert_eq!(rules.suppressions[1].until.as_deref(), Some("2026-01-31"));
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let told = error("suppress:\n  - {code: missing-cco}\n");
        assert!(told.starts_with("rolecall.yaml:2:12: "), "{told}");
        assert!(told.contains("did you mean `missing-cio`"), "{told}");
        let told = error("suppress:\n  - {code: RC120, until: soon}\n");
        assert!(told.starts_with("rolecall.yaml:2:26: "), "{told}");
        let told = error("suppress:\n  - {code: RC120, path: 'a['}\n");
        assert!(told.starts_with("rolecall.yaml:2:25: "), "{told}");
        let told = error("findings:\n  - {code: RC999, enabled: false}\n");
        assert!(told.starts_with("rolecall.yaml:2:12: "), "{told}");
        let told = error("supress: []\n");
        assert!(
            told.contains("rolecall.yaml:1:1") && told.contains("did you mean `suppress`?"),
            "{told}"
        );
    }
}
