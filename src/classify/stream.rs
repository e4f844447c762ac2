//! Judges what a reader gives, in parallel and in input order.

use rayon::prelude::*;

use super::Classifier;
use crate::model::{Batch, Verdict};
use crate::read::Reader;
use crate::rules::{Rules, Scan};

/// Batches that are judged side by side, for each thread: enough to keep all busy when some batches
/// are heavier than others.
const BATCHES_A_THREAD: usize = 4;

/// Calls `work` with every batch and the name of its file on any thread, and `sink` with what came of
/// it, in input order, on one. While one window of batches is worked on the next is read, so no more
/// than two windows are ever held.
///
/// # Errors
/// Ends at the first error of `sink` and gives it back.
pub fn in_order<T: Send, E: Send>(
    reader: &mut Reader<'_>,
    work: impl Fn(&Batch, &str) -> T + Sync,
    mut sink: impl FnMut(Batch, T) -> Result<(), E> + Send,
) -> Result<(), E> {
    let window = rayon::current_num_threads() * BATCHES_A_THREAD;
    let mut current = read_window(reader, window);
    while !current.is_empty() {
        let (next, done) = rayon::join(
            || read_window(reader, window),
            || {
                current
                    .par_iter()
                    .map(|(batch, name)| work(batch, name))
                    .collect::<Vec<_>>()
            },
        );
        for ((batch, _), done) in current.into_iter().zip(done) {
            sink(batch, done)?;
        }
        current = next;
    }
    Ok(())
}

fn read_window(reader: &mut Reader<'_>, window: usize) -> Vec<(Batch, String)> {
    let mut batches = Vec::with_capacity(window);
    while batches.len() < window {
        let Some(batch) = reader.next_batch() else {
            break;
        };
        let name = reader.sources().file(batch.file).name.clone();
        batches.push((batch, name));
    }
    batches
}

/// The verdicts on all positions of a batch.
pub fn judge(rules: &Rules, batch: &Batch) -> Vec<Verdict> {
    let classifier = Classifier::new(rules);
    let mut scan = Scan::default();
    batch
        .positions()
        .map(|position| classifier.classify_with(&position, &mut scan))
        .collect()
}
