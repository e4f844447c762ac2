//! Whether a full stop ends a sentence or only abbreviates a word.

/// Abbreviations in the middle of a sentence, whatever follows: "z.B. Telefone".
const WITHIN: [&str; 27] = [
    "approx", "bijv", "bl.a", "bv", "bzw", "ca", "d.h", "d.v.s", "e.g", "esp", "evtl", "ggf",
    "i.e", "incl", "inkl", "m.in", "np", "o.a", "p.ej", "p.ex", "resp", "t.ex", "tzn", "tzv",
    "u.a", "vs", "z.b",
];

/// Abbreviations that may also end a sentence. One does if the next word begins with a capital letter: "Acme Inc. You".
const MAYBE: [&str; 14] = [
    "corp", "dept", "etc", "inc", "llc", "ltd", "m.m", "no", "nr", "osv", "p.a", "plc", "usw",
    "z.a",
];

/// The letters of the longest of them.
const LONGEST: usize = 6;

/// Signs that close what stands around a sentence.
const CLOSING: [char; 11] = [')', ']', '"', '\'', '”', '“', '»', '«', '’', '‘', '›'];

/// Whether the sign at `at`, a full stop or an ellipsis, ends a sentence. "etc.) and" goes on, "not yours.) You" begins
/// anew.
pub(super) fn ends_sentence(text: &str, at: usize) -> bool {
    let mut behind = text[at..].chars();
    let sign = behind.next();
    let rest = behind.as_str();
    let open = rest.trim_start_matches(CLOSING);
    if !open.is_empty() && !open.starts_with(char::is_whitespace) {
        return false;
    }
    let next = open.chars().find(|c| !c.is_whitespace());
    let begins = next.is_none_or(char::is_uppercase);
    if sign != Some('.') || open.len() < rest.len() || next.is_none() {
        return begins;
    }
    if open.trim_start_matches(' ').starts_with(['\n', '\r']) {
        return true;
    }
    // Nearly every sentence ends with a longer word.
    let word = last_word(&text[..at]);
    if word.len() > LONGEST {
        return true;
    }
    let is = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(word));
    !is(&WITHIN) && !is_spaced(word, &text[..at]) && (begins || !is(&MAYBE))
}

/// Whether a full stop stands behind a letter of an abbreviation that is written with blanks: "z. B. Telefone".
fn is_spaced(letter: &str, text: &str) -> bool {
    let before = text[..text.len() - letter.len()].trim_end_matches(' ');
    let follows = || {
        before
            .strip_suffix('.')
            .is_some_and(|before| last_word(before).len() == 1)
    };
    letter.len() == 1 && (letter.chars().all(char::is_lowercase) || follows())
}

/// The word at the end of a text, with the full stops in it; its end, if it is long.
fn last_word(text: &str) -> &str {
    let letters = text.chars().rev();
    let letters = letters.take_while(|c| c.is_alphanumeric() || *c == '.');
    let length: usize = letters.take(LONGEST + 1).map(char::len_utf8).sum();
    &text[text.len() - length..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the last full stop or ellipsis that has something behind it ends a sentence.
    fn ends(text: &str) -> bool {
        let stops = text.char_indices().filter(|(_, c)| matches!(c, '.' | '…'));
        let (at, _) = stops.max().unwrap();
        ends_sentence(text, at)
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        for text in [
            "offices, e.g. phones",
            "Büros, z.B. Telefone",
            "z. B. Telefone",
            "d. h. Telefone",
            "incl. printers",
            "approx. 20",
            "Acme Inc. or",
            "mail, etc. and",
        ] {
            assert!(!ends(text), "{text}");
        }
        for text in [
            "raised $80m. It",
            "dla klientów. Do",
            "Grade C. You",
            "Acme Inc. You",
            "mail, etc.",
            "mail etc. \n and",
            "the end. then",
        ] {
            assert!(ends(text), "{text}");
        }
    }

    #[test]
    fn a_sentence_may_end_within_brackets_and_quotes() {
        for text in [
            "(Not yours.) You",
            "\"No.\" She",
            "“Not yours.” You",
            "„Nein.“ Sie",
            "«Non.» Il",
            "(so.)\tYou",
            "sales… You",
            "sales.\u{a0}You",
        ] {
            assert!(ends(text), "{text}");
        }
        for text in [
            "(laptops, etc.) and",
            "(approx.) seven",
            "sales… and",
            "v1.2",
            "end.Then",
        ] {
            assert!(!ends(text), "{text}");
        }
    }
}
