//! A set of responsibility areas.

/// Responsibility areas by their index in the rule pack; small enough to be kept for every seat of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AreaSet(u32);

impl AreaSet {
    /// So many areas can be told apart.
    pub const MOST: usize = u32::BITS as usize;

    /// Adds an area.
    ///
    /// # Panics
    /// In a debug build, where the index is not below [`AreaSet::MOST`]; no pack compiles with so many.
    pub fn insert(&mut self, area: u16) {
        debug_assert!(usize::from(area) < Self::MOST);
        self.0 |= 1 << area;
    }

    /// Whether it holds an area.
    pub fn contains(self, area: u16) -> bool {
        self.0 & (1 << area) != 0
    }

    /// Whether it holds none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The areas that are in either.
    pub fn union(self, other: AreaSet) -> AreaSet {
        AreaSet(self.0 | other.0)
    }

    /// The areas that are in both.
    pub fn both(self, other: AreaSet) -> AreaSet {
        AreaSet(self.0 & other.0)
    }

    /// The areas that are in this one only.
    pub fn without(self, other: AreaSet) -> AreaSet {
        AreaSet(self.0 & !other.0)
    }

    /// The areas, by index.
    pub fn iter(self) -> impl Iterator<Item = u16> {
        (0..Self::MOST as u16).filter(move |area| self.contains(*area))
    }
}
