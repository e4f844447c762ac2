//! `rolecall.audit`: who covers what on a chart, and what is wrong.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, ListBuilder, StringBuilder, UInt32Builder};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use rolecall::report::{Marks, Separator, Table, audit_json, findings_table};
use serde_json::Value;

use crate::errors::{other, raised};
use crate::rules::{Rules, options};
use crate::threads::within;

/// An audit: its tables, and all of it as JSON.
#[pyclass(frozen, module = "rolecall._rolecall")]
pub struct Audited {
    findings: RecordBatch,
    coverage: RecordBatch,
    json: String,
}

#[pymethods]
impl Audited {
    fn findings(&self) -> PyResult<PyTable> {
        PyTable::try_new(vec![self.findings.clone()], self.findings.schema())
    }

    fn coverage(&self) -> PyResult<PyTable> {
        PyTable::try_new(vec![self.coverage.clone()], self.coverage.schema())
    }

    fn json(&self) -> &str {
        &self.json
    }
}

/// Audits charts: files and folders.
#[pyfunction]
pub fn audit(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    rules: Option<Bound<'_, Rules>>,
    as_of: Option<&str>,
    show_names: bool,
    threads: Option<usize>,
) -> PyResult<Audited> {
    let mut options = options(py, rules.as_ref())?;
    if show_names {
        options = options.show_names();
    }
    if let Some(day) = as_of {
        options = options.as_of(day.parse().map_err(|wrong| other(py, wrong))?);
    }
    let audited = within(py, threads, || {
        let report = options.audit(&paths)?;
        let (mut json, mut csv) = (Vec::new(), Vec::new());
        // Writing to memory does not fail.
        let _ = audit_json(report.audited(), &mut json);
        let marks = Marks::of_audit(report.audited());
        let _ = findings_table(&marks, Table::new(&mut csv, Separator::Comma, false));
        Ok((json, csv))
    })?;
    let (json, csv) = audited.map_err(|error: rolecall::Error| raised(py, &error))?;
    let json = String::from_utf8_lossy(&json).into_owned();
    let whole: Value = serde_json::from_str(&json).map_err(|error| other(py, error))?;
    Ok(Audited {
        findings: findings(&csv).map_err(|error| other(py, error))?,
        coverage: coverage(&whole).map_err(|error| other(py, error))?,
        json,
    })
}

/// The table of findings that the command line writes as CSV, with numbers as numbers.
fn findings(csv: &[u8]) -> Result<RecordBatch, Box<dyn std::error::Error>> {
    let mut table = csv::Reader::from_reader(csv);
    let names = table.headers()?.clone();
    let rows = table.records().collect::<Result<Vec<_>, _>>()?;
    let columns = names.iter().enumerate().map(|(at, name)| {
        let cells = rows
            .iter()
            .map(|row| row.get(at).filter(|cell| !cell.is_empty()));
        let column: ArrayRef = match name {
            "line" | "column" => {
                let mut numbers = UInt32Builder::new();
                cells.for_each(|cell| {
                    numbers.append_option(cell.and_then(|cell| cell.parse().ok()))
                });
                Arc::new(numbers.finish())
            }
            "confidence" => {
                let mut numbers = Float64Builder::new();
                cells.for_each(|cell| {
                    numbers.append_option(cell.and_then(|cell| cell.parse().ok()))
                });
                Arc::new(numbers.finish())
            }
            _ => {
                let mut texts = StringBuilder::new();
                cells.for_each(|cell| texts.append_option(cell));
                Arc::new(texts.finish())
            }
        };
        (name.to_owned(), column, true)
    });
    let columns: Vec<_> = columns.collect();
    Ok(RecordBatch::try_from_iter_with_nullable(columns)?)
}

const SIDES: [&str; 2] = ["internal", "external"];

/// A row for each entity: how each side is covered, and by whom.
fn coverage(whole: &Value) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let empty = Vec::new();
    let entities = whole["entities"].as_array().unwrap_or(&empty);
    let text = |name: &str| -> ArrayRef {
        let mut texts = StringBuilder::new();
        entities
            .iter()
            .for_each(|entity| texts.append_option(entity[name].as_str()));
        Arc::new(texts.finish())
    };
    let count = |name: &str| -> ArrayRef {
        let mut counts = UInt32Builder::new();
        let number = |entity: &Value| u32::try_from(entity[name].as_u64()?).ok();
        entities
            .iter()
            .for_each(|entity| counts.append_option(number(entity)));
        Arc::new(counts.finish())
    };
    let mut fields = vec![
        Field::new("entity", DataType::Utf8, true),
        Field::new("file", DataType::Utf8, true),
        Field::new("positions", DataType::UInt32, true),
        Field::new("headcount", DataType::UInt32, true),
    ];
    let mut columns = vec![
        text("name"),
        text("file"),
        count("positions"),
        count("headcount"),
    ];
    for side in SIDES {
        let mut covered = StringBuilder::new();
        let (mut holders, mut stand_ins) = (seats(), seats());
        for entity in entities {
            let coverage = &entity["coverage"][side];
            covered.append_option(coverage["covered"].as_str());
            holders.append_value(titles(&coverage["holders"]));
            stand_ins.append_value(titles(&coverage["stand_ins"]));
        }
        let lists: [(&str, ArrayRef); 3] = [
            ("covered", Arc::new(covered.finish())),
            ("holders", Arc::new(holders.finish())),
            ("stand_ins", Arc::new(stand_ins.finish())),
        ];
        for (name, column) in lists {
            fields.push(Field::new(
                format!("{side}_{name}"),
                column.data_type().clone(),
                true,
            ));
            columns.push(column);
        }
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

fn seats() -> ListBuilder<StringBuilder> {
    ListBuilder::new(StringBuilder::new())
}

/// The titles of some seats.
fn titles(seats: &Value) -> Vec<Option<&str>> {
    let seats = seats.as_array().map_or(&[][..], Vec::as_slice);
    seats.iter().map(|seat| seat["title"].as_str()).collect()
}
