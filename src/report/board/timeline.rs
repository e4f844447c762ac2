//! Who covered which side from snapshot to snapshot, as rows with bars.

use serde::Serialize;

use crate::history::{History, How, SideHeld, SideHistory, Span};
use crate::model::{BySide, Side};
use crate::read::Day;
use crate::report::words::plain;

/// The most entities whose past is shown.
const MOST_ENTITIES: usize = 200;

#[derive(Debug, Serialize)]
pub(super) struct Timeline {
    pub days: Vec<String>,
    pub entities: Vec<EntityPast>,
    pub more: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct EntityPast {
    pub name: String,
    pub sides: BySide<SidePast>,
}

#[derive(Debug, Serialize)]
pub(super) struct SidePast {
    pub spans: Vec<SpanRow>,
    pub changes: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct SpanRow {
    pub from: String,
    pub to: String,
    /// The snapshot by which it had ended; empty if it has not.
    pub gone_by: String,
    /// The state, as in the coverage table.
    pub state: &'static str,
    pub title: String,
    pub id: String,
    pub person: String,
    /// Where the bar begins and how long it is, in percent of all the time.
    pub begin: String,
    pub length: String,
}

pub(super) fn timeline(history: &History, show_names: bool) -> Timeline {
    let entities = history.entities.iter().take(MOST_ENTITIES);
    let side = |side: &SideHistory| SidePast {
        spans: side
            .spans
            .iter()
            .map(|span| row(span, &history.days, show_names))
            .collect(),
        changes: side.changes,
    };
    Timeline {
        days: history.days.iter().map(ToString::to_string).collect(),
        entities: entities
            .map(|entity| EntityPast {
                name: plain(&entity.name).into_owned(),
                sides: BySide {
                    internal: side(&entity.sides[Side::Internal]),
                    external: side(&entity.sides[Side::External]),
                },
            })
            .collect(),
        more: history.entities.len().saturating_sub(MOST_ENTITIES),
    }
}

fn row(span: &Span, days: &[Day], show_names: bool) -> SpanRow {
    let holder = span.held.holder();
    let text = |text: Option<&String>| plain(text.map_or("", String::as_str)).into_owned();
    let (begin, length) = bar(span, days);
    SpanRow {
        from: span.from.to_string(),
        to: span.to.to_string(),
        gone_by: span.before.map_or(String::new(), |day| day.to_string()),
        state: match &span.held {
            SideHeld::By(holder) => state(holder.how),
            SideHeld::Nobody => "nobody",
            SideHeld::Unknown => "unknown",
        },
        title: text(holder.map(|holder| &holder.title)),
        id: text(holder.map(|holder| &holder.id)),
        person: match show_names {
            true => text(holder.map(|holder| &holder.incumbent)),
            false => String::new(),
        },
        begin,
        length,
    }
}

/// The state as the coverage table names it.
fn state(how: How) -> &'static str {
    match how {
        How::Title => "title",
        How::Interim => "interim",
        How::Vacant => "vacant",
        How::Group => "group",
        How::Fact => "fact",
    }
}

/// The bar of a span. A span that was seen once has a short one.
fn bar(span: &Span, days: &[Day]) -> (String, String) {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Default::default();
    };
    let all = f64::from(last.days_after(*first).max(1));
    let percent = |days: i32| f64::from(days) / all * 100.0;
    let length = percent(span.to.days_after(span.from)).max(SHORTEST);
    let begin = percent(span.from.days_after(*first)).min(100.0 - length);
    (format!("{begin:.1}"), format!("{length:.1}"))
}

/// The length of the shortest bar, in percent.
const SHORTEST: f64 = 2.0;
