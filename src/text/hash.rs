//! Maps keyed by text from files.

use std::collections::{HashMap, HashSet};

/// A map whose keys are text from files. Its hasher has a new seed in every run. Otherwise somebody could
/// write a file whose texts all collide, which would take quadratic time. The order of its entries differs
/// from run to run, so no output may depend on it.
pub type TextMap<K, V> = HashMap<K, V>;

/// A set of text from files; see [`TextMap`].
pub type TextSet<K> = HashSet<K>;
