//! The answer for each entity in a sentence, and how the workbook was made.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::places::Words;
use super::sheet::{SheetCell, WorkbookSheet};
use crate::model::{Severity, Side};
use crate::report::Audited;
use crate::report::board::coverage::Answer;
use crate::report::board::options::BoardOptions;

/// The most entities whose answer stands here; the sheet on coverage has all.
const MOST_ANSWERS: usize = 200;

pub(super) fn summary(
    audited: Audited<'_>,
    options: &BoardOptions,
    answers: &[Answer],
    left_out: usize,
    words: &Words,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = WorkbookSheet::new(
        words.of("sheet_summary"),
        &[(words.of("title"), 34.0), ("", 90.0)],
    )?;
    let mut say = |what: &str, said: &str| {
        sheet
            .row(&[SheetCell::Text(what), SheetCell::Text(said)])
            .map(|_| ())
    };
    say("", words.of("intro"))?;
    for one in answers.iter().take(MOST_ANSWERS) {
        for side in Side::BOTH {
            let state = one.sides[side].state;
            let said = format!(
                "{}: {}",
                words.of(&format!("side_{}", side.name())),
                words.of(&format!("means_{state}"))
            );
            say(&one.name, &said)?;
        }
    }
    for severity in Severity::ALL {
        let found = audited.audit.counting();
        let count = found.filter(|finding| finding.severity == severity).count();
        say(
            words.of(&format!("severity_{}", severity.name())),
            &count.to_string(),
        )?;
    }
    if left_out > 0 {
        say(
            words.of("nav_findings"),
            &words
                .of("sheet_full")
                .replace("{count}", &left_out.to_string()),
        )?;
    }
    let rules = audited.rules;
    let rules = format!(
        "{} {} ({})",
        rules.info.name, rules.info.version, rules.hash
    );
    say(words.of("rules"), &rules)?;
    let sources = audited.on.chart.sources();
    say(words.of("files"), &sources.files.len().to_string())?;
    say(words.of("unread"), &sources.errors.len().to_string())?;
    say(
        words.of("day"),
        options.as_of.as_deref().unwrap_or(words.of("day_none")),
    )?;
    if let Some(command) = &options.command {
        say(words.of("repeat"), command)?;
    }
    say(words.of("confidence"), words.of("confidence_text"))?;
    Ok(sheet.plain())
}
