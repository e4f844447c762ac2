//! Counts the bytes of a file of which not all columns are read.

use crate::read::meter::Meter;

/// A file in parts of about the same size. Its bytes are counted part by part, so that they are those of the file in the end.
pub(super) struct PartwiseMeter {
    meter: Meter,
    bytes: u64,
    all: u64,
    done: u64,
    counted: u64,
}

impl PartwiseMeter {
    /// A file of so many bytes and parts. So many of the bytes are counted already.
    pub(super) fn new(meter: Meter, bytes: u64, all: u64, counted: u64) -> Self {
        PartwiseMeter {
            meter,
            bytes,
            all: all.max(1),
            done: 0,
            counted,
        }
    }

    /// Counts the bytes of further parts.
    pub(super) fn count(&mut self, parts: usize) {
        self.done = (self.done + parts as u64).min(self.all);
        let read = u128::from(self.bytes) * u128::from(self.done) / u128::from(self.all);
        let fresh = (read as u64).saturating_sub(self.counted);
        self.counted += fresh;
        self.meter.count_bytes(fresh);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_in_the_end_are_those_of_the_file() {
        let meter = Meter::default();
        meter.count_bytes(10);
        let mut parts = PartwiseMeter::new(meter.clone(), 100, 7, 10);
        let counted = [1, 3, 3, 1].map(|done| {
            parts.count(done);
            meter.bytes()
        });
        assert_eq!(counted, [14, 57, 100, 100]);
    }
}
