//! Columns that give each step of the way from the top to a row, `Level 1`, `Level 2`, `Level 3`, as programs for
//! business intelligence write it.

/// The columns of the steps, from the top downward.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// The columns.
    pub columns: Vec<usize>,
    /// Their headers.
    pub names: Vec<String>,
    /// Whether the last step is the row itself, and not its manager.
    pub(in crate::read) ends_in_row: bool,
}

impl Levels {
    /// The manager of a row by its cells in these columns.
    pub fn manager<'c>(&self, cells: impl Iterator<Item = &'c str>) -> Option<&'c str> {
        let mut steps = steps(cells);
        if self.ends_in_row {
            steps.pop();
        }
        steps.pop()
    }
}

/// The steps of a way; what a program repeats to the right is one step.
pub(in crate::read) fn steps<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<&'c str> {
    let mut steps: Vec<&str> = cells
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    steps.dedup();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_before_the_last_is_the_manager_where_the_last_is_the_row() {
        let levels = |ends_in_row| Levels {
            ends_in_row,
            ..Levels::default()
        };
        let way = ["Ada", "Bo", "Cy", "Cy", ""];
        assert_eq!(levels(true).manager(way.into_iter()), Some("Bo"));
        assert_eq!(levels(false).manager(way.into_iter()), Some("Cy"));
        assert_eq!(levels(true).manager(["Ada", "Ada"].into_iter()), None);
    }
}
