//! Finds managers of a lower grade than the people who report to them.

use std::collections::BTreeMap;

use crate::audit::context::{AuditContext, MOST_PLACES, listed, one_line};
use crate::chart::SeatId;
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;
use crate::text::squeeze;

/// The reporting lines of the file show which grade is higher: `SCS2` leads `SCS1`, but band 1 leads band 2.
/// If nearly all lines agree, the others are reported.
pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    if !context.gives(Field::Level) {
        return Vec::new();
    }
    let mut scales: BTreeMap<(FileId, String), Scale> = BTreeMap::new();
    for seat in chart.seats() {
        let level = chart.text(seat, Field::Level);
        let Some(manager) = chart.manager(seat).filter(|_| !level.is_empty()) else {
            continue;
        };
        if context.is_out(seat) || context.is_out(manager) {
            continue;
        }
        let [own, above] = [level, chart.text(manager, Field::Level)].map(grade);
        if let (Some((scale, own)), Some((same, above))) = (own, above)
            && scale == same
            && own != above
        {
            let file = chart.position(seat).file;
            let lines = scales.entry((file, scale)).or_default();
            if above > own {
                lines.rising.push((seat, manager));
            } else {
                lines.falling.push((seat, manager));
            }
        }
    }
    let mut findings = Vec::new();
    for Scale { rising, falling } in scales.into_values() {
        let total = (falling.len() + rising.len()) as f32;
        let (usual, unusual) = if rising.len() > falling.len() {
            (rising, falling)
        } else {
            (falling, rising)
        };
        let is_clear = total >= kind.threshold("least_lines")
            && usual.len() as f32 >= kind.threshold("least_share") * total;
        let mut by_manager: BTreeMap<SeatId, Vec<SeatId>> = BTreeMap::new();
        for (seat, manager) in unusual.into_iter().filter(|_| is_clear) {
            by_manager.entry(manager).or_default().push(seat);
        }
        let findings_on = by_manager.into_iter().map(|(manager, seats)| {
            let level = |seat: &SeatId| one_line(chart.position(*seat).level);
            let mut levels: Vec<_> = seats.iter().map(level).collect();
            levels.sort_unstable();
            levels.dedup();
            let message = format!(
                "{} {} to {} of grade `{}`, which is lower than theirs ({})",
                context.all_named(&seats),
                if seats.len() == 1 {
                    "reports"
                } else {
                    "report"
                },
                context.named(manager),
                level(&manager),
                listed(levels)
            );
            let places = std::iter::once(&manager).chain(&seats).take(MOST_PLACES);
            let about: Vec<_> = places.map(|seat| (*seat, Field::Level)).collect();
            context.finding(kind, &about, message)
        });
        findings.extend(findings_on);
    }
    findings
}

/// The lines from a seat to its manager: those whose number rises, and those whose number falls.
#[derive(Default)]
struct Scale {
    rising: Vec<(SeatId, SeatId)>,
    falling: Vec<(SeatId, SeatId)>,
}

/// Splits a grade into its scale and its number: a word and a number, or a number alone.
fn grade(level: &str) -> Option<(String, u32)> {
    let level = level.trim();
    let end = level.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (scale, number) = level.split_at(end);
    let number = number.parse().ok()?;
    let has_number = scale.contains(|c: char| c.is_ascii_digit());
    (!has_number).then(|| (squeeze(scale), number))
}

#[cfg(test)]
mod tests {
    use super::grade;

    #[test]
    fn a_grade_is_a_word_and_a_number() {
        let of = |scale: &str, number| Some((scale.to_owned(), number));
        assert_eq!(grade("SCS2"), of("scs", 2));
        assert_eq!(grade("Grade 7"), of("grade", 7));
        assert_eq!(grade("12"), of("", 12));
        for level in ["SCS1A", "2.5", "Director", "", "A1-B2"] {
            assert_eq!(grade(level), None, "{level}");
        }
    }
}
