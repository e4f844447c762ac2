//! The days of snapshots.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rolecall::read::Day;

/// The snapshots with their days, the earliest first.
pub(super) fn dated<'p>(snapshots: &'p [PathBuf], on: &[Day]) -> Result<Vec<(Day, &'p Path)>> {
    let paths = snapshots.iter().map(PathBuf::as_path);
    let mut dated: Vec<(Day, &Path)> = match on.len() {
        0 => paths
            .map(|path| Ok((day_in_name(path)?, path)))
            .collect::<Result<_>>()?,
        days if days == snapshots.len() => on.iter().copied().zip(paths).collect(),
        days => bail!(
            "--on is given {days} times for {} snapshots; give a date for each of them, or for none",
            snapshots.len()
        ),
    };
    dated.sort();
    for pair in dated.windows(2) {
        if pair[0].0 == pair[1].0 {
            bail!(
                "{} and {} have the same date, {}; give their dates with --on",
                pair[0].1.display(),
                pair[1].1.display(),
                pair[0].0
            );
        }
    }
    Ok(dated)
}

/// The day in the name of a file or folder: `chart-2026-01-31.csv`, `20260131`.
pub(super) fn day_in_name(path: &Path) -> Result<Day> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let runs = name.split(|c: char| !(c.is_ascii_digit() || "-_.".contains(c)));
    let mut days = runs.filter_map(day_in);
    days.next().with_context(|| {
        format!(
            "{}: the name contains no date such as 2026-01-31; give the date of each snapshot with --on",
            path.display()
        )
    })
}

/// The first day within digits and signs.
fn day_in(run: &str) -> Option<Day> {
    let numbers: Vec<_> = run
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .collect();
    let of_one = numbers
        .iter()
        .filter(|number| number.len() == 8)
        .map(|number| format!("{}-{}-{}", &number[..4], &number[4..6], &number[6..]));
    let of_three = numbers.windows(3).map(|three| three.join("-"));
    of_three.chain(of_one).find_map(|day| day.parse().ok())
}
