//! Errors of the library as Python exceptions.

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rolecall::rules::RulesError;
use rolecall::{Error, ErrorPosition};

create_exception!(
    rolecall,
    RolecallError,
    PyValueError,
    "What could not be done, and why. `file`, `line` and `column` say where, if that is known; else they are None."
);

/// An exception of this message, with the place that it is about.
fn exception(py: Python<'_>, message: String, at: Option<ErrorPosition<'_>>) -> PyErr {
    let error = RolecallError::new_err(message);
    let value = error.value(py);
    let place = at.and_then(|at| at.line_and_column);
    // Only a class without a place for attributes could refuse them.
    let _ = value.setattr("file", at.map(|at| at.file));
    let _ = value.setattr("line", place.map(|(line, _)| line));
    let _ = value.setattr("column", place.map(|(_, column)| column));
    error
}

/// An error of the library.
pub fn raised(py: Python<'_>, error: &Error) -> PyErr {
    exception(py, error.to_string(), error.position())
}

/// An error in rules.
pub fn of_rules(py: Python<'_>, error: RulesError) -> PyErr {
    raised(py, &Error::from(error))
}

/// Anything else that went wrong.
pub fn other(py: Python<'_>, error: impl std::fmt::Display) -> PyErr {
    exception(py, error.to_string(), None)
}
