//! Rows and the verdicts on them.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::classify::{Classifier, Scratch};
use crate::model::{Position, Verdict};
use crate::report::{Detail, verdict_line};
use crate::rules::Rules;

/// A row to classify: a title, a duty text, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// An id of your own, which the verdict carries.
    pub id: String,
    /// The title.
    pub title: String,
    /// The department or unit.
    pub department: String,
    /// The company.
    pub entity: String,
    /// The duty text.
    pub duties: String,
}

impl Row {
    /// A row with a title.
    pub fn title(title: impl Into<String>) -> Self {
        Row {
            title: title.into(),
            ..Row::default()
        }
    }

    /// The same row with a duty text.
    #[must_use]
    pub fn duties(mut self, duties: impl Into<String>) -> Self {
        self.duties = duties.into();
        self
    }

    /// The same row with a department.
    #[must_use]
    pub fn department(mut self, department: impl Into<String>) -> Self {
        self.department = department.into();
        self
    }

    /// The same row with a company.
    #[must_use]
    pub fn entity(mut self, entity: impl Into<String>) -> Self {
        self.entity = entity.into();
        self
    }

    /// The same row with an id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    pub(super) fn position(&self, line: u32) -> Position<'_> {
        Position {
            line,
            row: line,
            id: &self.id,
            title: &self.title,
            department: &self.department,
            entity: &self.entity,
            responsibilities: &self.duties,
            ..Position::default()
        }
    }
}

/// Verdicts on rows, one by one: [`classify`](crate::classify()) makes it.
#[derive(Debug)]
pub struct Rows<I> {
    rows: I,
    rules: Arc<Rules>,
    scratch: Scratch,
    count: u32,
}

impl<I> Rows<I> {
    pub(super) fn new(rows: I, rules: Arc<Rules>) -> Self {
        Rows {
            rows,
            rules,
            scratch: Scratch::default(),
            count: 0,
        }
    }
}

impl<I: Iterator<Item = Row>> Iterator for Rows<I> {
    type Item = Classified;

    fn next(&mut self) -> Option<Classified> {
        let row = self.rows.next()?;
        self.count = self.count.saturating_add(1);
        let position = row.position(self.count);
        let verdict = Classifier::new(&self.rules).classify_with(&position, &mut self.scratch);
        Some(Classified {
            number: self.count,
            row,
            verdict,
            rules: Arc::clone(&self.rules),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rows.size_hint()
    }
}

/// A row with its verdict. Serializes to what `rolecall classify --format jsonl` prints for a row; its line is the
/// number of the row, counted from 1.
#[derive(Debug)]
pub struct Classified {
    number: u32,
    row: Row,
    verdict: Verdict,
    rules: Arc<Rules>,
}

impl Classified {
    /// The row.
    pub fn row(&self) -> &Row {
        &self.row
    }

    /// The verdict: rank, focus, score, confidence and evidence.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Ids of the roles held, such as `cio`.
    pub fn roles(&self) -> impl Iterator<Item = &str> {
        let held = self.verdict.roles.iter();
        held.map(|held| self.rules.role(held.role).id.as_str())
    }

    /// Id of the function that the title names, such as `information-technology`, if it names one.
    pub fn function(&self) -> Option<&str> {
        let function = self.verdict.function?;
        Some(&self.rules.function(function).id)
    }
}

impl Serialize for Classified {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let position = self.row.position(self.number);
        verdict_line(&self.rules, "", &position, &self.verdict, Detail::Full).serialize(serializer)
    }
}
