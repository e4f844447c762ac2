//! Matches what occurs once in each snapshot. Nothing else may be matched.

use std::hash::Hash;

use crate::text::TextMap;

/// How often something occurred.
#[derive(Clone, Copy, Debug, Default)]
enum Seen<T> {
    #[default]
    Never,
    Once(T),
    Often,
}

impl<T> Seen<T> {
    fn note(&mut self, one: T) {
        *self = match self {
            Seen::Never => Seen::Once(one),
            Seen::Once(_) | Seen::Often => Seen::Often,
        };
    }
}

/// Pairs an old and a new item that share a key that no other item has, in the order of the old items.
pub(super) fn unique<K: Eq + Hash, T: Copy + Ord>(
    old: impl IntoIterator<Item = (K, T)>,
    new: impl IntoIterator<Item = (K, T)>,
) -> Vec<(T, T)> {
    let mut seen: TextMap<K, [Seen<T>; 2]> = TextMap::default();
    for (key, one) in old {
        seen.entry(key).or_default()[0].note(one);
    }
    for (key, one) in new {
        seen.entry(key).or_default()[1].note(one);
    }
    let mut pairs: Vec<_> = seen
        .into_values()
        .filter_map(|seen| match seen {
            [Seen::Once(old), Seen::Once(new)] => Some((old, new)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

/// Groups old and new items that share a key. Items keep their order. Groups are in the order of their first
/// old item.
pub(super) fn groups<K: Eq + Hash, T: Copy + Ord>(
    old: impl IntoIterator<Item = (K, T)>,
    new: impl IntoIterator<Item = (K, T)>,
) -> Vec<[Vec<T>; 2]> {
    let mut groups: TextMap<K, [Vec<T>; 2]> = TextMap::default();
    for (key, one) in old {
        groups.entry(key).or_default()[0].push(one);
    }
    for (key, one) in new {
        if let Some(group) = groups.get_mut(&key) {
            group[1].push(one);
        }
    }
    let both = groups.into_values().filter(|[_, new]| !new.is_empty());
    let mut both: Vec<_> = both.collect();
    both.sort_unstable();
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_one_snapshot_has_twice_is_not_paired() {
        let old = [("a", 1), ("b", 2), ("b", 3), ("c", 4)];
        let new = [("c", 5), ("a", 6), ("b", 7), ("d", 8)];
        assert_eq!(unique(old, new), [(1, 6), (4, 5)]);
        assert_eq!(
            groups(old, new),
            [
                [vec![1], vec![6]],
                [vec![2, 3], vec![7]],
                [vec![4], vec![5]]
            ]
        );
    }
}
