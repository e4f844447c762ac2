//! What became of the rows of an input, counted.

/// What became of the rows of an input: `rows = positions + skipped()`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records read, the header not counted.
    pub rows: u64,
    /// Positions made of them.
    pub positions: u64,
    /// Records passed over because every cell was blank, empty lines among them.
    pub blank_rows: u64,
    /// Rows above the header: a title, a note.
    pub above_header: u64,
    /// The header once more, below itself: in words for people, or in those of another file.
    pub repeated_header: u64,
    /// Rows of people who had not started on the day asked for.
    pub not_started: u64,
    /// Rows of people who had left by the day asked for.
    pub ended: u64,
    /// Rows without a cell that tells of a seat: a total, a note below the table, what goes on with the row above.
    pub no_seat: u64,
    /// Items of another shape than a position; a defect speaks of each.
    pub misshapen: u64,
    /// Of the positions, how many say when they began, where it was asked who was there on a day.
    pub started: u64,
    /// How many days before that day the last of them began.
    pub last_started: Option<u32>,
    /// Records that could not be told apart from what follows; an error speaks of each.
    pub unreadable: u64,
}

impl Tally {
    /// Counts a position that began so many days before the day asked for, where it says so.
    pub(in crate::read) fn count_position(&mut self, days_in: Option<u32>) {
        self.positions += 1;
        if let Some(days) = days_in {
            self.started += 1;
            self.last_started = Some(self.last_started.map_or(days, |last| last.min(days)));
        }
    }

    /// Rows left out because of their dates.
    pub fn dated_out(&self) -> u64 {
        self.not_started + self.ended
    }

    /// Rows that gave no position, for whatever reason.
    pub fn skipped(&self) -> u64 {
        self.skipped_by_reason().map(|(_, count)| count).sum()
    }

    /// The same by the reason, in a word or two.
    pub fn skipped_by_reason(&self) -> impl Iterator<Item = (&'static str, u64)> {
        [
            ("blank", self.blank_rows),
            ("above the header", self.above_header),
            ("the header again", self.repeated_header),
            ("not started yet", self.not_started),
            ("ended before", self.ended),
            ("no seat", self.no_seat),
            ("misshapen", self.misshapen),
            ("unreadable", self.unreadable),
        ]
        .into_iter()
    }
}
