//! The texts that are open in the editor. They count instead of the files of their names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::place::LineIndex;
use super::uri::path_of;

/// A text that is open in the editor.
pub struct OpenDocument {
    /// Its name as the editor writes it.
    pub uri: Uri,
    pub version: i32,
    pub text: String,
    /// Whether it has been read as a chart since it was opened.
    pub was_chart: bool,
}

/// All open texts, by path.
#[derive(Default)]
pub struct Documents(BTreeMap<PathBuf, OpenDocument>);

impl Documents {
    pub fn open(&mut self, uri: Uri, version: i32, text: String) {
        if let Some(path) = path_of(uri.as_str()) {
            let document = OpenDocument {
                uri,
                version,
                text,
                was_chart: false,
            };
            self.0.insert(path, document);
        }
    }

    /// Takes over what was typed.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) {
        let path = path_of(uri.as_str());
        let Some(document) = path.and_then(|path| self.0.get_mut(&path)) else {
            return;
        };
        document.version = version;
        for change in changes {
            let Some(range) = change.range else {
                document.text = change.text;
                continue;
            };
            let lines = LineIndex::of(&document.text);
            let (from, to) = (lines.byte(range.start), lines.byte(range.end));
            document
                .text
                .replace_range(from..to.max(from), &change.text);
        }
    }

    pub fn close(&mut self, uri: &Uri) -> Option<OpenDocument> {
        self.0.remove(&path_of(uri.as_str())?)
    }

    pub fn get(&self, path: &Path) -> Option<&OpenDocument> {
        self.0.get(path)
    }

    pub fn get_mut(&mut self, path: &Path) -> Option<&mut OpenDocument> {
        self.0.get_mut(path)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Path, &OpenDocument)> {
        self.0
            .iter()
            .map(|(path, document)| (path.as_path(), document))
    }
}
