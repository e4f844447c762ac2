//! The checks that a finding may name, and the keys that it may have under `thresholds` and `roles`: those that its check
//! reads.
//!
//! Every check has a built-in finding. A check ignores all keys that it does not read, so a misspelt one would have no
//! effect, and nobody would notice.

use std::collections::BTreeSet;

use crate::model::Subject;
use crate::rules::error::RulesErrorKind;
use crate::rules::form::findings::FindingForm;
use crate::rules::near::{choices, is_meant, near};

/// The checks and their keys, as the built-in findings have them.
#[derive(Debug, Default)]
pub(in crate::rules) struct FindingKeys {
    /// What a check looks at, and its name.
    checks: BTreeSet<(Subject, String)>,
    /// The check, the section, and the key.
    known: BTreeSet<(String, &'static str, String)>,
}

impl FindingKeys {
    pub(in crate::rules) fn of(findings: &[FindingForm]) -> Self {
        let mut known = BTreeSet::new();
        let mut checks = BTreeSet::new();
        for finding in findings {
            let check = finding.check.clone().unwrap_or_default();
            checks.insert((finding.about.unwrap_or_default(), check.clone()));
            let keys = keys(finding).map(|(section, key)| (check.clone(), section, key.to_owned()));
            known.extend(keys);
        }
        FindingKeys { checks, known }
    }

    /// Fails if the check of a finding does not exist, or at the first key that it does not read.
    pub(in crate::rules) fn check(&self, finding: &FindingForm) -> Result<(), RulesErrorKind> {
        let check = finding.check.as_deref().unwrap_or_default();
        let about = finding.about.unwrap_or_default();
        if !self.checks.contains(&(about, check.to_owned())) {
            let of_subject = self.checks.iter().filter(|(of, _)| *of == about);
            return Err(RulesErrorKind::Unknown {
                what: "check",
                name: check.to_owned(),
                choices: choices(check, of_subject.map(|(_, name)| name.as_str())),
            });
        }
        let of = |section: &'static str| {
            let known = self.known.iter();
            let known = known.filter(move |(of, within, _)| of == check && *within == section);
            known.map(|(.., key)| key.as_str())
        };
        let Some((section, key)) =
            keys(finding).find(|(section, key)| of(section).all(|known| known != *key))
        else {
            return Ok(());
        };
        let mut meant = near(key, of(section));
        if meant.is_empty() {
            meant = of(section).collect();
        }
        Err(RulesErrorKind::NotOfFinding {
            code: finding.code.as_str().into(),
            section,
            name: key.into(),
            rest: is_meant(&meant).into(),
        })
    }
}

fn keys(finding: &FindingForm) -> impl Iterator<Item = (&'static str, &str)> {
    let thresholds = finding.thresholds.keys();
    let roles = finding.roles.keys();
    let thresholds = thresholds.map(|key| ("thresholds", key.as_str()));
    thresholds.chain(roles.map(|key| ("roles", key.as_str())))
}
