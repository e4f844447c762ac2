//! Which values a field may have.

use crate::model::{Field, Status};
use crate::rules::Columns;

/// Whether a flag says yes.
pub(in crate::read) fn says_yes(value: &str, columns: &Columns) -> Option<bool> {
    match columns.status(value)? {
        Status::Filled => Some(true),
        Status::Eliminated => Some(false),
        Status::Vacant => None,
    }
}

/// What the bits of an account in a directory say: the second one is set where it is shut. The third to the
/// last say what kind of account it is, so that no such number is small.
pub(in crate::read) fn account_status(value: &str) -> Option<Status> {
    let bits: u32 = value
        .parse()
        .ok()
        .filter(|bits| *bits >= LEAST_ACCOUNT_BITS)?;
    Some(if bits & 2 == 0 {
        Status::Filled
    } else {
        Status::Eliminated
    })
}

/// The bit of an ordinary account.
const LEAST_ACCOUNT_BITS: u32 = 512;

/// Whether a value can be one of a field; every text can where the field is kept as text.
pub fn may_be(field: Field, value: &str, columns: &Columns) -> bool {
    match field {
        Field::Status => {
            let known = columns.status(value).or_else(|| account_status(value));
            known.is_some() || columns.tenure(value).is_some()
        }
        Field::Tenure => columns.tenure(value).is_some(),
        Field::Gone => says_yes(value, columns).is_some(),
        Field::Size => whole_number(value).is_some(),
        Field::Fte => hundredths(value).is_some(),
        _ => !value.is_empty(),
    }
}

pub(in crate::read) fn is_placeholder(columns: &Columns, value: &str) -> bool {
    !value.is_empty() && columns.is_placeholder(value)
}

/// A headcount, with or without marks between thousands ("12,000", "12.000", "12 000") or the ".0" that a
/// spreadsheet adds.
pub(in crate::read) fn whole_number(text: &str) -> Option<u32> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let mut groups = text.split([',', '.', ' ', '\'', '\u{a0}', '\u{202f}']);
    let mut digits = groups.next()?.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    digits.parse().ok()
}

/// A part of a full-time post in hundredths: "0.8", "0,8", "80 %". What is more than fits is taken for the most.
pub(in crate::read) fn hundredths(text: &str) -> Option<u16> {
    let (number, scale) = match text.strip_suffix('%') {
        Some(percents) => (percents.trim_end(), 1.0),
        None => (text, 100.0),
    };
    let starts = number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let number: f64 = number.replace(',', ".").parse().ok()?;
    (starts && number.is_finite()).then(|| (number * scale).round() as u16)
}
