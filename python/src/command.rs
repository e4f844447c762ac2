//! The command line that the same wheel carries.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs a command line, the name of the program first, and returns its exit status.
#[pyfunction]
pub fn command_line(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| rolecall::command_line(arguments))
}
