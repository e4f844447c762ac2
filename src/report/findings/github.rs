//! Workflow commands of GitHub Actions, which mark the lines of a pull request:
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use std::io;

use super::{Mark, Marks};
use crate::model::Severity;
use crate::report::words::plain;

/// GitHub shows so many annotations of each kind for a step, and drops the rest without a word.
const MOST_SHOWN: usize = 10;

/// Writes an annotation for each place, gravest first, as far as GitHub shows them; a last line counts all. Gives back
/// how many places have none.
///
/// # Errors
/// Those of the writer.
pub fn findings_github(marks: &Marks<'_>, out: &mut impl io::Write) -> io::Result<usize> {
    let all = marks.gravest_first();
    let mut hidden = 0;
    for severity in Severity::ALL {
        let of = all.iter().filter(|mark| mark.severity == severity);
        for (index, mark) in of.enumerate() {
            if index < MOST_SHOWN {
                annotation(mark, out)?;
            } else {
                hidden += 1;
            }
        }
    }
    let found = marks.counted();
    match hidden {
        0 => writeln!(out, "{found}")?,
        _ => writeln!(
            out,
            "{found}; {hidden} places are not shown here, since GitHub shows {MOST_SHOWN} annotations of a kind"
        )?,
    }
    Ok(hidden)
}

fn annotation(mark: &Mark<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let command = match mark.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let title = format!("{} {}", mark.code, mark.name());
    let text = format!("{}\n{}", plain(&mark.message), plain(mark.help()));
    writeln!(
        out,
        "::{command} file={},line={},col={},title={}::{}",
        property(&mark.place.path()),
        mark.place.line,
        mark.place.column,
        property(&title),
        message(&text)
    )
}

/// Text behind the second `::`: a line break would end the command.
fn message(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: a colon or comma would end it.
fn property(text: &str) -> String {
    message(&plain(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_end_a_command_or_a_property() {
        assert_eq!(message("50%\n::error::x"), "50%25%0A::error::x");
        assert_eq!(property("a,b:c.csv"), "a%2Cb%3Ac.csv");
        assert!(!property("a\n::error::b").contains('\n'));
    }
}
