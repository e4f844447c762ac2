//! Rules that can be handed to other processes.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyType;
use rolecall::Options;

use crate::errors::{of_rules, other};
use crate::threads::within;

/// Compiled rules, and the texts that they were made of.
#[pyclass(frozen, module = "rolecall._rolecall")]
pub struct Rules {
    pub compiled: Arc<rolecall::rules::Rules>,
    preset: Option<String>,
    /// Name and text of each file over the built-in rules.
    layers: Vec<(String, String)>,
}

/// What rules are made of again: the names and texts of their files, and the preset.
type Texts = (Vec<(String, String)>, Option<String>);

#[pymethods]
impl Rules {
    #[new]
    #[pyo3(signature = (*files, preset=None))]
    fn new(py: Python<'_>, files: Vec<PathBuf>, preset: Option<String>) -> PyResult<Self> {
        let compile = || rolecall::rules::Rules::with_preset(preset.as_deref(), &files);
        let rules = within(py, None, compile)?.map_err(|error| of_rules(py, error))?;
        let layers = rules
            .layers
            .iter()
            .filter(|layer| std::path::Path::new(layer).is_file());
        let layers = layers.map(|layer| Ok((layer.clone(), std::fs::read_to_string(layer)?)));
        let layers = layers.collect::<std::io::Result<_>>();
        Ok(Rules {
            layers: layers.map_err(|error| other(py, error))?,
            compiled: Arc::new(rules),
            preset,
        })
    }

    /// Rules of these texts, each with a name, over the built-in rules and a preset.
    #[classmethod]
    #[pyo3(signature = (layers, preset=None))]
    fn from_texts(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        layers: Vec<(String, String)>,
        preset: Option<String>,
    ) -> PyResult<Self> {
        let texts: Vec<_> = layers
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let compile = || rolecall::rules::Rules::with_preset_and_texts(preset.as_deref(), &texts);
        let rules = within(py, None, compile)?.map_err(|error| of_rules(py, error))?;
        Ok(Rules {
            compiled: Arc::new(rules),
            preset,
            layers,
        })
    }

    /// The hash of everything that the rules say.
    #[getter]
    fn hash(&self) -> &str {
        &self.compiled.hash
    }

    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<(Py<PyAny>, Texts)> {
        let rules = slf.get();
        let make = slf.get_type().getattr("from_texts")?.unbind();
        Ok((make, (rules.layers.clone(), rules.preset.clone())))
    }

    fn __repr__(&self) -> String {
        let names: Vec<_> = self
            .layers
            .iter()
            .map(|(name, _)| format!("{name:?}"))
            .collect();
        let preset = self
            .preset
            .as_ref()
            .map(|preset| format!("preset={preset:?}"));
        let all: Vec<_> = names.into_iter().chain(preset).collect();
        format!("Rules({})", all.join(", "))
    }
}

/// The options that such rules, or the built-in ones, make. The built-in rules are compiled once in a process.
pub fn options(py: Python<'_>, rules: Option<&Bound<'_, Rules>>) -> PyResult<Options> {
    static BUILTIN: pyo3::sync::PyOnceLock<Arc<rolecall::rules::Rules>> =
        pyo3::sync::PyOnceLock::new();
    let compiled = match rules {
        Some(rules) => &rules.get().compiled,
        None => BUILTIN.get_or_try_init(py, || {
            let rules = within(py, None, rolecall::rules::Rules::builtin)?;
            rules.map(Arc::new).map_err(|error| of_rules(py, error))
        })?,
    };
    Ok(Options::new().compiled(Arc::clone(compiled)))
}
