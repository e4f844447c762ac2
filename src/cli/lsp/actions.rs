//! What can be done about the findings at a place: mend them, or suppress them.

use std::path::Path;
use std::str::FromStr;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Diagnostic, NumberOrString,
    TextEdit, Uri, WorkspaceEdit,
};
use rolecall::fix::Fix;
use rolecall::rules::Rules;

use super::charts::Judged;
use super::diagnostics::{diagnostics, meet};
use super::documents::{Documents, OpenDocument};
use super::hover::seat_at;
use super::place::LineIndex;
use super::suppress::{self, About};
use super::uri::uri_of;

/// Where the actions are asked for.
pub struct Asked<'a> {
    pub path: &'a Path,
    pub document: &'a OpenDocument,
    pub documents: &'a Documents,
    /// The folder of the configuration.
    pub folder: &'a Path,
}

/// The actions for a range of a document.
pub fn actions(
    asked: &Asked<'_>,
    params: &CodeActionParams,
    judged: &Judged,
    rules: &Rules,
) -> Vec<CodeActionOrCommand> {
    let mut actions = Vec::new();
    let lines = LineIndex::of(&asked.document.text);
    let file = judged.file(asked.path);
    let fixes: Vec<_> = judged
        .fixes
        .iter()
        .filter(|fix| Some(fix.file) == file)
        .collect();
    let found = diagnostics(asked.path, asked.document, judged, rules);
    for diagnostic in found.iter().filter(|one| meet(&one.range, &params.range)) {
        let Some(NumberOrString::String(code)) = &diagnostic.code else {
            continue;
        };
        let mends = fixes.iter().filter(|fix| {
            let kind = fix.kind.finding(rules);
            let start = lines.placed(fix.place.0, fix.place.1);
            kind.is_some_and(|kind| kind.code == *code) && start == diagnostic.range.start
        });
        for fix in mends {
            let title = format!("Mend: {}", fix.kind.name());
            let edits = edits(&lines, [*fix]);
            let action = action(title, &asked.document.uri, edits, Some(diagnostic));
            actions.push(CodeAction {
                is_preferred: Some(true),
                ..action
            });
        }
        actions.extend(suppression(asked, diagnostic, code, judged));
    }
    if !fixes.is_empty() {
        let edits = edits(&lines, fixes);
        let title = "Fix everything in this file that has only one right answer".to_owned();
        actions.push(CodeAction {
            kind: Some(CodeActionKind::SOURCE_FIX_ALL),
            ..action(title, &asked.document.uri, edits, None)
        });
    }
    let only = params.context.only.as_ref();
    let is_asked = |action: &CodeAction| {
        let kind = action.kind.as_ref().map_or("", |kind| kind.as_str());
        only.is_none_or(|only| only.iter().any(|one| kind.starts_with(one.as_str())))
    };
    let actions = actions.into_iter().filter(is_asked);
    actions.map(CodeActionOrCommand::CodeAction).collect()
}

/// The changes of fixes, for the editor.
fn edits<'f>(lines: &LineIndex<'_>, fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<TextEdit> {
    let edits = fixes.into_iter().flat_map(|fix| &fix.edits);
    let edits = edits.map(|edit| TextEdit {
        range: lsp_types::Range {
            start: lines.position(edit.span.start),
            end: lines.position(edit.span.end),
        },
        new_text: edit.text.clone(),
    });
    edits.collect()
}

/// The action that suppresses a finding, if a suppression can be written.
fn suppression(
    asked: &Asked<'_>,
    diagnostic: &Diagnostic,
    code: &str,
    judged: &Judged,
) -> Option<CodeAction> {
    let seat = seat_at(asked.path, asked.document, diagnostic.range.start, judged)?;
    let position = judged.on.chart.position(seat);
    if suppress::has_comments(asked.path) {
        let title = format!("Suppress {code} here, with a comment");
        let edit = suppress::comment(&asked.document.text, position.line, code);
        return Some(action(
            title,
            &asked.document.uri,
            vec![edit],
            Some(diagnostic),
        ));
    }
    let id = position.shown_id();
    let about = About {
        code,
        // An id that the reader made up means nothing.
        id: if position.has_made_up_id() { "" } else { &id },
        path: asked.path,
    };
    let (config, edit) = suppress::entry(asked.folder, asked.documents, &about)?;
    let title = format!("Suppress {code} here, in the configuration");
    let uri = Uri::from_str(&uri_of(&config)).ok()?;
    Some(action(title, &uri, vec![edit], Some(diagnostic)))
}

#[expect(
    clippy::mutable_key_type,
    reason = "the protocol names files so, and a name does not change"
)]
fn action(
    title: String,
    uri: &Uri,
    edits: Vec<TextEdit>,
    diagnostic: Option<&Diagnostic>,
) -> CodeAction {
    let changes = std::iter::once((uri.clone(), edits)).collect();
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: diagnostic.map(|one| vec![one.clone()]),
        edit: Some(WorkspaceEdit {
            changes: Some(changes),
            ..WorkspaceEdit::default()
        }),
        ..CodeAction::default()
    }
}
