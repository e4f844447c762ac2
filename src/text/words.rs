//! Splits text into words. Titles, duties, headers and phrases are all split in this way.
//!
//! - A word is a run of letters and digits, folded: lower case, no accents, compatibility forms (full width,
//!   ligatures) undone.
//! - Hyphens and blanks separate words. Dots inside an abbreviation ("C.I.O.") do not. A possessive 's is
//!   dropped.
//! - An ampersand between blanks is the word "and".
//! - A second ending that includes all genders ("Leiter:in", "Leiter/-in", "employé(e)") is dropped.
//! - A word of letters that only look Latin (Cyrillic "СТО") is read as what it looks like.
//! - Chinese, Japanese and Korean write no blanks between words, so each of their characters is a word.

use unicode_normalization::char::is_combining_mark;

use super::folded::{Signs, fold};
use super::full_stops::ends_sentence;
use super::second_endings::{first_ending, second_ending};

/// What separates a word from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Blanks or a hyphen: the same phrase continues.
    None,
    /// A comma, bracket or dash: another part of the title or sentence begins.
    Part,
    /// A slash, bar, ampersand or plus: something of the same kind follows.
    Joint,
    /// A full stop, line break or bullet: another sentence begins.
    Sentence,
}

/// What a full stop means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stops {
    /// The end of a sentence.
    EndSentences,
    /// An abbreviation, as in titles: "stv. IT-Leiter".
    Abbreviate,
}

/// A word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte of the word in the text.
    pub start: u32,
    /// Byte after the word in the text.
    pub end: u32,
    /// The separator before it.
    pub before: Break,
    /// Whether the separator contains a comma.
    pub comma: bool,
}

/// Calls `each` with every word of `text` and its folded form. `folded` is a buffer.
///
/// Text after the first 4 GiB is ignored; readers give no such texts.
pub fn words(text: &str, stops: Stops, folded: &mut String, mut each: impl FnMut(Word, &str)) {
    let mut scan = WordScanner {
        text,
        stops,
        at: 0,
        before: Break::Sentence,
        comma: false,
    };
    while let Some(Run { start, end, signs }) = scan.next_run() {
        let joins = matches!(signs, Signs::Ampersand);
        let behind = if joins { Break::Joint } else { Break::None };
        let before = std::mem::replace(&mut scan.before, behind);
        let comma = std::mem::take(&mut scan.comma);
        let word = fold(&text[start..end], signs, folded);
        // A possessive s is not a word and separates nothing.
        if word == "s" && text[..start].ends_with(['\'', '’']) {
            (scan.before, scan.comma) = (before, comma);
            continue;
        }
        if let Some(behind) = second_ending(text, start, end) {
            scan.at = behind;
            (scan.before, scan.comma) = (Break::None, false);
            continue;
        }
        let lacks = first_ending(word, &text[end..]);
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else {
            return;
        };
        let place = Word {
            start,
            end,
            before,
            comma,
        };
        match lacks {
            "" => each(place, word),
            _ => each(place, &[word, lacks].concat()),
        }
    }
}

/// The folded form of a text: its words, joined without blanks. Headers and markers are compared in this
/// form.
pub fn squeeze(text: &str) -> String {
    let mut squeezed = String::new();
    let push = |_, word: &str| squeezed.push_str(word);
    words(text, Stops::EndSentences, &mut String::new(), push);
    squeezed
}

/// A word as written in the text.
struct Run {
    start: usize,
    end: usize,
    signs: Signs,
}

/// What a byte of a text may be within a word.
#[derive(Clone, Copy, PartialEq)]
enum Letter {
    Small,
    Capital,
    /// Neither an ASCII letter nor a digit.
    Other,
}

/// The kind of each byte. A table, since every byte of every text is looked up.
static LETTERS: [Letter; 256] = {
    let mut letters = [Letter::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_uppercase() {
            letters[byte] = Letter::Capital;
        } else if (byte as u8).is_ascii_alphanumeric() {
            letters[byte] = Letter::Small;
        }
        byte += 1;
    }
    letters
};

struct WordScanner<'t> {
    text: &'t str,
    stops: Stops,
    at: usize,
    before: Break,
    comma: bool,
}

impl WordScanner<'_> {
    /// Finds the next run of letters and digits, and notes the strongest break before it.
    fn next_run(&mut self) -> Option<Run> {
        let bytes = self.text.as_bytes();
        let run = |start, end, signs| Some(Run { start, end, signs });
        let mut start = None;
        while self.at < bytes.len() {
            let byte = bytes[self.at];
            if LETTERS[usize::from(byte)] != Letter::Other {
                let from = self.at;
                let is_small = self.pass_letters();
                let goes_on = bytes.get(self.at).is_some_and(|next| match next {
                    b'.' => is_abbreviation_dot(bytes, self.at),
                    next => !next.is_ascii(),
                });
                if start.is_none() && !goes_on {
                    let signs = if is_small {
                        Signs::None
                    } else {
                        Signs::Capitals
                    };
                    return run(from, self.at, signs);
                }
                start = start.or(Some(from));
                continue;
            }
            if byte == b' ' && start.is_none() {
                self.at += 1;
                continue;
            }
            let c = match byte < 0x80 {
                true => char::from(byte),
                false => {
                    let mut letters = self.text[self.at..].chars();
                    let c = letters.next().unwrap_or(char::REPLACEMENT_CHARACTER);
                    if is_written_without_blanks(c) {
                        if let Some(start) = start {
                            return run(start, self.at, Signs::Some);
                        }
                        let from = self.at;
                        let marks = letters.take_while(|c| is_combining_mark(*c));
                        self.at += c.len_utf8() + marks.map(char::len_utf8).sum::<usize>();
                        return run(from, self.at, Signs::Some);
                    }
                    c
                }
            };
            let letter =
                !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c) || c == '\u{ad}');
            match (letter, start) {
                (true, None) => start = Some(self.at),
                (true, Some(_)) => {}
                // "C.I.O.", "Ph.D": a dot between single letters belongs to the abbreviation.
                (false, Some(_)) if byte == b'.' && is_abbreviation_dot(bytes, self.at) => {}
                (false, Some(start)) => return run(start, self.at, Signs::Some),
                (false, None) if byte == b'&' && is_alone(bytes, self.at) => {
                    self.at += 1;
                    return run(self.at - 1, self.at, Signs::Ampersand);
                }
                (false, None) => self.note_sign(c),
            }
            self.at += c.len_utf8();
        }
        start.and_then(|start| run(start, self.at, Signs::Some))
    }

    /// Notes how a sign separates the next word from the one before.
    fn note_sign(&mut self, sign: char) {
        let between = match sign.is_ascii() {
            true => ascii_break(self.text, self.at, self.stops),
            false => wide_break(self.text, self.at, sign),
        };
        self.before = self.before.max(between);
        self.comma |= matches!(sign, '、' | '，' | '،') || sign == ',' && between != Break::None;
    }

    /// Passes plain letters and digits. Returns whether no letter was a capital.
    fn pass_letters(&mut self) -> bool {
        let (mut length, mut is_small) = (0, true);
        for byte in &self.text.as_bytes()[self.at..] {
            match LETTERS[usize::from(*byte)] {
                Letter::Small => {}
                Letter::Capital => is_small = false,
                Letter::Other => break,
            }
            length += 1;
        }
        self.at += length;
        is_small
    }
}

/// Whether a letter belongs to an East Asian script. These write no blanks between words, so each character
/// is taken as a word, and a phrase of several characters is found wherever they follow each other.
fn is_written_without_blanks(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}'        // marks that repeat a sign
        | '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'   // kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'   // Han
        | '\u{ac00}'..='\u{d7a3}'      // Hangul
        | '\u{f900}'..='\u{faff}'      // Han, for compatibility
        | '\u{ff66}'..='\u{ff9d}'      // kana of half width
        | '\u{20000}'..='\u{2fa1f}'    // rare Han
    )
}

fn is_abbreviation_dot(bytes: &[u8], at: usize) -> bool {
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    let single_before =
        at >= 1 && letter(at - 1) && (at < 2 || !bytes[at - 2].is_ascii_alphanumeric());
    let single_after = letter(at + 1) && !bytes.get(at + 2).is_some_and(u8::is_ascii_alphanumeric);
    single_before && single_after
}

/// Whether a sign is between blanks, or at an end of the text.
fn is_alone(bytes: &[u8], at: usize) -> bool {
    let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    blank(at.checked_sub(1).and_then(|before| bytes.get(before))) && blank(bytes.get(at + 1))
}

fn is_between_digits(bytes: &[u8], at: usize) -> bool {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    digit(at.checked_sub(1).and_then(|before| bytes.get(before))) && digit(bytes.get(at + 1))
}

fn ascii_break(text: &str, at: usize, stops: Stops) -> Break {
    let bytes = text.as_bytes();
    match bytes[at] {
        // Word processors break lines with a vertical tab; old files use a carriage return.
        b'\n' | b'\r' | b'\x0b' | b'\x0c' | b'!' | b'?' | b';' | b'*' => Break::Sentence,
        b'.' if stops == Stops::Abbreviate => Break::None,
        b'.' if ends_sentence(text, at) => Break::Sentence,
        // In "1,200 engineers" the comma belongs to the number.
        b',' if is_between_digits(bytes, at) => Break::None,
        b',' | b'(' | b')' | b'[' | b']' | b':' | b'"' | b'@' => Break::Part,
        b'/' | b'|' | b'&' | b'+' => Break::Joint,
        // A hyphen between blanks is a dash. A hyphen inside a compound is not.
        b'-' if at > 0 && bytes[at - 1] == b' ' && bytes.get(at + 1) == Some(&b' ') => Break::Part,
        _ => Break::None,
    }
}

fn wide_break(text: &str, at: usize, c: char) -> Break {
    match c {
        '…' if ends_sentence(text, at) => Break::Sentence,
        '•' | '·' | '▪' | '●' | '◦' | '‣' | '⁃' | '○' | '■' | '□' | '◆' | '❖' | '►' | '▶' | '▸'
        | '➢' | '➤' | '→' | '⇢' | '✓' | '✔' | '★' | '。' => Break::Sentence,
        // Bullets of a symbol font, as word processors export them.
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f0fc}' => Break::Sentence,
        '\u{2028}' | '\u{2029}' | '\u{85}' => Break::Sentence,
        '–' | '—' | '―' | '、' | '，' | '（' | '）' | '：' => Break::Part,
        '／' | '＆' | '｜' => Break::Joint,
        _ => Break::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(String, Break)> {
        let mut found = Vec::new();
        let push = |word: Word, folded: &str| found.push((folded.to_owned(), word.before));
        words(text, Stops::EndSentences, &mut String::new(), push);
        found
    }

    fn folded(text: &str) -> String {
        split(text)
            .into_iter()
            .map(|(word, _)| word)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn case_accents_and_width_do_not_matter() {
        assert_eq!(folded("Geschäftsführer"), "geschaftsfuhrer");
        assert_eq!(folded("ＣＴＯ"), "cto");
        assert_eq!(folded("Straße Łódź Ørsted"), "strasse lodz orsted");
    }

    #[test]
    fn hyphens_separate_words_and_dots_in_abbreviations_do_not() {
        assert_eq!(folded("IT-Leiter"), "it leiter");
        assert_eq!(folded("the C.I.O. of it"), "the cio of it");
        assert_eq!(folded("end. Then"), "end then");
    }

    #[test]
    fn possessives_are_dropped_and_elisions_are_not() {
        assert_eq!(folded("the company's systems"), "the company systems");
        assert_eq!(folded("systèmes d'information"), "systemes d information");
    }

    #[test]
    fn the_strongest_sign_between_two_words_decides_the_break() {
        let breaks: Vec<_> = split("CIO, Bank (EMEA). Next - part")
            .into_iter()
            .map(|(_, b)| b)
            .collect();
        use Break::{Joint, None, Part, Sentence};
        assert_eq!(breaks, [Sentence, Part, Part, Sentence, Part]);
        assert_eq!(split("a b")[1].1, None);
        assert_eq!(split("CIO/CTO")[1].1, Joint);
    }

    #[test]
    fn a_second_ending_is_not_a_word_and_separates_nothing() {
        for text in [
            "Leiter:in IT",
            "Leiter*in IT",
            "Leiter_in IT",
            "Leiter/in IT",
            "Leiter/-in IT",
            "Leiter(in) IT",
            "Leiter·in IT",
        ] {
            assert_eq!(folded(text), "leiter it", "{text}");
            assert_eq!(split(text)[1].1, Break::None, "{text}");
        }
        assert_eq!(folded("employé(e), directeur·trice"), "employe directeur");
        assert_eq!(
            folded("director/a, directeur.rice, chef·fe"),
            "director directeur chef"
        );
        assert_eq!(folded("the end.in time"), "the end in time");
        assert_eq!(split("employé(e), agent")[1].1, Break::Part);
        assert_eq!(folded("work / in teams, IT/in"), "work in teams it in");
        assert_eq!(folded("Berater (in Teilzeit)"), "berater in teilzeit");
    }

    #[test]
    fn a_plural_for_all_genders_is_read_as_the_plural() {
        assert_eq!(folded("Kund:innen"), "kunden");
        assert_eq!(
            folded("Kolleg*innen und Expert/-innen"),
            "kollegen und experten"
        );
        assert_eq!(folded("Leiter:innen, Manager_innen"), "leiter manager");
        assert_eq!(folded("Direktor:in"), "direktor");
    }

    #[test]
    fn words_of_letters_that_all_look_latin_are_read_as_latin() {
        assert_eq!(folded("СТО"), "cto");
        assert_eq!(folded("Dirесtor"), "director");
        assert_eq!(folded("Директор"), "директор");
    }

    #[test]
    fn each_east_asian_character_is_a_word() {
        assert_eq!(folded("集团CTO兼总裁"), "集 团 cto 兼 总 裁");
        assert_eq!(split("情報システム部長、IT")[8].1, Break::Part);
        assert_eq!(folded("최고 기술").split(' ').count(), 4);
        // A combining mark belongs to the character before it.
        assert_eq!(split("か\u{3099}いむ").len(), 3);
        assert_eq!(folded("が"), folded("か\u{3099}"));
    }

    #[test]
    fn lines_and_bullets_begin_sentences() {
        for sign in ["\n", "\r", "\u{b}", " • ", " ▸ ", " ✓ ", " \u{f0b7} ", "; "] {
            let text = format!("runs the network{sign}leads engineers");
            let breaks: Vec<_> = split(&text).into_iter().map(|(_, b)| b).collect();
            assert_eq!(breaks[3], Break::Sentence, "{sign:?}");
        }
    }

    #[test]
    fn the_comma_of_a_number_separates_nothing() {
        let text = "leads 1,200 engineers, 30 testers";
        let words = split(text);
        assert_eq!(words[2], ("200".to_owned(), Break::None));
        assert_eq!(words[4], ("30".to_owned(), Break::Part));
        let mut commas = Vec::new();
        let push = |word: Word, _: &str| commas.push(word.comma);
        super::words(text, Stops::EndSentences, &mut String::new(), push);
        assert_eq!(commas, [false, false, false, false, true, false]);
    }

    #[test]
    fn an_ampersand_between_blanks_is_a_word() {
        assert_eq!(folded("CIO & CTO"), "cio and cto");
        assert_eq!(folded("R&D"), "r d");
        assert_eq!(split("CIO & CTO")[2].1, Break::Joint);
    }

    #[test]
    fn a_full_stop_in_a_title_ends_no_sentence() {
        let mut breaks = Vec::new();
        let push = |word: Word, _: &str| breaks.push(word.before);
        words(
            "stv. IT-Leiter",
            Stops::Abbreviate,
            &mut String::new(),
            push,
        );
        assert_eq!(breaks, [Break::Sentence, Break::None, Break::None]);
    }

    #[test]
    fn positions_are_bytes_of_the_text() {
        let text = "é CIO";
        let mut found = Vec::new();
        let push = |word: Word, _: &str| found.push(&text[word.start as usize..word.end as usize]);
        words(text, Stops::EndSentences, &mut String::new(), push);
        assert_eq!(found, ["é", "CIO"]);
    }
}
