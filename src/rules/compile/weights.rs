//! Applies learned weights to a pack.

use crate::rules::error::RulesErrorKind;
use crate::rules::form::measured::Curve;
use crate::rules::form::pack::PackForm;
use crate::rules::near::choices;

/// Applies the learned weights of a pack. An invalid one is an error, with its section.
pub(in crate::rules) fn apply(pack: &mut PackForm) -> Result<(), (&'static str, RulesErrorKind)> {
    let weights = std::mem::take(&mut pack.weights);
    for (id, weight) in weights.duties {
        match pack.duties.iter_mut().find(|duty| duty.id == id) {
            Some(duty) => duty.weight = weight,
            None => {
                let known = pack.duties.iter().map(|duty| duty.id.as_str());
                let kind = RulesErrorKind::Unknown {
                    what: "duty",
                    choices: choices(&id, known),
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
        let Some(Curve {
            intercept,
            slope,
            most,
        }) = curve
        else {
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
        if let Some(value) = most.filter(|most| !(*most > 0.0 && *most <= 1.0)) {
            let kind = RulesErrorKind::OutOfRange {
                name: format!("{name}: most"),
                value,
                range: "a number above 0, at most 1",
            };
            return Err(("calibration", kind));
        }
    }
    Ok(())
}
