//! Finds ids of another style than nearly all other ids of their file.

use std::collections::BTreeMap;

use crate::audit::context::{AuditContext, MOST_NAMED, MOST_PLACES, listed, one_line};
use crate::chart::SeatId;
use crate::model::{Field, FileId, Finding, is_made_up};
use crate::rules::FindingKind;
use crate::text::TextMap;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let mut files: BTreeMap<FileId, TextMap<u128, IdShape>> = BTreeMap::new();
    let mut first = 0;
    for batch in chart.batches() {
        let shapes = files.entry(batch.file).or_default();
        for row in 0..batch.len() {
            let id = batch.text(row, Field::Id);
            // In a tree, a seat without an id gets a made-up one.
            if id.is_empty() || is_made_up(id) || context.rules.columns.is_placeholder(id) {
                continue;
            }
            let shape = shapes.entry(shape_of(id)).or_default();
            shape.count += 1;
            if shape.seats.len() < MOST_PLACES {
                shape.seats.push(SeatId::new(first + row));
            }
        }
        first += batch.len();
    }
    let files = files.into_iter();
    files
        .filter_map(|(file, shapes)| finding(context, kind, file, shapes))
        .collect()
}

/// The ids made of the same kinds of characters.
#[derive(Default)]
struct IdShape {
    count: u64,
    seats: Vec<SeatId>,
}

const DIGIT: u8 = b'0';

const LETTER: u8 = b'a';

/// Returns which kinds of characters an id has: digits, letters and which signs. Their number and order do
/// not matter.
fn shape_of(id: &str) -> u128 {
    let sign = |byte: u8| match byte {
        b'0'..=b'9' => DIGIT,
        b'a'..=b'z' | b'A'..=b'Z' | 128.. => LETTER,
        sign => sign,
    };
    id.trim()
        .bytes()
        .fold(0, |shape, byte| shape | 1 << sign(byte))
}

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    file: FileId,
    shapes: TextMap<u128, IdShape>,
) -> Option<Finding> {
    let total: u64 = shapes.values().map(|shape| shape.count).sum();
    let mut shapes: Vec<_> = shapes.into_iter().collect();
    shapes.sort_by_key(|(_, shape)| (std::cmp::Reverse(shape.count), shape.seats[0]));
    let (usual, most) = shapes.first()?;
    let is_clear = total as f32 >= kind.threshold("least_ids")
        && most.count as f32 >= kind.threshold("least_share") * total as f32
        && usual & 1 << DIGIT != 0;
    if !is_clear || shapes.len() < 2 {
        return None;
    }
    let mut others: Vec<_> = shapes[1..]
        .iter()
        .flat_map(|(_, shape)| &shape.seats)
        .copied()
        .collect();
    others.sort_unstable();
    others.truncate(MOST_PLACES);
    let id = |seat: &SeatId| {
        format!(
            "`{}`",
            one_line(&context.on.chart.position(*seat).shown_id())
        )
    };
    let count = total - most.count;
    let mut named: Vec<_> = others.iter().take(MOST_NAMED - 1).map(id).collect();
    if count > named.len() as u64 {
        named.push(format!("{} more", count - named.len() as u64));
    }
    let message = format!(
        "{count} of {total} ids {} written in a different style from the others, which look like {}: {}",
        if count == 1 { "is" } else { "are" },
        id(&most.seats[0]),
        listed(named)
    );
    let places = others.iter().take(if context.is_told(kind) {
        others.len()
    } else {
        0
    });
    let places = places.map(|seat| context.on.chart.locate(*seat, Field::Id));
    let finding = context.finding_in(kind, file, Field::Id, message)?;
    Some(Finding {
        locations: places.collect(),
        ..finding
    })
}

#[cfg(test)]
mod tests {
    use super::shape_of;

    #[test]
    fn the_style_of_an_id_depends_on_its_signs_and_not_on_its_length() {
        assert_eq!(shape_of("17"), shape_of("1002"));
        assert_eq!(shape_of("E-17"), shape_of("17-ab"));
        assert_ne!(shape_of("17"), shape_of("E-17"));
        assert_ne!(shape_of("E17"), shape_of("E-17"));
    }
}
