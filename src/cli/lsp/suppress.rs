//! Suppressions of a finding, as changes of a text: a comment in a YAML chart, or an entry in the configuration.

use std::path::{Path, PathBuf};

use lsp_types::{Position, Range, TextEdit};
use rolecall::read::CONFIG;

use super::documents::Documents;
use super::place::LineIndex;
use crate::cli::text_file;

/// A comment above the record that begins on a line, counted from 1. The reason is left to the user, and rolecall asks for it.
pub fn comment(text: &str, line: u32, code: &str) -> TextEdit {
    let lines = LineIndex::of(text);
    let record = lines.line(line as usize - 1);
    let indent = &record[..record.len() - record.trim_start().len()];
    insertion(line - 1, format!("{indent}# rolecall: ignore {code} -- \n"))
}

/// Whether a path is that of a YAML chart, which may hold comments.
pub fn has_comments(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ["yaml", "yml"].contains(&ending.to_lowercase().as_str()))
}

/// What a suppression in the configuration is about.
pub struct About<'a> {
    pub code: &'a str,
    pub id: &'a str,
    pub path: &'a Path,
}

/// An entry in the configuration of a folder: its file, and what is put in where. There is none if the file has its
/// suppressions in a form that cannot be added to by lines, or if it is not there yet.
pub fn entry(
    folder: &Path,
    documents: &Documents,
    about: &About<'_>,
) -> Option<(PathBuf, TextEdit)> {
    let config = std::path::absolute(folder.join(CONFIG)).ok()?;
    let open = documents.get(&config).map(|document| document.text.clone());
    let text = open.or_else(|| text_file::read(&config).ok())?;
    let base = config.parent().unwrap_or(folder);
    let path = about.path.strip_prefix(base).unwrap_or(about.path);
    let path = path.to_string_lossy().replace('\\', "/");
    let id = match about.id {
        "" => String::new(),
        id => format!("id: {}, ", quoted(id)),
    };
    let entry = format!(
        "{{code: {}, {id}path: {}, reason: \"\"}}",
        about.code,
        quoted(&path)
    );
    let mut lines = text.lines();
    let key = lines.position(|line| line.trim_end() == "suppress:");
    if let Some(at) = key {
        let next = lines.find(|line| !line.trim().is_empty() && !line.trim().starts_with('#'));
        let indent = next.map_or("  ", |line| &line[..line.len() - line.trim_start().len()]);
        let is_list = next.is_none_or(|line| line.trim_start().starts_with("- "));
        let edit = insertion(at as u32 + 1, format!("{indent}- {entry}\n"));
        return is_list.then_some((config, edit));
    }
    if text.lines().any(|line| line.starts_with("suppress:")) {
        return None;
    }
    let ends = text.is_empty() || text.ends_with('\n');
    let end = LineIndex::of(&text).position(text.len());
    let edit = TextEdit {
        range: Range { start: end, end },
        new_text: format!("{}suppress:\n  - {entry}\n", if ends { "" } else { "\n" }),
    };
    Some((config, edit))
}

fn insertion(line: u32, new_text: String) -> TextEdit {
    let at = Position { line, character: 0 };
    TextEdit {
        range: Range { start: at, end: at },
        new_text,
    }
}

/// A text in quotes, as YAML and JSON write it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
