//! Puts the sheets together.

use std::io;
use std::path::MAIN_SEPARATOR_STR;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::coverage::coverage;
use super::findings::findings;
use super::places::{RowPlaces, Words};
use super::positions::positions;
use super::summary::summary;
use crate::report::Audited;
use crate::report::board::coverage::{answer, tally};
use crate::report::board::options::BoardOptions;
use crate::report::board::render::words;

/// Writes an audit as a workbook with the sheets Summary, Coverage, Findings and Positions. No text becomes a formula.
///
/// # Errors
/// Those of the writer, and where a sheet cannot be made.
pub fn board_xlsx(
    audited: Audited<'_>,
    options: &BoardOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let bytes = workbook(audited, options).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(audited: Audited<'_>, options: &BoardOptions) -> Result<Vec<u8>, XlsxError> {
    let chart = &audited.on.chart;
    let words = Words(words());
    let tally = tally(audited.audit);
    let answers = audited.audit.entities.iter();
    let answers = answers.map(|one| answer(audited, options, one, &tally, String::new()));
    let answers: Vec<_> = answers.collect();
    let entities = audited.audit.entities.iter().map(|one| one.entity);
    let entities = entities.map(|entity| chart.entity(entity).name.as_str());
    let seats = chart.seats().map(|seat| {
        let position = chart.position(seat);
        let file = &chart.sources().file(position.file).name;
        (file.replace(MAIN_SEPARATOR_STR, "/"), position.line)
    });
    let rows = RowPlaces {
        entities: entities
            .enumerate()
            .map(|(row, name)| (name, row))
            .collect(),
        seats: seats.enumerate().map(|(row, seat)| (seat, row)).collect(),
    };
    let (findings, left_out) = findings(audited, &words, &rows)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties()?);
    workbook.push_worksheet(summary(audited, options, &answers, left_out, &words)?);
    workbook.push_worksheet(coverage(&answers, &words)?);
    workbook.push_worksheet(findings);
    workbook.push_worksheet(positions(audited, &words, &rows, options.show_names)?);
    workbook.save_to_buffer()
}

/// The same files and options give the same bytes, so the workbook does not hold the time of the run.
fn properties() -> Result<DocProperties, XlsxError> {
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new().set_creation_datetime(&day))
}
