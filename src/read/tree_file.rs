//! YAML and JSON files: documents are told apart, parsed and read one by one, the text is held.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use super::cells::line_breaks;
use super::error::{ReadError, ReadErrorKind};
use super::open::Opened;
use super::source::{Layout, Origin, Source, stem};
use super::tree_documents::{Place, documents, lines};
use super::tree_node::{self, Value};
use super::tree_rows::TreeRows;
use super::{Format, Options};
use crate::model::{Batch, Defect, DefectKind, FileId};
use crate::rules::Columns;

/// A tree is held whole, several times its size; and 32 bits hold every place in it.
const LONGEST_FILE_MIB: u64 = 256;
/// What a file holds: its source, its positions, and the errors of single documents.
pub type Contents = (Source, Vec<Batch>, Vec<ReadError>);

/// Parsing and walking a tree recurse as deep as it is, and who calls may stand on a small stack.
const STACK: usize = 64 << 20;

/// Reads a whole file. Errors of single documents come beside what the others gave.
pub fn read(
    opened: Opened,
    file: FileId,
    columns: &Columns,
    options: &Options,
) -> Result<Contents, ReadError> {
    let name = opened.name.clone();
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || read_here(opened, file, columns, options))
            .map_err(|error| ReadError::new(&name, error))?;
        reading
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn read_here(
    opened: Opened,
    file: FileId,
    columns: &Columns,
    options: &Options,
) -> Result<Contents, ReadError> {
    let Opened {
        name,
        head: mut bytes,
        rest,
        format,
        packing,
        ..
    } = opened;
    let most = LONGEST_FILE_MIB << 20;
    let read = rest.take(most).read_to_end(&mut bytes);
    read.map_err(|error| ReadError::new(&name, error))?;
    if bytes.len() as u64 > most {
        return Err(ReadError::new(
            &name,
            ReadErrorKind::TooLong(LONGEST_FILE_MIB),
        ));
    }
    let text = String::from_utf8_lossy(&bytes);
    let mut errors = Vec::new();
    let mut rows = TreeRows::new(file, columns, options);
    if matches!(text, Cow::Owned(_)) {
        rows.batch.defects.push(invalid_text(&text));
    }
    let stem = stem(&name, packing.is_some());
    let documents = match format {
        Format::Jsonl => lines(&text),
        _ => documents(&text),
    };
    for document in documents {
        let place = document.place(&text);
        match tree_node::parse(place.text) {
            Ok(node) if matches!(node.value, Value::Null) => {}
            Ok(node) => {
                if let Err(found) = rows.document(&node, stem, place) {
                    let kind = ReadErrorKind::NotAChart { found };
                    let line = u64::from(place.line(&node));
                    errors.push(ReadError::at(&name, line, 1, kind));
                }
            }
            Err(error) => errors.push(syntax_error(&name, &error, place)),
        }
        if let Some((line, kind)) = rows.given_up.take() {
            errors.push(ReadError::at(&name, u64::from(line), 1, kind));
            break;
        }
    }
    if errors.is_empty() && rows.tally.positions + rows.tally.dated_out() == 0 {
        let kind = if rows.documents == 0 {
            ReadErrorKind::Empty
        } else {
            ReadErrorKind::NoPositions
        };
        errors.push(ReadError::new(&name, kind));
    }
    if rows.tally.positions > 0 {
        let untitled = rows.header.require_title(columns);
        untitled.map_err(|kind| ReadError::new(&name, kind))?;
    }
    let batches = rows.finish_batches();
    rows.noted.cells.sort_by_key(|cell| cell.record);
    rows.noted.public.sort_by_key(|range| range.start);
    let held: Arc<[u8]> = match text {
        Cow::Borrowed(_) => bytes.into(),
        Cow::Owned(text) => text.into_bytes().into(),
    };
    let layout = Layout::Noted(rows.noted);
    let mut source = Source::new(name, Origin::Held(held), layout, &rows.header);
    source.tally = rows.tally;
    Ok((source, batches, errors))
}

fn invalid_text(text: &str) -> Defect {
    let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
    let line = line_breaks(&text.as_bytes()[..at]) + 1;
    Defect {
        kind: DefectKind::InvalidText,
        line: u32::try_from(line).unwrap_or(u32::MAX),
        offset: at as u64,
        field: None,
    }
}

fn syntax_error(name: &str, error: &serde_saphyr::Error, document: Place<'_>) -> ReadError {
    use serde_saphyr::Error;
    let mut cause = error.without_snippet();
    while let Error::AliasError { error, .. } = cause {
        cause = error.without_snippet();
    }
    let kind = match cause {
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => {
            ReadErrorKind::TreeTooMuch(tree_node::DEEPEST)
        }
        // The parser has a limit of its own, for brackets, which it tells in words only.
        error if error.to_string().starts_with("recursion limit") => {
            ReadErrorKind::TreeTooMuch(tree_node::DEEPEST)
        }
        error => {
            // The place it tells is within the document; ours is within the file.
            let message = error.to_string();
            let end = message.find(" at line ").unwrap_or(message.len());
            ReadErrorKind::Yaml(message[..end].to_owned())
        }
    };
    match error.location() {
        Some(at) if at.line() > 0 => {
            let line = at.line() + document.first_line as u64 - 1;
            ReadError::at(name, line, at.column(), kind)
        }
        _ => ReadError::at(name, document.first_line as u64, 1, kind),
    }
}
