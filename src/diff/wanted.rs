//! Filters a comparison.

use super::units::EntityChange;
use super::{Diff, Snapshot};
use crate::audit::Filter;
use crate::chart::{EntityId, SeatId};
use crate::classify::ClassifiedChart;
use crate::model::Finding;
use crate::rules::Rules;
use crate::text::squeeze;

impl Diff {
    /// Removes what a filter leaves out. Findings are filtered by all its criteria, changes by entity only.
    pub fn retain(
        &mut self,
        filter: &Filter,
        old: &ClassifiedChart,
        new: &ClassifiedChart,
        rules: &Rules,
    ) {
        let all = self.new.len() + self.fixed.len() + self.findings.len();
        let on = |snapshot| match snapshot {
            Snapshot::Old => old,
            Snapshot::New => new,
        };
        let wants = |finding: &Finding, snapshot| filter.wants(finding, on(snapshot), rules);
        self.new.retain(|finding| wants(finding, Snapshot::New));
        self.fixed.retain(|finding| wants(finding, Snapshot::Old));
        self.findings
            .retain(|found| wants(&found.finding, found.snapshot));
        self.filtered = all - (self.new.len() + self.fixed.len() + self.findings.len());
        if filter.entities.is_empty() {
            return;
        }
        let names: Vec<_> = filter.entities.iter().map(|name| squeeze(name)).collect();
        let is_wanted = |on: &ClassifiedChart, entity: EntityId| {
            names.contains(&squeeze(&on.chart.entity(entity).name))
        };
        let either =
            |entity: (EntityId, EntityId)| is_wanted(old, entity.0) || is_wanted(new, entity.1);
        self.entities.retain(|change| match change {
            EntityChange::Added(entity) => is_wanted(new, *entity),
            EntityChange::Removed(entity) => is_wanted(old, *entity),
            EntityChange::Renamed(was, is) => either((*was, *is)),
        });
        self.departments
            .retain(|renamed| is_wanted(new, renamed.entity));
        let of = |on: &ClassifiedChart, seat: Option<SeatId>| {
            seat.is_some_and(|seat| is_wanted(on, on.chart.entity_of(seat)))
        };
        self.seats
            .retain(|change| of(old, change.old) || of(new, change.new));
        self.coverage.retain(|change| either(change.entity));
        self.areas.retain(|change| either(change.entity));
    }
}
