//! One editor, from its first message to its last.

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::{
    CodeActionParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, HoverParams, MessageType, PublishDiagnosticsParams,
    ShowMessageParams, Uri,
};
use rolecall::read::CONFIG;
use rolecall::rules::Rules;
use serde::de::DeserializeOwned;

use super::actions::{Asked, actions};
use super::args::LspArgs;
use super::charts::Judged;
use super::diagnostics::diagnostics;
use super::documents::Documents;
use super::hover::hover;
use super::uri::path_of;
use crate::cli::{Command, configured};

/// What is known of an editor and its documents.
pub struct Session<'c> {
    connection: &'c Connection,
    /// The command line.
    given: &'c [OsString],
    args: LspArgs,
    rules: ManuallyDrop<Rules>,
    documents: Documents,
    /// The charts of the documents, as far as nothing changed since.
    judged: Vec<Judged>,
    /// The documents whose diagnostics are to be worked out again.
    waiting: Vec<PathBuf>,
}

impl<'c> Session<'c> {
    /// Begins in the folder that the editor has open, by the configuration of that folder.
    pub fn begin(
        connection: &'c Connection,
        plain: LspArgs,
        given: &'c [OsString],
        folder: Option<PathBuf>,
    ) -> Result<Session<'c>> {
        let entered = folder.map_or(Ok(()), |folder| {
            std::env::set_current_dir(&folder).with_context(|| folder.display().to_string())
        });
        let configured = entered.and_then(|()| configured_here(given));
        let (args, rules, wrong) = match configured.and_then(with_rules) {
            Ok((args, rules)) => (args, rules, None),
            // A mistake in the configuration must not leave the editor without findings.
            Err(wrong) => (plain, ManuallyDrop::new(Rules::builtin()?), Some(wrong)),
        };
        let session = Session {
            connection,
            given,
            args,
            rules,
            documents: Documents::default(),
            judged: Vec::new(),
            waiting: Vec::new(),
        };
        if let Some(wrong) = wrong {
            session.show(MessageType::ERROR, &format!("{wrong:#}"))?;
        }
        Ok(session)
    }

    /// Answers messages until the editor ends it. Diagnostics are worked out once nothing more is waiting, so that fast typing
    /// does not queue up.
    pub fn serve(mut self) -> Result<()> {
        while let Ok(message) = self.connection.receiver.recv() {
            if !self.answer(message)? {
                return Ok(());
            }
            while let Ok(message) = self.connection.receiver.try_recv() {
                if !self.answer(message)? {
                    return Ok(());
                }
            }
            self.publish()?;
        }
        Ok(())
    }

    /// Answers one message. Returns false at the end.
    fn answer(&mut self, message: Message) -> Result<bool> {
        match message {
            Message::Request(request) => {
                if self.connection.handle_shutdown(&request)? {
                    return Ok(false);
                }
                let response = self.respond(request)?;
                self.connection.sender.send(response.into())?;
            }
            Message::Notification(told) => self.note(told)?,
            Message::Response(_) => {}
        }
        Ok(true)
    }

    fn respond(&mut self, request: Request) -> Result<Response> {
        let Request { id, method, params } = request;
        match method.as_str() {
            "textDocument/hover" => {
                let Some(asked) = parsed::<HoverParams>(params) else {
                    return Ok(misshapen(id));
                };
                let asked = asked.text_document_position_params;
                let told = self.at(&asked.text_document.uri, |session, path, judged| {
                    let document = session.documents.get(path);
                    document.map_or(Ok(None), |document| {
                        hover(path, document, asked.position, judged, &session.rules)
                    })
                })?;
                Ok(Response::new_ok(id, told.transpose()?.flatten()))
            }
            "textDocument/codeAction" => {
                let Some(asked) = parsed::<CodeActionParams>(params) else {
                    return Ok(misshapen(id));
                };
                let offered = self.at(&asked.text_document.uri, |session, path, judged| {
                    let document = session.documents.get(path);
                    document.map_or_else(Vec::new, |document| {
                        let at = Asked {
                            path,
                            document,
                            documents: &session.documents,
                            folder: session.args.read.folder(),
                        };
                        actions(&at, &asked, judged, &session.rules)
                    })
                })?;
                Ok(Response::new_ok(id, offered.unwrap_or_default()))
            }
            _ => {
                let code = ErrorCode::MethodNotFound as i32;
                Ok(Response::new_err(
                    id,
                    code,
                    format!("`{method}` is not supported"),
                ))
            }
        }
    }

    fn note(&mut self, told: Notification) -> Result<()> {
        let Notification { method, params } = told;
        match method.as_str() {
            "textDocument/didOpen" => {
                if let Some(params) = parsed::<DidOpenTextDocumentParams>(params) {
                    let opened = params.text_document;
                    let path = path_of(opened.uri.as_str());
                    self.documents.open(opened.uri, opened.version, opened.text);
                    self.changed(path);
                }
            }
            "textDocument/didChange" => {
                if let Some(params) = parsed::<DidChangeTextDocumentParams>(params) {
                    let changed = params.text_document;
                    let path = path_of(changed.uri.as_str());
                    self.documents
                        .change(&changed.uri, changed.version, params.content_changes);
                    self.changed(path);
                }
            }
            "textDocument/didClose" => {
                if let Some(params) = parsed::<DidCloseTextDocumentParams>(params) {
                    let uri = params.text_document.uri;
                    if let Some(closed) = self.documents.close(&uri) {
                        self.send_diagnostics(closed.uri, None, Vec::new())?;
                    }
                    self.changed(path_of(uri.as_str()));
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                if params.to_string().contains(CONFIG) {
                    self.configure()?;
                }
                self.all_changed();
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads the configuration again. If it has a mistake, the one before stays.
    fn configure(&mut self) -> Result<()> {
        let configured = configured_here(self.given).and_then(|args| {
            let rules = args.read.compile_rules()?;
            Ok((args, rules))
        });
        match configured {
            Ok((args, rules)) => (self.args, self.rules) = (args, ManuallyDrop::new(rules)),
            Err(wrong) => self.show(MessageType::ERROR, &format!("{wrong:#}"))?,
        }
        Ok(())
    }

    /// Notes that a file is another one now.
    fn changed(&mut self, path: Option<PathBuf>) {
        let Some(path) = path else {
            return;
        };
        let judged = std::mem::take(&mut self.judged).into_iter();
        let (affected, kept): (Vec<_>, _) = judged.partition(|one| one.depends_on(&path));
        self.judged = kept;
        for (open, _) in self.documents.iter() {
            if affected.iter().any(|one| one.depends_on(open)) {
                self.waiting.push(open.to_owned());
            }
        }
        self.waiting.push(path);
    }

    /// Notes that any file may be another one now.
    fn all_changed(&mut self) {
        self.judged.clear();
        let open = self.documents.iter().map(|(path, _)| path.to_owned());
        self.waiting = open.collect();
    }

    /// Works out the diagnostics of the documents that wait for them.
    fn publish(&mut self) -> Result<()> {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort();
        waiting.dedup();
        for path in waiting {
            let Some(document) = self.documents.get(&path) else {
                continue;
            };
            let (uri, version) = (document.uri.clone(), document.version);
            let found = self.at(&uri, |session, path, judged| {
                if let Some(document) = session.documents.get_mut(path) {
                    document.was_chart |= judged.holds_positions(path);
                }
                let document = session.documents.get(path);
                document.map_or_else(Vec::new, |document| {
                    diagnostics(path, document, judged, &session.rules)
                })
            })?;
            self.send_diagnostics(uri, Some(version), found.unwrap_or_default())?;
        }
        Ok(())
    }

    /// Does something with the chart of a document. There may be none.
    fn at<T>(
        &mut self,
        uri: &Uri,
        does: impl FnOnce(&mut Session<'c>, &Path, &Judged) -> T,
    ) -> Result<Option<T>> {
        let Some(path) = path_of(uri.as_str()) else {
            return Ok(None);
        };
        let known = self.judged.iter().position(|one| {
            one.file(&path).is_some() || one.folder.is_none() && one.depends_on(&path)
        });
        let judged = match known {
            Some(at) => Some(self.judged.swap_remove(at)),
            None => match self.args.judge(&path, &self.documents, &self.rules) {
                Ok(judged) => judged,
                Err(wrong) => {
                    self.show(MessageType::ERROR, &format!("{wrong:#}"))?;
                    None
                }
            },
        };
        let Some(judged) = judged else {
            return Ok(None);
        };
        let done = does(self, &path, &judged);
        self.judged.push(judged);
        Ok(Some(done))
    }

    fn send_diagnostics(
        &self,
        uri: Uri,
        version: Option<i32>,
        diagnostics: Vec<lsp_types::Diagnostic>,
    ) -> Result<()> {
        let params = PublishDiagnosticsParams {
            uri,
            diagnostics,
            version,
        };
        self.send("textDocument/publishDiagnostics", params)
    }

    fn show(&self, typ: MessageType, message: &str) -> Result<()> {
        let message = message.to_owned();
        self.send("window/showMessage", ShowMessageParams { typ, message })
    }

    fn send(&self, method: &str, params: impl serde::Serialize) -> Result<()> {
        let told = Notification::new(method.to_owned(), params);
        Ok(self.connection.sender.send(told.into())?)
    }
}

/// The flags of the command line, with those of the configuration that is found here.
fn configured_here(given: &[OsString]) -> Result<LspArgs> {
    match configured::command_here(given.to_vec())? {
        Command::Lsp(args) => Ok(args),
        _ => anyhow::bail!("this is not the command `lsp`"),
    }
}

fn with_rules(args: LspArgs) -> Result<(LspArgs, ManuallyDrop<Rules>)> {
    let rules = args.read.load_rules()?;
    Ok((args, rules))
}

fn parsed<P: DeserializeOwned>(params: serde_json::Value) -> Option<P> {
    serde_json::from_value(params).ok()
}

fn misshapen(id: lsp_server::RequestId) -> Response {
    let told = "the parameters do not have the shape that the protocol gives them";
    Response::new_err(id, ErrorCode::InvalidParams as i32, told.to_owned())
}
