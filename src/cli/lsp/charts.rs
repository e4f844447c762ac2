//! Reads the chart that an open document belongs to: its own, or that of its folder if each file there is one person.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use rolecall::audit::{self, Audit, audit_for};
use rolecall::classify::ClassifiedChart;
use rolecall::fix::{Fix, fixes_asked_for};
use rolecall::model::FileId;
use rolecall::read::{Input, ReadError, is_chart};
use rolecall::rules::Rules;

use super::args::LspArgs;
use super::documents::{Documents, OpenDocument};

/// A chart with what was found in it.
pub struct Judged {
    pub on: ClassifiedChart,
    pub audit: Audit,
    pub fixes: Vec<Fix>,
    /// The folder whose files are its people, if it is not the chart of one file.
    pub folder: Option<PathBuf>,
}

impl Judged {
    /// The file of the chart at a path.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        let mut files = self.on.chart.sources().files.iter();
        let at = files.position(|file| Path::new(&file.name) == path)?;
        Some(FileId(at as u32))
    }

    /// Whether a file gave positions.
    pub fn holds_positions(&self, path: &Path) -> bool {
        let sources = self.on.chart.sources();
        let file = self.file(path).map(|file| sources.file(file));
        file.is_some_and(|file| file.tally.positions > 0)
    }

    /// What could not be read of a file.
    pub fn errors(&self, path: &Path) -> impl Iterator<Item = &ReadError> {
        let errors = self.on.chart.sources().errors.iter();
        errors.filter(move |error| Path::new(&error.file) == path)
    }

    /// Whether a change of a file may change it.
    pub fn depends_on(&self, path: &Path) -> bool {
        let is_in = |folder: &PathBuf| path.starts_with(folder);
        self.folder.as_ref().is_some_and(is_in)
            || self.file(path).is_some()
            || self.errors(path).next().is_some()
    }
}

impl LspArgs {
    /// The chart of a document. There is none for what is not read as a chart.
    pub fn judge(
        &self,
        path: &Path,
        documents: &Documents,
        rules: &Rules,
    ) -> Result<Option<Judged>> {
        let Some(document) = documents.get(path) else {
            return Ok(None);
        };
        if !is_chart(path) || !self.read.selection()?.takes(path) {
            return Ok(None);
        }
        let alone = self.read_chart(vec![held(path, document)], rules);
        let folder = match self.read.joins() {
            true => path.parent().map(Path::to_owned),
            false => alone.chart.sources().folder_of_people(),
        };
        if let Some(folder) = folder {
            let inputs = self.inputs_of(&folder, documents)?;
            let together = self.read_chart(inputs, rules);
            let judged = self.audit(together, Some(folder), rules)?;
            let file = judged.file(path);
            let is_part = |file: FileId| {
                let source = judged.on.chart.sources().file(file);
                source.part_of.is_some()
            };
            if file.is_some_and(is_part) {
                return Ok(Some(judged));
            }
        }
        self.audit(alone, None, rules).map(Some)
    }

    /// The files of a folder, as they are in the editor or else on the disk.
    fn inputs_of(&self, folder: &Path, documents: &Documents) -> Result<Vec<Input>> {
        let mut inputs = self.read.discover(&[folder.to_owned()])?.inputs;
        let known: BTreeSet<String> = inputs.iter().map(Input::name).collect();
        for input in &mut inputs {
            let name = input.name();
            if let Some(document) = documents.get(Path::new(&name)) {
                *input = input.holding(bytes(document));
            }
        }
        let selection = self.read.selection()?;
        let new = documents.iter().filter(|(path, _)| {
            let is_new = !known.contains(&path.display().to_string());
            is_new && path.starts_with(folder) && is_chart(path) && selection.takes(path)
        });
        let named: Arc<Path> = folder.into();
        let new = new.map(|(path, document)| Input::HeldInFolder {
            folder: Arc::clone(&named),
            name: path.display().to_string(),
            bytes: bytes(document),
        });
        inputs.extend(new);
        Ok(inputs)
    }

    fn read_chart(&self, inputs: Vec<Input>, rules: &Rules) -> ClassifiedChart {
        ClassifiedChart::read(self.read.reader_of_inputs(inputs, rules), rules)
    }

    fn audit(&self, on: ClassifiedChart, folder: Option<PathBuf>, rules: &Rules) -> Result<Judged> {
        let filter = self.wanted.unchecked();
        let mut audit = audit_for(&on, rules, audit::AuditOptions::default(), &filter);
        self.baseline
            .mark(&mut audit, &on.chart, self.read.folder(), false)?;
        let fixes = fixes_asked_for(&on, rules, &filter, &audit);
        Ok(Judged {
            on,
            audit,
            fixes,
            folder,
        })
    }
}

fn held(path: &Path, document: &OpenDocument) -> Input {
    Input::Held {
        name: path.display().to_string(),
        bytes: bytes(document),
    }
}

fn bytes(document: &OpenDocument) -> Arc<[u8]> {
    Arc::from(document.text.as_bytes())
}
