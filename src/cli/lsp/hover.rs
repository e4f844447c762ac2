//! What is said of the position under the mouse: its verdict and why. Never whose it is.

use std::path::Path;

use anyhow::Result;
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position as Place};
use rolecall::chart::SeatId;
use rolecall::classify::{Classifier, Derivation};
use rolecall::model::Position;
use rolecall::report::why_text;
use rolecall::rules::Rules;
use rolecall::text::visible_lines;

use super::charts::Judged;
use super::documents::OpenDocument;
use super::place::LineIndex;

/// Columns of a hover window in most editors.
const WIDTH: usize = 80;

/// The verdict on the position at a place of a document.
pub fn hover(
    path: &Path,
    document: &OpenDocument,
    at: Place,
    judged: &Judged,
    rules: &Rules,
) -> Result<Option<Hover>> {
    let Some(seat) = seat_at(path, document, at, judged) else {
        return Ok(None);
    };
    let position = judged.on.chart.position(seat);
    let judge = |one: &Position<'_>| judged.on.judge_as(seat, one, rules);
    let alone = Classifier::new(rules).classify(&position);
    let derivation = Derivation::of(rules, &position, judge).beside(alone);
    let mut text = Vec::new();
    // Styles are for terminals.
    let mut plain = anstream::StripStream::new(&mut text);
    why_text(rules, &position, &derivation, WIDTH, &mut plain)?;
    let text = String::from_utf8_lossy(&text);
    // Whatever the chart holds, it does not end the block.
    let text = visible_lines(&text).replace("```", "`\u{200b}``");
    let contents = MarkupContent {
        kind: MarkupKind::Markdown,
        value: format!("```text\n{}\n```", text.trim_end()),
    };
    Ok(Some(Hover {
        contents: HoverContents::Markup(contents),
        range: None,
    }))
}

/// The seat whose record holds a place: the last one that begins before it.
pub fn seat_at(path: &Path, document: &OpenDocument, at: Place, judged: &Judged) -> Option<SeatId> {
    let file = judged.file(path)?;
    let byte = LineIndex::of(&document.text).byte(at) as u64;
    let chart = &judged.on.chart;
    let seats = chart
        .seats()
        .filter(|seat| chart.position(*seat).file == file);
    let before = seats.filter(|seat| {
        let here = chart.position(*seat);
        // The dash in front of a record belongs to it.
        here.line <= at.line || here.line == at.line + 1 && begins(here.offset, byte, document)
    });
    before.max_by_key(|seat| {
        let here = chart.position(*seat);
        (here.line, here.offset)
    })
}

/// Whether a record that begins on the line of a place begins before it, or first on that line.
fn begins(offset: u64, byte: u64, document: &OpenDocument) -> bool {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    let before = document.text.get(..offset).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    offset as u64 <= byte
        || line
            .trim_start_matches([' ', '-', '[', '{', '\t'])
            .is_empty()
}
