//! Invisible characters in the cells of charts.

/// The invisible characters of a cell that have no use there, each with the byte at which it stands. Joiners and direction
/// marks are normal in scripts that need them.
pub(crate) fn unseen(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}');
    let mut reads_right_to_left = None;
    let mut before = None;
    text.char_indices().filter(move |(at, c)| {
        let next = text[at + c.len_utf8()..].chars().next();
        let is_unseen = match c {
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202d}' | '\u{202e}' => true,
            '\u{200c}' | '\u{200d}' => [before, next].into_iter().flatten().all(is_latin),
            '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{202a}'..='\u{202c}'
            | '\u{2066}'..='\u{2069}' => {
                !*reads_right_to_left.get_or_insert_with(|| text.contains(is_rtl))
            }
            _ => false,
        };
        before = Some(*c);
        is_unseen
    })
}

fn is_latin(c: char) -> bool {
    c < '\u{250}'
}
