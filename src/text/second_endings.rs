//! Second endings that include all genders: "Leiter:in", "employé(e)", "directeur·trice".

/// Second endings behind a sign: "Leiter:in", "Angestellte/r".
const SECOND_ENDINGS: [&str; 16] = [
    "in", "innen", "r", "n", "frau", "mann", "a", "as", "ora", "e", "es", "ne", "fe", "trice",
    "rice", "euse",
];

/// Second endings behind a full stop. There are fewer, because a sentence may begin without a blank:
/// "directeur.rice".
const DOTTED_ENDINGS: [&str; 7] = ["e", "es", "ne", "fe", "trice", "rice", "euse"];

/// In brackets or behind a middle dot, any text of at most this many bytes is a second ending:
/// "directeur(trice)".
const LONGEST_BRACKETED: usize = 5;

/// The shortest word that can have a second ending, in letters. "a/r" has none.
const SHORTEST_ENDED: usize = 3;

/// If the run from `start` to `end` is a second ending of the word before it, returns where the text goes on.
/// There must be no blank between them.
pub(super) fn second_ending(text: &str, start: usize, end: usize) -> Option<usize> {
    // Nearly every word stands behind a blank.
    match start == 0 || text.as_bytes()[start - 1] == b' ' {
        true => None,
        false => ending_behind_sign(text, start, end),
    }
}

// A function of its own, not inlined, so that the path for most words stays short.
#[inline(never)]
fn ending_behind_sign(text: &str, start: usize, end: usize) -> Option<usize> {
    let (before, ending, behind) = (&text[..start], &text[start..end], &text[end..]);
    let word = before.trim_end_matches(['/', ':', '*', '_', '-', '(', '·', '.']);
    let sign = &before[word.len()..];
    let short = ending.len() <= LONGEST_BRACKETED && ending.chars().all(char::is_lowercase);
    if sign.is_empty() || !short {
        return None;
    }
    let letters = word.chars().rev().take_while(|c| c.is_alphabetic()).count();
    if letters < SHORTEST_ENDED {
        return None;
    }
    match sign {
        "(" | "(-" => behind.starts_with(')').then_some(end + 1),
        "·" => Some(end),
        "." => DOTTED_ENDINGS.contains(&ending).then_some(end),
        "/" | "/-" | ":" | "*" | "_" => SECOND_ENDINGS.contains(&ending).then_some(end),
        _ => None,
    }
}

/// The ending that a folded word lacks if a German plural for all genders follows, as `behind` shows: "Kund:innen"
/// stands for "Kunden". Words in "er" lack none: "Leiter:innen" stands for "Leiter".
pub(super) fn first_ending(word: &str, behind: &str) -> &'static str {
    const SIGNS: [char; 5] = [':', '*', '_', '/', '-'];
    // Nearly every word is followed by a blank.
    if behind.starts_with(' ') || !behind.starts_with(SIGNS) {
        return "";
    }
    let is_plural = behind.trim_start_matches(SIGNS).starts_with("innen");
    match is_plural && !word.ends_with("er") {
        true => "en",
        false => "",
    }
}
