//! Numbers that were learned from labelled rows and replace those set by hand: weights, and what a confidence
//! means.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{Focus, Ground};

/// Weights that replace those of titles or duties.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    /// The weight of a full title.
    pub title: Option<f32>,
    /// The weight of a bare acronym.
    pub acronym: Option<f32>,
    /// The weights of duties, by id.
    pub duties: BTreeMap<String, f32>,
}

impl Weights {
    /// Lays later weights over these.
    pub(in crate::rules) fn layer(&mut self, over: Weights) {
        self.title = over.title.or(self.title);
        self.acronym = over.acronym.or(self.acronym);
        self.duties.extend(over.duties);
    }

    /// Drops the weight of a duty, because a later file that writes the duty anew also sets its weight.
    pub(in crate::rules) fn forget(&mut self, duty: &str) {
        self.duties.remove(duty);
    }

    /// Drops the weights of titles, because a later file sets the numbers of the model.
    pub(in crate::rules) fn forget_title(&mut self) {
        (self.title, self.acronym) = (None, None);
    }
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
    /// The highest confidence, above 0, at most 1, where verdicts should not claim more, whatever was measured.
    #[serde(default)]
    pub most: Option<f32>,
}

impl Curve {
    /// The share of right verdicts for a share of evidence.
    pub fn at(&self, share: f32) -> f32 {
        let measured = 1.0 / (1.0 + (-self.intercept - self.slope * share).exp());
        measured.min(self.most.unwrap_or(1.0))
    }
}

impl Calibration {
    /// The curve for verdicts with this focus and ground. `None` if nothing was measured.
    pub fn curve(&self, focus: Focus, ground: Ground) -> Option<&Curve> {
        match (focus, ground) {
            // What a title has a part in was not measured.
            (Focus::Unknown, _) | (Focus::Mixed, Ground::Title) => None,
            (Focus::Mixed, _) => self.mixed.as_ref(),
            (Focus::Internal | Focus::External, Ground::Title) => self.titled.as_ref(),
            (Focus::Internal | Focus::External, Ground::Technology) => self.sided.as_ref(),
            (Focus::Internal | Focus::External, Ground::Other) => self.sided_elsewhere.as_ref(),
        }
    }

    /// Lays later curves over these.
    pub(in crate::rules) fn layer(&mut self, over: Calibration) {
        self.titled = over.titled.or(self.titled);
        self.sided = over.sided.or(self.sided);
        self.sided_elsewhere = over.sided_elsewhere.or(self.sided_elsewhere);
        self.mixed = over.mixed.or(self.mixed);
    }
}
