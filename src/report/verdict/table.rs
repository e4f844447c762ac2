//! Renders verdicts as rows of CSV and TSV. Lists become one text.

use std::io;

use super::cell::TableCell;
use super::columns::{Carrying, FINDINGS, VerdictColumns};
use crate::model::{Batch, Verdict};
use crate::report::table::{Separator, TableWriter};

/// What stands between the parts of a list.
const BETWEEN: &str = "; ";

/// Writes the names of the columns; with `is_checked`, that of the findings behind them.
///
/// # Errors
/// Those of the writer.
pub fn verdict_table_header(
    columns: &VerdictColumns<'_>,
    separator: Separator,
    is_checked: bool,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut table = TableWriter::new(out, separator, true);
    table.row(columns.names().chain(is_checked.then_some(FINDINGS)))?;
    table.finish()
}

/// Writes a row for the verdict on a row of a batch.
///
/// # Errors
/// Those of the writer.
pub fn verdict_table_row(
    columns: &VerdictColumns<'_>,
    separator: Separator,
    (file, batch, row): (&str, &Batch, usize),
    verdict: &Verdict,
    carrying: &Carrying,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut table = TableWriter::new(out, separator, true);
    for cell in columns.cells(file, batch, row, verdict, carrying) {
        match cell {
            TableCell::Text(text) => table.cell(&text)?,
            TableCell::Count(count) => table.cell(&count.to_string())?,
            TableCell::Number(number) => table.number(number)?,
            TableCell::List(parts) => table.cell(&parts.join(BETWEEN))?,
            TableCell::Evidence(lines) => {
                table.cell(&serde_json::to_string(&lines).unwrap_or_default())?;
            }
        }
    }
    table.end()?;
    table.finish()
}

/// Writes a row that is already written once more, with its findings behind it.
///
/// # Errors
/// Those of the writer.
pub fn verdict_table_findings(
    row: &[u8],
    separator: Separator,
    findings: &[String],
    out: &mut impl io::Write,
) -> io::Result<()> {
    out.write_all(row.strip_suffix(b"\n").unwrap_or(row))?;
    let mut table = TableWriter::new(out, separator, true);
    table.further_cell(&findings.join(BETWEEN))?;
    table.finish()
}
