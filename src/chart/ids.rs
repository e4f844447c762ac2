//! Which seat an id stands for.

use std::borrow::Cow;
use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::SeatId;
use super::build::Graph;
use super::identity::key;
use crate::model::{Batch, FileId, Position, Seat};

/// An id as compared, within its file.
pub(super) type IdKey<'b> = (FileId, Cow<'b, str>);

/// The seats by id. Of most ids only the hash is kept, for a chart may have ten million of them; the
/// batches have the text.
pub(super) struct Ids<'b> {
    batches: &'b [Batch],
    by_hash: FxHashMap<u64, SeatId>,
    /// Ids whose hash another id has too.
    clashing: FxHashMap<IdKey<'b>, SeatId>,
}

impl<'b> Ids<'b> {
    pub fn with_capacity(batches: &'b [Batch], seats: usize) -> Self {
        let mut by_hash = FxHashMap::default();
        by_hash.reserve(seats);
        Ids {
            batches,
            by_hash,
            clashing: FxHashMap::default(),
        }
    }

    /// The seat that an id stands for.
    pub fn get(&self, id: &IdKey<'_>, graph: &Graph) -> Option<SeatId> {
        let seat = *self.by_hash.get(&hash(id))?;
        if self.has(seat, id, graph) {
            return Some(seat);
        }
        self.clashing.get(id).copied()
    }

    /// Lets an id stand for a seat, whatever it stood for before.
    pub fn put(&mut self, id: IdKey<'b>, seat: SeatId, graph: &Graph) {
        let hash = hash(&id);
        match self.by_hash.get(&hash) {
            Some(known) if !self.has(*known, &id, graph) => {
                self.clashing.insert(id, seat);
            }
            _ => {
                self.by_hash.insert(hash, seat);
            }
        }
    }

    fn has(&self, seat: SeatId, id: &IdKey<'_>, graph: &Graph) -> bool {
        let position = position(self.batches, graph[seat]);
        position.file == id.0 && key(position.id) == id.1
    }
}

/// The position of a seat.
pub(super) fn position(batches: &[Batch], seat: Seat) -> Position<'_> {
    batches[seat.batch as usize].position(seat.row as usize)
}

fn hash(id: &IdKey<'_>) -> u64 {
    FxBuildHasher.hash_one((id.0, id.1.as_ref()))
}
