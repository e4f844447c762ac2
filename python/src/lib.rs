//! The Python package of rolecall: thin classes and functions over the front door of the library. `rolecall/` has what is
//! written in Python, and the docstrings.

mod audit;
mod classify;
mod command;
mod errors;
mod rules;
mod threads;
mod why;

use pyo3::prelude::*;

/// What is written in Rust.
#[pymodule]
fn _rolecall(module: &Bound<'_, PyModule>) -> PyResult<()> {
    threads::remember_process();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add(
        "RolecallError",
        module.py().get_type::<errors::RolecallError>(),
    )?;
    module.add_class::<rules::Rules>()?;
    module.add_class::<audit::Audited>()?;
    module.add_function(wrap_pyfunction!(classify::classify, module)?)?;
    module.add_function(wrap_pyfunction!(classify::verdict_schema, module)?)?;
    module.add_function(wrap_pyfunction!(audit::audit, module)?)?;
    module.add_function(wrap_pyfunction!(why::why, module)?)?;
    module.add_function(wrap_pyfunction!(command::command_line, module)?)
}
