//! Maps keyed by text from files.

use std::collections::{HashMap, HashSet};

/// A map whose keys are text from files. Its hasher is seeded anew in every run, so that nobody can write a file whose
/// texts all fall into one place, which would cost the square of their number. The order of its entries differs from
/// run to run: nothing that is written may depend on it.
pub type TextMap<K, V> = HashMap<K, V>;

/// A set of text from files; see [`TextMap`].
pub type TextSet<K> = HashSet<K>;
