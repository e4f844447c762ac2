//! What of a verdict is kept for every seat of a chart, however many there are.

use crate::model::{AreaSet, Evidence, Field, FunctionId, Modifier, Rank, Reading, Verdict};
use crate::rules::{Rules, Speaks};

/// The little of a verdict that an audit asks of every seat.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sketch {
    /// The responsibility areas of which its duty text speaks.
    pub areas: AreaSet,
    /// Those of which it speaks in words of technology itself.
    pub anchored: AreaSet,
    /// Whether its title could be read.
    pub reading: Reading,
    /// Its rank.
    pub rank: Rank,
    /// Its function, if its title or department names one.
    pub function: Option<FunctionId>,
    /// Whether its title says that it works for an officer.
    pub is_aide: bool,
    /// Whether its title says neither a rank nor a role, as the name of a unit does.
    pub is_unranked: bool,
}

impl Sketch {
    pub(super) fn of(rules: &Rules, verdict: &Verdict) -> Sketch {
        let [mut areas, mut anchored] = [AreaSet::default(); 2];
        for evidence in &verdict.evidence {
            let Speaks::Duty(duty) = rules.speaks(evidence.rule) else {
                continue;
            };
            // A duty that a cue has silenced is somebody else's.
            let duty = rules.duty(duty);
            if let Some(area) = duty.area.filter(|_| evidence.weight != 0.0) {
                areas.insert(area);
                if duty.anchor {
                    anchored.insert(area);
                }
            }
        }
        let ranked = |said: &Evidence| matches!(rules.speaks(said.rule), Speaks::Rank(_));
        let in_title = verdict.evidence.iter();
        let mut in_title = in_title.filter(|said| said.field == Field::Title);
        let says_role = !verdict.roles.is_empty() || !verdict.set_aside.is_empty();
        Sketch {
            areas,
            anchored,
            reading: verdict.reading,
            rank: verdict.rank,
            function: verdict.function,
            is_aide: verdict.modifiers.contains(&Modifier::Aide),
            is_unranked: !says_role && !in_title.any(ranked),
        }
    }
}
