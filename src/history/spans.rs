//! Joins what the snapshots say to spans of time.

use super::held::{How, SideHeld, SideHolder, held};
use crate::audit::EntityCoverage;
use crate::classify::ClassifiedChart;
use crate::diff::EntityPairs;
use crate::model::{BySide, Side};
use crate::read::Day;

/// A chart on one day.
#[derive(Clone, Copy, Debug)]
pub struct DatedChart<'a> {
    /// The day.
    pub day: Day,
    /// The chart.
    pub on: &'a ClassifiedChart,
    /// Who covers which side of each of its entities, as its audit found.
    pub coverage: &'a [EntityCoverage],
}

/// Who covered which side of each entity, over all snapshots.
#[derive(Debug, Default)]
pub struct History {
    /// The days of the snapshots, the earliest first.
    pub days: Vec<Day>,
    /// The entities, in the order in which they appear.
    pub entities: Vec<EntityHistory>,
}

/// Who covered the sides of an entity.
#[derive(Debug)]
pub struct EntityHistory {
    /// The name of the entity in the last snapshot that has it.
    pub name: String,
    /// The first and the last day on which it was seen.
    pub seen: (Day, Day),
    /// The two sides.
    pub sides: BySide<SideHistory>,
}

/// Who covered one side.
#[derive(Debug, Default)]
pub struct SideHistory {
    /// The spans, by their first day.
    pub spans: Vec<Span>,
    /// How often somebody came who had not covered the side before, once the first holder was known.
    pub changes: usize,
}

/// A time in which a side was covered in one way by one seat and person.
#[derive(Debug)]
pub struct Span {
    /// What the snapshots say.
    pub held: SideHeld,
    /// The first snapshot that says so.
    pub from: Day,
    /// The last one in a row.
    pub to: Day,
    /// The snapshot before, which does not say so. None if the entity was not seen before.
    pub after: Option<Day>,
    /// The snapshot behind, which no longer says so. None if this is still so.
    pub before: Option<Day>,
}

/// How long something lasted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// Days from the first to the last snapshot that says so.
    pub least: i32,
    /// Days between the snapshots around it. None if one of them is missing.
    pub most: Option<i32>,
}

impl Span {
    /// How long it lasted.
    pub fn days(&self) -> Days {
        let most = self
            .after
            .zip(self.before)
            .map(|(after, before)| before.days_after(after));
        Days {
            least: self.to.days_after(self.from),
            most,
        }
    }
}

impl SideHistory {
    /// How long the side was covered in one way, all spans together. None if it never was.
    pub fn time_of(&self, how: How) -> Option<Days> {
        let is = |held: &SideHeld| matches!(held, SideHeld::By(holder) if holder.how == how);
        let spans = self.spans.iter().filter(|span| is(&span.held));
        spans.map(Span::days).reduce(|all, one| Days {
            least: all.least + one.least,
            most: all.most.zip(one.most).map(|(all, one)| all + one),
        })
    }
}

impl History {
    /// The history of these snapshots, each of which must be later than the one before.
    pub fn of(snapshots: &[DatedChart<'_>]) -> History {
        let mut history = History::default();
        // Which of the entities of the history each entity of the chart before is.
        let mut known: Vec<usize> = Vec::new();
        for (index, snapshot) in snapshots.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| &snapshots[before]);
            known = history.add(snapshot, before, &known);
        }
        history
    }

    fn add(
        &mut self,
        snapshot: &DatedChart<'_>,
        before: Option<&DatedChart<'_>>,
        known: &[usize],
    ) -> Vec<usize> {
        let (day, on) = (snapshot.day, snapshot.on);
        let mut was: Vec<Option<usize>> = vec![None; on.chart.entities().len()];
        if let Some(before) = before {
            for (old, new) in EntityPairs::by_name(&before.on.chart, &on.chart).iter() {
                was[new.0 as usize] = Some(known[old.0 as usize]);
            }
        }
        let mut is = vec![usize::MAX; was.len()];
        for coverage in snapshot.coverage {
            let at = coverage.entity.0 as usize;
            let index = was[at].unwrap_or_else(|| self.begin(day));
            is[at] = index;
            let entity = &mut self.entities[index];
            entity
                .name
                .clone_from(&on.chart.entity(coverage.entity).name);
            entity.seen.1 = day;
            let before = before
                .filter(|_| was[at].is_some())
                .map(|before| before.day);
            for side in Side::BOTH {
                let held = held(on, &coverage.sides[side]);
                entity.sides[side].add(day, before, held);
            }
        }
        // An entity that is gone is covered by nobody, and that is no vacancy.
        for entity in self
            .entities
            .iter_mut()
            .filter(|entity| entity.seen.1 < day)
        {
            entity.close(day);
        }
        self.days.push(day);
        is
    }

    /// Adds an entity that was not seen before.
    fn begin(&mut self, day: Day) -> usize {
        self.entities.push(EntityHistory {
            name: String::new(),
            seen: (day, day),
            sides: BySide::default(),
        });
        self.entities.len() - 1
    }
}

impl EntityHistory {
    /// Ends all spans: a snapshot does not have the entity any more.
    fn close(&mut self, day: Day) {
        let last = self.seen.1;
        for side in Side::BOTH {
            let open = self.sides[side].spans.iter_mut();
            for span in open.filter(|span| span.to == last && span.before.is_none()) {
                span.before = Some(day);
            }
        }
    }
}

impl SideHistory {
    /// Adds what a snapshot says; `before` is the day of the snapshot before, if it has the entity.
    fn add(&mut self, day: Day, before: Option<Day>, held: Vec<SideHeld>) {
        let is_open = |span: &Span| span.before.is_none() && Some(span.to) == before;
        let had: Vec<SideHolder> = self
            .spans
            .iter()
            .filter(|span| is_open(span))
            .filter_map(|span| span.held.holder().cloned())
            .collect();
        for one in &held {
            let came = one.holder().is_some_and(|holder| {
                holder.how != How::Vacant && !had.iter().any(|had| had.is_same_person(holder))
            });
            let had_one = self.spans.iter().any(|span| span.held.is_filled());
            self.changes += usize::from(came && had_one);
        }
        for span in self.spans.iter_mut().filter(|span| is_open(span)) {
            match held.contains(&span.held) {
                true => span.to = day,
                false => span.before = Some(day),
            }
        }
        for held in held {
            let goes_on = |span: &Span| span.to == day && span.held == held;
            if !self.spans.iter().any(goes_on) {
                self.spans.push(Span {
                    held,
                    from: day,
                    to: day,
                    after: before,
                    before: None,
                });
            }
        }
    }
}

impl SideHeld {
    /// The seat, if one covers the side.
    pub fn holder(&self) -> Option<&SideHolder> {
        match self {
            SideHeld::By(holder) => Some(holder),
            SideHeld::Nobody | SideHeld::Unknown => None,
        }
    }

    fn is_filled(&self) -> bool {
        self.holder()
            .is_some_and(|holder| holder.how != How::Vacant)
    }
}
