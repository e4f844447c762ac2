//! A day, however it is written.

use std::fmt;
use std::str::FromStr;

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
pub(in crate::read) enum DayReading {
    Plain(Day),
    /// `03/04/2024`: day first, month first.
    Either(Day, Day),
}

/// The three numbers of a date, whatever stands between and behind them.
pub(in crate::read) fn numbers(text: &str) -> Option<[u32; 3]> {
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
pub(in crate::read) fn read(text: &str) -> Option<DayReading> {
    if let Some([first, second, third]) = numbers(text) {
        if first >= 1000 {
            return Day::new(first, second, third).map(DayReading::Plain);
        }
        let (day_first, month_first) = (
            Day::new(third, second, first),
            Day::new(third, first, second),
        );
        // Dots stand in dates that write the day first.
        return match (day_first, month_first) {
            (Some(day), _) if text.contains('.') => Some(DayReading::Plain(day)),
            (Some(one), Some(other)) if one != other => Some(DayReading::Either(one, other)),
            (one, other) => one.or(other).map(DayReading::Plain),
        };
    }
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u32 = whole.parse().ok()?;
    match whole.len() {
        8 => Day::new(number / 10_000, number / 100 % 100, number % 100).map(DayReading::Plain),
        5 => Some(DayReading::Plain(Day::from_serial(number))),
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

    /// How many days it is after another day; negative if it is before it.
    pub fn days_after(self, other: Day) -> i32 {
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
            assert_eq!(plain(text), DayReading::Plain(day("2024-01-31")), "{text}");
        }
        assert_eq!(plain("01/31/2024"), DayReading::Plain(day("2024-01-31")));
        assert_eq!(plain("03/03/2024"), DayReading::Plain(day("2024-03-03")));
        assert_eq!(
            plain("03/04/2024"),
            DayReading::Either(day("2024-04-03"), day("2024-03-04"))
        );
        // What a spreadsheet shows for these.
        assert_eq!(plain("45322"), DayReading::Plain(day("2024-01-31")));
        assert_eq!(plain("43890.0"), DayReading::Plain(day("2020-02-29")));
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
}
