//! Explains how a verdict came about, and what would have changed it.

use crate::model::{Field, Focus, Position, Side, Verdict};
use crate::rules::Rules;

/// A verdict, with the verdicts that less information would give.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The verdict.
    pub verdict: Verdict,
    /// For each field with a text, the verdict without that text.
    pub without: Vec<(Field, Verdict)>,
    /// Weights that would change the focus, the smallest first.
    pub turns: Vec<Turn>,
    /// The verdict on the row alone, as `classify` gives it, if the chart changes it.
    pub alone: Option<Verdict>,
}

/// How much more evidence would change the focus.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// The side that the evidence would have to support.
    pub side: Side,
    /// The weight that it would need, in the units of duty weights.
    pub weight: f32,
    /// The focus that would result.
    pub focus: Focus,
}

/// The fields that can affect a verdict.
const ASKED: [Field; 4] = [
    Field::Title,
    Field::Department,
    Field::Responsibilities,
    Field::Entity,
];

impl Derivation {
    /// Derives the verdict that `judge` gives on a position.
    pub fn of(
        rules: &Rules,
        position: &Position<'_>,
        judge: impl Fn(&Position<'_>) -> Verdict,
    ) -> Derivation {
        let given = ASKED
            .into_iter()
            .filter(|field| !position.text(*field).is_empty());
        let without = given.map(|field| {
            let mut less = *position;
            match field {
                Field::Title => less.title = "",
                Field::Department => less.department = "",
                Field::Responsibilities => less.responsibilities = "",
                _ => less.entity = "",
            }
            (field, judge(&less))
        });
        let verdict = judge(position);
        Derivation {
            without: without.collect(),
            turns: turns(rules, &verdict),
            alone: None,
            verdict,
        }
    }

    /// Adds the verdict on the row alone, if it differs.
    pub fn beside(mut self, alone: Verdict) -> Derivation {
        let says = |one: &Verdict| {
            let roles: Vec<_> = one.roles.iter().map(|held| held.role).collect();
            let aside: Vec<_> = one.set_aside.iter().map(|aside| aside.role).collect();
            (one.focus, one.score, one.confidence, roles, aside)
        };
        self.alone = (says(&alone) != says(&self.verdict)).then_some(alone);
        self
    }
}

/// No text says so much more.
const MOST_MORE: f32 = 100.0;

/// The weights on one side that would move the evidence across a bound, and the focus just behind each bound.
/// There are several bounds: of the score, which is solved for `(for - against)
/// (for + against + doubt)`; of all evidence; and of the weaker side.
fn turns(rules: &Rules, verdict: &Verdict) -> Vec<Turn> {
    let (weighed, said) = (verdict.weighed(), verdict.said());
    let model = &rules.model;
    let by_words = verdict.mixed_below.unwrap_or(model.mixed_below);
    let mut turns: Vec<Turn> = Vec::new();
    for side in Side::BOTH {
        let (own, other) = (weighed[side], weighed[side.other()]);
        let by_score = |bound: f32| {
            let sum = own + other + model.doubt;
            (bound * sum - own + other) / (1.0 - bound)
        };
        // Bounds that do not hold for this verdict move nothing.
        let mut bounds = [
            by_score(-model.mixed_below),
            by_score(model.mixed_below),
            by_score(-model.mixed_much_below),
            by_score(model.mixed_much_below),
            by_score(-model.two_sides.below),
            by_score(model.two_sides.below),
            by_score(-model.even_sides_below),
            by_score(model.even_sides_below),
            by_score(-by_words),
            by_score(by_words),
            model.mixed_much - said[side],
            rules.least_to_tell(weighed, verdict) - own - other,
            model.mixed_least - said[side],
            model.two_sides.least - said[side],
            other - own,
        ];
        bounds.sort_by(f32::total_cmp);
        let reachable = |weight: &f32| *weight > 0.0 && *weight <= MOST_MORE;
        for weight in bounds.into_iter().filter(reachable) {
            let mut more = weighed;
            more[side] += weight * JUST_MORE;
            let focus = super::weigh::focus(rules, more, verdict);
            let known = |turn: &Turn| turn.side == side && turn.focus == focus;
            if focus != verdict.focus && !turns.iter().any(known) {
                turns.push(Turn {
                    side,
                    weight,
                    focus,
                });
            }
        }
    }
    turns.sort_by(|a, b| a.weight.total_cmp(&b.weight));
    turns
}

/// The factor that puts a weight just behind a bound.
const JUST_MORE: f32 = 1.0 + 100.0 * f32::EPSILON;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BySide;

    #[test]
    fn the_verdict_on_the_row_alone_is_kept_only_if_it_differs() {
        let rules = Rules::builtin().unwrap();
        let verdict = Verdict {
            focus: Focus::Internal,
            score: -0.5,
            ..Verdict::default()
        };
        let beside = |alone: Verdict| {
            let judge = |_: &Position<'_>| verdict.clone();
            let derivation = Derivation::of(&rules, &Position::default(), judge);
            derivation.beside(alone).alone.map(|alone| alone.score)
        };
        assert_eq!(beside(verdict.clone()), None);
        let nearer = Verdict {
            score: -0.4,
            ..verdict.clone()
        };
        assert_eq!(beside(nearer), Some(-0.4));
    }

    #[test]
    fn the_weights_of_turns_change_the_focus() {
        let rules = Rules::builtin().unwrap();
        let verdict = Verdict {
            focus: Focus::Internal,
            duties: BySide {
                internal: 8.0,
                external: 1.0,
            },
            ..Verdict::default()
        };
        let turns = turns(&rules, &verdict);
        let foci: Vec<_> = turns.iter().map(|turn| turn.focus).collect();
        assert_eq!(foci, [Focus::Mixed, Focus::External]);
        for turn in turns {
            let just = |weight: f32| {
                let mut more = verdict.clone();
                more.duties[turn.side] += weight;
                super::super::weigh::judge_focus(&rules, &mut more);
                more.focus
            };
            assert_eq!(just(turn.weight + 0.01), turn.focus);
            assert_ne!(just(turn.weight - 0.01), turn.focus);
        }
    }
}
