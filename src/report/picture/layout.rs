//! Places the boxes of a picture as a tidy tree: as narrow as can be without boxes that touch, subtrees of one shape
//! drawn alike, managers above the middle of their reports.
//!
//! E. M. Reingold and J. S. Tilford, "Tidier Drawings of Trees", IEEE Transactions on Software Engineering 7(2), 1981,
//! with boxes of several rows: reports without reports of their own stand below one another, as on charts drawn by
//! hand. Time and memory are linear in the number of boxes, and nothing recurses, since a chain may be very long.

/// Where everything is, in columns of [`WIDTH`] and rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PictureLayout {
    /// By box, its left edge and its row.
    pub at: Vec<(f64, usize)>,
    /// By box, whether it stands in a column below its manager, where the line comes from the left.
    pub is_stacked: Vec<bool>,
    /// The right edge of the picture.
    pub width: f64,
    /// The number of rows.
    pub rows: usize,
}

/// The width of a box.
pub const WIDTH: f64 = 1.0;
/// The least distance between boxes of one row.
pub const GAP: f64 = 0.12;
/// How far boxes in a column stand to the right of the line that leads to them.
pub const INDENT: f64 = 0.1;

/// More reports than this stand below one another, if they have no reports themselves.
const MOST_ABREAST: usize = 2;
/// How many boxes a column holds before the next begins.
const LONGEST_COLUMN: usize = 12;

/// The outline of a subtree: by row, from the lowest to the highest, its leftmost and rightmost places, counted from
/// an origin that moves with it.
#[derive(Debug, Default)]
struct Outline {
    left: Vec<f64>,
    right: Vec<f64>,
    /// What is added to all places.
    shift: f64,
}

impl Outline {
    fn rows(&self) -> usize {
        self.left.len()
    }

    /// The outline of some rows of the same places.
    fn block(left: f64, right: f64, rows: usize) -> Self {
        Outline {
            left: vec![left; rows],
            right: vec![right; rows],
            shift: 0.0,
        }
    }

    /// How far another outline must move to stand at the right of this one.
    fn distance(&self, other: &Outline) -> f64 {
        let rows = self.right.iter().rev().zip(other.left.iter().rev());
        let apart = rows.map(|(right, left)| right + self.shift + GAP - left - other.shift);
        apart.fold(f64::NEG_INFINITY, f64::max)
    }

    /// Takes another outline in that stands at the right of this one.
    fn join(&mut self, mut other: Outline) {
        let common = self.rows().min(other.rows());
        if other.rows() > self.rows() {
            std::mem::swap(self, &mut other);
            // Of the rows that both have, the left places are those of the one at the left.
            for row in 1..=common {
                let (at, of) = (self.rows() - row, other.rows() - row);
                self.left[at] = other.left[of] + other.shift - self.shift;
            }
        } else {
            for row in 1..=common {
                let (at, of) = (self.rows() - row, other.rows() - row);
                self.right[at] = other.right[of] + other.shift - self.shift;
            }
        }
    }

    /// Puts a row above all others.
    fn crown(&mut self, left: f64, right: f64) {
        self.left.push(left - self.shift);
        self.right.push(right - self.shift);
    }
}

/// Places a forest. `children` holds the boxes below each box; a box comes before those below it.
pub fn layout(children: &[Vec<usize>], tops: &[usize]) -> PictureLayout {
    let count = children.len();
    let mut relative = vec![0.0; count];
    let mut is_stacked = vec![false; count];
    let mut outlines: Vec<Outline> = (0..count).map(|_| Outline::default()).collect();
    let is_leaf = |node: &usize| children[*node].is_empty();
    // Row of each child below its manager.
    let mut drop = vec![1; count];

    for node in (0..count).rev() {
        let below = &children[node];
        let mut whole: Option<Outline> = None;
        if below.len() > MOST_ABREAST && below.iter().all(is_leaf) {
            for (column, boxes) in below.chunks(LONGEST_COLUMN).enumerate() {
                let left = column as f64 * (WIDTH + INDENT + GAP);
                for (row, child) in boxes.iter().enumerate() {
                    relative[*child] = left + INDENT;
                    is_stacked[*child] = true;
                    drop[*child] = row + 1;
                }
                let block = Outline::block(left, left + INDENT + WIDTH, boxes.len());
                match &mut whole {
                    None => whole = Some(block),
                    Some(whole) => whole.join(block),
                }
            }
        } else {
            for child in below {
                let mut outline = std::mem::take(&mut outlines[*child]);
                match &mut whole {
                    None => {
                        relative[*child] = 0.0;
                        whole = Some(outline);
                    }
                    Some(whole) => {
                        let distance = whole.distance(&outline);
                        relative[*child] = distance;
                        outline.shift += distance;
                        whole.join(outline);
                    }
                }
            }
        }
        let mut whole = whole.unwrap_or_default();
        // The box stands above the middle of those right below it.
        let own = match (below.first(), below.last()) {
            (Some(first), Some(last)) if !is_stacked[*first] => {
                (relative[*first] + relative[*last]) / 2.0
            }
            (Some(_), Some(_)) => match below.len() > LONGEST_COLUMN {
                true => {
                    let columns = below.len().div_ceil(LONGEST_COLUMN);
                    ((columns - 1) as f64 * (WIDTH + INDENT + GAP)) / 2.0
                }
                false => 0.0,
            },
            _ => 0.0,
        };
        // The box itself is at 0.
        for child in below {
            relative[*child] -= own;
        }
        whole.shift -= own;
        whole.crown(0.0, WIDTH);
        outlines[node] = whole;
    }

    let mut at = vec![(0.0, 0); count];
    let mut all: Option<Outline> = None;
    for top in tops {
        let mut outline = std::mem::take(&mut outlines[*top]);
        match &mut all {
            None => {
                all = Some(outline);
            }
            Some(all) => {
                let distance = all.distance(&outline);
                at[*top].0 = distance;
                outline.shift += distance;
                all.join(outline);
            }
        }
    }
    for node in 0..count {
        let (x, row) = at[node];
        for child in &children[node] {
            at[*child] = (x + relative[*child], row + drop[*child]);
        }
    }
    let leftmost = at.iter().map(|(x, _)| *x).fold(f64::INFINITY, f64::min);
    let leftmost = if is_stacked.contains(&true) {
        leftmost - INDENT
    } else {
        leftmost
    };
    for (x, _) in &mut at {
        *x -= leftmost;
    }
    let width = at.iter().map(|(x, _)| x + WIDTH).fold(0.0, f64::max);
    let rows = at.iter().map(|(_, row)| row + 1).max().unwrap_or(0);
    PictureLayout {
        at,
        is_stacked,
        width,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manager_stands_above_the_middle_of_the_reports() {
        let placed = layout(&[vec![1, 2], vec![], vec![]], &[0]);
        assert_eq!(placed.at[0].0, (placed.at[1].0 + placed.at[2].0) / 2.0);
        assert_eq!(placed.rows, 2);
    }

    #[test]
    fn many_reports_without_reports_stand_below_one_another() {
        let placed = layout(&[vec![1, 2, 3, 4], vec![], vec![], vec![], vec![]], &[0]);
        assert_eq!(placed.rows, 5);
        assert!(placed.width < 2.0 * WIDTH);
    }

    #[test]
    fn a_long_chain_and_a_wide_star_are_placed_too() {
        let chain: Vec<_> = (0..10_000)
            .map(|node| if node < 9_999 { vec![node + 1] } else { vec![] })
            .collect();
        assert_eq!(layout(&chain, &[0]).rows, 10_000);
        let mut star = vec![Vec::new(); 10_000];
        star[0] = (1..10_000).collect();
        let placed = layout(&star, &[0]);
        assert_eq!(placed.rows, LONGEST_COLUMN + 1);
    }
}
