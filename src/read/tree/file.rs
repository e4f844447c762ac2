//! YAML and JSON files: the text is held, its documents are parsed and read one by one.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use super::documents::{DocumentStart, documents};
use super::groups::Groups;
use super::keys::Keys;
use super::node::{Node, Value};
use super::noted::Noted;
use super::remarks::remarks;
use super::rows::TreeRows;
use super::sample::Sample;
use super::walk::Walk;
use super::{groups, json as tree_json, ldif, links, mermaid, yaml as tree_yaml};
use crate::model::{Batch, Defect, DefectKind, FileId};
use crate::read::csv::cells::line_breaks;
use crate::read::format::Format;
use crate::read::input::error::{ReadError, ReadErrorKind};
use crate::read::input::guard;
use crate::read::input::opened::Opened;
use crate::read::input::origin::Origin;
use crate::read::options::ReadOptions;
use crate::read::source::{Layout, Source, stem};
use crate::rules::Columns;

/// A tree is held whole, several times its size; and 32 bits hold every place in it.
const LONGEST_FILE_MIB: u64 = 256;

/// What a file holds: its source, its positions, and the errors of single documents.
pub type Contents = (Source, Vec<Batch>, Vec<ReadError>);

/// Parsing a tree recurses as deep as it is, and who calls may stand on a small stack.
const STACK: usize = 64 << 20;

/// So many levels need no stack of their own.
const SHALLOW: usize = 32;

/// Whether a text is certainly not deep: a level takes a bracket, or a column of indentation or a dash, and a list may stand at
/// the column of its key. To start a thread for each of a thousand small files takes longer than to read them.
fn is_shallow(text: &[u8]) -> bool {
    let brackets = memchr::memchr2_iter(b'[', b'{', text).count();
    let is_indent = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'-' | b'?');
    let lines = text.split(|byte| matches!(byte, b'\n' | b'\r'));
    let indents = lines.map(|line| line.iter().take_while(is_indent).count());
    brackets + 2 * indents.max().unwrap_or(0) < SHALLOW
}

/// Reads a whole file. Errors of single documents come beside what the others gave.
pub fn read(
    opened: Opened,
    file: FileId,
    columns: &Columns,
    options: &ReadOptions,
) -> Result<Contents, ReadError> {
    if opened.is_all && is_shallow(&opened.head) {
        return read_here(opened, file, columns, options);
    }
    let name = opened.name.clone();
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || {
                guard::also_here(|| read_here(opened, file, columns, options))
            })
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
    options: &ReadOptions,
) -> Result<Contents, ReadError> {
    let Opened {
        name,
        head: mut bytes,
        rest,
        origin,
        format,
        packing,
        ..
    } = opened;
    let too_long = || ReadError::new(&name, ReadErrorKind::TooLong(LONGEST_FILE_MIB));
    let most = LONGEST_FILE_MIB << 20;
    if let Origin::Path(path) = &origin
        && path.metadata().is_ok_and(|file| file.len() > most)
    {
        return Err(too_long());
    }
    let read = rest.take(most).read_to_end(&mut bytes);
    read.map_err(|error| ReadError::new(&name, error))?;
    if bytes.len() as u64 > most {
        return Err(too_long());
    }
    let text = String::from_utf8_lossy(&bytes);
    let places: Vec<DocumentStart<'_>> = match format {
        Format::Json | Format::Ldif | Format::Mermaid => vec![whole(&text)],
        _ => documents(&text).iter().map(|d| d.place(&text)).collect(),
    };

    // The first documents are held until enough is seen to choose between keys.
    let mut keys = Keys::new(columns);
    let mut sample = Sample::default();
    let mut groups = Groups::default();
    let mut ahead = Vec::new();
    while !sample.is_full()
        && let Some(place) = places.get(ahead.len())
    {
        let parsed = parse(format, &name, *place, columns);
        if let Ok(root) = &parsed {
            groups.add(root);
            keys.nest(root);
            sample.look_at(Walk::new(root, None, &keys), &keys);
        }
        ahead.push(parsed);
    }
    let chosen = sample.choose(columns);
    keys.decide(&chosen);

    let mut errors = Vec::new();
    let mut rows = TreeRows::new(file, options, Some(Noted::default()), &sample, chosen);
    if matches!(text, Cow::Owned(_)) {
        rows.batch.defects.push(invalid_text(&text));
    }
    if sample.names_reports {
        for root in ahead.iter().flatten() {
            if let Ok(walk) = Walk::new(root, None, &keys) {
                rows.note_listed(walk, &keys);
                rows.draws_lines = true;
            }
        }
    }
    if let Some(Ok(root)) = ahead.first() {
        rows.note_links(links::links(root));
    }
    rows.note_links(groups.lines());
    let name_of_one = Some(stem(&name, packing.is_some())).filter(|_| places.len() == 1);
    let mut found = 0;
    let behind = places[ahead.len()..]
        .iter()
        .map(|place| parse(format, &name, *place, columns));
    for parsed in ahead.into_iter().chain(behind) {
        let root = match parsed {
            Ok(root) if matches!(root.value, Value::Null) => continue,
            Ok(root) => root,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        found += 1;
        if let Value::Map(entries) = &root.value
            && groups::is_group(entries)
        {
            rows.tally.rows += 1;
            rows.tally.no_seat += 1;
            continue;
        }
        let walk = match Walk::new(&root, name_of_one, &keys) {
            Ok(walk) => walk,
            Err(found) => {
                let kind = ReadErrorKind::NotAChart { found };
                errors.push(ReadError::at(&name, root.line.into(), 1, kind));
                continue;
            }
        };
        if let Some((line, kind)) = rows.read(walk, &keys, &u64::from) {
            errors.push(ReadError::at(&name, line.into(), 1, kind));
            break;
        }
    }
    if errors.is_empty() && rows.tally.positions + rows.tally.dated_out() == 0 {
        let kind = if found == 0 {
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
    let batches = std::iter::from_fn(|| rows.rest()).collect();
    let mut noted = rows.noted.take().unwrap_or_default();
    noted.sort();
    let found_remarks = match format {
        Format::Yaml => remarks(&text),
        _ => Vec::new(),
    };
    let held: Arc<[u8]> = match text {
        Cow::Borrowed(_) => bytes.into(),
        Cow::Owned(text) => text.into_bytes().into(),
    };
    let mut source = Source::new(name, Origin::Held(held), Layout::Noted(noted), &rows.header);
    source.tally = rows.tally;
    source.remarks = found_remarks;
    source.is_tree = rows.has_reports || rows.draws_lines;
    Ok((source, batches, errors))
}

/// A file of JSON is one text.
fn whole(text: &str) -> DocumentStart<'_> {
    let behind_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    DocumentStart {
        text: behind_mark,
        first_byte: text.len() - behind_mark.len(),
        first_line: 1,
    }
}

fn parse<'t>(
    format: Format,
    name: &str,
    place: DocumentStart<'t>,
    columns: &Columns,
) -> Result<Node<'t>, ReadError> {
    let (byte, line) = (place.first_byte as u32, place.first_line as u32);
    match format {
        Format::Ldif => {
            return ldif::parse(place.text, byte, line).map_err(|(line, wrong)| {
                ReadError::at(name, line.into(), 1, ReadErrorKind::Ldif(wrong))
            });
        }
        Format::Mermaid => return Ok(mermaid::parse(place.text, byte, line, columns)),
        Format::Json => {}
        _ => return tree_yaml::parse(name, place),
    }
    tree_json::parse(place.text, byte, line).map_err(|broken| {
        let (line, column) = broken.place;
        ReadError::at(name, line.into(), column.into(), broken.kind)
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_may_be_deep_is_not_taken_for_a_shallow_one() {
        let person = b"id: P-1\ntitle: CIO [acting]\nteams:\n  - a\n  - b: {c: d}\n";
        assert!(is_shallow(person));
        let line = |sign: &str| sign.repeat(SHALLOW);
        for deep in [line("["), line("{a: "), line("- "), line("? ")] {
            assert!(!is_shallow(deep.as_bytes()), "{deep}");
        }
        let tree: String = (0..SHALLOW)
            .map(|depth| format!("{}a:\n", " ".repeat(depth)))
            .collect();
        assert!(!is_shallow(tree.as_bytes()));
    }
}
