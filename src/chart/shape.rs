//! What follows from the solid lines: depth, subtree sizes, cycles.
//!
//! Every seat has at most one solid manager, so taking away seats without reports, again and again,
//! visits each seat once in an order from the leaves to the top; what cannot be taken away is on a
//! cycle. No recursion: a chain of ten million seats is as good as a flat team.

use super::seat::SeatId;

const NONE: u32 = u32::MAX;

/// Depths and subtree sizes, by seat.
#[derive(Debug, Default)]
pub(super) struct Shape {
    depth: Vec<u32>,
    subtree: Vec<u32>,
    /// Seats that name no manager.
    pub roots: Vec<SeatId>,
}

impl Shape {
    pub fn depth(&self, seat: SeatId) -> Option<u32> {
        let depth = self.depth[seat.index()];
        (depth != NONE).then_some(depth)
    }

    pub fn subtree(&self, seat: SeatId) -> u32 {
        self.subtree[seat.index()]
    }
}

/// Finds the shape and the cycles of a forest given by the manager of each seat.
pub(super) fn shape(managers: &[Option<SeatId>], roots: Vec<SeatId>) -> (Shape, Vec<Vec<SeatId>>) {
    let count = managers.len();
    let order = leaves_first(managers);
    let mut subtree = vec![1_u32; count];
    for seat in &order {
        if let Some(manager) = managers[seat.index()] {
            subtree[manager.index()] += subtree[seat.index()];
        }
    }
    let mut depth = vec![NONE; count];
    for seat in order.iter().rev() {
        depth[seat.index()] = match managers[seat.index()] {
            None => 0,
            Some(manager) => depth[manager.index()].checked_add(1).unwrap_or(NONE),
        };
    }
    let mut taken = vec![false; count];
    order.iter().for_each(|seat| taken[seat.index()] = true);
    let mut cycles = Vec::new();
    for start in 0..count {
        let mut cycle = Vec::new();
        let mut at = start;
        while !taken[at] {
            taken[at] = true;
            cycle.push(SeatId::new(at));
            match managers[at] {
                Some(manager) => at = manager.index(),
                None => break,
            }
        }
        if !cycle.is_empty() {
            cycles.push(cycle);
        }
    }
    (
        Shape {
            depth,
            subtree,
            roots,
        },
        cycles,
    )
}

/// Every seat that is on no cycle, each after those that report to it.
pub(super) fn leaves_first(managers: &[Option<SeatId>]) -> Vec<SeatId> {
    let mut waiting_for = vec![0_u32; managers.len()];
    for manager in managers.iter().flatten() {
        waiting_for[manager.index()] += 1;
    }
    let mut order = Vec::with_capacity(managers.len());
    order.extend(
        (0..managers.len())
            .filter(|seat| waiting_for[*seat] == 0)
            .map(SeatId::new),
    );
    let mut next = 0;
    while let Some(&seat) = order.get(next) {
        next += 1;
        let Some(manager) = managers[seat.index()] else {
            continue;
        };
        waiting_for[manager.index()] -= 1;
        if waiting_for[manager.index()] == 0 {
            order.push(manager);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest(managers: &[i32]) -> (Shape, Vec<Vec<usize>>) {
        let managers: Vec<_> = managers
            .iter()
            .map(|m| (*m >= 0).then(|| SeatId::new(*m as usize)))
            .collect();
        let (shape, cycles) = shape(&managers, Vec::new());
        (
            shape,
            cycles
                .into_iter()
                .map(|cycle| cycle.into_iter().map(SeatId::index).collect())
                .collect(),
        )
    }

    #[test]
    fn depth_and_subtree_of_a_tree() {
        let (shape, cycles) = forest(&[-1, 0, 0, 1]);
        assert_eq!(shape.depth, [0, 1, 1, 2]);
        assert_eq!(shape.subtree, [4, 2, 1, 1]);
        assert!(cycles.is_empty());
    }

    #[test]
    fn cycles_are_found_whole_and_what_hangs_on_them_has_no_depth() {
        let (shape, cycles) = forest(&[-1, 2, 3, 1, 1]);
        assert_eq!(cycles, [[1, 2, 3]]);
        assert_eq!(shape.depth(SeatId::new(4)), None);
        assert_eq!(shape.depth(SeatId::new(0)), Some(0));
    }

    #[test]
    fn a_chain_of_a_million_is_walked_without_recursion() {
        let managers: Vec<i32> = (0..1_000_000).map(|seat| seat - 1).collect();
        let (shape, _) = forest(&managers);
        assert_eq!(shape.depth(SeatId::new(999_999)), Some(999_999));
        assert_eq!(shape.subtree(SeatId::new(0)), 1_000_000);
    }
}
