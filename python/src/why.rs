//! `rolecall.why`: how a verdict came about.

use pyo3::prelude::*;
use rolecall::Row;

use crate::errors::{other, raised};
use crate::rules::{Rules, options};

/// How the verdict on a title and a duty text comes about: as text, and as JSON.
#[pyfunction]
pub fn why(
    py: Python<'_>,
    title: &str,
    duties: &str,
    department: &str,
    entity: &str,
    rules: Option<Bound<'_, Rules>>,
) -> PyResult<(String, String)> {
    let row = Row::title(title.trim())
        .duties(duties.trim())
        .department(department.trim())
        .entity(entity.trim());
    let why = options(py, rules.as_ref())?.why(row);
    let why = why.map_err(|error| raised(py, &error))?;
    let (mut text, mut json) = (Vec::new(), Vec::new());
    why.text(WIDTH, &mut text)
        .map_err(|error| other(py, error))?;
    why.json(&mut json).map_err(|error| other(py, error))?;
    let plain = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok((plain(&text), plain(&json)))
}

/// Columns of the text.
const WIDTH: usize = 100;
