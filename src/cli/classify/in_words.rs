//! Findings on a row as one cell of a table.

use rolecall::postings::PostingFinding;

/// Findings as a table shows them.
pub fn in_words(found: &[PostingFinding<'_>]) -> Vec<String> {
    let words = found.iter().map(|one| {
        let (code, name) = (&one.kind.code, &one.kind.name);
        format!("{code} {name}: {}", one.message)
    });
    words.collect()
}
