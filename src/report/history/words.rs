//! Phrases for spans of time.

use crate::history::{Days, How, SideHeld, SideHistory, Span};
use crate::report::words::{counted, plain};

/// The seat that covers the side, with its id and, if asked for, its incumbent; or that nobody does.
pub(super) fn who(held: &SideHeld, show_names: bool) -> String {
    let SideHeld::By(holder) = held else {
        return match held {
            SideHeld::Unknown => "titles that cannot be read".to_owned(),
            _ => "nobody".to_owned(),
        };
    };
    let mut who = plain(&holder.title).into_owned();
    if !holder.id.is_empty() {
        who.push_str(&format!(" ({})", plain(&holder.id)));
    }
    if show_names && !holder.incumbent.is_empty() {
        who.push_str(&format!(", {}", plain(&holder.incumbent)));
    }
    who
}

/// How it covers the side.
pub(super) fn how(held: &SideHeld) -> &'static str {
    match held.holder().map(|holder| holder.how) {
        Some(How::Title) => "officer",
        Some(How::Interim) => "interim",
        Some(How::Vacant) => "vacant",
        Some(How::Group) => "group officer",
        Some(How::Fact) => "in fact",
        None => "-",
    }
}

/// From when to when.
pub(super) fn when(span: &Span) -> String {
    let seen = match span.from == span.to {
        true => span.from.to_string(),
        false => format!("{} to {}", span.from, span.to),
    };
    match span.before {
        Some(before) => format!("{seen}, gone by {before}"),
        None => seen,
    }
}

/// What all spans of a side add up to.
pub(super) fn sums(side: &SideHistory) -> String {
    let mut sums = vec![match side.changes {
        0 => "no new holder".to_owned(),
        count => counted(count, "new holder"),
    }];
    for (how, named) in [(How::Vacant, "vacant"), (How::Interim, "held temporarily")] {
        if let Some(time) = side.time_of(how) {
            sums.push(format!("{named} for {}", days(time)));
        }
    }
    sums.join("; ")
}

fn days(days: Days) -> String {
    match days.most {
        Some(most) if days.least == 0 => format!("at most {}", counted(most as usize, "day")),
        Some(most) if most == days.least => counted(days.least as usize, "day"),
        Some(most) => format!("{} to {most} days", days.least),
        None => format!("at least {}", counted(days.least as usize, "day")),
    }
}
