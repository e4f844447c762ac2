//! Comments of a YAML chart that speak to rolecall: `# rolecall: ignore RC201 -- reason`.

use crate::read::input::remark::Remark;

/// The remarks of a YAML text, in its order. A comment behind a value is about its own line, one on a line of its own
/// about the next line with content. Text in quotes and in blocks is no comment.
pub fn remarks(text: &str) -> Vec<Remark> {
    if !text.contains(MARK) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut waiting = 0;
    let mut at = State::default();
    for (line, number) in text.lines().zip(1..) {
        let Some(comment) = at.comment(line) else {
            if !line.trim().is_empty() {
                settle(&mut found, waiting, number);
                waiting = found.len();
            }
            continue;
        };
        let has_content = !line[..comment].trim().is_empty();
        if has_content {
            settle(&mut found, waiting, number);
        }
        if let Some(remark) = remark(&line[comment..]) {
            let column = line[..comment].chars().count() + 1;
            found.push(Remark {
                line: number,
                column: u32::try_from(column).unwrap_or(u32::MAX),
                about: number,
                ..remark
            });
        }
        if has_content {
            waiting = found.len();
        }
    }
    found
}

/// Lets remarks on lines of their own be about the line that follows them.
fn settle(found: &mut [Remark], waiting: usize, line: u32) {
    for remark in found.iter_mut().skip(waiting) {
        remark.about = line;
    }
}

/// The word by which a remark begins.
const MARK: &str = "rolecall:";

/// Reads a comment as a remark.
fn remark(comment: &str) -> Option<Remark> {
    let said = comment.trim_start_matches('#').trim_start();
    let said = said.strip_prefix(MARK)?.trim_start();
    let said = said.strip_prefix("ignore")?;
    if said.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let (what, reason) = said.split_once("--").unwrap_or((said, ""));
    let mut codes = Vec::new();
    let mut until = None;
    let mut words = what.split([' ', ',', '\t']).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        match word {
            "until" => until = words.next().map(str::to_owned),
            code => codes.push(code.to_owned()),
        }
    }
    Some(Remark {
        line: 0,
        column: 0,
        about: 0,
        codes,
        until,
        reason: reason.trim().to_owned(),
    })
}

/// Where the beginning of a line is.
#[derive(Default)]
struct State {
    /// In text between these quotes.
    quote: Option<char>,
    /// In a block of text below a line with this indent.
    block: Option<usize>,
}

impl State {
    /// The byte at which a line's comment begins, if it has one. Goes on to the next line.
    fn comment(&mut self, line: &str) -> Option<usize> {
        if let Some(indent) = self.block {
            if line.trim().is_empty() || indent_of(line) > indent {
                return None;
            }
            self.block = None;
        }
        let mut before = None;
        let mut is_behind_blank = true;
        let mut signs = line.char_indices();
        while let Some((at, sign)) = signs.next() {
            match (self.quote, sign) {
                (Some('"'), '\\') => drop(signs.next()),
                // A single quote inside of single quotes is doubled.
                (Some('\''), '\'') if line[at + 1..].starts_with('\'') => drop(signs.next()),
                (Some(quote), sign) if quote == sign => self.quote = None,
                (Some(_), _) => {}
                (None, '#') if is_behind_blank => {
                    self.open_block(&line[..at]);
                    return Some(at);
                }
                // A quote opens only where a value begins.
                (None, '"' | '\'') if before.is_none_or(|one| ":-?[{,".contains(one)) => {
                    self.quote = Some(sign);
                }
                (None, _) => {}
            }
            is_behind_blank = sign == ' ' || sign == '\t';
            if !is_behind_blank {
                before = Some(sign);
            }
        }
        if self.quote.is_none() {
            self.open_block(line);
        }
        None
    }

    /// Notes that a block of text begins below a line, if the line says so.
    fn open_block(&mut self, line: &str) {
        let last = line.split_whitespace().next_back().unwrap_or_default();
        let is_header = last.starts_with(['|', '>'])
            && last
                .chars()
                .skip(1)
                .all(|sign| "+-0123456789".contains(sign));
        if is_header {
            self.block = Some(indent_of_key(line));
        }
    }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The column of the key of a line, or of the dash in front of a value without a key.
fn indent_of_key(line: &str) -> usize {
    let mut indent = indent_of(line);
    while let Some(behind) = line.get(indent..).and_then(|rest| rest.strip_prefix("- ")) {
        let next = line.len() - behind.trim_start().len();
        if behind.trim_start().starts_with(['|', '>']) {
            break;
        }
        indent = next;
    }
    indent
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(u32, u32, String)> {
        let found = remarks(text).into_iter();
        found
            .map(|one| (one.line, one.about, one.codes.join(" ")))
            .collect()
    }

    #[test]
    fn a_remark_is_about_its_line_or_the_next_with_content() {
        let text = "# rolecall: ignore RC101 -- a\n\n# no remark\n- id: 1 # rolecall: ignore RC2, RC3\n  \
                    title: CIO\n";
        assert_eq!(
            told(text),
            [(1, 4, "RC101".to_owned()), (4, 4, "RC2 RC3".to_owned())]
        );
    }

    #[test]
    fn a_remark_says_why_and_until_when() {
        let text = "- id: 1  #rolecall:ignore RC131 until 2026-03-31 -- hired -- soon\n";
        let found = remarks(text);
        assert_eq!(found[0].codes, ["RC131"]);
        assert_eq!(found[0].until.as_deref(), Some("2026-03-31"));
        assert_eq!(found[0].reason, "hired -- soon");
        assert_eq!(found[0].column, 10);
    }

    #[test]
    fn text_of_a_chart_is_no_remark() {
        for text in [
            "- title: \"CIO # rolecall: ignore RC1 -- a\"\n",
            "- title: 'it''s # rolecall: ignore RC1'\n",
            "- title: CIO#rolecall: ignore RC1\n",
            "- duties: |\n    Leads.\n\n    # rolecall: ignore RC1\n  title: CIO\n",
            "- >\n # rolecall: ignore RC1\n",
            "- title: \"CIO\n    # rolecall: ignore RC1\"\n",
            "- title: CIO # rolecall: ignored RC1\n",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
        let text = "- duties: |\n    Leads.\n  title: it's # rolecall: ignore RC1\n";
        assert_eq!(told(text), [(3, 3, "RC1".to_owned())]);
    }
}
