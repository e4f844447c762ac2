//! How a cell names somebody: by a name with an id in brackets, by the way from the top, by the words of a name.

use crate::text::squeeze;

/// A text that ends with another one in brackets: "Jane Doe (IRS-1)".
pub fn bracketed(cell: &str) -> Option<(&str, &str)> {
    let rest = cell.trim_end();
    let (open, close) = match rest.chars().next_back()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        _ => return None,
    };
    let (before, inner) = rest.strip_suffix(close)?.rsplit_once(open)?;
    let (before, inner) = (before.trim(), inner.trim());
    (!before.is_empty() && !inner.is_empty()).then_some((before, inner))
}

/// Of a way from the top to a row, `/1/3/`, the last step and the one before it.
pub fn way(cell: &str) -> Option<(Option<&str>, &str)> {
    let signs = ['/', '|', '>', '\\'];
    if !cell.contains(signs) {
        return None;
    }
    let mut steps = cell
        .split(signs)
        .map(str::trim)
        .filter(|step| !step.is_empty());
    let last = steps.next_back()?;
    Some((steps.next_back(), last))
}

/// What of an id, an address or a name for signing in is compared here: case does not matter, nor the `.0` of a
/// spreadsheet.
pub(in crate::read) fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    whole.to_lowercase()
}

/// What of a name is compared where it has several words, else what of an id is.
pub fn name_key_or_plain(cell: &str) -> String {
    match cell.contains([' ', ',']) && !cell.contains('=') {
        true => name_key(cell),
        false => plain(cell),
    }
}

/// What of a name is compared here: its words in the order of the alphabet, without initials and without what
/// stands in brackets.
pub(in crate::read) fn name_key(name: &str) -> String {
    let bare = bracketed(name).map_or(name, |(bare, _)| bare);
    let words = bare
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(squeeze);
    let mut words: Vec<_> = words.filter(|word| word.chars().count() > 1).collect();
    words.sort_unstable();
    words.join(" ")
}
