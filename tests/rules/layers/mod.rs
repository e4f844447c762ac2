//! Rule files laid over each other: what they extend, which entry counts, what is disabled, and where errors
//! are reported.

use std::path::PathBuf;

use rolecall::classify::Classifier;
use rolecall::model::{Position, Verdict};
use rolecall::rules::{Rules, RulesError};
use tempfile::TempDir;

mod checked;
mod disable;
mod documented;
mod extends;
mod hash;
mod limits;
mod overrides;

/// A folder with these files.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = folder.path(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        name.split('/')
            .fold(self.0.path().to_owned(), |path, part| path.join(part))
    }

    fn load(&self, names: &[&str]) -> Result<Rules, RulesError> {
        let paths: Vec<_> = names.iter().map(|name| self.path(name)).collect();
        Rules::layered(&paths)
    }

    /// The error for these files, without the folder.
    fn error(&self, names: &[&str]) -> String {
        let error = self.load(names).unwrap_err().to_string();
        self.shown(&error)
    }

    /// A text, without the folder.
    fn shown(&self, text: &str) -> String {
        let folder = format!("{}{}", self.0.path().display(), std::path::MAIN_SEPARATOR);
        text.replace(&folder, "").replace('\\', "/")
    }

    /// The files that were laid over the built-in pack.
    fn layers(&self, rules: &Rules) -> Vec<String> {
        let layers = rules.layers.iter();
        layers.map(|name| self.shown(name)).collect()
    }
}

/// The verdict on a position.
fn judged(rules: &Rules, position: Position<'_>) -> Verdict {
    Classifier::new(rules).classify(&position)
}

/// The ids of the roles that a title names.
fn roles(rules: &Rules, title: &str) -> Vec<String> {
    let position = Position {
        title,
        ..Position::default()
    };
    let verdict = judged(rules, position);
    let held = verdict.roles.iter();
    held.map(|held| rules.role(held.role).id.clone()).collect()
}
