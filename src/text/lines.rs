//! A writer that keeps untrusted text from controlling the terminal or the build system.

use std::io::{self, Write};

use super::visible::{may_command, visible_lines};

/// Passes whole lines on, each made safe as by [`visible_lines`].
pub struct Visible<W: Write> {
    inner: W,
    line: Vec<u8>,
    keeps_styles: bool,
}

/// A line longer than this many bytes is passed on in pieces.
const LONGEST: usize = 1 << 20;
/// No command for a build system is longer, in bytes.
const LONGEST_COMMAND: usize = 16;

impl<W: Write> Visible<W> {
    /// Wraps another writer. Colours and other styles (`ESC [ … m`) are our own and stay: escapes in text from
    /// files are made visible before we style it.
    pub fn new(inner: W) -> Self {
        Visible {
            inner,
            line: Vec::new(),
            keeps_styles: true,
        }
    }

    /// Wraps another writer, for text without styles of our own: any escape in it came from a file.
    pub fn unstyled(inner: W) -> Self {
        Visible {
            keeps_styles: false,
            ..Visible::new(inner)
        }
    }

    /// Passes on all complete lines, or with `all` everything.
    fn pass(&mut self, all: bool) -> io::Result<()> {
        let mut to = match memchr::memrchr(b'\n', &self.line) {
            Some(at) => at + 1,
            None => 0,
        };
        if all {
            to = self.line.len();
        } else if to == 0 && self.line.len() > LONGEST {
            // An incomplete character waits for the next piece, and so does what may be part of a command.
            to = self.line.len() - LONGEST_COMMAND;
            to = match std::str::from_utf8(&self.line[..to]) {
                Err(error) if error.error_len().is_none() => error.valid_up_to(),
                _ => to,
            };
        }
        if to == 0 {
            return Ok(());
        }
        let done = &self.line[..to];
        let is_clean = |byte: &u8| *byte == b'\n' || (b' '..=b'~').contains(byte);
        if done.iter().all(is_clean) && !may_command(done) {
            self.inner.write_all(done)?;
        } else {
            for line in done.split_inclusive(|byte| *byte == b'\n') {
                let line = String::from_utf8_lossy(line);
                if self.keeps_styles {
                    write_line(&line, &mut self.inner)?;
                } else {
                    self.inner.write_all(visible_lines(&line).as_bytes())?;
                }
            }
        }
        self.line.drain(..to);
        Ok(())
    }
}

/// Writes a line with its styles. A style does not separate text: a command may begin behind one.
fn write_line(line: &str, out: &mut impl Write) -> io::Result<()> {
    let pieces = pieces(line);
    let bare: String = pieces.iter().map(|(text, _)| *text).collect();
    if *visible_lines(&bare) == bare {
        return out.write_all(line.as_bytes());
    }
    let mut shown = String::with_capacity(line.len());
    let mut is_first = true;
    for (text, style) in pieces {
        push_piece(&mut shown, text, &mut is_first);
        shown.push_str(style);
    }
    out.write_all(shown.as_bytes())
}

/// The pieces of text in a line, each with the style behind it. The last one has none.
fn pieces(line: &str) -> Vec<(&str, &str)> {
    let (mut pieces, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(found) = line[at..].find("\u{1b}[") {
        let style = at + found;
        at = style + "\u{1b}[".len();
        if let Some(end) = style_end(&line[at..]) {
            at += end;
            pieces.push((&line[from..style], &line[style..at]));
            from = at;
        }
    }
    pieces.push((&line[from..], ""));
    pieces
}

fn push_piece(shown: &mut String, piece: &str, is_first: &mut bool) {
    let clean = visible_lines(piece);
    match clean.strip_prefix("\\::").filter(|_| !*is_first) {
        // A command counts only at the beginning of a line.
        Some(_) => shown.push_str(&clean[1..]),
        None => shown.push_str(&clean),
    }
    *is_first &= piece.trim().is_empty();
}

/// The length of the parameters of a style, including the `m`.
fn style_end(behind: &str) -> Option<usize> {
    let end = behind.find(|c: char| !(c.is_ascii_digit() || matches!(c, ';' | ':')))?;
    behind[end..].starts_with('m').then_some(end + 1)
}

impl<W: Write> Write for Visible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.line.extend_from_slice(bytes);
        if memchr::memchr(b'\n', bytes).is_some() || self.line.len() > LONGEST {
            self.pass(false)?;
        }
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

    fn written(pieces: &[&str]) -> String {
        let mut out = Vec::new();
        let mut writer = Visible::new(&mut out);
        for piece in pieces {
            writer.write_all(piece.as_bytes()).unwrap();
        }
        writer.flush().unwrap();
        drop(writer);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn styles_are_kept_and_other_escapes_are_made_visible() {
        let styled = "\u{1b}[1mbold\u{1b}[0m and plain\n";
        assert_eq!(written(&[styled]), styled);
        assert_eq!(
            written(&["\u{1b}[1ma\u{1b}[2Jb\u{202e}\u{1b}[0m\n"]),
            "\u{1b}[1ma\\u{1b}[2Jb\\u{202e}\u{1b}[0m\n"
        );
    }

    #[test]
    fn text_without_styles_of_our_own_has_no_escapes() {
        let mut out = Vec::new();
        let mut writer = Visible::unstyled(&mut out);
        writer
            .write_all(b"1,\x1b[31mCIO\x1b[0m\n::error::x")
            .unwrap();
        writer.flush().unwrap();
        drop(writer);
        let shown = "1,\\u{1b}[31mCIO\\u{1b}[0m\n\\::error::x";
        assert_eq!(String::from_utf8(out).unwrap(), shown);
    }

    #[test]
    fn a_long_line_is_passed_on_without_tearing_a_command() {
        let long = "x".repeat(LONGEST);
        let shown = format!("{long}#\\#vso[a]\n");
        assert!(written(&[&long, "##", "vso[a]\n"]) == shown);
        assert!(written(&[&long, "##vso", "[a]\n"]) == shown);
        assert!(written(&[&long, "#", "#", "vso[a]\n"]) == shown);
    }

    #[test]
    fn no_line_begins_with_a_command() {
        assert_eq!(written(&["ab\n", ":", ":error::x\n"]), "ab\n\\::error::x\n");
        assert_eq!(
            written(&["\u{1b}[1m::error::x\u{1b}[0m\n"]),
            "\u{1b}[1m\\::error::x\u{1b}[0m\n"
        );
    }
}
