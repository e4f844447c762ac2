//! Ids that are addresses and would be shown as the same pseudonym.

use rayon::prelude::*;

use crate::model::{Batch, Field, is_address, pseudonym_parts};

/// Sees to it that two ids of a chart are not shown as one: both get a longer pseudonym.
pub(super) fn tell_apart(batches: &mut [Batch]) {
    let addresses = |batch: &Batch, row: usize| {
        let id = batch.text(row, Field::Id);
        is_address(id).then(|| pseudonym_parts(id))
    };
    let all = batches
        .par_iter()
        .flat_map_iter(|batch| (0..batch.len()).filter_map(move |row| addresses(batch, row)));
    let mut all: Vec<_> = all.collect();
    all.par_sort_unstable();
    all.dedup();
    let alike = all.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    let alike: Vec<_> = alike.map(|pair| pair[0].0).collect();
    if alike.is_empty() {
        return;
    }
    for batch in batches {
        for row in 0..batch.len() {
            let short = addresses(batch, row).map(|(short, _)| short);
            if short.is_some_and(|short| alike.binary_search(&short).is_ok()) {
                batch.lengthen_pseudonym(row);
            }
        }
    }
}
