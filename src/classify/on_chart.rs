//! A chart with a verdict on every seat that could matter to an audit.

use std::convert::Infallible;

use super::stream::{in_order, judge};
use crate::chart::{Chart, ChartBuilder, SeatId};
use crate::model::Verdict;
use crate::read::Reader;
use crate::rules::Rules;

/// A chart and the verdicts on its executive seats. Verdicts on other seats are not kept: of a
/// million seats a few hundred are executive.
#[derive(Debug)]
pub struct ClassifiedChart {
    /// The chart.
    pub chart: Chart,
    verdicts: Vec<(SeatId, Verdict)>,
}

impl ClassifiedChart {
    /// Reads everything a reader has to give, judging it on the way.
    pub fn read(mut reader: Reader<'_>, rules: &Rules) -> ClassifiedChart {
        let mut builder = ChartBuilder::default();
        let mut verdicts = Vec::new();
        let mut seats = 0;
        let done = in_order(
            &mut reader,
            |batch, _| {
                let judged = judge(rules, batch).into_iter().enumerate();
                judged
                    .filter(|(_, verdict)| verdict.is_executive())
                    .collect::<Vec<_>>()
            },
            |batch, judged| {
                verdicts.extend(
                    judged
                        .into_iter()
                        .map(|(row, verdict)| (SeatId::new(seats + row), verdict)),
                );
                seats += batch.len();
                builder.add(batch);
                Ok::<(), Infallible>(())
            },
        );
        match done {
            Ok(()) => {}
            Err(never) => match never {},
        }
        ClassifiedChart {
            chart: builder.build(reader.into_sources()),
            verdicts,
        }
    }

    /// The verdict on a seat, where its title or duties make it executive.
    pub fn verdict(&self, seat: SeatId) -> Option<&Verdict> {
        let at = self
            .verdicts
            .binary_search_by_key(&seat, |(seat, _)| *seat)
            .ok()?;
        Some(&self.verdicts[at].1)
    }

    /// The executive seats and the verdicts on them, in the order read.
    pub fn executives(&self) -> impl Iterator<Item = (SeatId, &Verdict)> {
        self.verdicts.iter().map(|(seat, verdict)| (*seat, verdict))
    }
}
