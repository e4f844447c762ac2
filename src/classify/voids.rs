//! Voiding words take away the meaning of words next to them: "not only" is not a "not".

use crate::rules::Match;

/// The words that void duties or cues, sorted so that those near a match are found quickly.
pub(super) struct Voids {
    by_index: Vec<(u16, Match)>,
    widest: u32,
}

impl Voids {
    /// Sorts the words. Each comes with the index of the duty or cue that it voids.
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
