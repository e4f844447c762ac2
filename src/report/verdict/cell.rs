//! The cells that rolecall fills in a table of verdicts.

use std::borrow::Cow;

use super::evidence_json::{Detail, EvidenceLine, evidence, in_words};
use crate::model::{Position, Side, Verdict};
use crate::report::words::{area, function, reason, rounded};
use crate::rules::Rules;

/// A column that rolecall fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    File,
    Line,
    Row,
    Id,
    Title,
    Rank,
    Function,
    Area,
    Roles,
    SetAside,
    Modifiers,
    Scope,
    Focus,
    Score,
    Confidence,
    Covers(Side),
    Basis(Side),
    Evidence,
}

/// A cell of a table.
pub(super) enum TableCell<'a> {
    /// A text. An empty one says that there is nothing to say.
    Text(Cow<'a, str>),
    Count(u32),
    Number(f32),
    List(Vec<Cow<'a, str>>),
    Evidence(Vec<EvidenceLine<'a>>),
}

/// What all cells of a column are. Text needs no types.
#[cfg(feature = "arrow")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnType {
    Text,
    Count,
    Number,
    List,
    Evidence,
}

impl Own {
    /// What the cells of the column are.
    #[cfg(feature = "arrow")]
    pub fn shape(self, detail: Detail) -> ColumnType {
        match self {
            Own::Line | Own::Row => ColumnType::Count,
            Own::Score | Own::Confidence => ColumnType::Number,
            Own::Roles | Own::SetAside | Own::Modifiers => ColumnType::List,
            Own::Evidence if detail == Detail::Full => ColumnType::Evidence,
            Own::Evidence => ColumnType::List,
            Own::File
            | Own::Id
            | Own::Title
            | Own::Rank
            | Own::Function
            | Own::Area
            | Own::Scope
            | Own::Focus
            | Own::Covers(_)
            | Own::Basis(_) => ColumnType::Text,
        }
    }

    /// What a verdict says in this column.
    pub fn cell<'a>(
        self,
        rules: &'a Rules,
        detail: Detail,
        file: &'a str,
        position: &Position<'a>,
        verdict: &'a Verdict,
    ) -> TableCell<'a> {
        let text = |text: &'a str| TableCell::Text(Cow::Borrowed(text));
        match self {
            Own::File => text(file),
            Own::Line => TableCell::Count(position.line),
            Own::Row => TableCell::Count(position.row),
            Own::Id => TableCell::Text(position.shown_id()),
            Own::Title => text(position.title),
            Own::Rank => text(verdict.rank.name()),
            Own::Function => text(function(rules, verdict.function)),
            Own::Area => text(area(rules, verdict).unwrap_or_default()),
            Own::Roles => {
                let roles = verdict.roles.iter();
                let roles = roles.map(|held| Cow::Borrowed(rules.role(held.role).id.as_str()));
                TableCell::List(roles.collect())
            }
            Own::SetAside => {
                let aside = verdict.set_aside.iter().map(|aside| {
                    let role = &rules.role(aside.role).id;
                    Cow::Owned(format!("{role} ({})", reason(rules, aside.reason)))
                });
                TableCell::List(aside.collect())
            }
            Own::Modifiers => {
                let modifiers = verdict.modifiers.iter();
                let modifiers = modifiers.map(|modifier| Cow::Borrowed(modifier.name()));
                TableCell::List(modifiers.collect())
            }
            Own::Scope => text(verdict.scope.map_or("", |scope| scope.name())),
            Own::Focus => text(verdict.focus.name()),
            Own::Score => TableCell::Number(rounded(verdict.score)),
            Own::Confidence => TableCell::Number(rounded(verdict.confidence)),
            Own::Covers(side) => {
                let grade = verdict.covers[side].map(|coverage| coverage.grade.name());
                text(grade.unwrap_or_default())
            }
            Own::Basis(side) => {
                let basis = verdict.covers[side].map(|coverage| coverage.basis.name());
                text(basis.unwrap_or_default())
            }
            Own::Evidence if detail == Detail::Full => {
                TableCell::Evidence(evidence(rules, position, verdict, detail))
            }
            Own::Evidence => {
                let words = in_words(rules, position, verdict).into_iter();
                TableCell::List(words.map(Cow::Owned).collect())
            }
        }
    }
}
