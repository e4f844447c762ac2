//! `rolecall.audit`: who covers what on a chart, and what is wrong.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::ArrowError;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use rolecall::Report;
use rolecall::audit::{EntityCoverage, SideCoverage};
use rolecall::chart::{Entity, SeatId};
use rolecall::report::{Mark, Marks, audit_json};

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
        let mut json = Vec::new();
        // Writing to memory does not fail.
        let _ = audit_json(report.audited(), &mut json);
        let json = String::from_utf8_lossy(&json).into_owned();
        Ok((json, findings(&report), coverage(&report)))
    })?;
    let (json, findings, coverage) =
        audited.map_err(|error: rolecall::Error| raised(py, &error))?;
    Ok(Audited {
        findings: findings.map_err(|error| other(py, error))?,
        coverage: coverage.map_err(|error| other(py, error))?,
        json,
    })
}

/// A row for each place of each finding, as the command line writes it as CSV, with numbers as numbers.
fn findings(report: &Report) -> Result<RecordBatch, ArrowError> {
    let marks = Marks::of_audit(report.audited());
    let marks = marks.gravest_first();
    let text = |of: &dyn Fn(&Mark<'_>) -> String| -> ArrayRef {
        let texts = marks.iter().map(|mark| of(mark));
        let texts = texts.map(|text| (!text.is_empty()).then_some(text));
        Arc::new(texts.collect::<StringArray>())
    };
    let number = |of: fn(&Mark<'_>) -> u32| -> ArrayRef {
        Arc::new(UInt32Array::from_iter_values(
            marks.iter().map(|mark| of(mark)),
        ))
    };
    let confidence = marks.iter().map(|mark| mark.confidence.map(to_three));
    let columns = [
        ("severity", text(&|mark| mark.severity.name().to_owned())),
        ("code", text(&|mark| mark.code.to_owned())),
        ("name", text(&|mark| mark.name().to_owned())),
        ("message", text(&|mark| mark.message.to_string())),
        ("entity", text(&|mark| mark.entity.to_owned())),
        ("id", text(&|mark| mark.id.to_string())),
        ("title", text(&|mark| mark.title.to_string())),
        ("file", text(&|mark| mark.place.path())),
        ("line", number(|mark| mark.place.line)),
        ("column", number(|mark| mark.place.column)),
        ("confidence", Arc::new(confidence.collect::<Float64Array>())),
        ("fingerprint", text(&|mark| mark.fingerprint.clone())),
        ("why", text(&|mark| mark.why().to_owned())),
        ("help", text(&|mark| mark.help().to_owned())),
    ];
    let columns = columns.map(|(name, column)| (name, column, true));
    RecordBatch::try_from_iter_with_nullable(columns)
}

/// The number of three decimals that a shorter float stands for.
fn to_three(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

/// A row for each entity: how each side is covered, and by whom.
fn coverage(report: &Report) -> Result<RecordBatch, ArrowError> {
    let chart = report.chart();
    let text = |of: &dyn Fn(&EntityCoverage) -> String| -> ArrayRef {
        let texts = report.entities().iter().map(|entity| Some(of(entity)));
        Arc::new(texts.collect::<StringArray>())
    };
    let number = |of: fn(&Entity) -> u32| -> ArrayRef {
        let entities = report.entities().iter();
        let numbers = entities.map(|coverage| of(chart.entity(coverage.entity)));
        Arc::new(UInt32Array::from_iter_values(numbers))
    };
    let seats = |of: &dyn Fn(&EntityCoverage) -> &[SeatId]| -> ArrayRef {
        let mut lists = ListBuilder::new(StringBuilder::new());
        for entity in report.entities() {
            let titles = of(entity).iter().map(|seat| chart.position(*seat).title);
            lists.append_value(titles.map(Some));
        }
        Arc::new(lists.finish())
    };
    let side = |name: &str, of: fn(&EntityCoverage) -> &SideCoverage| {
        [
            (
                format!("{name}_covered"),
                text(&|entity| of(entity).how().to_owned()),
            ),
            (
                format!("{name}_holders"),
                seats(&|entity| &of(entity).leaders),
            ),
            (
                format!("{name}_stand_ins"),
                seats(&|entity| &of(entity).stand_ins),
            ),
        ]
    };
    let file = |entity: &EntityCoverage| chart.sources().file(chart.entity(entity.entity).file);
    let columns = [
        (
            "entity".to_owned(),
            text(&|entity| chart.entity(entity.entity).name.clone()),
        ),
        ("file".to_owned(), text(&|entity| file(entity).name.clone())),
        (
            "positions".to_owned(),
            number(|entity| u32::try_from(entity.seats.len()).unwrap_or(u32::MAX)),
        ),
        ("headcount".to_owned(), number(Entity::headcount)),
    ];
    let columns = columns.into_iter();
    let columns = columns.chain(side("internal", |entity| &entity.sides.internal));
    let columns = columns.chain(side("external", |entity| &entity.sides.external));
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
}
