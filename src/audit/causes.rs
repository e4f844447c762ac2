//! Combines findings with the same cause: one finding with all places replaces one finding a row.
//!
//! If the values of a column fail for one reason, a finding for each row would hide all other findings. A
//! combined finding keeps every seat and every place, so that it can be compared row by row with a later run.

use rustc_hash::FxHashMap;

use super::Audit;
use super::context::{listed_shortly, shown_manager};
use crate::chart::{Line, SeatId};
use crate::classify::ClassifiedChart;
use crate::model::{FileId, Finding, Severity};
use crate::rules::Rules;
use crate::text::TextMap;

/// The checks that make one finding for each row.
const BY_ROW: [&str; 10] = [
    "unknown-manager",
    "ambiguous-manager",
    "bad-value",
    "ragged-row",
    "misshapen-value",
    "duplicate-header",
    "formula-like-cell",
    "blank-title",
    "placeholder-title",
    "no-duties",
];

/// What findings with the same cause have in common.
#[derive(PartialEq, Eq, Hash)]
struct Cause {
    code: String,
    severity: Severity,
    file: Option<FileId>,
    /// The message without what it quotes.
    said: String,
    /// Known and new rows stay apart, so that a finding counts as a whole or not at all.
    is_accepted: bool,
}

impl Audit {
    /// Combines findings with the same cause, at the place of the first of them.
    pub fn gather(&mut self, on: &ClassifiedChart, rules: &Rules, show_names: bool) {
        let mut gathered: Vec<(Finding, usize)> = Vec::with_capacity(self.findings.len());
        let mut known: FxHashMap<Cause, usize> = FxHashMap::default();
        for finding in std::mem::take(&mut self.findings) {
            let check = rules
                .catalogue
                .get(&finding.code)
                .map_or("", |kind| &kind.check);
            if !BY_ROW.contains(&check) {
                gathered.push((finding, 1));
                continue;
            }
            let cause = Cause {
                code: finding.code.to_string(),
                severity: finding.severity,
                file: finding
                    .locations
                    .first()
                    .map(|at| on.chart.sources().chart_of(at.file)),
                said: match check {
                    "unknown-manager" | "ambiguous-manager" => String::new(),
                    // Each key is a cause of its own.
                    "duplicate-header" => finding.message.clone(),
                    _ => without_quotes(&finding.message),
                },
                is_accepted: finding.accepted().is_some(),
            };
            match known.get(&cause).and_then(|index| gathered.get_mut(*index)) {
                Some((first, count)) => {
                    *count += 1;
                    first.positions.extend(finding.positions);
                    first.locations.extend(finding.locations);
                    first.occurrences.extend(finding.occurrences);
                    first.more_positions += finding.more_positions;
                }
                None => {
                    known.insert(cause, gathered.len());
                    gathered.push((finding, 1));
                }
            }
        }
        self.findings = gathered
            .into_iter()
            .map(|(mut finding, count)| {
                if count > 1 {
                    let check = rules
                        .catalogue
                        .get(&finding.code)
                        .map_or("", |kind| &kind.check);
                    finding.message = match check {
                        "unknown-manager" => unknown_managers(on, &finding, show_names),
                        _ => format!("{}; the same in {}", finding.message, more(count - 1)),
                    };
                }
                finding
            })
            .collect();
    }
}

fn more(count: usize) -> String {
    match count {
        1 => "1 more place".to_owned(),
        count => format!("{count} more places"),
    }
}

/// Says how many positions name unknown managers, which ones they name most often, and which unused column
/// may help.
fn unknown_managers(on: &ClassifiedChart, finding: &Finding, show_names: bool) -> String {
    let chart = &on.chart;
    let wanted: Vec<SeatId> = finding
        .positions
        .iter()
        .map(|seat| SeatId::from(seat.seat))
        .collect();
    let is_wanted = |seat: &SeatId| wanted.contains(seat);
    let first_file = finding.locations.first().map(|at| at.file);
    let mut named: Vec<(&str, usize, bool)> = Vec::new();
    let mut index: TextMap<&str, usize> = TextMap::default();
    let file = first_file.map(|file| chart.sources().chart_of(file));
    for (seat, line, manager) in &chart.facts().unknown_managers {
        let here = chart.sources().chart_of(chart.position(*seat).file);
        if *line != Line::Solid
            || Some(here) != file
            || wanted.len() < MOST_LOOKED_UP && !is_wanted(seat)
        {
            continue;
        }
        let at = *index.entry(manager).or_insert_with(|| {
            let may_show = show_names || chart.may_show(*seat, *line, manager);
            named.push((manager, 0, may_show));
            named.len() - 1
        });
        if let Some((_, count, _)) = named.get_mut(at) {
            *count += 1;
        }
    }
    named.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    let shown = named.iter().map(|(manager, count, may_show)| {
        let manager = shown_manager(manager, *may_show);
        match count {
            1 => manager,
            count => format!("{manager} ({count} times)"),
        }
    });
    let mut message = format!(
        "{} positions name managers who are not in the file: {}",
        wanted.len(),
        listed_shortly(shown)
    );
    let unused = first_file.map(|file| &chart.sources().file(file).passed_over);
    if let Some(column) = unused.and_then(|unused| unused.first()) {
        message.push_str(&format!(
            "; the unused column `{column}` may say who they are: try the option `column` with `reports-to={column}`"
        ));
    }
    message
}

/// With fewer seats than this, each unknown manager is looked up among the seats of the finding.
const MOST_LOOKED_UP: usize = 1_000;

/// The message without quotes, text in brackets and digits.
fn without_quotes(message: &str) -> String {
    let (mut is_quoted, mut depth) = (false, 0_usize);
    let mut bare = String::with_capacity(message.len());
    for c in message.chars() {
        match c {
            '`' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            _ if is_quoted || depth > 0 || c.is_ascii_digit() => {}
            _ => bare.push(c),
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::without_quotes;

    #[test]
    fn messages_that_differ_only_in_quotes_have_the_same_cause() {
        let one = without_quotes("`standard` is not a valid status; it was left out");
        assert_eq!(
            one,
            without_quotes("`regional` is not a valid status; it was left out")
        );
        assert_ne!(
            one,
            without_quotes("`regional` is not a valid tenure; it was left out")
        );
    }
}
