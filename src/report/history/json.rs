//! Renders who covered which side over time as one JSON object; `docs/diff.md` describes it.

use std::io;

use serde::Serialize;

use crate::history::{Days, EntityHistory, History, How, SideHeld, SideHistory, Span};
use crate::model::{BySide, Side};
use crate::report::audit::json::{RulesLine, SCHEMA_VERSION, rules_line};
use crate::rules::Rules;

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    rules: RulesLine<'a>,
    days: Vec<String>,
    entities: Vec<EntityLine<'a>>,
}

#[derive(Serialize)]
struct EntityLine<'a> {
    entity: &'a str,
    first_seen: String,
    last_seen: String,
    sides: BySide<SideLine<'a>>,
}

#[derive(Serialize)]
struct SideLine<'a> {
    spans: Vec<SpanLine<'a>>,
    new_holders: usize,
    vacant: Option<DaysLine>,
    interim: Option<DaysLine>,
}

#[derive(Serialize)]
struct SpanLine<'a> {
    from: String,
    to: String,
    /// The day of the snapshot before and behind the span.
    not_yet_on: Option<String>,
    gone_by: Option<String>,
    how: &'static str,
    id: Option<&'a str>,
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    incumbent: Option<&'a str>,
    days: DaysLine,
}

#[derive(Serialize)]
struct DaysLine {
    at_least: i32,
    at_most: Option<i32>,
}

/// Writes a history as one JSON object.
///
/// # Errors
/// Those of the writer.
pub fn history_json(
    history: &History,
    rules: &Rules,
    show_names: bool,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let entities = history.entities.iter();
    let report = Report {
        schema_version: SCHEMA_VERSION,
        rules: rules_line(rules),
        days: history.days.iter().map(ToString::to_string).collect(),
        entities: entities
            .map(|entity| entity_line(entity, show_names))
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn entity_line(entity: &EntityHistory, show_names: bool) -> EntityLine<'_> {
    let side = |side: Side| side_line(&entity.sides[side], show_names);
    EntityLine {
        entity: &entity.name,
        first_seen: entity.seen.0.to_string(),
        last_seen: entity.seen.1.to_string(),
        sides: BySide {
            internal: side(Side::Internal),
            external: side(Side::External),
        },
    }
}

fn side_line(side: &SideHistory, show_names: bool) -> SideLine<'_> {
    let spans = side.spans.iter();
    SideLine {
        spans: spans.map(|span| span_line(span, show_names)).collect(),
        new_holders: side.changes,
        vacant: side.time_of(How::Vacant).map(days_line),
        interim: side.time_of(How::Interim).map(days_line),
    }
}

fn span_line(span: &Span, show_names: bool) -> SpanLine<'_> {
    let holder = span.held.holder();
    let incumbent = holder.map(|holder| holder.incumbent.as_str());
    SpanLine {
        from: span.from.to_string(),
        to: span.to.to_string(),
        not_yet_on: span.after.map(|day| day.to_string()),
        gone_by: span.before.map(|day| day.to_string()),
        how: match &span.held {
            SideHeld::By(holder) => holder.how.name(),
            SideHeld::Nobody => "nobody",
            SideHeld::Unknown => "unknown",
        },
        id: holder
            .map(|holder| holder.id.as_str())
            .filter(|id| !id.is_empty()),
        title: holder.map(|holder| holder.title.as_str()),
        incumbent: incumbent.filter(|name| show_names && !name.is_empty()),
        days: days_line(span.days()),
    }
}

fn days_line(days: Days) -> DaysLine {
    DaysLine {
        at_least: days.least,
        at_most: days.most,
    }
}
