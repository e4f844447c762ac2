//! Classifies the rows of a reader in parallel, with results in input order.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Classifier, Scratch};
use crate::model::{Batch, Field, Verdict};
use crate::read::Reader;
use crate::rules::Rules;

/// Batches that are classified at the same time, for each thread. This keeps all threads busy even if some
/// batches are heavier than others.
const BATCHES_A_THREAD: usize = 4;

/// Where a batch comes from.
#[derive(Clone, Debug)]
pub struct BatchOrigin {
    /// Name of its file.
    pub file: String,
    /// Whether its file gives duty texts, as far as it had been read.
    pub gives_duties: bool,
    /// The headers or keys of its file as far as it had been read, each with the field that it gives.
    pub columns: Arc<[(String, Option<Field>)]>,
}

/// Calls `work` with every batch and its origin, on any thread, and `sink` with each result, in input order,
/// on one thread. While one window of batches is worked on, the next is read, so at most two windows are in
/// memory.
///
/// # Errors
/// Stops at the first error of `sink` and returns it.
pub fn in_order<T: Send, E: Send>(
    reader: &mut Reader<'_>,
    work: impl Fn(&Batch, &BatchOrigin) -> T + Sync,
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
                    .map(|(batch, origin)| work(batch, origin))
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

fn read_window(reader: &mut Reader<'_>, window: usize) -> Vec<(Batch, BatchOrigin)> {
    let mut batches = Vec::with_capacity(window);
    while batches.len() < window {
        let Some(batch) = reader.next_batch() else {
            break;
        };
        let source = reader.sources().file(batch.file);
        let origin = BatchOrigin {
            file: source.name.clone(),
            gives_duties: source.gives(Field::Responsibilities),
            columns: Arc::clone(&source.columns),
        };
        batches.push((batch, origin));
    }
    batches
}

/// The verdicts on all positions of a batch.
pub fn judge(rules: &Rules, batch: &Batch) -> Vec<Verdict> {
    let classifier = Classifier::new(rules);
    Scratch::of_thread(|scratch| {
        let positions = batch.positions();
        let verdicts = positions.map(|position| classifier.classify_with(&position, scratch));
        verdicts.collect()
    })
}
