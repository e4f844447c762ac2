//! The documents of a YAML file, told apart before they are parsed, so that an error in one of them does not
//! cost the others.

use std::ops::Range;

/// A document of a file.
pub struct Document {
    bytes: Range<usize>,
    first_line: usize,
}

/// Splits at document marks, which YAML allows nowhere else at the beginning of a line, not even in
/// quotes or in a block.
pub fn documents(text: &str) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut open = Document {
        bytes: 0..0,
        first_line: 1,
    };
    // Comments and directives in front of a mark belong to the document that it begins.
    let mut is_begun = false;
    let (mut at, mut line) = (0, 1);
    while at < text.len() {
        let end = line_end(text, at);
        let piece = &text[at..end];
        let bare = piece.strip_prefix('\u{feff}').unwrap_or(piece);
        let begins = is_mark(bare, "---");
        if begins && is_begun {
            let next = Document {
                bytes: at..at,
                first_line: line,
            };
            documents.push(std::mem::replace(&mut open, next));
        }
        let is_content = !bare.trim().is_empty() && !bare.starts_with(['#', '%']);
        is_begun |= begins || is_content;
        at = end;
        line += 1;
        open.bytes.end = at;
        if is_mark(bare, "...") {
            let next = Document {
                bytes: at..at,
                first_line: line,
            };
            documents.push(std::mem::replace(&mut open, next));
            is_begun = false;
        }
    }
    documents.push(open);
    documents.retain(|document| !text[document.bytes.clone()].trim().is_empty());
    documents
}

fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Byte after the line break of the line that begins at `at`.
fn line_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    match memchr::memchr2(b'\n', b'\r', &bytes[at..]) {
        Some(found) if bytes[at + found..].starts_with(b"\r\n") => at + found + 2,
        Some(found) => at + found + 1,
        None => text.len(),
    }
}

impl Document {
    /// Where it stands in the text of the file.
    pub fn place<'t>(&self, text: &'t str) -> DocumentStart<'t> {
        DocumentStart {
            text: &text[self.bytes.clone()],
            first_byte: self.bytes.start,
            first_line: self.first_line,
        }
    }
}

/// Where a document stands in its file.
#[derive(Clone, Copy)]
pub struct DocumentStart<'t> {
    /// Its text.
    pub text: &'t str,
    /// Byte of the file at which it begins.
    pub first_byte: usize,
    /// Line of the file on which it begins, counted from 1.
    pub first_line: usize,
}

#[cfg(test)]
mod tests {
    use super::documents;

    fn split(text: &str) -> Vec<(&str, usize)> {
        let place = |document: &super::Document| document.place(text);
        documents(text)
            .iter()
            .map(place)
            .map(|place| (place.text, place.first_line))
            .collect()
    }

    #[test]
    fn marks_at_the_beginning_of_a_line_part_documents() {
        assert_eq!(
            split("a: 1\n---\nb: 2\n"),
            [("a: 1\n", 1), ("---\nb: 2\n", 2)]
        );
        assert_eq!(split("a: |\n  ---\n  x\n").len(), 1);
        assert_eq!(split("a: ---\n----\n").len(), 1);
    }

    #[test]
    fn what_stands_in_front_of_the_first_mark_belongs_to_it() {
        assert_eq!(split("# note\n%YAML 1.2\n---\na: 1\n").len(), 1);
        assert_eq!(split("\u{feff}---\na: 1\n").len(), 1);
    }

    #[test]
    fn an_end_mark_ends_a_document() {
        assert_eq!(split("a: 1\n...\n# note\n---\nb: 2\n").len(), 2);
    }

    #[test]
    fn any_line_break_will_do() {
        assert_eq!(split("a: 1\r---\rb: 2\r")[1], ("---\rb: 2\r", 2));
        assert_eq!(split("a: 1\r\n---\r\nb: 2")[1].1, 2);
    }
}
