//! What fixes change in files, as a difference. Cells that may hold personal data are withheld, as in excerpts.

use std::io;

use super::words::plain;
use crate::classify::ClassifiedChart;
use crate::fix::Fix;
use crate::text::visible;

/// The lines of a place before and after.
struct Hunk {
    line: u32,
    before: String,
    after: String,
    what: Vec<String>,
}

/// Writes what fixes change, line by line. `after` is the chart with the fixes made. A patch cannot be made of it, since it
/// leaves out personal data.
///
/// # Errors
/// Those of the writer.
pub fn fixes_difference(
    before: &ClassifiedChart,
    after: &ClassifiedChart,
    fixes: &[Fix],
    out: &mut impl io::Write,
) -> io::Result<()> {
    for of_file in fixes.chunk_by(|one, next| one.file == next.file) {
        let Some(first) = of_file.first() else {
            continue;
        };
        let name = &before.chart.sources().file(first.file).name;
        writeln!(out, "--- {}\n+++ {}", plain(name), plain(name))?;
        for hunk in hunks(before, after, of_file) {
            let withheld = match hunk.before == hunk.after {
                true => "; the text is withheld",
                false => "",
            };
            writeln!(
                out,
                "@@ line {}: {}{withheld} @@",
                hunk.line,
                hunk.what.join(", ")
            )?;
            for (sign, text) in [('-', &hunk.before), ('+', &hunk.after)] {
                for line in text.lines() {
                    writeln!(out, "{sign}{}", visible(line))?;
                }
            }
        }
    }
    Ok(())
}

/// The lines that fixes change, those of one line together.
fn hunks(before: &ClassifiedChart, after: &ClassifiedChart, fixes: &[Fix]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for fix in fixes {
        let lines = |on: &ClassifiedChart| {
            let excerpt = on.chart.locate(fix.seat, fix.field).excerpt;
            excerpt.map(|excerpt| excerpt.text).unwrap_or_default()
        };
        let what = format!("{} ({})", fix.field.name(), fix.kind.name());
        let (line, old, new) = (fix.place.0, lines(before), lines(after));
        match hunks.last_mut() {
            Some(last) if last.line == line && last.before == old && last.after == new => {
                last.what.push(what);
            }
            _ => hunks.push(Hunk {
                line,
                before: old,
                after: new,
                what: vec![what],
            }),
        }
    }
    hunks
}
