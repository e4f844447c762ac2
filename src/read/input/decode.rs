//! The encoding of a text, decided once for each input, and the way from there to UTF-8.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

/// How far a text is looked at for bytes 0, which in UTF-16 are one half of every Latin letter.
const LOOKED_AT: usize = 8 << 10;

/// What an input is written in.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Encoded {
    pub encoding: &'static Encoding,
    /// Whether nothing in the input says so: it was no UTF-8, and most such files are this.
    pub is_guess: bool,
}

/// Decides by the first bytes of an input: a byte order mark, or bytes 0 in every second place, or
/// whether most of it is UTF-8. Text that is not is taken for Windows-1252, which is what spreadsheets
/// in Western Europe and America write.
pub(in crate::read) fn encoding_of(head: &[u8]) -> Encoded {
    let sure = |encoding| Encoded {
        encoding,
        is_guess: false,
    };
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return sure(encoding);
    }
    if let Some(encoding) = utf_16(&head[..head.len().min(LOOKED_AT)]) {
        return sure(encoding);
    }
    if is_utf_8(head) {
        sure(UTF_8)
    } else {
        Encoded {
            encoding: WINDOWS_1252,
            is_guess: true,
        }
    }
}

/// Whether more letters beyond ASCII are good UTF-8 than are not: a broken byte in a long file does not
/// make it another encoding. The head may end in the midst of a letter.
fn is_utf_8(head: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in head.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let is_cut = std::str::from_utf8(head).is_err_and(|error| error.error_len().is_none());
    good > bad || bad == usize::from(is_cut)
}

/// UTF-16 without a mark: in a text that is mostly Latin nearly all bytes 0 stand in even places, or
/// nearly all in odd ones, and there are many.
fn utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 4;
    match () {
        () if odd > most && even * 16 <= odd => Some(UTF_16LE),
        () if even > most && odd * 16 <= even => Some(UTF_16BE),
        () => None,
    }
}

/// The text as UTF-8, without its byte order mark; what cannot be read becomes U+FFFD.
pub(in crate::read) fn decoded(
    bytes: Box<dyn Read + Send>,
    encoding: &'static Encoding,
) -> Box<dyn Read + Send> {
    let decoder = DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .bom_override(true)
        .build(bytes);
    Box::new(decoder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(head: &[u8]) -> (&'static str, bool) {
        let written = encoding_of(head);
        (written.encoding.name(), written.is_guess)
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(
            name("id,title\n1,Geschäftsführer".as_bytes()),
            ("UTF-8", false)
        );
        assert_eq!(name(b"\xef\xbb\xbfid,title"), ("UTF-8", false));
        assert_eq!(name(b"\xff\xfei\0d\0"), ("UTF-16LE", false));
        assert_eq!(name(b"\xfe\xff\0i\0d"), ("UTF-16BE", false));
        assert_eq!(name(b"i\0d\0,\0t\0i\0t\0l\0e\0"), ("UTF-16LE", false));
        assert_eq!(name(b"\0i\0d\0,\0t\0i\0t\0l\0e"), ("UTF-16BE", false));
        assert_eq!(
            name(b"id,title\n1,Gesch\xe4ftsf\xfchrer"),
            ("windows-1252", true)
        );
    }

    #[test]
    fn a_letter_cut_in_two_at_the_end_is_no_sign_of_another_encoding() {
        assert_eq!(name(&"Geschä".as_bytes()[..6]), ("UTF-8", false));
    }

    #[test]
    fn one_broken_byte_among_good_letters_is_no_sign_either() {
        assert_eq!(name("Größe, Überblick".as_bytes()).0, "UTF-8");
        assert_eq!(name(b"Gr\xc3\xb6\xc3\x9fe, \xdcberblick").0, "UTF-8");
        assert_eq!(name(b"Gr\xf6\xdfe, \xdcberblick").0, "windows-1252");
    }

    #[test]
    fn binary_data_is_not_taken_for_text() {
        assert_eq!(name(&[0; 64]).0, "UTF-8");
    }
}
