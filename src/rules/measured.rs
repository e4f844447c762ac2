//! Numbers that were learned from labelled rows and replace those set by hand: weights, and what a confidence
//! means.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::error::RulesErrorKind;
use super::form::PackForm;
use crate::model::{Focus, Ground};

/// Weights that replace those of titles or duties.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    /// The weight of a full title.
    title: Option<f32>,
    /// The weight of a bare acronym.
    acronym: Option<f32>,
    /// The weights of duties, by id.
    duties: BTreeMap<String, f32>,
}

impl Weights {
    /// Lays later weights over these.
    pub(super) fn layer(&mut self, over: Weights) {
        self.title = over.title.or(self.title);
        self.acronym = over.acronym.or(self.acronym);
        self.duties.extend(over.duties);
    }

    /// Drops the weight of a duty, because a later file that writes the duty anew also sets its weight.
    pub(super) fn forget(&mut self, duty: &str) {
        self.duties.remove(duty);
    }

    /// Drops the weights of titles, because a later file sets the numbers of the model.
    pub(super) fn forget_title(&mut self) {
        (self.title, self.acronym) = (None, None);
    }
}

/// Applies the learned weights of a pack. An invalid one is an error, with its section.
pub(super) fn apply(pack: &mut PackForm) -> Result<(), (&'static str, RulesErrorKind)> {
    let weights = std::mem::take(&mut pack.weights);
    for (id, weight) in weights.duties {
        match pack.duties.iter_mut().find(|duty| duty.id == id) {
            Some(duty) => duty.weight = weight,
            None => {
                let known = pack.duties.iter().map(|duty| duty.id.as_str());
                let kind = RulesErrorKind::Unknown {
                    what: "duty",
                    known: known.collect::<Vec<_>>().join(", "),
                    name: id,
                };
                return Err(("weights", kind));
            }
        }
    }
    if let Some(model) = &mut pack.model {
        model.title_weight = weights.title.unwrap_or(model.title_weight);
        model.acronym_weight = weights.acronym.unwrap_or(model.acronym_weight);
    }
    let curves = [
        ("calibration: titled", pack.calibration.titled),
        ("calibration: sided", pack.calibration.sided),
        (
            "calibration: sided_elsewhere",
            pack.calibration.sided_elsewhere,
        ),
        ("calibration: mixed", pack.calibration.mixed),
    ];
    for (name, curve) in curves {
        let Some(Curve { intercept, slope }) = curve else {
            continue;
        };
        if !(slope >= 0.0 && slope.is_finite() && intercept.is_finite()) {
            let kind = RulesErrorKind::OutOfRange {
                name: format!("{name}: slope"),
                value: slope,
                range: "a number, 0 or above, so that more evidence never means less confidence",
            };
            return Err(("calibration", kind));
        }
    }
    Ok(())
}

/// How often verdicts are right, by the share of evidence that supports them, measured on labelled rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Calibration {
    /// For internal and external verdicts if the title names the same side.
    pub titled: Option<Curve>,
    /// For internal and external verdicts if the title does not name the side and the row is about
    /// technology.
    pub sided: Option<Curve>,
    /// For internal and external verdicts if the title does not name the side and the row is about something
    /// else.
    pub sided_elsewhere: Option<Curve>,
    /// For mixed verdicts.
    pub mixed: Option<Curve>,
}

/// A logistic curve from the share of evidence to the share of verdicts that are right.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    /// The log odds without evidence.
    pub intercept: f32,
    /// What is added to the log odds if all evidence agrees; 0 or more.
    pub slope: f32,
}

impl Curve {
    /// The share of right verdicts for a share of evidence.
    pub fn at(&self, share: f32) -> f32 {
        1.0 / (1.0 + (-self.intercept - self.slope * share).exp())
    }
}

impl Calibration {
    /// The curve for verdicts with this focus and ground. `None` if nothing was measured.
    pub fn curve(&self, focus: Focus, ground: Ground) -> Option<&Curve> {
        match (focus, ground) {
            (Focus::Unknown, _) => None,
            (Focus::Mixed, _) => self.mixed.as_ref(),
            (Focus::Internal | Focus::External, Ground::Title) => self.titled.as_ref(),
            (Focus::Internal | Focus::External, Ground::Technology) => self.sided.as_ref(),
            (Focus::Internal | Focus::External, Ground::Other) => self.sided_elsewhere.as_ref(),
        }
    }

    /// Lays later curves over these.
    pub(super) fn layer(&mut self, over: Calibration) {
        self.titled = over.titled.or(self.titled);
        self.sided = over.sided.or(self.sided);
        self.sided_elsewhere = over.sided_elsewhere.or(self.sided_elsewhere);
        self.mixed = over.mixed.or(self.mixed);
    }
}
