//! The seats that a command line names.

use std::borrow::Cow;

use anyhow::{Result, bail};
use rolecall::chart::{Chart, SeatId};
use rolecall::model::Position;

/// The seats with this id, else those with this title, or the one on this line (`:7`). There is at least one.
pub(super) fn seats(chart: &Chart, wanted: &str) -> Result<Vec<SeatId>> {
    let found = find(chart, wanted);
    if found.is_empty() {
        let like = alike(chart, wanted);
        let like = like.map_or(String::new(), |id| format!("did you mean `{id}`? "));
        bail!(
            "no position of the chart has the id or title `{wanted}`; {like}to name a line, write `:7`"
        );
    }
    Ok(found)
}

/// The only seat that is named so.
pub(super) fn seat(chart: &Chart, wanted: &str) -> Result<SeatId> {
    match seats(chart, wanted)?[..] {
        [only] => Ok(only),
        ref several => bail!(
            "{} positions are called `{wanted}`; name one by its id or its line, as in `:7`",
            several.len()
        ),
    }
}

fn find(chart: &Chart, wanted: &str) -> Vec<SeatId> {
    let all = |is: &dyn Fn(&Position<'_>) -> bool| -> Vec<SeatId> {
        chart
            .seats()
            .filter(|seat| is(&chart.position(*seat)))
            .collect()
    };
    if let Some(line) = wanted
        .strip_prefix(':')
        .and_then(|line| line.parse::<u32>().ok())
    {
        return all(&|position| position.line == line);
    }
    let by_id = all(&|position| position.is_shown_as(wanted));
    if by_id.is_empty() {
        return all(&|position| position.title.eq_ignore_ascii_case(wanted));
    }
    by_id
}

/// The id or title that is most like what was asked for.
fn alike(chart: &Chart, wanted: &str) -> Option<String> {
    let wanted = wanted.to_lowercase();
    let names = chart.seats().flat_map(|seat| {
        let position = chart.position(seat);
        let id = (!position.has_made_up_id()).then(|| position.shown_id());
        [id.unwrap_or_default(), Cow::Borrowed(position.title)]
    });
    let named = names.filter(|name| !name.is_empty());
    let likeness = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &wanted);
    let best = named.max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(&best) > LIKE).then(|| best.into_owned())
}

/// From this likeness on, a name may have been meant.
const LIKE: f64 = 0.85;
