//! The whole page, as data.

use serde::Serialize;

use super::appendix::{Appendix, appendix};
use super::changes::{Changes, changes};
use super::checklist::{Checked, checklist};
use super::coverage::{Answer, answer, tally};
use super::entity::{EntityPart, Room, entity_part};
use super::findings::{Findings, findings};
use super::options::{BoardOptions, Past};
use super::timeline::{Timeline, timeline};
use crate::model::{BySide, Side};
use crate::report::Audited;
use crate::report::words::plain;

/// The most entities whose details are shown.
const MOST_DETAILS: usize = 200;

/// The most sides without anybody that are named on the first screen.
const MOST_GAPS: usize = 8;

/// The most boxes of all pictures together, and of one.
const MOST_BOXES: usize = 2_000;
const MOST_OF_PICTURE: usize = 60;

/// The most lines of all lists of seats together.
pub(super) const MOST_LINES: usize = 10_000;

#[derive(Debug, Serialize)]
pub(super) struct Page {
    /// The name of the only entity; empty where there are several, or where nobody named it.
    pub only: String,
    pub seats: usize,
    /// Positions that no longer exist.
    pub eliminated: usize,
    /// Whether the entities come from several files.
    pub has_files: bool,
    /// The sides that nobody covers, in the order of the entities.
    pub gaps: Vec<Gap>,
    pub more_gaps: usize,
    /// How many sides there are of which it is not known who covers them.
    pub unknown: usize,
    pub roles: BySide<String>,
    pub answers: Vec<Answer>,
    /// What changed, if there is an earlier snapshot.
    pub changes: Option<Changes>,
    /// Who covered the sides over time, if the snapshots have days.
    pub timeline: Option<Timeline>,
    pub entities: Vec<EntityPart>,
    pub left_out: usize,
    pub most_details: usize,
    pub checklist: Vec<Checked>,
    pub findings: Findings,
    pub appendix: Appendix,
    pub has_names: bool,
}

/// A side of an entity that nobody covers.
#[derive(Debug, Serialize)]
pub(super) struct Gap {
    pub name: String,
    pub side: &'static str,
}

pub(super) fn page(audited: Audited<'_>, options: &BoardOptions, past: Past<'_>) -> Page {
    let chart = &audited.on.chart;
    let covered = &audited.audit.entities;
    let detailed = covered.len().min(MOST_DETAILS);
    let boxes = MOST_BOXES / detailed.max(1);
    let mut room = Room {
        boxes: boxes.clamp(8, MOST_OF_PICTURE),
        lines: MOST_LINES,
    };
    let anchor = |index: usize| format!("entity-{}", index + 1);
    let tally = tally(audited.audit);
    let answers = covered.iter().enumerate().map(|(index, coverage)| {
        let anchor = (index < detailed).then(|| anchor(index));
        answer(
            audited,
            options,
            coverage,
            &tally,
            anchor.unwrap_or_default(),
        )
    });
    let answers: Vec<_> = answers.collect();
    let entities = covered.iter().zip(&answers).take(detailed);
    let entities = entities.map(|(coverage, answer)| {
        let part = entity_part(audited, options, coverage, answer.clone(), room);
        room.lines -= part.seats.len();
        part
    });
    let entities = entities.collect();
    let findings = findings(audited);
    let seats = answers.iter().map(|one| one.seats).sum();
    let mut gaps: Vec<_> = answers.iter().flat_map(gaps_of).collect();
    let sides = answers
        .iter()
        .flat_map(|one| Side::BOTH.map(|side| &one.sides[side]));
    let unknown = sides.filter(|side| side.is_unknown()).count();
    let more_gaps = gaps.len().saturating_sub(MOST_GAPS);
    gaps.truncate(MOST_GAPS);
    Page {
        only: match &answers[..] {
            [only] if !only.is_named_by_file => only.name.clone(),
            _ => String::new(),
        },
        seats,
        eliminated: chart.len() - seats,
        has_files: answers.iter().any(|one| one.file != answers[0].file),
        gaps,
        more_gaps,
        unknown,
        roles: BySide {
            internal: role(audited, Side::Internal),
            external: role(audited, Side::External),
        },
        checklist: checklist(audited, &answers, &findings, options.as_of.is_some()),
        answers,
        changes: past
            .diffed
            .map(|diffed| changes(diffed, options.show_names)),
        timeline: past
            .history
            .map(|history| timeline(history, options.show_names)),
        entities,
        left_out: covered.len() - detailed,
        most_details: MOST_DETAILS,
        findings,
        appendix: appendix(audited, options),
        has_names: options.show_names,
    }
}

fn gaps_of(answer: &Answer) -> impl Iterator<Item = Gap> + '_ {
    let gaps = Side::BOTH
        .into_iter()
        .filter(|side| answer.sides[*side].is_gap());
    gaps.map(|side| Gap {
        name: answer.name.clone(),
        side: side.name(),
    })
}

/// The name of the role that leads a side.
fn role(audited: Audited<'_>, side: Side) -> String {
    let role = audited.rules.role(audited.rules.sides[side].role);
    plain(&role.label).into_owned()
}
