//! What was read, by which rules, and how to read it again.

use serde::Serialize;

use super::options::BoardOptions;
use crate::read::Source;
use crate::report::Audited;
use crate::report::words::plain;

/// The most files and unread inputs that are listed.
const MOST_FILES: usize = 300;

#[derive(Debug, Serialize)]
pub(super) struct Appendix {
    pub files: Vec<FilePart>,
    pub more_files: usize,
    pub unread: Vec<String>,
    pub more_unread: usize,
    pub rules: RulesPart,
    pub ignored: usize,
    pub filtered: usize,
    pub as_of: String,
    pub command: String,
}

#[derive(Debug, Serialize)]
pub(super) struct FilePart {
    pub name: String,
    pub encoding: &'static str,
    pub sheet: String,
    pub other_sheets: Vec<String>,
    pub rows: u64,
    pub positions: u64,
    pub skipped: Vec<Skipped>,
    pub columns: Vec<AppendixColumn>,
    pub unused: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Skipped {
    pub reason: &'static str,
    pub count: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct AppendixColumn {
    pub header: String,
    pub field: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct RulesPart {
    pub name: String,
    pub version: String,
    pub hash: String,
    pub layers: Vec<String>,
}

pub(super) fn appendix(audited: Audited<'_>, options: &BoardOptions) -> Appendix {
    let sources = audited.on.chart.sources();
    let rules = audited.rules;
    let unread = sources.errors.iter().take(MOST_FILES);
    Appendix {
        files: sources.files.iter().take(MOST_FILES).map(file).collect(),
        more_files: sources.files.len().saturating_sub(MOST_FILES),
        unread: unread
            .map(|error| plain(&error.to_string()).into_owned())
            .collect(),
        more_unread: sources.errors.len().saturating_sub(MOST_FILES),
        rules: RulesPart {
            name: plain(&rules.info.name).into_owned(),
            version: plain(&rules.info.version).into_owned(),
            hash: rules.hash.clone(),
            layers: all(&rules.layers),
        },
        ignored: audited.audit.ignored,
        filtered: audited.audit.filtered,
        as_of: options.as_of.clone().unwrap_or_default(),
        command: plain(options.command.as_deref().unwrap_or_default()).into_owned(),
    }
}

fn all(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| plain(text).into_owned()).collect()
}

fn file(source: &Source) -> FilePart {
    let skipped = source.tally.skipped_by_reason();
    let skipped = skipped.filter(|(_, count)| *count > 0);
    FilePart {
        name: plain(&source.name).into_owned(),
        encoding: source.encoding,
        sheet: plain(source.sheet.as_deref().unwrap_or_default()).into_owned(),
        other_sheets: all(&source.other_sheets),
        rows: source.tally.rows,
        positions: source.tally.positions,
        skipped: skipped
            .map(|(reason, count)| Skipped { reason, count })
            .collect(),
        columns: source
            .mapping
            .iter()
            .map(|(header, field)| AppendixColumn {
                header: plain(header).into_owned(),
                field: field.name(),
            })
            .collect(),
        unused: all(&source.unused),
    }
}
