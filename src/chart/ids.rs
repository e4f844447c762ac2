//! Which seat an id stands for.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

use rustc_hash::FxHashMap;

use super::identity::key;
use super::seat::SeatId;
use crate::model::{Batch, FileId, Position};
use crate::read::Sources;
use crate::text::TextMap;

/// An id as compared, within its chart.
pub(super) type IdKey<'b> = (FileId, Cow<'b, str>);

/// The seats by id. Of most ids only the hash is kept, for a chart may have ten million of them; the
/// batches have the text.
pub(super) struct Ids<'b> {
    batches: &'b [Batch],
    /// Where the seats of each batch begin.
    starts: Vec<u32>,
    /// The chart that each batch is part of.
    charts: Vec<FileId>,
    by_hash: FxHashMap<u64, SeatId>,
    /// Of this run, so that no file can hold ids that all have one hash.
    seed: RandomState,
    /// Ids whose hash another id has too.
    clashing: TextMap<IdKey<'b>, SeatId>,
}

impl<'b> Ids<'b> {
    pub fn new(batches: &'b [Batch], sources: &Sources) -> Self {
        let mut seats = 0;
        let starts = batches.iter().map(|batch| {
            let start = seats;
            seats += batch.len() as u32;
            start
        });
        let starts = starts.collect();
        let mut by_hash: FxHashMap<u64, SeatId> = FxHashMap::default();
        by_hash.reserve(seats as usize);
        Ids {
            batches,
            starts,
            charts: batches
                .iter()
                .map(|batch| sources.chart_of(batch.file))
                .collect(),
            by_hash,
            clashing: TextMap::default(),
            seed: RandomState::new(),
        }
    }

    /// The seat that an id stands for.
    pub fn get(&self, id: &IdKey<'_>) -> Option<SeatId> {
        let seat = *self.by_hash.get(&self.hash(id))?;
        if self.has(seat, id) {
            return Some(seat);
        }
        self.clashing.get(id).copied()
    }

    /// Lets an id stand for a seat, whatever it stood for before.
    pub fn put(&mut self, id: IdKey<'b>, seat: SeatId) {
        let hash = self.hash(&id);
        match self.by_hash.get(&hash) {
            Some(known) if !self.has(*known, &id) => {
                self.clashing.insert(id, seat);
            }
            _ => {
                self.by_hash.insert(hash, seat);
            }
        }
    }

    /// The position of a seat.
    pub fn position(&self, seat: SeatId) -> Position<'b> {
        let batch = self.batch_of(seat);
        let row = seat.index() - self.starts[batch] as usize;
        self.batches[batch].position(row)
    }

    fn hash(&self, id: &IdKey<'_>) -> u64 {
        self.seed.hash_one((id.0, id.1.as_ref()))
    }

    fn has(&self, seat: SeatId, id: &IdKey<'_>) -> bool {
        self.charts[self.batch_of(seat)] == id.0 && key(self.position(seat).id) == id.1
    }

    fn batch_of(&self, seat: SeatId) -> usize {
        // Batches without seats begin where the next one does.
        self.starts
            .partition_point(|start| *start as usize <= seat.index())
            - 1
    }
}
