//! The findings of a run, each at each place that it is about.

use std::borrow::Cow;
use std::path::MAIN_SEPARATOR;

use crate::audit::Fingerprints;
use crate::classify::ClassifiedChart;
use crate::fix::Fix;
use crate::model::{Accepted, Field, FileId, Finding, Severity, Subject};
use crate::postings::PostingFinding;
use crate::read::{ReadError, Sources};
use crate::report::audit::occurrence_json::occurrence_lines;
use crate::report::words::{counted_by, rounded};
use crate::report::{Audited, Diffed};
use crate::rules::{FindingKind, Rules};
use crate::text::TextMap;

/// The findings of a run at their places, in the order in which they were found, for any of the formats.
pub struct Marks<'a> {
    rules: &'a Rules,
    /// What findings of this run can be about.
    about: &'static [Subject],
    marks: Vec<Mark<'a>>,
    /// How many findings there are of each severity, in the order of [`Severity::ALL`]. A finding may have many places.
    counts: [usize; 3],
    /// What could not be read.
    pub(super) unread: Vec<&'a ReadError>,
    /// Whether the run was compared with a baseline or an earlier revision.
    pub(super) is_compared: bool,
}

/// A finding at one of the places that it is about.
pub struct Mark<'a> {
    kind: Option<&'a FindingKind>,
    /// Its code.
    pub code: &'a str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Cow<'a, str>,
    /// How sure it is, if there is doubt: up to 1, to three decimals.
    pub confidence: Option<f32>,
    /// The entity that it is about.
    pub entity: &'a str,
    /// The id of the seat that it is about.
    pub id: Cow<'a, str>,
    /// The title of that seat.
    pub title: Cow<'a, str>,
    /// Where it is.
    pub place: Place<'a>,
    /// Tells it from every other of the run, and finds it again in the next one.
    pub fingerprint: String,
    /// Why it does not count, if it does not.
    pub accepted: Option<&'a Accepted>,
    /// What mends it, if it has one right answer.
    pub fix: Option<&'a Fix>,
}

/// A place in a file.
pub struct Place<'a> {
    file: Cow<'a, str>,
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1.
    pub column: u32,
}

/// A finding on a job description, and where its row is.
pub struct FoundPosting<'r> {
    /// The finding.
    pub found: PostingFinding<'r>,
    /// The file of the row.
    pub file: FileId,
    /// Line and byte at which the row begins.
    pub at: (u32, u64),
    /// The entity that the row names.
    pub entity: String,
    /// The id of the row, fit to be shown.
    pub id: String,
    /// The title of the row.
    pub title: String,
}

impl<'a> Marks<'a> {
    /// The findings of an audit.
    pub fn of_audit(audited: Audited<'a>) -> Marks<'a> {
        let findings = audited.audit.findings.iter();
        let unread = audited.on.chart.sources().errors.iter();
        let mut marks = Marks::of_charts(
            audited.rules,
            &[Subject::Chart, Subject::Snapshots, Subject::Suppression],
            findings.map(|finding| (audited.on, finding)),
            unread,
        );
        marks.is_compared = audited.audit.is_compared;
        marks
    }

    /// The findings on what changed between two snapshots, and those that only the later one has.
    pub fn of_diff(diffed: Diffed<'a>) -> Marks<'a> {
        let on_changes = diffed.diff.findings.iter();
        let on_changes = on_changes.map(|found| (diffed.on(found.snapshot), &found.finding));
        let new = diffed.diff.new.iter();
        Marks::of_charts(
            diffed.rules,
            &[Subject::Snapshots, Subject::Chart],
            on_changes.chain(new.map(|finding| (diffed.new, finding))),
            [],
        )
    }

    fn of_charts(
        rules: &'a Rules,
        about: &'static [Subject],
        findings: impl Iterator<Item = (&'a ClassifiedChart, &'a Finding)>,
        unread: impl IntoIterator<Item = &'a ReadError>,
    ) -> Marks<'a> {
        let mut marks = Marks::empty(rules, about, unread);
        for (on, finding) in findings {
            if finding.accepted().is_none() {
                marks.count(finding.severity);
            }
            for occurrence in occurrence_lines(on, finding) {
                let place = occurrence.place;
                marks.marks.push(Mark {
                    kind: rules.catalogue.get(&finding.code),
                    code: &finding.code,
                    severity: finding.severity,
                    message: Cow::Borrowed(&finding.message),
                    confidence: finding.confidence.map(rounded),
                    entity: finding.entity.as_deref().unwrap_or_default(),
                    id: Cow::Borrowed(occurrence.id.unwrap_or_default()),
                    title: Cow::Borrowed(occurrence.title.unwrap_or_default()),
                    place: Place {
                        file: Cow::Borrowed(place.file),
                        line: place.line,
                        column: place.column,
                    },
                    fingerprint: occurrence.fingerprint.to_owned(),
                    accepted: occurrence.accepted,
                    fix: None,
                });
            }
        }
        marks
    }

    /// The findings on job descriptions, which were read from these sources.
    pub fn of_postings(
        rules: &'a Rules,
        sources: &'a Sources,
        found: &'a [FoundPosting<'a>],
    ) -> Marks<'a> {
        let about = &[Subject::JobDescription];
        let mut marks = Marks::empty(rules, about, &sources.errors);
        let mut fingerprints = Fingerprints::default();
        for posting in found {
            let kind = posting.found.kind;
            marks.count(kind.severity);
            let (id, title) = (&posting.id, &posting.title);
            let seat = Some((id.as_str(), title.as_str()));
            let fingerprint = fingerprints.of(&kind.code, &posting.entity, seat);
            let field = Some(posting.found.field);
            let place = sources.locate(posting.file, posting.at, field, &|_: Field, _: &str| false);
            marks.marks.push(Mark {
                kind: Some(kind),
                code: &kind.code,
                severity: kind.severity,
                message: Cow::Borrowed(&posting.found.message),
                confidence: None,
                entity: &posting.entity,
                id: Cow::Borrowed(id),
                title: Cow::Borrowed(title),
                place: Place {
                    file: Cow::Borrowed(&sources.file(place.file).name),
                    line: place.line,
                    column: place.column,
                },
                fingerprint,
                accepted: None,
                fix: None,
            });
        }
        marks
    }

    /// The same with what mends them.
    pub fn with_fixes(mut self, on: &'a ClassifiedChart, fixes: &'a [Fix]) -> Marks<'a> {
        let by_place = fixes.iter().filter_map(|fix| {
            let code = &fix.kind.finding(self.rules)?.code;
            let file = on.chart.sources().file(fix.file).name.as_str();
            Some(((file, fix.place, code.as_str()), fix))
        });
        let by_place: TextMap<_, _> = by_place.collect();
        for mark in &mut self.marks {
            let place = (mark.place.line, mark.place.column);
            let key = (&*mark.place.file, place, mark.code);
            mark.fix = by_place.get(&key).copied();
        }
        self
    }

    fn empty(
        rules: &'a Rules,
        about: &'static [Subject],
        unread: impl IntoIterator<Item = &'a ReadError>,
    ) -> Marks<'a> {
        Marks {
            rules,
            about,
            marks: Vec::new(),
            counts: [0; 3],
            unread: unread.into_iter().collect(),
            is_compared: false,
        }
    }

    fn count(&mut self, severity: Severity) {
        let at = Severity::ALL.iter().position(|one| *one == severity);
        if let Some(count) = at.and_then(|at| self.counts.get_mut(at)) {
            *count += 1;
        }
    }

    /// The kinds of findings that a run of this sort can make.
    pub(super) fn kinds(&self) -> Vec<&'a FindingKind> {
        let kinds = self.rules.catalogue.iter();
        kinds
            .filter(|kind| self.about.contains(&kind.about))
            .collect()
    }

    /// The marks that count, in the order in which they were found.
    pub(super) fn counting(&self) -> impl Iterator<Item = &Mark<'a>> {
        self.marks.iter().filter(|mark| mark.accepted.is_none())
    }

    /// The same, the most severe first.
    pub fn gravest_first(&self) -> Vec<&Mark<'a>> {
        let mut marks: Vec<_> = self.counting().collect();
        marks.sort_by_key(|mark| std::cmp::Reverse(mark.severity));
        marks
    }

    /// The same, and behind them those that are in the baseline or suppressed.
    pub(super) fn accepted_last(&self) -> Vec<&Mark<'a>> {
        let mut marks = self.gravest_first();
        let accepted = self.marks.iter().filter(|mark| mark.accepted.is_some());
        marks.extend(accepted);
        marks
    }

    /// How many findings there are, by severity, in words.
    pub(super) fn counted(&self) -> String {
        counted_by(self.counts).unwrap_or_else(|| "no findings".to_owned())
    }
}

impl Mark<'_> {
    /// The kebab-case name of its code.
    pub fn name(&self) -> &str {
        self.kind.map_or("", |kind| kind.name.as_str())
    }

    /// Why it matters.
    pub fn why(&self) -> &str {
        self.kind.map_or("", |kind| kind.why.as_str())
    }

    /// What to do about it.
    pub fn help(&self) -> &str {
        self.kind.map_or("", |kind| kind.help.as_str())
    }
}

impl Place<'_> {
    /// The file, as consumers want it: relative to where the run began, with forward slashes.
    pub fn path(&self) -> String {
        let path = self.file.replace(MAIN_SEPARATOR, "/");
        path.strip_prefix("./").map_or(path.clone(), str::to_owned)
    }
}
