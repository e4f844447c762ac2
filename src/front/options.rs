//! What an audit, a comparison or verdicts may be asked for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::classified::{Row, Rows};
use super::compared::Comparison;
use super::error::Error;
use super::report::Report;
use super::why::Why;
use crate::audit;
use crate::classify::ClassifiedChart;
use crate::diff::compare;
use crate::model::Field;
use crate::read::{self, Day, Reader, discover};
use crate::rules::Rules;

/// Asks for other rules, names of people, or a day, before an audit, a comparison or verdicts.
///
/// ```
/// use rolecall::Options;
///
/// let report = Options::new()
///     .preset("startup")
///     .as_of("2026-01-31".parse().unwrap())
///     .audit(["fixtures/coverage/bank-cio-invests.csv"])?;
/// assert_eq!(report.unread().len(), 0);
/// # Ok::<(), rolecall::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "call `audit`, `diff` or `classify`"]
pub struct Options {
    preset: Option<String>,
    rules: Vec<PathBuf>,
    compiled: Option<Arc<Rules>>,
    columns: Vec<(Field, String)>,
    show_names: bool,
    as_of: Option<Day>,
    company: Option<String>,
}

impl Options {
    /// The built-in rules, and no names of people.
    pub fn new() -> Self {
        Options::default()
    }

    /// Lays a preset over the built-in rules. [`Rules::presets`] lists them.
    pub fn preset(mut self, name: impl Into<String>) -> Self {
        self.preset = Some(name.into());
        self
    }

    /// Lays a rule file over the others.
    pub fn rules(mut self, file: impl Into<PathBuf>) -> Self {
        self.rules.push(file.into());
        self
    }

    /// Uses rules that are compiled already, instead of a preset and files. They can serve many calls.
    pub fn compiled(mut self, rules: Arc<Rules>) -> Self {
        self.compiled = Some(rules);
        self
    }

    /// Reads a field from the column with this header, whatever the header says.
    pub fn column(mut self, field: Field, header: impl Into<String>) -> Self {
        self.columns.push((field, header.into()));
        self
    }

    /// Puts names of people into results.
    pub fn show_names(mut self) -> Self {
        self.show_names = true;
        self
    }

    /// Leaves out people who had not started on this day, or had left before it.
    pub fn as_of(mut self, day: Day) -> Self {
        self.as_of = Some(day);
        self
    }

    /// Names the company of all rows that name none. Otherwise their entity is called like its file.
    pub fn company(mut self, name: impl Into<String>) -> Self {
        self.company = Some(name.into());
        self
    }

    /// Audits charts: files and folders.
    ///
    /// # Errors
    /// If the rules cannot be used, or none of the files can be read.
    pub fn audit<P: AsRef<Path>>(
        &self,
        paths: impl IntoIterator<Item = P>,
    ) -> Result<Report, Error> {
        let rules = self.load()?;
        let on = self.read(paths, &rules)?;
        let options = self.asked();
        let mut audit = audit::audit(&on, &rules, options);
        audit.gather(&on, &rules, self.show_names);
        Ok(Report { on, rules, audit })
    }

    /// Compares two snapshots of a chart: files and folders.
    ///
    /// # Errors
    /// If the rules cannot be used, or none of the files of a snapshot can be read.
    pub fn diff<P: AsRef<Path>, Q: AsRef<Path>>(
        &self,
        old: impl IntoIterator<Item = P>,
        new: impl IntoIterator<Item = Q>,
    ) -> Result<Comparison, Error> {
        let rules = self.load()?;
        let old = self.read(old, &rules)?;
        let new = self.read(new, &rules)?;
        let diff = compare(&old, &new, &rules, self.asked());
        Ok(Comparison {
            old,
            new,
            rules,
            diff,
            show_names: self.show_names,
        })
    }

    /// Classifies rows one by one, as the iterator is advanced.
    ///
    /// # Errors
    /// If the rules cannot be used.
    pub fn classify<I: IntoIterator<Item = Row>>(
        &self,
        rows: I,
    ) -> Result<Rows<I::IntoIter>, Error> {
        Ok(Rows::new(rows.into_iter(), self.load()?))
    }

    /// Explains the verdict on a row.
    ///
    /// ```
    /// let why = rolecall::Options::new().why(rolecall::Row::title("Deputy CIO"))?;
    /// let mut text = Vec::new();
    /// why.text(80, &mut text).unwrap();
    /// assert!(String::from_utf8(text).unwrap().contains("deputy"));
    /// # Ok::<(), rolecall::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the rules cannot be used.
    pub fn why(&self, row: Row) -> Result<Why, Error> {
        Ok(Why::of(row, self.load()?))
    }

    fn asked(&self) -> audit::AuditOptions {
        audit::AuditOptions {
            show_names: self.show_names,
        }
    }

    pub(super) fn load(&self) -> Result<Arc<Rules>, Error> {
        match &self.compiled {
            Some(rules) => Ok(Arc::clone(rules)),
            None => Ok(Arc::new(Rules::with_preset(
                self.preset.as_deref(),
                &self.rules,
            )?)),
        }
    }

    fn read<P: AsRef<Path>>(
        &self,
        paths: impl IntoIterator<Item = P>,
        rules: &Rules,
    ) -> Result<ClassifiedChart, Error> {
        let paths: Vec<_> = paths
            .into_iter()
            .map(|path| path.as_ref().to_owned())
            .collect();
        let mut found = discover(&paths);
        let mut columns = rules.columns.clone();
        for (field, header) in &self.columns {
            columns.pin(*field, header);
        }
        let options = read::ReadOptions {
            hold: true,
            as_of: self.as_of,
            company: self.company.clone(),
            ..read::ReadOptions::default()
        };
        let reader = Reader::new(found.inputs, &columns, options);
        let mut on = ClassifiedChart::read(reader, rules);
        let unread = on.chart.unread_mut();
        unread.append(&mut found.errors);
        if on.chart.sources().files.is_empty() {
            let unread = on.chart.unread_mut();
            return Err(match unread.is_empty() {
                true => Error::nothing_to_read(),
                false => unread.swap_remove(0).into(),
            });
        }
        Ok(on)
    }
}
