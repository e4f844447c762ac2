//! Flow charts of Mermaid: boxes become positions, arrows lines.
//!
//! An arrow may lead from a manager to a report or the other way round. In a chart nobody has two managers, so the
//! way in which no box has two is taken; where both ways are left, arrows lead down.

use std::borrow::Cow;

use super::mermaid_line::{Arrow, Drawing, MermaidBox, Statement};
use super::node::{Node, Value};
use crate::read::row::markup::plain;
use crate::rules::{Buffers, Columns, Likeness};

/// Statements that draw nothing.
const OTHERS: [&str; 12] = [
    "subgraph",
    "end",
    "classdef",
    "class",
    "style",
    "linkstyle",
    "click",
    "direction",
    "acctitle",
    "accdescr",
    "title",
    "config",
];

/// More boxes than this are no drawing for people.
const MOST_SEATS: usize = 20_000;

/// Whether a text is a flow chart of Mermaid.
pub fn is_one(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with("%%"));
    first.is_some_and(is_opening) || text.contains("```mermaid")
}

fn is_opening(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let opens = matches!(words.next(), Some("graph" | "flowchart"));
    let way = words.next().map(|way| way.trim_end_matches(';'));
    opens && matches!(way, Some("TD" | "TB" | "BT" | "LR" | "RL"))
}

/// Parses a text into a list of mappings with the keys `id`, `title`, `name`, `reports_to` and `dotted_line`.
pub fn parse<'t>(text: &'t str, first_byte: u32, first_line: u32, columns: &Columns) -> Node<'t> {
    let mut drawing = Drawing::default();
    let is_fenced = text.contains("```mermaid");
    let (mut at, mut is_inside) = (0, !is_fenced);
    for (index, piece) in text.split_inclusive('\n').enumerate() {
        let line = first_line.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
        let start = at;
        at += piece.len();
        let bare = piece.trim();
        if bare.starts_with("```") {
            is_inside = bare.starts_with("```mermaid");
            continue;
        }
        if !is_inside || bare.is_empty() || bare.starts_with("%%") || bare.starts_with("---") {
            continue;
        }
        if is_opening(bare) {
            drawing.points_up |= bare.contains("BT");
            continue;
        }
        let word = bare
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let follows = bare[word.len()..].chars().next();
        if OTHERS.contains(&word.to_lowercase().as_str())
            && follows.is_none_or(|c| matches!(c, ' ' | ':'))
        {
            continue;
        }
        let mut statement = Statement {
            text,
            at: start,
            end: start + piece.trim_end().len(),
            line,
        };
        statement.read(&mut drawing);
        if drawing.seats.len() > MOST_SEATS {
            break;
        }
    }
    drawing.tree(first_byte, first_line, columns)
}

impl<'t> Drawing<'t> {
    /// Whether arrows lead from reports to managers.
    fn leads_up(&self) -> bool {
        let solid = || self.arrows.iter().filter(|arrow| !arrow.is_dotted);
        if solid().any(|arrow| arrow.reports) {
            return true;
        }
        let is_once = |of: fn(&Arrow) -> usize| {
            let mut seen = vec![false; self.seats.len()];
            solid().all(|arrow| {
                seen.get_mut(of(arrow))
                    .is_some_and(|seen| !std::mem::replace(seen, true))
            })
        };
        let (down, up) = (is_once(|arrow| arrow.to), is_once(|arrow| arrow.from));
        up && (!down || self.points_up)
    }

    fn tree(self, first_byte: u32, first_line: u32, columns: &Columns) -> Node<'t> {
        let leads_up = self.leads_up();
        let mut managers: Vec<Vec<usize>> = vec![Vec::new(); self.seats.len()];
        let mut dotted: Vec<Vec<usize>> = vec![Vec::new(); self.seats.len()];
        for arrow in &self.arrows {
            let (below, above) = match leads_up {
                true => (arrow.from, arrow.to),
                false => (arrow.to, arrow.from),
            };
            let of = if arrow.is_dotted {
                &mut dotted
            } else {
                &mut managers
            };
            if let Some(list) = of.get_mut(below) {
                list.push(above);
            }
        }
        let mut scan = Buffers::default();
        let seats = self.seats.iter().zip(managers.iter().zip(&dotted));
        let items = seats.map(|(seat, (managers, dotted))| {
            let byte = |at: usize| first_byte.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            let node = |value: Cow<'t, str>, at: usize, length: usize| Node {
                value: Value::Text(value),
                span: byte(at)..byte(at + length),
                line: seat.line,
                column: 1,
            };
            let id_of = |index: &usize| self.seats.get(*index).map(|seat| seat.id);
            let mut pairs = Vec::new();
            let mut add = |key: &'static str, value: Node<'t>| {
                pairs.push((node(Cow::Borrowed(key), seat.at, seat.id.len()), value));
            };
            add("id", node(Cow::Borrowed(seat.id), seat.at, seat.id.len()));
            for (key, (at, text)) in said(seat, columns, &mut scan) {
                add(key, node(Cow::Borrowed(text), at, text.len()));
            }
            if let Some(manager) = managers.first().and_then(id_of) {
                add(
                    "reports_to",
                    node(Cow::Borrowed(manager), seat.at, seat.id.len()),
                );
            }
            let further: Vec<_> = managers
                .iter()
                .skip(1)
                .chain(dotted)
                .filter_map(id_of)
                .collect();
            if !further.is_empty() {
                add(
                    "dotted_line",
                    node(Cow::Owned(further.join(";")), seat.at, seat.id.len()),
                );
            }
            Node {
                value: Value::Map(pairs),
                span: byte(seat.at)..byte(seat.at + seat.id.len()),
                line: seat.line,
                column: 1,
            }
        });
        Node {
            value: Value::List(items.collect()),
            span: first_byte..first_byte,
            line: first_line,
            column: 1,
        }
    }
}

/// How a line ends within a box.
const LINE_BREAKS: [&str; 5] = ["<br/>", "<br>", "<br />", "\\n", "\n"];

/// The title and the name that a box shows. Of two lines, or two halves of one, that is the title which reads as
/// one.
fn said<'t>(
    seat: &MermaidBox<'t>,
    columns: &Columns,
    scan: &mut Buffers,
) -> Vec<(&'static str, (usize, &'t str))> {
    let Some((at, label)) = seat.label else {
        return vec![("title", (seat.at, seat.id))];
    };
    let mut likeness = |text: &str| columns.title_likeness(text, scan);
    let mut parts = split(at, label, &LINE_BREAKS);
    let breaks = LINE_BREAKS.iter().filter_map(|sign| label.find(sign));
    let starts_blank = breaks.min().is_some_and(|end| is_blank(&label[..end]));
    if starts_blank
        && let Some(first) = parts.first()
        && parts.iter().all(|part| likeness(part.1) == Likeness::None)
    {
        // The line of the title is blank, and what follows is the name.
        return vec![("name", *first)];
    }
    if parts.len() == 1 {
        let halves = split(
            at,
            label,
            &[" - ", " – ", " — ", ": ", " | ", ", ", " (", ")"],
        );
        let likenesses: Vec<_> = halves.iter().map(|(_, half)| likeness(half)).collect();
        // `CFO: Finance` names nobody.
        let is_named = matches!(
            likenesses[..],
            [Likeness::Rank, Likeness::None] | [Likeness::None, Likeness::Rank]
        );
        if is_named {
            parts = halves;
        }
    }
    let best = parts
        .iter()
        .enumerate()
        .max_by_key(|(index, (_, part))| (likeness(part), std::cmp::Reverse(*index)))
        .map(|(index, _)| index);
    let Some(best) = best else {
        return vec![("title", (seat.at, seat.id))];
    };
    let mut said = vec![("title", parts[best])];
    let mut others = parts.iter().enumerate().filter(|(index, _)| *index != best);
    if let Some((_, name)) = others.next() {
        said.push(("name", *name));
    }
    said
}

/// Whether a person sees no letter or digit in a part of a box.
fn is_blank(part: &str) -> bool {
    let mut room = String::new();
    !plain(part, &mut room).contains(char::is_alphanumeric)
}

/// The parts of a text between signs, each with its place, without marks for bold letters and the like.
fn split<'t>(at: usize, text: &'t str, signs: &[&str]) -> Vec<(usize, &'t str)> {
    let mut parts = Vec::new();
    let (mut from, mut to) = (0, 0);
    let mut push = |from: usize, to: usize| {
        let part = &text[from..to];
        let bare = part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`'));
        let bare = bare
            .strip_prefix("<b>")
            .or_else(|| bare.strip_prefix("<i>"))
            .unwrap_or(bare);
        let bare = bare
            .strip_suffix("</b>")
            .or_else(|| bare.strip_suffix("</i>"))
            .unwrap_or(bare);
        if !is_blank(bare) {
            let before = bare.as_ptr() as usize - text.as_ptr() as usize;
            parts.push((at + before, bare));
        }
    };
    while to < text.len() {
        if !text.is_char_boundary(to) {
            to += 1;
            continue;
        }
        match signs.iter().find(|sign| text[to..].starts_with(**sign)) {
            Some(sign) => {
                push(from, to);
                to += sign.len();
                from = to;
            }
            None => to += 1,
        }
    }
    push(from, text.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn lines(text: &str) -> Vec<String> {
        let columns = Rules::builtin().unwrap().columns;
        let Value::List(items) = parse(text, 0, 1, &columns).value else {
            panic!("a list");
        };
        let shown = items.iter().map(|item| match &item.value {
            Value::Map(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| {
                    format!("{}={}", key.text().unwrap(), value.text().unwrap())
                });
                pairs.collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        });
        shown.collect()
    }

    #[test]
    fn arrows_lead_down_where_nobody_has_two_managers_so() {
        let found = lines("flowchart TD\n a[CEO<br/>Ida Fern] --> b(\"CIO\") & c{CTO}\n");
        assert_eq!(
            found,
            [
                "id=a title=CEO name=Ida Fern",
                "id=b title=CIO reports_to=a",
                "id=c title=CTO reports_to=a"
            ]
        );
    }

    #[test]
    fn arrows_lead_up_where_several_lead_to_one() {
        let found = lines("graph LR\n b[CIO] --> a[CEO]\n c[CTO] -- reports --> a\n c -.-> b\n");
        assert_eq!(
            found,
            [
                "id=b title=CIO reports_to=a",
                "id=a title=CEO",
                "id=c title=CTO reports_to=a dotted_line=b"
            ]
        );
    }

    #[test]
    fn the_words_of_a_line_end_where_lines_of_its_kind_end() {
        let found = lines("graph TD\n a[CEO] -. advises .-> b[CIO] -- leads --> c[CTO]\n");
        assert_eq!(
            found,
            [
                "id=a title=CEO",
                "id=b title=CIO dotted_line=a",
                "id=c title=CTO reports_to=b"
            ]
        );
    }

    #[test]
    fn many_boxes_and_lines_cost_no_more_than_their_number() {
        // With the square of it, this would take minutes.
        let boxes: Vec<_> = (0..200_000).map(|number| format!("b{number}")).collect();
        assert_eq!(
            lines(&format!("graph TD\n {}\n", boxes.join(" & "))).len(),
            boxes.len()
        );
        let row = " == words ==> b".repeat(400_000);
        assert_eq!(lines(&format!("graph TD\n a{row}\n")).len(), 2);
    }

    #[test]
    fn a_name_and_a_title_on_one_line_are_told_apart() {
        let found = lines("graph TD\n a[Ida Fern - Chief Executive Officer]\n");
        assert_eq!(found, ["id=a title=Chief Executive Officer name=Ida Fern"]);
    }
}
