//! How much a run has read so far, and how long each stage of it took.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Counts what a run reads, and times its stages. Clones count together, so that one thread can show what others do.
///
/// Nothing that is written as a result depends on it.
#[derive(Clone, Debug, Default)]
pub struct Meter(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    bytes: AtomicU64,
    positions: AtomicU64,
    nanoseconds: [AtomicU64; Stage::ALL.len()],
}

/// A stage of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Rules are compiled.
    Rules,
    /// Inputs become positions.
    Read,
    /// Positions get verdicts.
    Classify,
    /// Positions become a chart.
    Chart,
    /// Findings are looked for.
    Audit,
    /// Results are rendered and written.
    Write,
}

impl Stage {
    /// All stages, in the order of a run.
    pub const ALL: [Stage; 6] = [
        Stage::Rules,
        Stage::Read,
        Stage::Classify,
        Stage::Chart,
        Stage::Audit,
        Stage::Write,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Rules => "rules",
            Stage::Read => "read",
            Stage::Classify => "classify",
            Stage::Chart => "chart",
            Stage::Audit => "audit",
            Stage::Write => "write",
        }
    }
}

impl Meter {
    /// Does some work of a stage, and adds the time that it took.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        let nanoseconds = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.0.nanoseconds[stage as usize].fetch_add(nanoseconds, Ordering::Relaxed);
        done
    }

    /// How long a stage has taken: the sum over all threads that worked on it.
    pub fn spent(&self, stage: Stage) -> Duration {
        Duration::from_nanos(self.0.nanoseconds[stage as usize].load(Ordering::Relaxed))
    }

    /// The bytes of the inputs that were read, as they are stored.
    pub fn bytes(&self) -> u64 {
        self.0.bytes.load(Ordering::Relaxed)
    }

    /// The positions that were read.
    pub fn positions(&self) -> u64 {
        self.0.positions.load(Ordering::Relaxed)
    }

    pub(super) fn count_bytes(&self, bytes: u64) {
        self.0.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn count_positions(&self, positions: usize) {
        let positions = positions as u64;
        self.0.positions.fetch_add(positions, Ordering::Relaxed);
    }

    /// The same bytes, counted as they are read. So many of the first ones are counted already.
    pub(super) fn counting<R: Read>(&self, bytes: R, counted: u64) -> Counting<R> {
        Counting {
            bytes,
            counted,
            meter: self.clone(),
        }
    }
}

/// Bytes that are counted as they are read.
pub(super) struct Counting<R> {
    bytes: R,
    counted: u64,
    meter: Meter,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(to)?;
        let before = self.counted.min(count as u64);
        self.counted -= before;
        self.meter.count_bytes(count as u64 - before);
        Ok(count)
    }
}
