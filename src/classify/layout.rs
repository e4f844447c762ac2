//! Splits a duty text into lines and finds its headings, which scale the duties below them.
//!
//! A heading that the pack knows scales its section. An unknown heading ends a section about the company,
//! because nothing else would show that end. It does not end requirements or benefits, because their short
//! lines look like headings themselves. A label with its value on one line ("Reports to: CEO") is not a
//! heading; it scales only its sentence.

use std::ops::Range;

use super::text_lines::{TextLine, lines};
use crate::rules::{Extent, Heading, Match, Scan};
use crate::text::Break;

/// Words that head a section if they are used as a heading.
#[derive(Debug)]
pub(super) struct Known {
    pub at: Match,
    pub heading: Heading,
}

/// The sections of a text.
#[derive(Default)]
pub(super) struct Sections {
    /// The factor of the section for a duty that begins at each word. Empty if there is no known heading.
    pub factors: Vec<f32>,
    /// The known headings and labels. Their own words say nothing of the seat.
    pub headings: Vec<Match>,
}

/// Finds the sections of a text.
///
/// `begins_duty` tells whether the words at the beginning of a line are about the seat or say what it does.
pub(super) fn sections(
    text: &str,
    scan: &Scan,
    known: &[Known],
    begins_duty: impl Fn(usize) -> bool,
) -> Sections {
    if known.is_empty() {
        return Sections::default();
    }
    let lines = lines(text, scan);
    let whole = lines.len() == 1;
    let mut page = Page {
        text,
        scan,
        factors: vec![1.0; scan.words.len()],
        headings: Vec::new(),
        section: COUNTS,
        read: false,
        value: None,
    };
    let mut rest = known;
    for (index, line) in lines.iter().enumerate() {
        // Both are in the order of the text.
        let before = rest.partition_point(|known| (known.at.first as usize) < line.words.start);
        let to = rest.partition_point(|known| (known.at.first as usize) < line.words.end);
        let own = &rest[before..to];
        rest = &rest[to..];
        let beside = (
            index.checked_sub(1).map(|at| &lines[at]),
            lines.get(index + 1),
        );
        page.read(line, own, beside, whole, begins_duty(line.words.start));
    }
    Sections {
        factors: page.factors,
        headings: page.headings,
    }
}

/// A section without a heading, or with an unknown heading.
const COUNTS: Heading = Heading {
    factor: 1.0,
    extent: Extent::Section,
    firm: false,
};

/// The most words of a heading that is recognised by its look.
const LONGEST_HEADING: usize = 6;
/// The most unknown words in a heading that is marked by bold print or a colon.
const MOST_BESIDE: usize = 4;
/// The most words of the value of a label.
const LONGEST_VALUE: usize = 10;
/// How many more words a line must have to count as longer than the one next to it.
const LONGER_BY: usize = 3;

impl TextLine<'_> {
    fn count(&self) -> usize {
        self.words.len()
    }

    fn is_bullet(&self) -> bool {
        let text = self.text.trim_start();
        let signs =
            text.trim_start_matches(['-', '–', '—', '•', '·', '▪', '●', '◦', '*', '+', '➢', '✓']);
        let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let bulleted =
            signs.len() < text.len() && !text.starts_with("**") && !text.starts_with("--");
        bulleted || (digits.len() < text.len() && digits.starts_with(['.', ')']))
    }

    /// Whether bold print, another sign or a colon marks the line as a heading.
    fn is_marked(&self) -> bool {
        let text = self.text.trim();
        let bare = text.trim_end_matches([' ', ':', '*', '_']);
        let bold =
            |sign| text.starts_with(sign) && text.trim_end_matches([':', ' ']).ends_with(sign);
        let bold = bare.len() > 4 && (bold("**") || bold("__"));
        let called = text.ends_with('!') && self.count() <= LONGEST_HEADING;
        let colon = text
            .trim_end_matches(['*', '_', ' '])
            .ends_with([':', '：']);
        text.starts_with('#') || bold || called || colon
    }

    /// Whether the line looks like a heading without any mark: short, without a bullet or full stop, and set
    /// apart from the text.
    fn looks_apart(&self, before: Option<&TextLine<'_>>, behind: Option<&TextLine<'_>>) -> bool {
        let text = self.text.trim();
        let short = self.count() <= LONGEST_HEADING;
        let longer = |line: Option<&TextLine<'_>>| {
            line.is_some_and(|line| line.count() >= self.count() + LONGER_BY)
        };
        let ends_open = text.ends_with(['.', ',', ';', '…']);
        let apart =
            self.apart || behind.is_some_and(|line| line.apart) || longer(before) || longer(behind);
        behind.is_some() && short && !ends_open && !self.is_bullet() && apart
    }
}

struct Page<'t> {
    text: &'t str,
    scan: &'t Scan<'t>,
    factors: Vec<f32>,
    headings: Vec<Match>,
    section: Heading,
    /// Whether a line of the section has been read.
    read: bool,
    /// The heading for the next line, if this line was a label and its value follows.
    value: Option<Heading>,
}

impl Page<'_> {
    fn read(
        &mut self,
        line: &TextLine<'_>,
        known: &[Known],
        (before, behind): (Option<&TextLine<'_>>, Option<&TextLine<'_>>),
        whole: bool,
        begins_duty: bool,
    ) {
        let value = self.value.take();
        if let Some(heading) = heads(line, known) {
            self.set(line.words.clone(), heading.factor.min(1.0));
            self.headings.extend(known.iter().map(|known| known.at));
            match heading.extent {
                Extent::Section => (self.section, self.read) = (heading, false),
                Extent::Value | Extent::List => self.value = Some(heading),
            }
            return;
        }
        if let Some(value) = value
            && line.count() <= LONGEST_VALUE
            && !begins_duty
            && !(line.apart && value.extent == Extent::List)
        {
            self.set(line.words.clone(), value.factor);
            self.value = (value.extent == Extent::List).then_some(value);
            return;
        }
        let is_heading = line.is_marked() || line.looks_apart(before, behind);
        // The paragraphs after the first one about a company need not be about it. Their sentences decide.
        let ends = is_heading || begins_duty || (line.apart && self.read);
        if !self.section.firm && self.section.factor < 1.0 && ends {
            self.section = COUNTS;
        }
        self.read = true;
        self.set(line.words.clone(), self.section.factor);
        self.labels(line, known, whole);
    }

    /// Finds labels and headings within a line: "Reports to: CEO", or a text that lost its line breaks.
    fn labels(&mut self, line: &TextLine<'_>, known: &[Known], whole: bool) {
        let widest = known.iter().map(|known| known.at.width()).max();
        let widest = widest.unwrap_or_default();
        let is_label = |Known { at, heading }: &&Known| {
            // Of two labels at the same words, the one with the shorter reach holds.
            let longer = |other: &Known| {
                let wider = other.at.width() > at.width();
                let nearer = other.at.width() == at.width()
                    && heading.extent == Extent::Section
                    && other.heading.extent != Extent::Section;
                other.at.last >= at.last && (wider || nearer)
            };
            let earliest = at.first.saturating_sub(widest);
            let from = known.partition_point(|other| other.at.first < earliest);
            let around = known[from..].iter();
            let mut around = around.take_while(|other| other.at.first <= at.first);
            !around.any(longer) && self.is_label(line, at, heading)
        };
        let labels: Vec<&Known> = known.iter().filter(is_label).collect();
        for (index, Known { at, heading }) in labels.iter().enumerate() {
            let behind = &labels[index + 1..];
            let to = match heading.extent {
                Extent::Section => {
                    let next = behind.iter().find(|next| {
                        next.heading.extent == Extent::Section && next.at.first > at.last
                    });
                    next.map_or(line.words.end, |next| next.at.first as usize)
                }
                Extent::Value | Extent::List => {
                    // The next label has a factor of its own.
                    let next = behind.first().map(|next| next.at.first as usize);
                    self.sentence_end(at.last as usize + 1, next.unwrap_or(line.words.end))
                }
            };
            self.set(at.first as usize..to, heading.factor);
            self.headings.push(*at);
            let counts = heading.extent == Extent::Section && heading.factor >= 1.0;
            if counts && !whole {
                self.section = *heading;
            }
        }
    }

    /// The end of the sentence of a word, or `limit` if that comes first.
    fn sentence_end(&self, from: usize, limit: usize) -> usize {
        let rest = self.scan.words.get(from + 1..limit).unwrap_or(&[]);
        let ends = rest.iter().position(|word| word.before == Break::Sentence);
        ends.map_or(limit, |end| from + 1 + end)
    }

    /// Whether words are a label: a colon follows, and the words begin a sentence or have a capital letter.
    /// For the label of a value at the beginning of a line, a dash is enough.
    fn is_label(&self, line: &TextLine<'_>, at: &Match, heading: &Heading) -> bool {
        let (start, end) = self.scan.bytes(at);
        let written = &self.text[start as usize..end as usize];
        let behind = self.scan.words.get(at.last as usize + 1);
        let to = behind.map_or(self.text.len(), |word| word.start as usize);
        let mut signs = self.text[end as usize..to]
            .chars()
            .filter(|c| !is_markup(*c));
        let begins_line = at.first as usize == line.words.start;
        match signs.next() {
            Some(':' | '：') => {
                let first = at.first as usize;
                let begins = self.scan.words[first].before == Break::Sentence;
                // "Die Systeme des Unternehmens: Netz und Server" is one sentence.
                let belongs = first
                    .checked_sub(1)
                    .is_some_and(|word| self.scan.is_article(word));
                begins || written.starts_with(char::is_uppercase) && !belongs
            }
            Some('-' | '–' | '—' | '|' | '\t') => {
                begins_line && heading.extent != Extent::Section
            }
            _ => false,
        }
    }

    fn set(&mut self, words: Range<usize>, factor: f32) {
        if let Some(words) = self.factors.get_mut(words) {
            words.fill(factor);
        }
    }
}

/// The known heading that a line consists of: the whole line, or most of it if the line is marked.
fn heads(line: &TextLine<'_>, known: &[Known]) -> Option<Heading> {
    let marked = line.is_marked();
    let text = line.text.trim();
    let ends = !text.ends_with(['.', ',', ';']);
    let fits = |known: &&Known| {
        let width = known.at.width() as usize;
        let inside = known.at.last < line.words.end as u32;
        let beside = line.count().saturating_sub(width);
        let most = match known.heading.extent {
            Extent::Section => MOST_BESIDE,
            Extent::Value | Extent::List => 0,
        };
        inside && ends && (beside == 0 || (marked && beside <= most))
    };
    let best = known.iter().filter(fits).max_by_key(|known| {
        // If two are equally long, the last one holds: "Education and experience".
        let near = known.heading.extent != Extent::Section;
        (known.at.width(), near, known.at.last)
    });
    best.map(|known| known.heading)
}

/// Characters that may be between the last word of a label and its colon: blanks, and marks of bold print.
fn is_markup(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '*' | '_' | '#' | '"' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RuleId;
    use crate::rules::{Buffers, Matcher};

    const fn heading(factor: f32, extent: Extent, firm: bool) -> Heading {
        Heading {
            factor,
            extent,
            firm,
        }
    }

    const HEADINGS: [(&str, Heading); 7] = [
        ("Duties", heading(1.0, Extent::Section, false)),
        ("About us", heading(0.0, Extent::Section, false)),
        ("Skills", heading(0.25, Extent::Section, true)),
        ("Reports to", heading(0.0, Extent::Value, false)),
        ("Contacts", heading(0.0, Extent::List, false)),
        ("Owner", heading(0.0, Extent::Value, false)),
        ("Owner", heading(0.25, Extent::Section, true)),
    ];

    /// The words of a text that count fully. A line that begins with "Runs" begins a duty.
    fn counted(text: &str) -> Vec<&str> {
        let mut buffers = Buffers::default();
        let scan = Matcher::default().scan(text, &mut buffers);
        let at = |byte: usize| scan.words.iter().position(|one| one.start as usize == byte);
        let mut known = Vec::new();
        for (phrase, heading) in HEADINGS {
            for (start, _) in text.match_indices(phrase) {
                let (Some(first), width) = (at(start), phrase.split(' ').count()) else {
                    continue;
                };
                let at = Match {
                    rule: RuleId(0),
                    first: first as u32,
                    last: (first + width - 1) as u32,
                    spelled: 0,
                };
                known.push(Known { at, heading });
            }
        }
        known.sort_by_key(|known| known.at.first);
        let written = |index: usize| {
            let word = &scan.words[index];
            &text[word.start as usize..word.end as usize]
        };
        let factors = sections(text, &scan, &known, |word| written(word) == "Runs").factors;
        let counts = |index: &usize| factors.get(*index).is_none_or(|factor| *factor >= 1.0);
        (0..scan.words.len()).filter(counts).map(written).collect()
    }

    #[test]
    fn without_a_known_heading_everything_counts() {
        let text = "Mandate:\nleads";
        let mut buffers = Buffers::default();
        let scan = Matcher::default().scan(text, &mut buffers);
        assert!(sections(text, &scan, &[], |_| false).factors.is_empty());
        assert_eq!(counted("Mandate:\nleads"), ["Mandate", "leads"]);
    }

    #[test]
    fn a_known_heading_scales_the_lines_below_it() {
        let text = "leads\nSkills\nplans\nwrites\nDuties\nhires";
        assert_eq!(counted(text), ["leads", "Duties", "hires"]);
        assert_eq!(counted("## Skills:\nplans"), [""; 0]);
        assert_eq!(counted("**Your very best Skills**\nplans"), [""; 0]);
        // This is not a heading: it is not the whole line, and it has no mark.
        assert_eq!(counted("has Skills\nplans").len(), 3);
    }

    #[test]
    fn an_unknown_heading_ends_a_section_about_the_company() {
        for unknown in [
            "Mandate:",
            "## Mandate",
            "**Mandate**",
            "Mandate!",
            "\nMandate",
        ] {
            let text = format!(
                "About us\nbakes bread and rolls for all of the town\n{unknown}\nleads the bakers of the whole town"
            );
            assert_eq!(counted(&text)[..2], ["Mandate", "leads"], "{text}");
        }
        assert_eq!(
            counted("About us\nbakes bread\nRuns ovens"),
            ["Runs", "ovens"]
        );
        assert_eq!(counted("About us\n\nbakes bread"), [""; 0]);
    }

    #[test]
    fn a_firm_section_ends_only_at_a_known_heading() {
        let text = "Skills\nplans\nMandate:\nwrites\n\nRuns ovens\nDuties\nleads";
        assert_eq!(counted(text), ["Duties", "leads"]);
    }

    #[test]
    fn a_label_scales_only_its_sentence() {
        for label in [
            "Reports to: owner",
            "**Reports to:** owner",
            "Reports to - owner",
        ] {
            assert_eq!(
                counted(&format!("{label}. leads\nplans")),
                ["leads", "plans"]
            );
        }
        assert_eq!(counted("she Reports to owner\nplans").len(), 5);
        // A dash marks a label only at the beginning of a line.
        assert_eq!(counted("she Reports to - owner").len(), 4);
    }

    #[test]
    fn the_value_of_a_label_may_be_on_the_next_line() {
        assert_eq!(counted("Reports to\nowner\nplans"), ["plans"]);
        assert_eq!(counted("Reports to:\nRuns ovens"), ["Runs", "ovens"]);
        let long = "a b c d e f g h i j k";
        assert_eq!(counted(&format!("Reports to\n{long}")).len(), 11);
        assert_eq!(counted("Contacts\n- owner\n- bank\n\nplans"), ["plans"]);
    }

    #[test]
    fn a_text_that_lost_its_lines_keeps_its_sections() {
        let text = "leads. Skills: plans. Duties: hires";
        assert_eq!(counted(text), ["leads", "Duties", "hires"]);
    }

    #[test]
    fn of_two_labels_the_one_with_the_shorter_reach_holds() {
        assert_eq!(counted("Owner: Smith. plans\nhires"), ["plans", "hires"]);
    }

    #[test]
    fn line_ends_of_every_system_work() {
        let text = "About us\n\nbakes bread and rolls for all of the town\n\nMandate:\nleads\nReports to\nowner\nContacts\nbank\nbroker\n\nplans";
        assert_eq!(counted(text), ["Mandate", "leads", "plans"]);
        assert_eq!(counted(&text.replace('\n', "\r\n")), counted(text));
        assert_eq!(counted(&text.replace('\n', "\r")), counted(text));
    }
}
