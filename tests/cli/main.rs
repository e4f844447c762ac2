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
