//! `rolecall lsp`: findings in an editor, by the Language Server Protocol over standard input and output.
//!
//! A `session` answers one message after the other. `documents` are the texts that are open in the editor, which count
//! instead of the files; `args` are the flags, and `charts` reads the chart that such a document belongs to. `diagnostics`, `hover` and `actions` turn
//! what was found into what an editor asks for, and `suppress` writes suppressions. `place` and `uri` translate places and
//! names of files.

mod actions;
mod args;
mod charts;
mod diagnostics;
mod documents;
mod hover;
mod place;
mod session;
mod suppress;
mod uri;

use std::ffi::OsString;

use anyhow::{Context, Result};
use lsp_server::Connection;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, HoverProviderCapability,
    InitializeParams, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use serde_json::json;

use super::Outcome;
pub use args::LspArgs;
use session::Session;

impl LspArgs {
    /// Serves an editor until it says that it is done.
    pub fn run(self, given: &[OsString]) -> Result<Outcome> {
        let (connection, threads) = Connection::stdio();
        let (id, asked) = connection
            .initialize_start()
            .context("the editor did not begin as the protocol wants it")?;
        let asked: InitializeParams = serde_json::from_value(asked)?;
        let offered = json!({
            "capabilities": capabilities(),
            "serverInfo": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")},
        });
        connection.initialize_finish(id, offered)?;
        let session = Session::begin(&connection, self, given, folder(&asked))?;
        session.serve()?;
        drop(connection);
        threads.join()?;
        Ok(Outcome::Clean)
    }
}

/// The folder that the editor has open.
fn folder(asked: &InitializeParams) -> Option<std::path::PathBuf> {
    let folders = asked.workspace_folders.iter().flatten();
    let mut folders = folders.map(|folder| &folder.uri);
    #[expect(deprecated, reason = "older editors give nothing else")]
    let root = folders.next().or(asked.root_uri.as_ref());
    root.and_then(|uri| uri::path_of(uri.as_str()))
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::Supported(true)),
                ..TextDocumentSyncOptions::default()
            },
        )),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![
                CodeActionKind::QUICKFIX,
                CodeActionKind::SOURCE_FIX_ALL,
            ]),
            ..CodeActionOptions::default()
        })),
        ..ServerCapabilities::default()
    }
}
