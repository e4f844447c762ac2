//! Finds characters that are invisible, or that look like others. Duty texts are not checked: a soft hyphen does no harm there.

use std::collections::BTreeMap;

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::SeatId;
use crate::model::{Batch, Field, FileId, Finding, Position};
use crate::rules::FindingKind;
use crate::text::{as_it_looks, unseen};

/// Makes one finding for each file, column and character, because they all have the same cause.
pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut found: BTreeMap<(FileId, Field, Odd), Vec<SeatId>> = BTreeMap::new();
    let mut seats = 0;
    for batch in context.on.chart.batches() {
        // Most files are pure ASCII.
        if !batch.is_ascii() {
            look_through(batch, seats, &mut found);
        }
        seats += batch.len();
    }
    found
        .into_iter()
        .map(|((_, field, odd), seats)| {
            let message = format!(
                "the {} of {} contains {}, for example that of {}",
                field.name(),
                positions(seats.len()),
                odd.name(),
                context.named(seats[0])
            );
            let places = seats.iter().take(MOST_PLACES);
            let about: Vec<_> = places.map(|seat| (*seat, field)).collect();
            context.finding(kind, &about, message)
        })
        .collect()
}

fn positions(count: usize) -> String {
    match count {
        1 => "1 position".to_owned(),
        count => format!("{count} positions"),
    }
}

fn look_through(
    batch: &Batch,
    first: usize,
    found: &mut BTreeMap<(FileId, Field, Odd), Vec<SeatId>>,
) {
    for (row, here) in batch.positions().enumerate() {
        for field in Field::DECISIVE {
            let text = here.text(field);
            let odd = if text.is_ascii() {
                None
            } else {
                hidden(text).or_else(|| look_alike(text, &here))
            };
            if let Some(odd) = odd {
                let seats = found.entry((batch.file, field, odd)).or_default();
                seats.push(SeatId::new(first + row));
            }
        }
    }
}

/// What is wrong with a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Odd {
    Hidden(char),
    LookAlike(char),
}

impl Odd {
    fn name(self) -> String {
        let code = |c: char| format!("U+{:04X}", u32::from(c));
        match self {
            Odd::Hidden(c) => {
                let what = match c {
                    '\u{ad}' => "a soft hyphen",
                    '\u{200b}' | '\u{2060}' | '\u{feff}' => "a zero-width space",
                    '\u{200c}' | '\u{200d}' => "a zero-width joiner",
                    _ => "a text direction mark",
                };
                format!("{what} ({})", code(c))
            }
            Odd::LookAlike(c) => {
                let script = match c {
                    '\u{370}'..='\u{3ff}' => "Greek",
                    _ => "Cyrillic",
                };
                format!(
                    "a {script} letter that looks like a Latin one ({})",
                    code(c)
                )
            }
        }
    }
}

/// The first invisible character.
fn hidden(text: &str) -> Option<Odd> {
    let (_, first) = unseen(text).next()?;
    Some(Odd::Hidden(first))
}

/// The first letter of another script in a word that looks Latin. If the row has other words in that script,
/// only words that also have Latin letters count, because abbreviations of those languages look Latin too.
fn look_alike(text: &str, here: &Position<'_>) -> Option<Odd> {
    let is_foreign = |c: char| matches!(c, '\u{370}'..='\u{52f}');
    let is_alike = |c: char| is_foreign(c) && as_it_looks(c).is_some();
    if !text.contains(is_alike) {
        return None;
    }
    let is_own = |c: char| is_foreign(c) && c.is_alphabetic() && as_it_looks(c).is_none();
    let speaks = Field::DECISIVE
        .iter()
        .any(|field| here.text(*field).contains(is_own));
    let words = text.split(|c: char| !c.is_alphabetic());
    let odd = words.filter_map(|word| {
        let reads_as_latin = word.chars().all(|c| as_it_looks(c).is_some());
        let is_mixed = word.contains(|c: char| c.is_ascii_alphabetic());
        let counts = reads_as_latin && (is_mixed || !speaks && word.chars().nth(1).is_some());
        word.chars().find(|c| counts && is_alike(*c))
    });
    odd.map(Odd::LookAlike).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd(title: &str) -> Option<String> {
        let here = Position {
            title,
            ..Position::default()
        };
        hidden(title)
            .or_else(|| look_alike(title, &here))
            .map(Odd::name)
    }

    #[test]
    fn invisible_characters_are_found() {
        for title in [
            "C\u{200b}IO",
            "\u{202e}OIC",
            "Chief\u{ad}",
            "C\u{200d}TO",
            "СТО",
            "Chiеf Information Officer",
            "ΟΤ Manager",
        ] {
            assert!(odd(title).is_some(), "{title:?}");
        }
    }

    #[test]
    fn text_in_other_scripts_is_accepted() {
        for title in [
            "Directeur général",
            "Начальник отдела АСУ",
            "IT-директор",
            "μ-Controller Engineer",
            "مدیر فناوری\u{200c}ها",
            "\u{200f}מנהל IT",
            "👩\u{200d}💻 Developer",
        ] {
            assert_eq!(odd(title), None, "{title:?}");
        }
    }
}
