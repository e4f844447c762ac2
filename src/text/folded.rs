//! The folded form of a word: lower case, no accents, compatibility forms undone, letters that only look Latin read as
//! Latin.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a word has besides small plain letters and digits. Most words have nothing else, and need not be folded.
pub(super) enum Signs {
    None,
    Capitals,
    Some,
    Ampersand,
}

/// The folded form of a word. `folded` is a buffer.
pub(super) fn fold<'w>(word: &'w str, signs: Signs, folded: &'w mut String) -> &'w str {
    folded.clear();
    match signs {
        Signs::None => return word,
        Signs::Capitals => {
            folded.push_str(word);
            folded.make_ascii_lowercase();
        }
        Signs::Some => fold_into(word, folded),
        Signs::Ampersand => return "and",
    }
    folded
}

// A function of its own, not inlined, so that the path for most words stays short.
#[inline(never)]
fn fold_into(word: &str, folded: &mut String) {
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        if word.contains('.') {
            folded.retain(|c| c != '.');
        }
        return;
    }
    let latin: Option<String> = word.chars().map(as_it_looks).collect();
    let word = latin.as_deref().unwrap_or(word);
    for c in word
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && *c != '.' && *c != '\u{ad}')
    {
        match c {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ı' => folded.push('i'),
            'đ' | 'Đ' => folded.push('d'),
            _ => folded.extend(c.to_lowercase()),
        }
    }
}

/// The Latin letter itself, or the one that a Cyrillic or Greek letter looks like.
pub(crate) fn as_it_looks(c: char) -> Option<char> {
    Some(match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'ѕ' => 's',
        'х' => 'x',
        'у' => 'y',
        _ if c.is_ascii() => c,
        _ => return None,
    })
}
