//! The command line as its users run it: transcripts, configurations, outputs, repositories and editors.

mod config;
mod fix;
mod integrations;
mod lsp;
mod output;
mod readme;
mod stats;
mod story;
mod transcripts;

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder.
fn rolecall(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("GITHUB_STEP_SUMMARY")
        .output()
        .unwrap()
}
