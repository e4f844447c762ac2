//! A JSON writer whose output has no hidden characters and no commands for build systems.

use std::io::{self, Write};

use super::visible::{is_command, is_hidden};

/// Writes hidden characters as `\uXXXX`, which a JSON parser reads as the same text. Outside strings JSON is
/// pure ASCII, so no parser is needed here.
pub struct JsonSafe<W: Write> {
    inner: W,
    /// Bytes that cannot be judged yet: part of a character or of a command.
    held: Vec<u8>,
}

/// No command and no character is longer, in bytes.
const LONGEST: usize = 16;

impl<W: Write> JsonSafe<W> {
    /// Wraps another writer.
    pub fn new(inner: W) -> Self {
        JsonSafe {
            inner,
            held: Vec::new(),
        }
    }

    fn pass(&mut self, all: bool) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.held);
        let mut at = 0;
        let mut written = 0;
        while let Some(next) = first_suspect(&bytes[at..]) {
            at += next;
            if !all && bytes.len() - at < LONGEST {
                self.inner.write_all(&bytes[written..at])?;
                self.held.extend_from_slice(&bytes[at..]);
                return Ok(());
            }
            if bytes[at] == b'#' {
                if is_command(&bytes[at..]) {
                    self.inner.write_all(&bytes[written..at])?;
                    self.inner.write_all(b"\\u0023")?;
                    written = at + 1;
                }
                at += 1;
                continue;
            }
            let end = bytes.len().min(at + 4);
            let chunk = bytes[at..end].utf8_chunks().next();
            let first = chunk.and_then(|chunk| chunk.valid().chars().next());
            if let Some(c) = first.filter(|c| is_hidden(*c)) {
                self.inner.write_all(&bytes[written..at])?;
                for half in c.encode_utf16(&mut [0; 2]) {
                    write!(self.inner, "\\u{half:04x}")?;
                }
                written = at + c.len_utf8();
            }
            at += first.map_or(1, char::len_utf8);
        }
        self.inner.write_all(&bytes[written..])
    }
}

/// The first byte that may begin a hidden character or a command.
fn first_suspect(bytes: &[u8]) -> Option<usize> {
    let is_suspect = |byte: &u8| *byte >= 0x7f || *byte == b'#';
    // Most pieces hold none. All bytes of a piece are asked, since a processor asks many at once.
    let is_clean = |piece: &&[u8]| !piece.iter().fold(false, |any, byte| any | is_suspect(byte));
    let clean = bytes.chunks_exact(64).take_while(is_clean).count() * 64;
    let rest = bytes[clean..].iter();
    let at = rest.clone().position(is_suspect)?;
    Some(clean + at)
}

impl<W: Write> Write for JsonSafe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.is_empty() && first_suspect(bytes).is_none() {
            self.inner.write_all(bytes)?;
            return Ok(bytes.len());
        }
        self.held.extend_from_slice(bytes);
        self.pass(false)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass(true)?;
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped_and_parse_to_the_same_text() {
        for text in [
            "a\u{9b}b\u{7f}",
            "\u{202e}x\u{e0041}",
            "##vso[task] #1 ##",
            "Müller 银行 😀",
            "#",
        ] {
            let json = serde_json::to_string(text).unwrap();
            for size in [1, 3, 100] {
                let mut out = Vec::new();
                let mut writer = JsonSafe::new(&mut out);
                for piece in json.as_bytes().chunks(size) {
                    writer.write_all(piece).unwrap();
                }
                writer.flush().unwrap();
                drop(writer);
                let out = String::from_utf8(out).unwrap();
                assert!(!out.contains(is_hidden) && !out.contains("##vso["), "{out}");
                assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
            }
        }
    }
}
