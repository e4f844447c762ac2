//! Draws a chart as a graph of Graphviz.

use std::io;

use super::seats::Cutout;
use super::tree::{Drawn, tree};
use crate::model::Focus;
use crate::report::Audited;
use crate::report::words::counted;
use crate::text::visible;

/// Writes the picture of a chart as a graph in the language DOT.
///
/// # Errors
/// Those of the writer.
pub fn chart_dot(
    audited: Audited<'_>,
    cutout: &Cutout,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let tree = tree(audited, cutout);
    writeln!(
        out,
        "digraph chart {{\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];"
    )?;
    for (index, node) in tree.nodes.iter().enumerate() {
        match &node.is {
            Drawn::Folded(seats) => {
                let label = quoted(&format!("+ {}", counted(*seats as usize, "seat")));
                writeln!(out, "  n{index} [label={label}, style=dashed];")?;
            }
            Drawn::Seat {
                seat,
                focus,
                is_vacant,
                folded,
                ..
            } => {
                let position = audited.on.chart.position(*seat);
                let mut label = visible(position.title).into_owned();
                if cutout.show_names && !position.incumbent.is_empty() {
                    label = format!("{label}\n{}", visible(position.incumbent));
                }
                if *folded > 0 {
                    label = format!("{label}\n+ {}", counted(*folded as usize, "seat"));
                }
                let colour = match focus {
                    Focus::Internal => ", color=\"#0b5cad\", penwidth=2",
                    Focus::External => ", color=\"#b35900\", penwidth=2, style=\"rounded,bold\"",
                    Focus::Mixed => ", color=\"#0b5cad:#b35900\", penwidth=2",
                    Focus::Unknown => "",
                };
                let vacant = if *is_vacant {
                    ", style=\"rounded,dashed\""
                } else {
                    ""
                };
                writeln!(
                    out,
                    "  n{index} [label={}{colour}{vacant}];",
                    quoted(&label)
                )?;
            }
        }
    }
    for (index, node) in tree.nodes.iter().enumerate() {
        for child in &node.children {
            writeln!(out, "  n{index} -> n{child};")?;
        }
    }
    for (from, to) in &tree.dotted {
        writeln!(out, "  n{to} -> n{from} [style=dotted, constraint=false];")?;
    }
    writeln!(out, "}}")
}

/// A text within quotes, in which nothing is a command.
fn quoted(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    format!("\"{escaped}\"")
}
