//! Finds the configuration: the nearest `rolecall.yaml` above the charts, else above the working directory, and no further
//! up than the repository.

use std::path::{Component, Path, PathBuf};

use rolecall::read::CONFIG;

/// The configuration for these charts, as a path from the working directory.
pub fn configuration(charts: &[PathBuf]) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let starts = [folder_around(charts, &here), Some(here.clone())];
    let found = starts.into_iter().flatten().find_map(|from| above(&from));
    found.map(|path| shown(&path, &here))
}

/// The deepest folder that all charts are in.
fn folder_around(charts: &[PathBuf], here: &Path) -> Option<PathBuf> {
    let named = charts.iter().filter(|chart| chart.as_os_str() != "-");
    let folders = named.map(|chart| {
        let path = here.join(chart);
        // What is gone by now was in a folder that may still be there.
        let mut above = path.ancestors();
        let folder = above.find(|folder| folder.is_dir()).unwrap_or(here);
        std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
    });
    folders.reduce(|one, other| {
        let mut shared = one.ancestors();
        let shared = shared.find(|folder| other.starts_with(folder));
        shared.unwrap_or(Path::new("/")).to_owned()
    })
}

/// The nearest configuration in a folder or above it. Outside of a repository only the folder itself counts, since
/// nobody knows whose the folders above are.
fn above(folder: &Path) -> Option<PathBuf> {
    let is_root = |folder: &&Path| folder.join(".git").exists();
    let root = folder.ancestors().find(is_root).unwrap_or(folder);
    let within = folder.ancestors().take_while(|one| one.starts_with(root));
    let mut files = within.map(|folder| folder.join(CONFIG));
    files.find(|file| file.is_file())
}

/// A path as a person in a folder would write it.
fn shown(path: &Path, here: &Path) -> PathBuf {
    let here = std::fs::canonicalize(here).unwrap_or_else(|_| here.to_owned());
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut up = PathBuf::new();
    for folder in here.ancestors() {
        if let Ok(below) = path.strip_prefix(folder) {
            return up.join(below);
        }
        // Above so many folders, the whole path is easier to read.
        if up.components().count() > 3 || folder.parent().is_none() {
            break;
        }
        up.push(Component::ParentDir);
    }
    path
}
