//! What the fuzz targets share: any bytes, read as a chart of a format, and everything looked up in it.

use std::sync::LazyLock;

use rolecall::chart::ChartBuilder;
use rolecall::model::Field;
use rolecall::read::{Format, Input, Options, Reader};
use rolecall::rules::Rules;

/// The built-in rules.
pub static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().expect("they are tested"));

/// Reads bytes in a format, draws the chart and finds the place of everything in it. Rows are counted
/// once each, whatever became of them.
pub fn read_as(format: Format, bytes: &[u8]) {
    let file = tempfile::NamedTempFile::new().expect("a place for files");
    std::fs::write(file.path(), bytes).expect("room for files");
    let options = Options {
        format: Some(format),
        ..Options::default()
    };
    let inputs = vec![Input::File(file.path().to_owned())];
    let mut reader = Reader::new(inputs, &RULES.columns, options);
    let mut builder = ChartBuilder::default();
    while let Some(batch) = reader.next_batch() {
        builder.add(batch);
    }
    let chart = builder.build(reader.into_sources());
    for source in &chart.sources().files {
        let tally = source.tally;
        assert_eq!(tally.rows, tally.positions + tally.skipped());
    }
    assert!(!chart.is_empty() || !chart.sources().errors.is_empty());
    for seat in chart.seats() {
        for field in [Field::Id, Field::Title, Field::Incumbent, Field::ReportsTo] {
            chart.locate(seat, field);
        }
    }
    for batch in chart.batches() {
        for defect in &batch.defects {
            let (line, offset) = (defect.line, defect.offset);
            chart
                .sources()
                .locate(batch.file, line, offset, defect.field);
        }
    }
}
