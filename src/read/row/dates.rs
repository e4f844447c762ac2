//! The first and the last day of somebody in a seat, and whether the day asked for lies between them.

use std::fmt;
use std::str::FromStr;

use super::header::Header;
use super::record::Cells;
use crate::model::{DefectKind, Field};
use crate::read::input::source::Tally;

/// A day of the calendar; earlier ones are less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What a text can mean as a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Plain(Day),
    /// `03/04/2024`: day first, month first.
    Either(Day, Day),
}

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
            (Reading::Plain(day), _) => Some((day, day)),
            (Reading::Either(day, _), Some(Order::DayFirst)) => Some((day, day)),
            (Reading::Either(_, day), Some(Order::MonthFirst)) => Some((day, day)),
            (Reading::Either(one, other), None) => Some((one.min(other), one.max(other))),
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
            Some(Reading::Plain(day)) => return holds(day),
            Some(Reading::Either(day_first, month_first)) => (day_first, month_first),
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

/// The three numbers of a date, whatever stands between and behind them.
fn numbers(text: &str) -> Option<[u32; 3]> {
    let date = text.split(['T', ' ']).next()?;
    let mut parts = date.split(['-', '/', '.']);
    let mut next = || {
        let part = parts.next()?;
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| digits && part.len() <= 4)
    };
    let numbers = [next()?, next()?, next()?];
    parts.next().is_none().then_some(numbers)
}

/// `2024-04-03`, `20240403`, `03.04.2024`, `03/04/2024`, a time of day behind any of them, or the number
/// of days that a spreadsheet counts.
fn read(text: &str) -> Option<Reading> {
    if let Some([first, second, third]) = numbers(text) {
        if first >= 1000 {
            return Day::new(first, second, third).map(Reading::Plain);
        }
        let (day_first, month_first) = (
            Day::new(third, second, first),
            Day::new(third, first, second),
        );
        // Dots stand in dates that write the day first.
        return match (day_first, month_first) {
            (Some(day), _) if text.contains('.') => Some(Reading::Plain(day)),
            (Some(one), Some(other)) if one != other => Some(Reading::Either(one, other)),
            (one, other) => one.or(other).map(Reading::Plain),
        };
    }
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u32 = whole.parse().ok()?;
    match whole.len() {
        8 => Day::new(number / 10_000, number / 100 % 100, number % 100).map(Reading::Plain),
        5 => Some(Reading::Plain(Day::from_serial(number))),
        _ => None,
    }
}

impl Day {
    fn new(year: u32, month: u32, day: u32) -> Option<Day> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let days = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let is_day =
            (1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days).contains(&day);
        is_day.then_some(Day {
            year: year as u16,
            month: month as u8,
            day: day as u8,
        })
    }

    /// The day of a moment, in seconds since the beginning of 1970 (UTC); none beyond the year 2900.
    pub fn of_epoch(seconds: u64) -> Option<Day> {
        let days = u32::try_from(seconds / 86_400).ok()?;
        (days < 340_000).then(|| Day::from_serial(25_569 + days))
    }

    fn days_after(self, other: Day) -> i32 {
        self.number() - other.number()
    }

    /// The day as a number, one more than that of the day before.
    fn number(self) -> i32 {
        // Years begin in March, as below.
        let (year, month) = (i32::from(self.year), i32::from(self.month));
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let of_year = (153 * month + 2) / 5 + i32::from(self.day);
        365 * year + year / 4 - year / 100 + year / 400 + of_year
    }

    /// Days since the end of 1899, as spreadsheets count; five digits lie between 1927 and 2173.
    fn from_serial(serial: u32) -> Day {
        // Counted in years that begin in March, so that the day of a leap year comes last.
        let days = serial + 693_899;
        let era = days / 146_097;
        let of_era = days % 146_097;
        let years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * years + years / 4 - years / 100);
        let months = (5 * of_year + 2) / 153;
        let month = if months < 10 { months + 3 } else { months - 9 };
        let year = era * 400 + years + u32::from(month <= 2);
        Day {
            year: year as u16,
            month: month as u8,
            day: (of_year - (153 * months + 2) / 5 + 1) as u8,
        }
    }
}

impl FromStr for Day {
    type Err = &'static str;

    /// Reads `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Day, Self::Err> {
        match (numbers(text), text.len()) {
            (Some([year, month, day]), 10) => Day::new(year, month, day),
            _ => None,
        }
        .ok_or("write the day as YYYY-MM-DD, such as 2026-01-31")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_read_however_they_are_written() {
        let plain = |text| read(text).unwrap();
        for text in [
            "2024-01-31",
            "2024-01-31T00:00:00Z",
            "20240131",
            "31.01.2024",
            "31/01/2024",
        ] {
            assert_eq!(plain(text), Reading::Plain(day("2024-01-31")), "{text}");
        }
        assert_eq!(plain("01/31/2024"), Reading::Plain(day("2024-01-31")));
        assert_eq!(plain("03/03/2024"), Reading::Plain(day("2024-03-03")));
        assert_eq!(
            plain("03/04/2024"),
            Reading::Either(day("2024-04-03"), day("2024-03-04"))
        );
        // What a spreadsheet shows for these.
        assert_eq!(plain("45322"), Reading::Plain(day("2024-01-31")));
        assert_eq!(plain("43890.0"), Reading::Plain(day("2020-02-29")));
        for text in [
            "31.02.2024",
            "soon",
            "13/13/2024",
            "1/2/24",
            "2024",
            "31.01.2024.1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_on_a_day() {
        assert_eq!(Day::of_epoch(0), Some(day("1970-01-01")));
        assert_eq!(Day::of_epoch(1_767_225_599), Some(day("2025-12-31")));
        assert_eq!(Day::of_epoch(1_767_225_600), Some(day("2026-01-01")));
        assert_eq!(Day::of_epoch(u64::MAX), None);
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let between = |from: &str, to: &str| day(to).days_after(day(from));
        assert_eq!(between("2024-02-28", "2024-03-01"), 2);
        assert_eq!(between("2023-02-28", "2023-03-01"), 1);
        assert_eq!(between("2023-12-31", "2024-01-01"), 1);
        assert_eq!(between("2024-01-01", "2025-01-01"), 366);
        assert_eq!(between("2024-05-05", "2024-05-04"), -1);
    }

    #[test]
    fn a_column_says_how_its_dates_are_written() {
        let order = |cells: &[&str]| order_of(cells.iter().copied());
        assert_eq!(order(&["03/04/2024", "31/01/2024"]), Some(Order::DayFirst));
        assert_eq!(order(&["03/04/2024", "1/31/2024"]), Some(Order::MonthFirst));
        assert_eq!(order(&["03/04/2024"]), None);
        assert_eq!(order(&["1/31/2024", "31/1/2024"]), None);
    }
}
