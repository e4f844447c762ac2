//! Draws a chart as SVG: no scripts, no styles, no references, so that it can stand in a page with the strictest policy.

use std::fmt::Write as _;
use std::io;

use quick_xml::escape::escape;

use super::layout::{INDENT, PictureLayout, WIDTH, layout};
use super::seats::{Cutout, SideMark};
use super::tree::{Drawn, PictureBox, Tree, tree};
use crate::chart::SeatId;
use crate::model::{BySide, Focus, Side};
use crate::report::Audited;
use crate::report::words::counted;
use crate::text::visible;

/// Pixels of a column and of a row.
const COLUMN: f64 = 205.0;
const ROW: f64 = 96.0;
/// Pixels of a box.
const HEIGHT: f64 = 62.0;
const MARGIN: f64 = 20.0;
/// Pixels of the key below the picture.
const KEY: f64 = 64.0;
/// A picture of at most so many pixels can be read when a page makes it as narrow as itself.
const FITS: f64 = 1_900.0;
/// Letters of a line in a box.
const LINE: usize = 25;
const LINES: usize = 2;

const INK: &str = "#1f2328";
const FAINT: &str = "#59636e";
const PAPER: &str = "#ffffff";
const INTERNAL: &str = "#0b5cad";
const EXTERNAL: &str = "#b35900";

/// Writes the picture of a chart as SVG.
///
/// # Errors
/// Those of the writer.
pub fn chart_svg(
    audited: Audited<'_>,
    cutout: &Cutout,
    out: &mut impl io::Write,
) -> io::Result<()> {
    out.write_all(svg(audited, cutout, "").as_bytes())
}

/// The picture of a chart as SVG. Its ids have a prefix, so that several pictures can stand in one page.
pub(in crate::report) fn svg(audited: Audited<'_>, cutout: &Cutout, prefix: &str) -> String {
    let tree = tree(audited, cutout);
    let children: Vec<_> = tree
        .nodes
        .iter()
        .map(|node| node.children.clone())
        .collect();
    let drawing = Drawing {
        audited,
        show_names: cutout.show_names,
        placed: layout(&children, &tree.tops),
        tree: &tree,
        prefix,
    };
    drawing.draw()
}

struct Drawing<'a> {
    audited: Audited<'a>,
    show_names: bool,
    placed: PictureLayout,
    tree: &'a Tree,
    /// What the ids begin with.
    prefix: &'a str,
}

impl Drawing<'_> {
    fn draw(&self) -> String {
        let width = (self.placed.width * COLUMN + 2.0 * MARGIN).max(760.0);
        let rows = self.placed.rows.max(1) as f64;
        let height = rows * ROW - (ROW - HEIGHT) + 2.0 * MARGIN + KEY;
        let fits = if width <= FITS { " class=\"fits\"" } else { "" };
        let mut out = String::new();
        let prefix = self.prefix;
        let _ = writeln!(
            out,
            "<svg{fits} xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n\
             <title>Organisation chart, {}</title>\n\
             <defs>\n\
             <pattern id=\"{prefix}internal\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"4\" height=\"4\" fill=\"{INTERNAL}\"/><path d=\"M0 2H4\" stroke=\"{PAPER}\" stroke-width=\"1\"/></pattern>\n\
             <pattern id=\"{prefix}external\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"6\" height=\"6\" fill=\"{EXTERNAL}\"/><path d=\"M0 6L6 0\" stroke=\"{PAPER}\" stroke-width=\"1.5\"/></pattern>\n\
             </defs>\n\
             <rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>",
            self.size(),
        );
        for (index, node) in self.tree.nodes.iter().enumerate() {
            self.lines(index, node, &mut out);
        }
        for (from, to) in &self.tree.dotted {
            self.dotted(*from, *to, &mut out);
        }
        for (index, node) in self.tree.nodes.iter().enumerate() {
            self.node(index, node, &mut out);
        }
        self.key(height, &mut out);
        out.push_str("</svg>\n");
        out
    }

    /// How many seats the chart has, and how many are drawn.
    fn size(&self) -> String {
        let seats = self.tree.nodes.iter();
        let seats = seats.filter(|node| matches!(node.is, Drawn::Seat { .. }));
        let (drawn, all) = (seats.count(), counted(self.tree.seats, "seat"));
        match drawn == self.tree.seats {
            true => all,
            false => format!("{drawn} of {all}"),
        }
    }

    fn corner(&self, index: usize) -> (f64, f64) {
        let (x, row) = self.placed.at[index];
        (MARGIN + x * COLUMN, MARGIN + row as f64 * ROW)
    }

    /// The solid lines from a box to those below it. They run in the space between rows and to the left of columns.
    fn lines(&self, index: usize, node: &PictureBox, out: &mut String) {
        if node.children.is_empty() {
            return;
        }
        let (x, y) = self.corner(index);
        let (middle, channel) = (x + WIDTH * COLUMN / 2.0, y + HEIGHT + (ROW - HEIGHT) / 2.0);
        let mut path = format!("M{middle:.1} {:.1}V{channel:.1}", y + HEIGHT);
        for child in &node.children {
            let (left, top) = self.corner(*child);
            if self.placed.is_stacked[*child] {
                let trunk = left - INDENT * COLUMN / 2.0;
                let _ = write!(
                    path,
                    "M{middle:.1} {channel:.1}H{trunk:.1}V{:.1}H{left:.1}",
                    top + HEIGHT / 2.0
                );
            } else {
                let _ = write!(
                    path,
                    "M{middle:.1} {channel:.1}H{:.1}V{top:.1}",
                    left + WIDTH * COLUMN / 2.0
                );
            }
        }
        let _ = writeln!(
            out,
            "<path class=\"line\" d=\"{path}\" fill=\"none\" stroke=\"{FAINT}\"/>"
        );
    }

    /// A line to a further manager.
    fn dotted(&self, from: usize, to: usize, out: &mut String) {
        let ((x, y), (to_x, to_y)) = (self.corner(from), self.corner(to));
        let half = WIDTH * COLUMN / 2.0;
        let (x, to_x) = (x + half, to_x + half);
        let bend = y.min(to_y) - ROW / 3.0;
        let _ = writeln!(
            out,
            "<path class=\"line\" d=\"M{x:.1} {y:.1}C{x:.1} {bend:.1} {to_x:.1} {bend:.1} {to_x:.1} {:.1}\" fill=\"none\" \
             stroke=\"{FAINT}\" stroke-dasharray=\"2 4\"/>",
            to_y + HEIGHT,
        );
    }

    fn node(&self, index: usize, node: &PictureBox, out: &mut String) {
        let (x, y) = self.corner(index);
        match &node.is {
            Drawn::Folded(seats) => {
                let _ = writeln!(
                    out,
                    "<g><rect class=\"box\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"24\" rx=\"12\" fill=\"{PAPER}\" \
                     stroke=\"{FAINT}\"/><text class=\"faint\" x=\"{:.1}\" y=\"{:.1}\" \
                     text-anchor=\"middle\" fill=\"{FAINT}\">+ {}</text></g>",
                    y,
                    WIDTH * COLUMN,
                    x + WIDTH * COLUMN / 2.0,
                    y + 16.0,
                    counted(*seats as usize, "seat"),
                );
            }
            Drawn::Seat {
                seat,
                marks,
                focus,
                is_vacant,
                folded,
            } => {
                self.seat((x, y), *seat, marks, *focus, *is_vacant, out);
                let told = self.told(*seat, marks, *is_vacant, *folded);
                let _ = writeln!(
                    out,
                    "<text class=\"faint\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" fill=\"{FAINT}\">{}</text></g>",
                    x + 12.0,
                    y + HEIGHT - 8.0,
                    escape(told.as_str()),
                );
            }
        }
    }

    /// The box of a seat, its bar and its title.
    fn seat(
        &self,
        (x, y): (f64, f64),
        seat: SeatId,
        marks: &BySide<Option<SideMark>>,
        focus: Focus,
        is_vacant: bool,
        out: &mut String,
    ) {
        let position = self.audited.on.chart.position(seat);
        let title = text(position.title);
        let is_officer = Side::BOTH
            .iter()
            .any(|side| marks[*side] == Some(SideMark::Officer));
        let _ = write!(
            out,
            "<g><title>{title}</title><rect class=\"box\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{HEIGHT}\" \
             rx=\"3\" fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"{}\"{}/>",
            WIDTH * COLUMN,
            if is_officer { 3 } else { 1 },
            if is_vacant {
                " stroke-dasharray=\"6 3\""
            } else {
                ""
            },
        );
        self.bars((x, y), focus, out);
        let lines = lines_of(position.title);
        for (row, line) in (0..).zip(&lines) {
            let weight = if is_officer {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let _ = write!(
                out,
                "<text class=\"ink\" x=\"{:.1}\" y=\"{:.1}\" fill=\"{INK}\"{weight}>{}</text>",
                x + 12.0,
                y + 17.0 + 14.0 * f64::from(row),
                escape(line.as_str()),
            );
        }
    }

    /// The bar at the left says to which side a seat looks, by colour and by pattern.
    fn bars(&self, (x, y): (f64, f64), focus: Focus, out: &mut String) {
        let mut bar = |pattern: &str, top: f64, height: f64| {
            let _ = write!(
                out,
                "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"7\" height=\"{height:.1}\" fill=\"url(#{}{pattern})\"/>",
                self.prefix,
            );
        };
        match focus {
            Focus::Internal => bar("internal", y, HEIGHT),
            Focus::External => bar("external", y, HEIGHT),
            Focus::Mixed => {
                bar("internal", y, HEIGHT / 2.0);
                bar("external", y + HEIGHT / 2.0, HEIGHT / 2.0);
            }
            Focus::Unknown => {}
        }
    }

    /// The last line of a box: what the seat covers, whether it is vacant, who holds it or its id, and how many seats
    /// below it are not drawn.
    fn told(
        &self,
        seat: SeatId,
        marks: &BySide<Option<SideMark>>,
        is_vacant: bool,
        folded: u32,
    ) -> String {
        let position = self.audited.on.chart.position(seat);
        let mut told = Vec::new();
        for side in Side::BOTH {
            let role = self.audited.rules.role(self.audited.rules.sides[side].role);
            let role = role.id.to_uppercase();
            match marks[side] {
                Some(SideMark::Officer) => told.push(format!("\u{25cf} {role}")),
                Some(SideMark::StandIn) => told.push(format!("\u{25d0} {role} in practice")),
                None => {}
            }
        }
        if is_vacant {
            told.push("vacant".to_owned());
        }
        if folded > 0 {
            told.push(format!("+ {}", counted(folded as usize, "seat")));
        }
        if self.show_names && !position.incumbent.is_empty() {
            told.push(visible(position.incumbent).into_owned());
        } else if !position.has_made_up_id() {
            told.push(visible(&position.shown_id()).into_owned());
        }
        shortened(&told.join(", "), LINE + 3)
    }

    fn key(&self, height: f64, out: &mut String) {
        let y = height - KEY + 12.0;
        let bars = [
            ("internal", "internal focus"),
            ("external", "external focus"),
        ];
        for (place, (pattern, said)) in (0..).zip(bars) {
            let x = MARGIN + 230.0 * f64::from(place);
            let _ = writeln!(
                out,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"7\" height=\"16\" fill=\"url(#{}{pattern})\"/>{}",
                self.prefix,
                said_at(x + 14.0, y + 12.0, said),
            );
        }
        let signs = [
            "\u{25cf} officer by title",
            "\u{25d0} covers the side in practice",
            "dashed box: vacant",
            "dotted line: further manager",
        ];
        for (place, said) in (0..).zip(signs) {
            let x = MARGIN + [0.0, 150.0, 370.0, 520.0][place];
            let _ = writeln!(out, "{}", said_at(x, y + 36.0, said));
        }
    }
}

/// An entry of the key.
fn said_at(x: f64, y: f64, said: &str) -> String {
    format!("<text class=\"faint\" x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{FAINT}\">{said}</text>")
}

fn text(text: &str) -> String {
    escape(visible(text)).into_owned()
}

/// A title in the lines of a box.
fn lines_of(title: &str) -> Vec<String> {
    let title = visible(title);
    let mut lines: Vec<_> = textwrap::wrap(&title, LINE)
        .into_iter()
        .map(String::from)
        .collect();
    if lines.len() > LINES {
        lines.truncate(LINES);
        let last = &mut lines[LINES - 1];
        *last = shortened(&format!("{last} \u{2026}\u{2026}"), LINE);
    }
    lines
}

fn shortened(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text.chars().take(most - 1).chain(['\u{2026}']).collect(),
        false => text.to_owned(),
    }
}
