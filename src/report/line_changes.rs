//! Which lines of a text became which.

/// A line that one of two texts has and the other has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineChange<'a> {
    /// It stands in the first only, there on this line.
    Removed(usize, &'a str),
    /// It stands in the second only, there on this line.
    Added(usize, &'a str),
}

/// What is left of two texts when their longest common sequence of lines is taken away. Takes time and room
/// by the product of their lengths: it is for texts of a few lines.
pub(super) fn line_changes<'a>(before: &'a str, after: &'a str) -> Vec<LineChange<'a>> {
    let before: Vec<_> = before.lines().collect();
    let after: Vec<_> = after.lines().collect();
    // How many lines two rests have in common.
    let mut common = vec![vec![0usize; after.len() + 1]; before.len() + 1];
    for i in (0..before.len()).rev() {
        for j in (0..after.len()).rev() {
            common[i][j] = if before[i] == after[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == after.len() || i < before.len() && common[i + 1][j] >= common[i][j + 1] {
            changes.push(LineChange::Removed(i + 1, before[i]));
            i += 1;
        } else {
            changes.push(LineChange::Added(j + 1, after[j]));
            j += 1;
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::LineChange::{Added, Removed};
    use super::line_changes;

    #[test]
    fn what_is_common_is_left_out_and_lines_keep_their_numbers() {
        let changes = line_changes("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n");
        assert_eq!(changes, [Removed(2, "b"), Added(2, "x"), Added(5, "e")]);
        assert_eq!(line_changes("a\nb", "a\nb\n"), []);
        assert_eq!(line_changes("", "a"), [Added(1, "a")]);
    }
}
