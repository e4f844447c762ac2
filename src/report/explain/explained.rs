//! What every format says about a finding: its severity, the settings that change it, and what its example
//! shows.

use std::fmt::Write as _;

use crate::audit::{ExampleFile, Seen, ShownExample};
use crate::model::{Finding, Severity, Subject};
use crate::rules::{FindingKind, Rules};
use crate::text::visible;

/// A finding, with its example if it has one.
pub struct Explained<'a> {
    /// Its entry in the catalogue.
    pub kind: &'a FindingKind,
    /// The charts that show it.
    pub example: Option<ShownExample>,
}

/// The severity in one word, or as a range if it depends on size.
pub(in crate::report) fn severity(kind: &FindingKind) -> String {
    let mut names: Vec<_> = kind
        .severities_by_size()
        .map(|(_, one)| one.name())
        .collect();
    names.dedup();
    match names.as_slice() {
        [] => kind.severity.name().to_owned(),
        [one] => (*one).to_owned(),
        [first, .., last] => format!("{first} to {last}"),
    }
}

/// A note behind the severity of a finding that `audit` does not look for by default.
pub(in crate::report) fn when_asked(kind: &FindingKind) -> &'static str {
    match (kind.enabled, kind.about) {
        (false, _) => " (off)",
        (true, Subject::Chart | Subject::Suppression) => "",
        (true, Subject::Snapshots) => " (diff)",
        (true, Subject::JobDescription) => " (classify)",
    }
}

/// The severity in a sentence: how it depends on size, and whether the finding is on by default.
pub(in crate::report) fn severity_in_full(kind: &FindingKind) -> String {
    let mut steps = Vec::new();
    for (below, severity) in kind.severities_by_size() {
        let severity = severity.name();
        match below {
            Some(below) => steps.push(format!("{severity} below {below} people")),
            None if steps.is_empty() => steps.push(severity.to_owned()),
            None => steps.push(format!("{severity} for larger entities")),
        }
    }
    let mut said = match steps.as_slice() {
        [] => kind.severity.name().to_owned(),
        _ => steps.join(", "),
    };
    said.push_str(match kind.about {
        Subject::Chart | Subject::Suppression => "",
        Subject::Snapshots => "; reported by `rolecall diff`, on two snapshots",
        Subject::JobDescription => {
            "; reported by `rolecall classify --check`, on a job description"
        }
    });
    if !kind.enabled {
        said.push_str("; off unless the policy turns it on");
    }
    said
}

/// The thresholds of the check, each as `name: value`.
pub(in crate::report) fn thresholds(kind: &FindingKind) -> Vec<String> {
    let thresholds = kind.thresholds();
    thresholds
        .map(|(name, value)| format!("{name}: {value}"))
        .collect()
}

/// Lines of a rule file that change the finding. Each line works by itself.
pub(in crate::report) fn settings(kind: &FindingKind) -> String {
    let code = &kind.code;
    let other = Severity::ALL.into_iter().find(|one| *one != kind.severity);
    let other = other.unwrap_or(kind.severity).name();
    let mut text = "findings:\n".to_owned();
    let _ = writeln!(text, "  - {{code: {code}, severity: {other}}}");
    let thresholds = thresholds(kind);
    if !thresholds.is_empty() {
        let thresholds = thresholds.join(", ");
        let _ = writeln!(text, "  - {{code: {code}, thresholds: {{{thresholds}}}}}");
    }
    let _ = writeln!(text, "  - {{code: {code}, enabled: {}}}", !kind.enabled);
    text
}

/// The command that finds what the example shows.
pub(in crate::report) fn command(shown: &ShownExample, chart: &ExampleFile, seen: &Seen) -> String {
    let asks = match shown.about {
        Subject::JobDescription => "classify --check",
        Subject::Chart | Subject::Snapshots | Subject::Suppression => "audit",
    };
    let mut command = format!("rolecall {asks} {}", chart.name);
    if let Some(policy) = &shown.example.policy {
        let _ = write!(command, " --rules {}", policy.name);
    }
    if let Some(day) = chart.day.filter(|_| seen.has_dates) {
        let _ = write!(command, " --as-of {day}");
    }
    command
}

/// A finding on one line, with the lines of the chart that show it.
pub(in crate::report) fn in_a_line(finding: &Finding) -> String {
    let (severity, code) = (finding.severity.name(), &finding.code);
    let lines = lines(finding);
    let noun = if lines.len() == 1 { "line" } else { "lines" };
    let shown: Vec<_> = lines.iter().take(MOST_LINES).map(u32::to_string).collect();
    let more = if lines.len() > MOST_LINES { " …" } else { "" };
    let shown = shown.join(", ");
    format!(
        "{severity} {code}, {noun} {shown}{more}: {}",
        visible(&finding.message)
    )
}

/// The most lines of a finding that are named.
const MOST_LINES: usize = 5;

/// The lines of the chart that show a finding, the most important one first.
pub(in crate::report) fn lines(finding: &Finding) -> Vec<u32> {
    let mut lines = Vec::new();
    for location in &finding.locations {
        if !lines.contains(&location.line) {
            lines.push(location.line);
        }
    }
    lines
}

/// The catalogue entries whose codes begin with `beginning`, by family. Entries without a family come last.
pub(in crate::report) fn by_family<'r>(
    rules: &'r Rules,
    beginning: &'r str,
) -> Vec<(&'r str, Vec<&'r FindingKind>)> {
    let catalogue = &rules.catalogue;
    let mut families: Vec<(&str, Vec<_>)> = Vec::new();
    for kind in catalogue.beginning(beginning) {
        let mut known = catalogue.families();
        let family = known.find(|family| kind.code.starts_with(&family.codes));
        let label = family.map_or(OF_NO_FAMILY, |family| family.label.as_str());
        match families.iter_mut().find(|(known, _)| *known == label) {
            Some((_, kinds)) => kinds.push(kind),
            None => families.push((label, vec![kind])),
        }
    }
    families
}

const OF_NO_FAMILY: &str = "Others";
