//! The formats a chart may have, and the names of files that tell them.

use std::path::Path;

use super::input::unpack;

/// The formats a chart may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Rows of cells, parted by any one sign.
    Csv,
    /// YAML: a list of positions, or a tree of them.
    Yaml,
    /// JSON: the same shapes as in YAML, and the answers of directories.
    Json,
    /// JSON Lines: one JSON text a line.
    Jsonl,
    /// An Excel workbook (`.xlsx`), of which one sheet is read.
    Xlsx,
    /// Entries of a directory.
    Ldif,
    /// A flow chart of Mermaid.
    Mermaid,
}

/// The format that a name tells. Files of some endings are read where they are named, and passed over in folders.
pub(in crate::read) fn format_by_name(path: &Path) -> Option<Format> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("ldif") => Some(Format::Ldif),
        Some("mmd" | "mermaid") => Some(Format::Mermaid),
        _ => format_by_ending(path),
    }
}

/// The format that the ending of a name tells; behind that may stand the ending of a packing.
pub(super) fn format_by_ending(path: &Path) -> Option<Format> {
    let ending = |path: &Path| {
        path.extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
    };
    let mut last = ending(path)?;
    if unpack::ENDINGS.contains(&last.as_str()) {
        last = ending(Path::new(path.file_stem()?))?;
    }
    match last.as_str() {
        "csv" | "tsv" => Some(Format::Csv),
        "yaml" | "yml" => Some(Format::Yaml),
        "json" => Some(Format::Json),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "xlsx" | "xlsm" => Some(Format::Xlsx),
        _ => None,
    }
}
