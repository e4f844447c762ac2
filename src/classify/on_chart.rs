//! A chart with verdicts on every seat that could matter to an audit.

use std::convert::Infallible;

use rustc_hash::FxHashMap;

use super::house;
use super::line::{self, Leaning};
use super::sketch::Sketch;
use super::stream::{in_order, judge};
use super::{Classifier, Neighbours, Scratch, unit_texts, units};
use crate::chart::{Chart, ChartBuilder, EntityId, SeatId};
use crate::model::{AcronymBasis, Basis, Position, RoleId, SetAside, SetAsideReason, Verdict};
use crate::read::{Reader, Stage};
use crate::rules::Rules;

/// A chart, with verdicts on its executive seats and sketches of the others. Of a million seats, only a few
/// hundred are executive.
#[derive(Debug)]
pub struct ClassifiedChart {
    /// The chart.
    pub chart: Chart,
    verdicts: Vec<(SeatId, Verdict)>,
    /// The side that the work of every seat looks to.
    leanings: Vec<Leaning>,
    sketches: Vec<Sketch>,
    /// The entities that show units in place of seats.
    of_units: Vec<EntityId>,
    /// The seats whose duty text describes their unit and not them, sorted.
    with_unit_text: Vec<SeatId>,
}

impl ClassifiedChart {
    /// Reads and classifies all rows of a reader, then classifies the few seats again that depend on their
    /// neighbours.
    pub fn read(reader: Reader<'_>, rules: &Rules) -> ClassifiedChart {
        ClassifiedChart::read_with(reader, rules, |_| ())
    }

    /// Like [`ClassifiedChart::read`]. Calls `progress` from time to time with the number of seats so far.
    pub fn read_with(
        mut reader: Reader<'_>,
        rules: &Rules,
        mut progress: impl FnMut(usize) + Send,
    ) -> ClassifiedChart {
        let mut builder = ChartBuilder::new(&rules.columns);
        let mut verdicts = Vec::new();
        let mut leanings = Vec::new();
        let mut sketches = Vec::new();
        let meter = reader.meter().clone();
        let done = in_order(
            &mut reader,
            |batch, _| {
                let judged = meter.time(Stage::Classify, || judge(rules, batch));
                let leanings: Vec<_> = judged.iter().map(|one| Leaning::of(rules, one)).collect();
                let sketched: Vec<_> = judged.iter().map(|one| Sketch::of(rules, one)).collect();
                let executives = judged.into_iter().enumerate();
                let executives = executives.filter(|(_, verdict)| matters(verdict));
                (executives.collect::<Vec<_>>(), leanings, sketched)
            },
            |batch, (executives, leaning, sketched)| {
                let seats = leanings.len();
                let numbered = |(row, verdict)| (SeatId::new(seats + row), verdict);
                verdicts.extend(executives.into_iter().map(numbered));
                leanings.extend(leaning);
                sketches.extend(sketched);
                progress(sketches.len());
                meter.time(Stage::Chart, || builder.add(batch));
                Ok::<(), Infallible>(())
            },
        );
        match done {
            Ok(()) => {}
            Err(never) => match never {},
        }
        let mut sources = reader.into_sources();
        for file in rules.files_of_entries() {
            sources.note_file(file);
        }
        let chart = meter.time(Stage::Chart, || builder.build(sources));
        let mut on = ClassifiedChart {
            of_units: units::houses(&chart, &sketches, rules),
            with_unit_text: unit_texts::members(
                &chart,
                verdicts.iter().map(|(seat, _)| *seat),
                rules,
            ),
            chart,
            verdicts,
            leanings,
            sketches,
        };
        meter.time(Stage::Classify, || {
            on.ask_neighbours(rules);
            on.judge_units(rules);
            house::note(&on.chart, rules, &mut on.verdicts);
            on.weigh_lines(rules);
        });
        on
    }

    /// Classifies again each seat whose own cells do not decide its acronym, and each seat whose duty text describes its unit.
    fn ask_neighbours(&mut self, rules: &Rules) {
        let spelled = self.spelled();
        let mut scratch = Scratch::default();
        for at in 0..self.verdicts.len() {
            let (seat, verdict) = &self.verdicts[at];
            if is_open(verdict) || self.has_unit_text(*seat) {
                let neighbours = self.neighbours(&spelled, *seat);
                let position = self.chart.position(*seat);
                let verdict =
                    Classifier::new(rules).classify_among(&position, &neighbours, &mut scratch);
                self.verdicts[at].1 = verdict;
            }
        }
    }

    /// Classifies the seats of entities that show units again: the name of a unit stands for its head.
    fn judge_units(&mut self, rules: &Rules) {
        let spelled = self.spelled();
        let mut scratch = Scratch::default();
        let houses = self.of_units.iter();
        let seats = houses.flat_map(|house| &self.chart.entity(*house).seats);
        let units = seats.filter(|seat| self.sketch(**seat).is_unranked);
        let judged: Vec<_> = units
            .map(|seat| {
                let neighbours = self.neighbours(&spelled, *seat);
                let position = self.chart.position(*seat);
                let classifier = Classifier::new(rules);
                (
                    *seat,
                    classifier.classify_among(&position, &neighbours, &mut scratch),
                )
            })
            .collect();
        let mut added = Vec::new();
        for (seat, verdict) in judged {
            match self.place(seat) {
                Ok(at) => self.verdicts[at].1 = verdict,
                Err(_) if matters(&verdict) => added.push((seat, verdict)),
                Err(_) => {}
            }
        }
        self.verdicts.extend(added);
        self.verdicts.sort_by_key(|(seat, _)| *seat);
    }

    /// The roles that titles of each entity spell out.
    fn spelled(&self) -> Spelled {
        let mut spelled = Spelled::default();
        for (seat, verdict) in self
            .executives()
            .filter(|(_, verdict)| verdict.acronym.is_none())
        {
            let by_title = verdict
                .roles
                .iter()
                .filter(|held| held.basis == Basis::Title);
            let entity = spelled.entry(self.chart.entity_of(seat)).or_default();
            entity.extend(by_title.map(|held| held.role));
        }
        spelled
    }

    /// Adds the seats below to the verdicts on technology leaders.
    fn weigh_lines(&mut self, rules: &Rules) {
        let below = line::below(&self.chart, &self.leanings);
        for (seat, verdict) in &mut self.verdicts {
            line::weigh(rules, below[seat.index()], verdict);
        }
    }

    /// Classifies a position as if it were at this seat. Shows what the verdict on a seat would be with other
    /// cells.
    pub fn judge_as(&self, seat: SeatId, position: &Position<'_>, rules: &Rules) -> Verdict {
        let neighbours = self.neighbours(&self.spelled(), seat);
        let mut scratch = Scratch::default();
        let verdict = Classifier::new(rules).classify_among(position, &neighbours, &mut scratch);
        let mut judged = [(seat, verdict)];
        house::note(&self.chart, rules, &mut judged);
        let [(_, mut verdict)] = judged;
        let below = line::below(&self.chart, &self.leanings);
        line::weigh(rules, below[seat.index()], &mut verdict);
        verdict
    }

    fn neighbours(&self, spelled: &Spelled, seat: SeatId) -> Neighbours<'_> {
        let chart = &self.chart;
        let reports = chart.reports(seat).take(MOST_REPORTS);
        let entity = chart.entity_of(seat);
        Neighbours {
            reports: reports.map(|report| chart.position(report).title).collect(),
            spelled: spelled.get(&entity).cloned().unwrap_or_default(),
            among_units: self.of_units.binary_search(&entity).is_ok(),
            has_unit_text: self.has_unit_text(seat),
        }
    }

    /// Whether the duty text of a seat describes its unit and not the seat.
    fn has_unit_text(&self, seat: SeatId) -> bool {
        self.with_unit_text.binary_search(&seat).is_ok()
    }

    /// The sketch of a seat, which every seat has.
    pub fn sketch(&self, seat: SeatId) -> Sketch {
        self.sketches[seat.index()]
    }

    /// The verdict on a seat, if its title or duties make it executive.
    pub fn verdict(&self, seat: SeatId) -> Option<&Verdict> {
        let at = self.place(seat).ok()?;
        Some(&self.verdicts[at].1)
    }

    /// Where the verdict on a seat is, or where it would be.
    fn place(&self, seat: SeatId) -> Result<usize, usize> {
        let verdicts = &self.verdicts;
        verdicts.binary_search_by_key(&seat, |(seat, _)| *seat)
    }

    /// The executive seats with their verdicts, in the order read.
    pub fn executives(&self) -> impl Iterator<Item = (SeatId, &Verdict)> {
        self.judged().filter(|(_, verdict)| verdict.is_executive())
    }

    /// The seats with verdicts: the executive seats, and those whose cells give them some responsibility for
    /// a side.
    pub fn judged(&self) -> impl Iterator<Item = (SeatId, &Verdict)> {
        self.verdicts.iter().map(|(seat, verdict)| (*seat, verdict))
    }
}

type Spelled = FxHashMap<EntityId, Vec<RoleId>>;

/// The most reports of a seat that are used to resolve its acronym.
const MOST_REPORTS: usize = 200;

/// Whether a verdict could matter to an audit.
fn matters(verdict: &Verdict) -> bool {
    verdict.is_executive() || verdict.is_mandated()
}

/// Whether a verdict rests on the usual meaning of an acronym, or could not resolve it.
fn is_open(verdict: &Verdict) -> bool {
    let ambiguous = |aside: &SetAside| aside.reason == SetAsideReason::Ambiguous;
    verdict.acronym == Some(AcronymBasis::Usual) || verdict.set_aside.iter().any(ambiguous)
}
