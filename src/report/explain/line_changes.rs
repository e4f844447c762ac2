//! Compares two texts line by line.

/// A line that only one of two texts has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum LineChange<'a> {
    /// The line is only in the first text. The number is its line there.
    Removed(usize, &'a str),
    /// The line is only in the second text. The number is its line there.
    Added(usize, &'a str),
}

/// Returns the lines that are not part of the longest common sequence of lines of two texts. Takes time and
/// memory proportional to the product of their lengths, so it suits texts of a few lines.
pub(in crate::report) fn line_changes<'a>(before: &'a str, after: &'a str) -> Vec<LineChange<'a>> {
    let before: Vec<_> = before.lines().collect();
    let after: Vec<_> = after.lines().collect();
    // The number of lines that the rest of one text and the rest of the other have in common.
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
    use super::LineChange::Added;
    use super::LineChange::Removed;
    use super::line_changes;

    #[test]
    fn common_lines_are_left_out_and_others_keep_their_numbers() {
        let changes = line_changes("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n");
        assert_eq!(changes, [Removed(2, "b"), Added(2, "x"), Added(5, "e")]);
        assert_eq!(line_changes("a\nb", "a\nb\n"), []);
        assert_eq!(line_changes("", "a"), [Added(1, "a")]);
    }
}
