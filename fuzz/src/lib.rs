//! What the fuzz targets share: any bytes, read as a chart of a format, and everything looked up in it.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use rolecall::chart::ChartBuilder;
use rolecall::classify::ClassifiedChart;
use rolecall::model::Field;
use rolecall::read::{Format, Input, ReadOptions, Reader, is_guarded};
use rolecall::rules::Rules;

/// The built-in rules.
pub static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().expect("they are tested"));

/// Lets a panic of a library pass that the reader turns into an error of the file. The fuzzer takes every panic for a
/// crash.
static GUARD: LazyLock<()> = LazyLock::new(|| {
    let crash = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !is_guarded() {
            crash(panic);
        }
    }));
});

/// Reads bytes in a format, draws the chart and finds the place of everything in it. Rows are counted
/// once each, whatever became of them.
pub fn read_as(format: Format, bytes: &[u8]) {
    LazyLock::force(&GUARD);
    let file = tempfile::NamedTempFile::new().expect("a place for files");
    std::fs::write(file.path(), bytes).expect("room for files");
    let options = ReadOptions {
        format: Some(format),
        ..ReadOptions::default()
    };
    let inputs = vec![Input::File(file.path().to_owned())];
    let mut reader = Reader::new(inputs, &RULES.columns, options);
    let mut builder = ChartBuilder::new(&RULES.columns);
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
            let place = (defect.line, defect.offset);
            chart
                .sources()
                .locate(batch.file, place, defect.field, &|_, _| false);
        }
    }
}

/// Reads bytes as rows of cells and judges them as a chart.
pub fn classified(bytes: &[u8]) -> ClassifiedChart {
    let inputs = vec![Input::Held {
        name: "chart.csv".to_owned(),
        bytes: bytes.into(),
    }];
    let reader = Reader::new(inputs, &RULES.columns, ReadOptions::default());
    ClassifiedChart::read(reader, &RULES)
}

/// A workbook of one sheet with this text, not compressed, so that what is changed in it stays whole.
pub fn workbook(sheet: &[u8]) -> Vec<u8> {
    workbook_with(PARTS.len() - 1, sheet)
}

/// A good workbook in which one part, by its number, holds something else.
pub fn workbook_with(part: usize, text: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (index, (name, good)) in PARTS.into_iter().enumerate() {
        let text = if index == part % PARTS.len() {
            text
        } else {
            good.as_bytes()
        };
        archive.start_file(name, stored).expect("names are good");
        archive.write_all(text).expect("memory does not end");
    }
    archive.finish().expect("all parts are whole").into_inner()
}

/// The parts of a good workbook.
const PARTS: [(&str, &str); 5] = [
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Staff" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>title</t></si><si><t>Chief Executive Officer</t></si></sst>"#,
    ),
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>"#,
    ),
];
