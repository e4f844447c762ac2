//! The rule pack, the layers that users put over it, and what measures and learns its numbers.

mod contributing;
mod evaluate;
mod fit;
mod layers;
mod model_numbers;
mod only_data;
mod pack;
mod schema;

use std::fs;
use std::path::{Path, PathBuf};

/// All files of a folder of the project and of those below it.
fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let to = if path.is_dir() {
                &mut folders
            } else {
                &mut files
            };
            to.push(path);
        }
    }
    files
}
