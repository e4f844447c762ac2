//! A scripted editor: it starts `rolecall lsp` and speaks the protocol with it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// After so long, nothing comes any more. It is no measure of speed.
const PATIENCE: Duration = Duration::from_secs(300);

pub struct Editor {
    folder: PathBuf,
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What came while something else was waited for.
    early: Vec<Value>,
    heard: String,
    shown: String,
    versions: BTreeMap<String, i32>,
    requests: i32,
}

impl Editor {
    /// Opens a folder. The server itself is started elsewhere.
    pub fn in_folder(folder: &Path) -> Editor {
        let folder = std::fs::canonicalize(folder).unwrap();
        let mut server = Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .arg("lsp")
            .current_dir(std::env::temp_dir())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = server.stdin.take();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = next(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut editor = Editor {
            folder,
            server,
            input,
            messages,
            early: Vec::new(),
            heard: String::new(),
            shown: String::new(),
            versions: BTreeMap::new(),
            requests: 0,
        };
        let root = editor.uri("");
        let root = root.trim_end_matches('/');
        let asked = json!({
            "processId": null, "rootUri": root, "capabilities": {},
            "workspaceFolders": [{"uri": root, "name": "charts"}],
        });
        let offered = editor.request("initialize", asked);
        assert_eq!(offered["capabilities"]["hoverProvider"], true);
        editor.tell("initialized", json!({}));
        editor
    }

    /// The name of a file of the folder.
    pub fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.display())
    }

    fn write(&mut self, message: &Value) {
        let text = message.to_string();
        let input = self.input.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        input.flush().unwrap();
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.write(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and gives the whole answer.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.write(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.wait(|message| message["id"] == id)
    }

    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let answer = self.ask(method, params);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].clone()
    }

    fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.early.iter().position(&is_it) {
            return self.early.remove(at);
        }
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap();
            self.heard.push_str(&message.to_string());
            if message["method"] == "window/showMessage" {
                self.shown
                    .push_str(message["params"]["message"].as_str().unwrap());
            }
            if is_it(&message) {
                return message;
            }
            self.early.push(message);
        }
    }

    /// The next diagnostics of a file.
    pub fn diagnostics(&mut self, name: &str) -> Value {
        let uri = self.uri(name);
        let told = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        });
        told["params"]["diagnostics"].clone()
    }

    pub fn open(&mut self, name: &str, text: &str) -> Value {
        self.versions.insert(name.to_owned(), 1);
        let document =
            json!({"uri": self.uri(name), "languageId": "x", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
        self.diagnostics(name)
    }

    pub fn close(&mut self, name: &str) -> Value {
        let document = json!({"uri": self.uri(name)});
        self.tell("textDocument/didClose", json!({"textDocument": document}));
        self.diagnostics(name)
    }

    /// Puts a text in the place of a range, and gives the diagnostics of the file after it.
    pub fn edit(&mut self, name: &str, from: (u32, u32), to: (u32, u32), text: &str) -> Value {
        self.type_over(name, from, to, text);
        self.diagnostics(name)
    }

    /// The same without waiting.
    pub fn type_over(&mut self, name: &str, from: (u32, u32), to: (u32, u32), text: &str) {
        let at = |(line, character): (u32, u32)| json!({"line": line, "character": character});
        let range = json!({"start": at(from), "end": at(to)});
        self.change(name, json!({"range": range, "text": text}));
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, name: &str, text: &str) -> Value {
        self.change(name, json!({"text": text}));
        self.diagnostics(name)
    }

    fn change(&mut self, name: &str, change: Value) {
        let version = self.versions.get_mut(name).unwrap();
        *version += 1;
        let version = *version;
        let document = json!({"uri": self.uri(name), "version": version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        self.tell("textDocument/didChange", params);
    }

    /// Tells that a file was saved, and gives the diagnostics of an open one after it.
    pub fn saved(&mut self, name: &str, open: &str) -> Value {
        let document = json!({"uri": self.uri(name)});
        self.tell("textDocument/didSave", json!({"textDocument": document}));
        self.diagnostics(open)
    }

    /// Everything that the server said.
    pub fn heard(&self) -> &str {
        &self.heard
    }

    /// The messages that the server asked to show.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Ends as an editor does.
    pub fn end(mut self) {
        self.request("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        drop(self.input.take());
        assert!(self.server.wait().unwrap().success());
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The next message of the server.
fn next(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim() {
            "" => break,
            line => {
                if let Some(given) = line.strip_prefix("Content-Length: ") {
                    length = given.parse().ok()?;
                }
            }
        }
    }
    let mut text = vec![0; length];
    output.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

/// The codes of diagnostics.
pub fn codes(diagnostics: &Value) -> Vec<String> {
    let all = diagnostics.as_array().unwrap().iter();
    let codes = all.filter_map(|one| one["code"].as_str());
    codes.map(str::to_owned).collect()
}

/// Line and column of a text, as the protocol counts them.
pub fn place(text: &str, wanted: &str) -> (u32, u32) {
    let before = &text[..text.find(wanted).unwrap()];
    let line = before.matches('\n').count();
    let here = before.rsplit('\n').next().unwrap();
    (line as u32, here.encode_utf16().count() as u32)
}

/// A text with edits of the protocol made.
pub fn apply(text: &str, edits: &Value) -> String {
    let byte = |at: &Value| {
        let line = usize::try_from(at["line"].as_u64().unwrap()).unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = at["character"].as_u64().unwrap();
        let mut end = start;
        for c in text[start..].chars() {
            if units == 0 {
                break;
            }
            units -= c.len_utf16() as u64;
            end += c.len_utf8();
        }
        end
    };
    let edits = edits.as_array().unwrap().iter();
    let mut edits: Vec<_> = edits
        .map(|edit| {
            let range = &edit["range"];
            (
                byte(&range["start"]),
                byte(&range["end"]),
                edit["newText"].as_str().unwrap(),
            )
        })
        .collect();
    edits.sort_unstable();
    let mut changed = text.to_owned();
    for (from, to, new) in edits.into_iter().rev() {
        changed.replace_range(from..to, new);
    }
    changed
}
