//! Opens an input: unpacks it, finds out its encoding and its format, keeps its text where that can be
//! had no second time.

use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use encoding_rs::UTF_8;

use super::columnar::{self, Stored, StoredFile};
use super::format::{Format, format_by_name};
use super::meter::Meter;
use super::options::ReadOptions;
use super::tree::mermaid;
use super::xlsx;
use crate::read::input::decode::{decoded, encoding_of};
use crate::read::input::discover::{Input, STDIN};
use crate::read::input::error::{ReadError, ReadErrorKind};
use crate::read::input::opened::Opened;
use crate::read::input::origin::Origin;
use crate::read::input::unpack::unpack;
use crate::rules::Columns;

const HEAD: u64 = 64 << 10;

/// How far a byte 0 says that this is no text; further on it costs its own row only.
const BINARY: usize = 8 << 10;

/// Text that can be had no second time is kept up to this size, so that places in it can be shown.
const HELD: u64 = 64 << 20;

/// Opens an input and finds out what it is.
pub(super) fn open(
    input: &Input,
    columns: &Columns,
    options: &ReadOptions,
    meter: &Meter,
) -> Result<Opened, ReadError> {
    let (name, bytes, mut origin): (String, Box<dyn Read + Send>, Origin) = match input {
        Input::File(path) | Input::InFolder { path, .. } => {
            let name = path.display().to_string();
            let fail = |error| ReadError::new(&name, error);
            let file = File::open(path).map_err(fail)?;
            // A pipe can be read only once.
            let origin = if file.metadata().map_err(fail)?.is_file() {
                Origin::Path(path.clone())
            } else {
                Origin::Gone
            };
            (name, Box::new(file), origin)
        }
        Input::Stdin => (STDIN.to_owned(), Box::new(io::stdin()), Origin::Gone),
        Input::Held { name, bytes } | Input::HeldInFolder { name, bytes, .. } => (
            name.clone(),
            Box::new(io::Cursor::new(Arc::clone(bytes))),
            Origin::Held(Arc::clone(bytes)),
        ),
    };
    let fail = |error| ReadError::new(&name, error);
    let (mut rest, packing) = unpack(Box::new(meter.counting(bytes, 0))).map_err(fail)?;
    let mut head = head_of(&mut rest).map_err(fail)?;
    let is_book = head.starts_with(xlsx::MAGIC);
    let mut read_sheet = None;
    if is_book {
        let book = io::Cursor::new(head).chain(rest);
        let fail = |kind| ReadError::new(&name, kind);
        let mut found = xlsx::sheet(book, options.sheet.as_deref(), columns).map_err(fail)?;
        let csv = std::mem::take(&mut found.csv);
        read_sheet = Some(found);
        rest = Box::new(io::Cursor::new(csv));
        head = head_of(&mut rest).map_err(|error| ReadError::new(&name, error))?;
    }
    let columnar = columnar::kind(&head);
    if let Some(kind) = columnar {
        let stored = match (&origin, packing) {
            (Origin::Path(path), None) => Stored::File(StoredFile {
                path,
                counted: head.len() as u64,
                meter,
            }),
            _ => Stored::Once(Box::new(io::Cursor::new(head).chain(rest))),
        };
        let rows = columnar::rows(kind, stored, columns, options.carry);
        rest = rows.map_err(|kind| ReadError::new(&name, kind))?;
        head = head_of(&mut rest).map_err(|error| ReadError::new(&name, error))?;
    }
    let written = encoding_of(&head);
    if written.encoding != UTF_8 {
        rest = decoded(
            Box::new(io::Cursor::new(head).chain(rest)),
            written.encoding,
        );
        head = head_of(&mut rest).map_err(fail)?;
    }
    let is_all = (head.len() as u64) < HEAD && is_at_end(&mut rest);
    if is_all && is_blank(&head) {
        return Err(ReadError::new(&name, ReadErrorKind::Empty));
    }
    if head[..head.len().min(BINARY)].contains(&0) {
        return Err(ReadError::new(&name, ReadErrorKind::Binary));
    }
    if packing.is_some() || is_book || columnar.is_some() || written.encoding != UTF_8 {
        origin = Origin::Gone;
    }
    if matches!(origin, Origin::Gone) && options.hold {
        (rest, origin) = held(&head, rest).map_err(fail)?;
    }
    let told = format_of(input).or(options.format);
    let format = match told {
        _ if is_book => Format::Xlsx,
        _ if columnar.is_some() => Format::Csv,
        Some(Format::Xlsx) => return Err(ReadError::new(&name, ReadErrorKind::NoWorkbook)),
        // A table does not begin with a bracket and a quote.
        Some(Format::Csv) if is_json(&head) => sniff_format(&head),
        // Several texts in a file are no JSON, whatever the file is called.
        Some(Format::Json) if sniff_format(&head) == Format::Jsonl => Format::Jsonl,
        told => told.unwrap_or_else(|| sniff_format(&head)),
    };
    if let Some(other) = other_format(&head).filter(|_| !is_book && columnar.is_none()) {
        return Err(ReadError::new(&name, ReadErrorKind::OtherFormat(other)));
    }
    Ok(Opened {
        name,
        format,
        head,
        is_all,
        rest,
        origin,
        written,
        packing,
        sheet: read_sheet,
    })
}

/// The first bytes. What breaks off behind some of them is an error of the rest.
fn head_of(bytes: &mut Box<dyn Read + Send>) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    match bytes.take(HEAD).read_to_end(&mut head) {
        Err(error) if !head.is_empty() => *bytes = Box::new(BrokenOff(Some(error))),
        other => drop(other?),
    }
    Ok(head)
}

/// Whether nothing comes behind, not even an error.
fn is_at_end(rest: &mut Box<dyn Read + Send>) -> bool {
    let mut next = [0];
    match rest.read(&mut next) {
        Ok(0) => true,
        Ok(_) => {
            let behind = std::mem::replace(rest, Box::new(io::empty()));
            *rest = Box::new(io::Cursor::new(next).chain(behind));
            false
        }
        Err(error) => {
            *rest = Box::new(BrokenOff(Some(error)));
            false
        }
    }
}

/// The end of an input that breaks off: it gives its error instead of bytes.
struct BrokenOff(Option<io::Error>);

impl Read for BrokenOff {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        match self.0.take() {
            Some(error) => Err(error),
            None => Ok(0),
        }
    }
}

/// Keeps the text of an input, if it is not too long.
fn held(head: &[u8], rest: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, Origin)> {
    let mut text = head.to_vec();
    let mut rest = rest;
    // What could be read of an input that breaks off is kept; the error comes behind it.
    if let Err(error) = rest.by_ref().take(HELD).read_to_end(&mut text) {
        rest = Box::new(BrokenOff(Some(error)));
    }
    let at = head.len() as u64;
    if text.len() as u64 >= HELD {
        let mut read = io::Cursor::new(text);
        read.set_position(at);
        return Ok((Box::new(read.chain(rest)), Origin::Gone));
    }
    let text: Arc<[u8]> = text.into();
    let mut read = io::Cursor::new(Arc::clone(&text));
    read.set_position(at);
    Ok((Box::new(read.chain(rest)), Origin::Held(text)))
}

fn is_blank(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    text.trim_ascii().is_empty()
}

fn format_of(input: &Input) -> Option<Format> {
    match input {
        Input::File(path) | Input::InFolder { path, .. } => format_by_name(path),
        Input::Held { name, .. } | Input::HeldInFolder { name, .. } => {
            format_by_name(Path::new(name))
        }
        Input::Stdin => None,
    }
}

/// What a text is, in words, that is no chart in any format that is read.
fn other_format(head: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let start: String = text.chars().take(200).collect::<String>().to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| start.starts_with(word));
    let is_dot = begins(&["digraph", "strict digraph", "strict graph"])
        || start.starts_with("graph") && start[5..].trim_start().starts_with('{');
    match () {
        () if is_dot => Some("a drawing in DOT"),
        () if begins(&["@startuml", "@startwbs", "@startmindmap"]) => Some("a drawing in PlantUML"),
        () if begins(&["@prefix", "<rdf:", "<?xml version=\"1.0\"?><rdf", "@base"]) => Some("RDF"),
        () if begins(&["<!doctype html", "<html"]) => Some("a web page"),
        () if begins(&["<?xml"]) => Some("XML"),
        () => None,
    }
}

/// Whether a text is JSON whatever its name says.
fn is_json(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with(['{', '[']) && matches!(sniff_format(head), Format::Json | Format::Jsonl)
}

/// JSON begins with a bracket, and JSON Lines have one on every line; YAML begins with a document mark, a
/// list, or a key that is alone on its line; all else is rows.
fn sniff_format(head: &[u8]) -> Format {
    let text = String::from_utf8_lossy(head);
    if mermaid::is_one(&text) {
        return Format::Mermaid;
    }
    let mut lines = text
        .lines()
        .map(|line| line.trim_start_matches('\u{feff}').trim())
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next().unwrap_or_default();
    let is_object = |line: &str| line.starts_with('{') && line.ends_with('}');
    if is_object(first) && lines.next().is_some_and(|second| second.starts_with('{')) {
        return Format::Jsonl;
    }
    let lower = first.to_lowercase();
    if lower.starts_with("dn:") || lower.starts_with("version: 1") && text.contains("\ndn:") {
        return Format::Ldif;
    }
    if first.starts_with(['{', '[']) {
        // What JSON writes behind its brackets is quoted; YAML need not.
        let is_bracket = |c: char| matches!(c, '{' | '[') || c.is_whitespace();
        let behind = text
            .trim_start_matches('\u{feff}')
            .trim_start_matches(is_bracket);
        return match behind.chars().next() {
            None | Some('"' | '}' | ']') => Format::Json,
            Some(_) => Format::Yaml,
        };
    }
    let key = first.split_once(':').is_some_and(|(key, value)| {
        !key.contains([',', ';', '\t', '|', '"']) && (value.is_empty() || value.starts_with(' '))
    });
    if first.starts_with("---") || first.starts_with("- ") || key {
        Format::Yaml
    } else {
        Format::Csv
    }
}
