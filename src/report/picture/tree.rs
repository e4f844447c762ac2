//! Which seats of a chart are drawn, and how they are marked.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::audit::Standing;
use crate::chart::{EntityId, Line, SeatId};
use crate::model::{BySide, Focus, Side, Status};
use crate::report::Audited;

/// What part of a chart a picture shows.
#[derive(Clone, Copy, Debug)]
pub struct Cutout {
    /// The seat at the top; all tops of the chart where not given.
    pub root: Option<SeatId>,
    /// Only seats of this entity.
    pub entity: Option<EntityId>,
    /// How many levels are drawn below the top.
    pub depth: Option<u32>,
    /// How many seats are drawn at most. The others are counted where their managers stand.
    pub most: usize,
    /// Name the incumbents.
    pub show_names: bool,
}

impl Default for Cutout {
    fn default() -> Self {
        Cutout {
            root: None,
            entity: None,
            depth: None,
            most: 150,
            show_names: false,
        }
    }
}

/// How a seat has to do with a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Mark {
    /// Its title makes it the officer of the side.
    Officer,
    /// It covers the side by its duties, or in part.
    StandIn,
}

/// One box of the picture.
#[derive(Debug)]
pub(in crate::report) struct Node {
    pub is: Drawn,
    /// The boxes below it, as indices.
    pub children: Vec<usize>,
}

/// What a box stands for.
#[derive(Debug)]
pub(in crate::report) enum Drawn {
    Seat {
        seat: SeatId,
        marks: BySide<Option<Mark>>,
        /// The side that it looks to, where it is known.
        focus: Focus,
        is_vacant: bool,
    },
    /// So many seats that are not drawn.
    Folded(u32),
}

/// The boxes of a picture. A manager comes before those below.
#[derive(Debug, Default)]
pub(in crate::report) struct Tree {
    pub nodes: Vec<Node>,
    pub tops: Vec<usize>,
    /// Lines to further managers: from a box to another.
    pub dotted: Vec<(usize, usize)>,
}

/// Chooses the seats to draw. Officers, those who stand in for one and all above them come first, then the others
/// from the top down.
pub(in crate::report) fn tree(audited: Audited<'_>, cutout: &Cutout) -> Tree {
    let seats = Seats::of(audited, cutout);
    let kept = seats.kept(cutout.most);
    let mut tree = Tree::default();
    let mut index: FxHashMap<SeatId, usize> = FxHashMap::default();
    for seat in seats.in_order.iter().filter(|seat| kept.contains(*seat)) {
        let below = seats.below.get(seat).map_or(&[][..], Vec::as_slice);
        let folded = below.iter().filter(|below| !kept.contains(*below));
        let folded: u32 = folded.map(|below| seats.size[below]).sum();
        let node = tree.nodes.len();
        index.insert(*seat, node);
        tree.nodes.push(Node {
            is: seats.drawn(*seat),
            children: Vec::new(),
        });
        match seats.above.get(seat).and_then(|above| index.get(above)) {
            Some(above) => tree.nodes[*above].children.push(node),
            None => tree.tops.push(node),
        }
        if folded > 0 {
            tree.nodes.push(Node {
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

/// The seats of a cutout.
struct Seats<'a> {
    audited: Audited<'a>,
    marks: FxHashMap<SeatId, BySide<Option<Mark>>>,
    /// Managers before those below.
    in_order: Vec<SeatId>,
    above: FxHashMap<SeatId, SeatId>,
    below: FxHashMap<SeatId, Vec<SeatId>>,
    level: FxHashMap<SeatId, u32>,
    /// How many seats there are in the subtree of each.
    size: FxHashMap<SeatId, u32>,
}

impl<'a> Seats<'a> {
    fn of(audited: Audited<'a>, cutout: &Cutout) -> Self {
        let chart = &audited.on.chart;
        let mut seats = Seats {
            audited,
            marks: marks(audited, cutout.entity),
            in_order: Vec::new(),
            above: FxHashMap::default(),
            below: FxHashMap::default(),
            level: FxHashMap::default(),
            size: FxHashMap::default(),
        };
        let is_in = |seat: SeatId| {
            chart.status(seat) != Status::Eliminated
                && cutout
                    .entity
                    .is_none_or(|entity| chart.entity_of(seat) == entity)
        };
        match cutout.root {
            Some(root) => seats.add_below(root, cutout.depth, &is_in),
            None => {
                // A seat is at the top where no manager of it is drawn.
                let all: Vec<_> = match cutout.entity {
                    Some(entity) => chart.entity(entity).seats.clone(),
                    None => chart.seats().collect(),
                };
                let all = all.into_iter().filter(|seat| is_in(*seat));
                let is_top =
                    |seat: &SeatId| chart.manager(*seat).is_none_or(|manager| !is_in(manager));
                for top in all.clone().filter(is_top) {
                    seats.add_below(top, cutout.depth, &is_in);
                }
                // What is left reports to itself in a circle.
                for seat in all {
                    if cutout.depth.is_none() && !seats.level.contains_key(&seat) {
                        seats.add_below(seat, cutout.depth, &is_in);
                    }
                }
            }
        }
        for seat in seats.in_order.iter().rev() {
            let own = seats.size.entry(*seat).or_insert(0);
            *own += 1;
            let own = *own;
            if let Some(above) = seats.above.get(seat) {
                *seats.size.entry(*above).or_insert(0) += own;
            }
        }
        seats
    }

    fn add_below(&mut self, top: SeatId, depth: Option<u32>, is_in: &impl Fn(SeatId) -> bool) {
        let chart = &self.audited.on.chart;
        let mut ahead = vec![(top, None, 0)];
        while let Some((seat, above, level)) = ahead.pop() {
            if self.level.insert(seat, level).is_some() {
                continue;
            }
            self.in_order.push(seat);
            if let Some(above) = above {
                self.above.insert(seat, above);
                self.below.entry(above).or_default().push(seat);
            }
            if depth.is_none_or(|depth| level < depth) {
                let mut reports: Vec<_> =
                    chart.reports(seat).filter(|below| is_in(*below)).collect();
                reports.sort_unstable();
                let reports = reports.into_iter().rev();
                ahead.extend(reports.map(|below| (below, Some(seat), level + 1)));
            }
        }
    }

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

    fn drawn(&self, seat: SeatId) -> Drawn {
        let on = self.audited.on;
        let position = on.chart.position(seat);
        let verdict = on.verdict(seat);
        Drawn::Seat {
            seat,
            marks: self.marks.get(&seat).copied().unwrap_or_default(),
            focus: verdict.map_or(Focus::Unknown, |verdict| verdict.focus),
            is_vacant: match verdict {
                Some(verdict) => Standing::of(&position, verdict) == Standing::Vacant,
                None => position.status == Status::Vacant,
            },
        }
    }
}

/// Who covers which side of an entity, or of all.
fn marks(
    audited: Audited<'_>,
    entity: Option<EntityId>,
) -> FxHashMap<SeatId, BySide<Option<Mark>>> {
    let mut marks: FxHashMap<SeatId, BySide<Option<Mark>>> = FxHashMap::default();
    let covered = audited.audit.entities.iter();
    for coverage in covered.filter(|one| entity.is_none_or(|entity| one.entity == entity)) {
        for side in Side::BOTH {
            let covered = &coverage.sides[side];
            for seat in &covered.stand_ins {
                marks.entry(*seat).or_default()[side] = Some(Mark::StandIn);
            }
            for seat in &covered.leaders {
                marks.entry(*seat).or_default()[side] = Some(Mark::Officer);
            }
        }
    }
    marks
}
