//! `rolecall.classify`: verdicts on the rows of a table.

use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PySchema, PyTable};
use rolecall::model::Field;
use rolecall::report::Detail;
use rolecall::{TableClassifier, TableOptions};

use crate::errors::{other, raised};
use crate::rules::{Rules, options};
use crate::threads::within;

/// What a call asks for.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Asked<'py> {
    title: Option<String>,
    duties: Option<String>,
    department: Option<String>,
    entity: Option<String>,
    id: Option<String>,
    rules: Option<Bound<'py, Rules>>,
    fields: Option<Vec<String>>,
    evidence: String,
    threads: Option<usize>,
}

impl Asked<'_> {
    fn classifier(
        &self,
        py: Python<'_>,
        table: &arrow_schema::Schema,
    ) -> PyResult<TableClassifier> {
        let mut asked = TableOptions::new();
        for (field, name) in [
            (Field::Title, &self.title),
            (Field::Responsibilities, &self.duties),
            (Field::Department, &self.department),
            (Field::Entity, &self.entity),
            (Field::Id, &self.id),
        ] {
            if let Some(name) = name {
                asked = asked.column(field, name);
            }
        }
        if let Some(fields) = &self.fields {
            asked = asked.fields(fields);
        }
        asked = asked.evidence(match self.evidence.as_str() {
            "none" => Detail::None,
            "short" => Detail::Short,
            "full" => Detail::Full,
            word => {
                let told = format!("evidence is `none`, `short` or `full`, and not `{word}`");
                return Err(other(py, told));
            }
        });
        let options = options(py, self.rules.as_ref())?;
        asked
            .classifier(&options, table)
            .map_err(|error| raised(py, &error))
    }
}

/// Verdicts on the rows of anything that hands out Arrow data.
#[pyfunction]
pub fn classify(py: Python<'_>, table: AnyRecordBatch, asked: Asked<'_>) -> PyResult<PyTable> {
    let reader = table.into_reader()?;
    let classifier = asked.classifier(py, &reader.schema())?;
    // The batches may come from Python, so they are asked for while the interpreter is ours.
    let batches = reader
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| other(py, error))?;
    let judged = within(py, asked.threads, || classifier.classify(&batches))?;
    let judged = judged.map_err(|error| other(py, error))?;
    PyTable::try_new(judged, classifier.schema().clone())
}

/// The type of what `classify` makes of a table of this type.
#[pyfunction]
pub fn verdict_schema(py: Python<'_>, schema: PySchema, asked: Asked<'_>) -> PyResult<PySchema> {
    let classifier = asked.classifier(py, schema.as_ref())?;
    Ok(PySchema::new(classifier.schema().clone()))
}
