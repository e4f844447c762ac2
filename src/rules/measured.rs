//! What was fitted from labelled rows and is laid over what was set by hand: weights, and what a confidence
//! means.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::error::RulesErrorKind;
use super::form::PackForm;
use crate::model::{Focus, Ground};

/// Weights that take the place of those of a duty or of a title.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    /// For that of a title that is spelled out.
    title: Option<f32>,
    /// For that of a bare acronym.
    acronym: Option<f32>,
    /// For those of duties, by id.
    duties: BTreeMap<String, f32>,
}

impl Weights {
    /// Lays later weights over these.
    pub(super) fn layer(&mut self, over: Weights) {
        self.title = over.title.or(self.title);
        self.acronym = over.acronym.or(self.acronym);
        self.duties.extend(over.duties);
    }

    /// A later file that writes a duty anew means its weight too.
    pub(super) fn forget(&mut self, duty: &str) {
        self.duties.remove(duty);
    }

    /// The same for the numbers of the model.
    pub(super) fn forget_title(&mut self) {
        (self.title, self.acronym) = (None, None);
    }
}

/// Puts the fitted weights of a pack where they belong, and refuses what cannot be one: with the section in
/// which it stands.
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

/// How often verdicts are right, by the share of evidence behind them: measured on labelled rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Calibration {
    /// Of verdicts that a seat looks inward or outward, where the title says the same.
    pub titled: Option<Curve>,
    /// Of the same, where the title does not and the row is about technology.
    pub sided: Option<Curve>,
    /// Of the same, where the row is about something else.
    pub sided_elsewhere: Option<Curve>,
    /// Of verdicts that it looks both ways.
    pub mixed: Option<Curve>,
}

/// A logistic curve from the share of evidence to the share of verdicts that are right.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    /// Its log odds where there is no evidence.
    pub intercept: f32,
    /// What all evidence adds to them; 0 or above.
    pub slope: f32,
}

impl Curve {
    /// The share of verdicts with such a share of evidence that are right.
    pub fn at(&self, share: f32) -> f32 {
        1.0 / (1.0 + (-self.intercept - self.slope * share).exp())
    }
}

impl Calibration {
    /// The curve for verdicts of this focus on such grounds; `None` where nothing was measured.
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
