//! The first and the last day of somebody in a seat, and whether the day asked for lies between them.

use super::day::{Day, DayReading, numbers, read};
use super::header::Header;
use super::record::Cells;
use crate::model::{DefectKind, Field};
use crate::read::input::tally::Tally;

/// Which of day and month the dates of a column write first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// Why a row is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// The day asked for lies before its first.
    NotStarted,
    /// The day asked for lies behind its last.
    Ended,
}

impl Outside {
    /// Counts a row left out.
    pub fn count(self, tally: &mut Tally) {
        match self {
            Outside::NotStarted => tally.not_started += 1,
            Outside::Ended => tally.ended += 1,
        }
    }
}

/// Reads the dates of the rows of one file.
#[derive(Debug, Default)]
pub struct Calendar {
    as_of: Option<Day>,
    /// For the first and the last day.
    order: [Option<Order>; 2],
    undecided: [bool; 2],
    end_said: bool,
    days_in: Option<u32>,
    days_left: Option<u16>,
}

const FIELDS: [Field; 2] = [Field::Start, Field::End];

impl Calendar {
    /// For dates of which nothing is known before.
    pub fn new(as_of: Option<Day>) -> Self {
        Calendar {
            as_of,
            ..Calendar::default()
        }
    }

    /// For dates that the columns of a header hold: what the first rows write that can be read in one
    /// way only says how the others are to be read.
    pub fn of_columns(as_of: Option<Day>, header: &Header, rows: &[Vec<String>]) -> Self {
        let order = FIELDS.map(|field| {
            let column = header.column(field)?;
            let cells = rows.iter().filter_map(|row| row.get(column));
            order_of(cells.map(|cell| cell.trim()))
        });
        Calendar {
            order,
            ..Calendar::new(as_of)
        }
    }

    /// Whether a row is to be left out. Without a day to ask for none is: a chart read next year is to
    /// say what it says today.
    pub fn outside(
        &mut self,
        cells: &Cells<'_>,
        complain: &mut impl FnMut(Field, DefectKind),
    ) -> Option<Outside> {
        (self.days_in, self.days_left) = (None, None);
        let said = FIELDS.map(|field| cells.get(field));
        if self.as_of.is_none() && said.iter().all(|text| text.is_empty()) {
            return None;
        }
        if self.contradict(said) {
            let [start, end] = said.map(str::to_owned);
            complain(Field::End, DefectKind::EndBeforeStart { start, end });
            return None;
        }
        let Some(as_of) = self.as_of else {
            for (field, text) in FIELDS.into_iter().zip(said) {
                // What looks like a date and is none was meant to be one.
                if numbers(text).is_some() && read(text).is_none() {
                    let value = text.to_owned();
                    complain(field, DefectKind::BadValue { value });
                }
            }
            if !self.end_said && !cells.get(Field::End).is_empty() {
                self.end_said = true;
                complain(Field::End, DefectKind::UnusedEndDate);
            }
            return None;
        };
        let mut first = None;
        let too_late = |day: Day| {
            first = first.max(Some(day));
            day > as_of
        };
        if self.is(0, too_late, cells, complain) {
            return Some(Outside::NotStarted);
        }
        self.days_in = first.and_then(|day| u32::try_from(as_of.days_after(day)).ok());
        let mut last = None;
        let too_early = |day: Day| {
            last = last.max(Some(day));
            day < as_of
        };
        let ended = self.is(1, too_early, cells, complain);
        // A date that can be read in two ways is taken for the later one: nobody is sent away too soon.
        self.days_left = last.and_then(|day| u16::try_from(day.days_after(as_of)).ok());
        ended.then_some(Outside::Ended)
    }

    /// How many days the row last asked about has left, where it has a last day.
    pub fn days_left(&self) -> Option<u16> {
        self.days_left
    }

    /// How many days before the day asked for the row last asked about began, where it has a first day.
    pub fn days_in(&self) -> Option<u32> {
        self.days_in
    }

    /// Whether the last day lies before the first, however the two are to be read.
    fn contradict(&self, said: [&str; 2]) -> bool {
        if said.iter().any(|text| text.is_empty()) {
            return false;
        }
        let days = |which: usize| match (read(said[which])?, self.order[which]) {
            (DayReading::Plain(day), _) => Some((day, day)),
            (DayReading::Either(day, _), Some(Order::DayFirst)) => Some((day, day)),
            (DayReading::Either(_, day), Some(Order::MonthFirst)) => Some((day, day)),
            (DayReading::Either(one, other), None) => Some((one.min(other), one.max(other))),
        };
        let (Some((start, _)), Some((_, end))) = (days(0), days(1)) else {
            return false;
        };
        start > end
    }

    /// Whether something holds for a date, however it is to be read; where that depends on it, nothing
    /// is taken to hold, and it is said once for the column.
    fn is(
        &mut self,
        which: usize,
        mut holds: impl FnMut(Day) -> bool,
        cells: &Cells<'_>,
        complain: &mut impl FnMut(Field, DefectKind),
    ) -> bool {
        let field = FIELDS[which];
        let text = cells.get(field);
        if text.is_empty() {
            return false;
        }
        let value = || text.to_owned();
        let (day_first, month_first) = match read(text) {
            None => {
                complain(field, DefectKind::BadValue { value: value() });
                return false;
            }
            Some(DayReading::Plain(day)) => return holds(day),
            Some(DayReading::Either(day_first, month_first)) => (day_first, month_first),
        };
        match self.order[which] {
            Some(Order::DayFirst) => holds(day_first),
            Some(Order::MonthFirst) => holds(month_first),
            None if holds(day_first) == holds(month_first) => holds(day_first),
            None => {
                if !std::mem::replace(&mut self.undecided[which], true) {
                    complain(field, DefectKind::UndecidedDates { value: value() });
                }
                false
            }
        }
    }
}

/// The order that all dates agree with which can be read in one way only.
fn order_of<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Order> {
    let mut found = None;
    for cell in cells {
        let Some([first, second, third]) = numbers(cell) else {
            continue;
        };
        if third < 1000 || cell.contains('.') {
            continue;
        }
        let order = match (first > 12, second > 12) {
            (true, false) => Order::DayFirst,
            (false, true) => Order::MonthFirst,
            _ => continue,
        };
        if found.is_some_and(|known| known != order) {
            return None;
        }
        found = Some(order);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_says_how_its_dates_are_written() {
        let order = |cells: &[&str]| order_of(cells.iter().copied());
        assert_eq!(order(&["03/04/2024", "31/01/2024"]), Some(Order::DayFirst));
        assert_eq!(order(&["03/04/2024", "1/31/2024"]), Some(Order::MonthFirst));
        assert_eq!(order(&["03/04/2024"]), None);
        assert_eq!(order(&["1/31/2024", "31/1/2024"]), None);
    }
}
