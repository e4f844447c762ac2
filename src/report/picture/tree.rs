//! Which seats of a part of a chart are drawn, as boxes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::seats::{Cutout, Seats, SideMark};
use crate::chart::{Line, SeatId};
use crate::model::{BySide, Focus};
use crate::report::Audited;

/// One box of the picture.
#[derive(Debug)]
pub(in crate::report) struct PictureBox {
    pub is: Drawn,
    /// The boxes below it, as indices.
    pub children: Vec<usize>,
}

/// What a box stands for.
#[derive(Debug)]
pub(in crate::report) enum Drawn {
    Seat {
        seat: SeatId,
        marks: BySide<Option<SideMark>>,
        /// The side that it looks to, where it is known.
        focus: Focus,
        is_vacant: bool,
        /// How many seats below it are not drawn, if none below it is drawn.
        folded: u32,
    },
    /// So many seats that are not drawn, beside others of the same manager that are.
    Folded(u32),
}

/// The boxes of a picture. A manager comes before those below.
#[derive(Debug, Default)]
pub(in crate::report) struct Tree {
    pub nodes: Vec<PictureBox>,
    pub tops: Vec<usize>,
    /// Lines to further managers: from a box to another.
    pub dotted: Vec<(usize, usize)>,
    /// How many seats the chart, or the part of it, has.
    pub seats: usize,
}

/// Chooses the seats to draw. Officers, those who stand in for one and all above them come first, then the others
/// from the top down.
pub(in crate::report) fn tree(audited: Audited<'_>, cutout: &Cutout) -> Tree {
    let seats = Seats::of(audited, cutout);
    let kept = seats.kept(cutout.most);
    let mut tree = Tree {
        seats: seats.in_order.len(),
        ..Tree::default()
    };
    let mut index: FxHashMap<SeatId, usize> = FxHashMap::default();
    for seat in seats.in_order.iter().filter(|seat| kept.contains(*seat)) {
        let below = seats.below.get(seat).map_or(&[][..], Vec::as_slice);
        let (drawn, folded): (Vec<_>, Vec<_>) =
            below.iter().partition(|below| kept.contains(*below));
        let folded: u32 = folded.iter().map(|below| seats.size[*below]).sum();
        let is_open = !drawn.is_empty();
        let node = tree.nodes.len();
        index.insert(*seat, node);
        tree.nodes.push(PictureBox {
            is: seats.drawn(*seat, if is_open { 0 } else { folded }),
            children: Vec::new(),
        });
        match seats.above.get(seat).and_then(|above| index.get(above)) {
            Some(above) => tree.nodes[*above].children.push(node),
            None => tree.tops.push(node),
        }
        if is_open && folded > 0 {
            tree.nodes.push(PictureBox {
                is: Drawn::Folded(folded),
                children: Vec::new(),
            });
        }
    }
    // The count of what is folded stands behind the seats that are drawn.
    for node in 1..tree.nodes.len() {
        if let Drawn::Folded(_) = tree.nodes[node].is {
            tree.nodes[node - 1].children.push(node);
        }
    }
    for (seat, node) in &index {
        let further = audited.on.chart.managers(*seat);
        let further = further.filter(|(_, line)| *line == Line::Dotted);
        let drawn = further.filter_map(|(manager, _)| Some((*node, *index.get(&manager)?)));
        tree.dotted.extend(drawn);
    }
    tree.dotted.sort_unstable();
    tree
}

impl Seats<'_> {
    /// The seats that are drawn. Whoever is drawn is drawn below the manager.
    fn kept(&self, most: usize) -> FxHashSet<SeatId> {
        if self.in_order.len() <= most {
            return self.in_order.iter().copied().collect();
        }
        let mut to_officers: FxHashSet<SeatId> = FxHashSet::default();
        for seat in self
            .in_order
            .iter()
            .filter(|seat| self.marks.contains_key(*seat))
        {
            let mut on_the_way = Some(*seat);
            while let Some(seat) = on_the_way.filter(|seat| to_officers.insert(*seat)) {
                on_the_way = self.above.get(&seat).copied();
            }
        }
        let mut by_rank: Vec<_> = self.in_order.iter().enumerate().collect();
        by_rank
            .sort_by_key(|(order, seat)| (!to_officers.contains(seat), self.level[seat], *order));
        by_rank
            .into_iter()
            .take(most)
            .map(|(_, seat)| *seat)
            .collect()
    }

    fn drawn(&self, seat: SeatId, folded: u32) -> Drawn {
        Drawn::Seat {
            seat,
            marks: self.marks.get(&seat).copied().unwrap_or_default(),
            focus: self.focus(seat),
            is_vacant: self.is_vacant(seat),
            folded,
        }
    }
}
