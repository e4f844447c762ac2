//! Words that take away what others next to them would say: "not only" is no "not".

use crate::rules::Match;

/// What voids duties or cues, in an order in which the few that could touch a match are found at once.
pub(super) struct Voids {
    by_index: Vec<(u16, Match)>,
    widest: u32,
}

impl Voids {
    /// Each with the index of the duty or cue that it voids.
    pub(super) fn of(voids: &[(Match, u16)]) -> Self {
        let mut by_index: Vec<_> = voids.iter().map(|(at, index)| (*index, *at)).collect();
        by_index.sort_unstable_by_key(|(index, at)| (*index, at.first, at.last));
        let widest = voids.iter().map(|(at, _)| at.width()).max().unwrap_or(0);
        Voids { by_index, widest }
    }

    /// Whether a duty or cue is void at a match.
    pub(super) fn touch(&self, index: u16, at: &Match) -> bool {
        let earliest = (index, at.first.saturating_sub(self.widest));
        let from = self
            .by_index
            .partition_point(|(of, void)| (*of, void.first) < earliest);
        let near = self.by_index[from..].iter();
        near.take_while(|(of, void)| *of == index && void.first <= at.last)
            .any(|(_, void)| void.overlaps(at))
    }
}
