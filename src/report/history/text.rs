//! Renders who covered which side over time as text for a person.

use std::io;

use anstyle::{AnsiColor, Effects, Style};

use super::words::{how, sums, when, who};
use crate::history::{History, How, SideHeld};
use crate::model::Side;
use crate::report::words::{counted, plain};
use crate::rules::Rules;

const BOLD: Style = Style::new().effects(Effects::BOLD);

const BAD: Style = AnsiColor::Red.on_default();

const DOUBTFUL: Style = AnsiColor::Yellow.on_default();

/// Writes a history as text: for each entity and side, who covered it from when to when.
///
/// # Errors
/// Those of the writer.
pub fn history_text(
    history: &History,
    rules: &Rules,
    show_names: bool,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let days: Vec<_> = history.days.iter().map(ToString::to_string).collect();
    writeln!(
        out,
        "{}: {}",
        counted(days.len(), "snapshot"),
        days.join(", ")
    )?;
    for entity in &history.entities {
        writeln!(out, "\n{BOLD}{}{BOLD:#}", plain(&entity.name))?;
        let last = history.days.last();
        if last.is_some_and(|last| entity.seen.1 < *last) {
            writeln!(out, "  not on the charts after {}", entity.seen.1)?;
        }
        for side in Side::BOTH {
            let role = rules.role(rules.sides[side].role);
            let history = &entity.sides[side];
            writeln!(
                out,
                "  {} side ({}): {}",
                side.name(),
                plain(&role.label),
                sums(history)
            )?;
            let widest = history.spans.iter().map(|span| when(span).len()).max();
            let widest = widest.unwrap_or_default();
            for span in &history.spans {
                let (style, when) = (style(&span.held), when(span));
                let (how, who) = (how(&span.held), who(&span.held, show_names));
                writeln!(out, "    {when:widest$}  {style}{how:13}{style:#}  {who}")?;
            }
        }
    }
    Ok(())
}

fn style(held: &SideHeld) -> Style {
    match held {
        SideHeld::Nobody => BAD,
        SideHeld::Unknown => DOUBTFUL,
        SideHeld::By(holder) => match holder.how {
            How::Vacant => BAD,
            How::Interim | How::Fact => DOUBTFUL,
            How::Title | How::Group => Style::new(),
        },
    }
}
