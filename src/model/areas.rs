//! A set of responsibility areas.

/// A set of responsibility areas, by their index in the rule pack. It is small, so that every seat of a chart
/// can have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AreaSet(u32);

impl AreaSet {
    /// The most areas that a rule pack can have.
    pub const MOST: usize = u32::BITS as usize;

    /// Adds an area.
    ///
    /// # Panics
    /// In a debug build, if the index is not below [`AreaSet::MOST`]. No pack with so many areas compiles.
    pub fn insert(&mut self, area: u16) {
        debug_assert!(usize::from(area) < Self::MOST);
        self.0 |= 1 << area;
    }

    /// Whether the set contains an area.
    pub fn contains(self, area: u16) -> bool {
        self.0 & (1 << area) != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The areas that are in either set.
    pub fn union(self, other: AreaSet) -> AreaSet {
        AreaSet(self.0 | other.0)
    }

    /// The areas that are in both sets.
    pub fn both(self, other: AreaSet) -> AreaSet {
        AreaSet(self.0 & other.0)
    }

    /// The areas that are in this set but not in the other.
    pub fn without(self, other: AreaSet) -> AreaSet {
        AreaSet(self.0 & !other.0)
    }

    /// The areas, by index.
    pub fn iter(self) -> impl Iterator<Item = u16> {
        (0..Self::MOST as u16).filter(move |area| self.contains(*area))
    }
}
