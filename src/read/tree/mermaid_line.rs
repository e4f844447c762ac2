//! A line of a flow chart of Mermaid: boxes and the arrows between them.

use crate::text::{TextMap, squeeze};

/// A box.
pub struct MermaidBox<'t> {
    pub id: &'t str,
    pub label: Option<(usize, &'t str)>,
    pub at: usize,
    pub line: u32,
}

/// An arrow from one box to another, by their numbers.
pub struct Arrow {
    pub from: usize,
    pub to: usize,
    pub is_dotted: bool,
    /// Whether its words say that it leads from a report to a manager.
    pub reports: bool,
}

#[derive(Default)]
pub struct Drawing<'t> {
    pub seats: Vec<MermaidBox<'t>>,
    pub arrows: Vec<Arrow>,
    pub points_up: bool,
    /// The boxes by their ids.
    by_id: TextMap<&'t str, usize>,
}

/// More arrows than this are no drawing for people.
const MOST_ARROWS: usize = 200_000;

/// A line of a flow chart, and how far it is read.
pub struct Statement<'t> {
    pub text: &'t str,
    pub at: usize,
    pub end: usize,
    pub line: u32,
}

impl<'t> Statement<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', ';']).len();
    }

    /// Reads the boxes and arrows of the line.
    pub fn read(&mut self, drawing: &mut Drawing<'t>) {
        let mut before: Vec<usize> = Vec::new();
        let mut link: Option<(bool, bool)> = None;
        loop {
            let group = self.group(drawing);
            if group.is_empty() {
                return;
            }
            if let Some((is_dotted, reports)) = link {
                let pairs = before
                    .iter()
                    .flat_map(|from| group.iter().map(move |to| (from, to)));
                for (from, to) in pairs.take(MOST_ARROWS.saturating_sub(drawing.arrows.len())) {
                    drawing.arrows.push(Arrow {
                        from: *from,
                        to: *to,
                        is_dotted,
                        reports,
                    });
                }
            }
            before = group;
            link = self.link();
            if link.is_none() {
                return;
            }
        }
    }

    /// Boxes parted by `&`.
    fn group(&mut self, drawing: &mut Drawing<'t>) -> Vec<usize> {
        let mut group = Vec::new();
        loop {
            self.skip_blanks();
            let Some(seat) = self.seat(drawing) else {
                return group;
            };
            group.push(seat);
            self.skip_blanks();
            if !self.rest().starts_with('&') {
                return group;
            }
            self.at += 1;
        }
    }

    fn seat(&mut self, drawing: &mut Drawing<'t>) -> Option<usize> {
        let rest = self.rest();
        let mut end = 0;
        for (at, c) in rest.char_indices() {
            let next = rest[at + c.len_utf8()..].chars().next();
            let is_joint =
                matches!(c, '-' | '.') && at > 0 && next.is_some_and(char::is_alphanumeric);
            if !(c.is_alphanumeric() || c == '_' || is_joint) {
                break;
            }
            end = at + c.len_utf8();
        }
        if end == 0 {
            return None;
        }
        let (id, at) = (&rest[..end], self.at);
        self.at += end;
        let label = self.label();
        if let Some(class) = self.rest().strip_prefix(":::") {
            let length = class
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(class.len());
            self.at += 3 + length;
        }
        let next = drawing.seats.len();
        let index = *drawing.by_id.entry(id).or_insert(next);
        if index == next {
            drawing.seats.push(MermaidBox {
                id,
                label: None,
                at,
                line: self.line,
            });
        }
        let seat = drawing.seats.get_mut(index)?;
        if seat.label.is_none() && label.is_some() {
            (seat.label, seat.at, seat.line) = (label, at, self.line);
        }
        Some(index)
    }

    /// What stands in the brackets behind the id of a box.
    fn label(&mut self) -> Option<(usize, &'t str)> {
        let rest = self.rest();
        let opened = rest.len()
            - rest
                .trim_start_matches(['[', '(', '{', '>', '/', '\\'])
                .len();
        if opened == 0 || rest.starts_with(['/', '\\']) {
            return None;
        }
        let from = self.at + opened;
        let inner = &rest[opened..];
        let (start, length) = match inner.trim_start().strip_prefix('"') {
            Some(quoted) => (inner.len() - quoted.len(), quoted.find('"')?),
            None => (0, inner.find([']', ')', '}'])?),
        };
        let label = inner.get(start..start + length)?;
        self.at = from + start + length;
        let behind = self.rest();
        self.at += behind.len()
            - behind
                .trim_start_matches(['"', ']', ')', '}', '/', '\\'])
                .len();
        let is_empty = label.trim().is_empty();
        (!is_empty).then_some((from + start, label))
    }

    /// An arrow: whether it is dotted, and whether its words speak of reporting.
    fn link(&mut self) -> Option<(bool, bool)> {
        self.skip_blanks();
        let run = self.run();
        if run.len() < 2 {
            return None;
        }
        let mut is_dotted = run.contains('.');
        let mut words = "";
        // `-- words -->`, each kind of line with its own end.
        let close = match run.trim_start_matches('<') {
            "--" => Some("--"),
            "==" => Some("=="),
            "-." => Some(".-"),
            _ => None,
        };
        let rest = self.rest();
        if let Some(close) = close.and_then(|close| rest.find(close)) {
            words = &rest[..close];
            self.at += close;
            is_dotted |= self.run().contains('.');
        }
        self.skip_blanks();
        if let Some(rest) = self.rest().strip_prefix('|')
            && let Some(close) = rest.find('|')
        {
            words = &rest[..close];
            self.at += close + 2;
        }
        let words = squeeze(words);
        is_dotted |= words.contains("dotted") || words.contains("matrix");
        Some((
            is_dotted,
            words.contains("reportsto") || words.contains("reportingto"),
        ))
    }

    fn run(&mut self) -> &'t str {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !matches!(c, '-' | '=' | '.' | '<' | '>' | '~'))
            .unwrap_or(rest.len());
        self.at += length;
        // An arrow may end in a circle or a cross.
        let behind = self.rest();
        if length >= 2 && behind.starts_with(['o', 'x']) && behind[1..].starts_with([' ', '\t']) {
            self.at += 1;
        }
        &rest[..length]
    }
}
