//! Draws a chart as a flow chart of Mermaid, for wikis and tickets.

use std::io;

use super::seats::Cutout;
use super::tree::{Drawn, tree};
use crate::model::Focus;
use crate::report::Audited;
use crate::report::words::counted;
use crate::text::visible;

/// Writes the picture of a chart as a flow chart of Mermaid.
///
/// # Errors
/// Those of the writer.
pub fn chart_mermaid(
    audited: Audited<'_>,
    cutout: &Cutout,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let tree = tree(audited, cutout);
    writeln!(out, "flowchart TD")?;
    for (index, node) in tree.nodes.iter().enumerate() {
        match &node.is {
            Drawn::Folded(seats) => {
                writeln!(
                    out,
                    "  n{index}([\"+ {}\"])",
                    counted(*seats as usize, "seat")
                )?;
            }
            Drawn::Seat {
                seat,
                focus,
                folded,
                ..
            } => {
                let position = audited.on.chart.position(*seat);
                let mut label = quoted(position.title);
                if cutout.show_names && !position.incumbent.is_empty() {
                    label = format!("{label}<br/>{}", quoted(position.incumbent));
                }
                if *folded > 0 {
                    label = format!("{label}<br/>+ {}", counted(*folded as usize, "seat"));
                }
                let class = match focus {
                    Focus::Internal => ":::internal",
                    Focus::External => ":::external",
                    Focus::Mixed => ":::mixed",
                    Focus::Unknown => "",
                };
                writeln!(out, "  n{index}[\"{label}\"]{class}")?;
            }
        }
    }
    for (index, node) in tree.nodes.iter().enumerate() {
        for child in &node.children {
            writeln!(out, "  n{index} --> n{child}")?;
        }
    }
    for (from, to) in &tree.dotted {
        writeln!(out, "  n{to} -.-> n{from}")?;
    }
    writeln!(
        out,
        "  classDef internal stroke:#0b5cad,stroke-width:2px\n  \
         classDef external stroke:#b35900,stroke-width:2px,stroke-dasharray:6 2\n  \
         classDef mixed stroke:#6e40aa,stroke-width:3px"
    )
}

/// A text in which nothing is a command, a tag or the end of the quotes: signs become entities of Mermaid.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for c in visible(text).chars() {
        match c {
            c if c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '\'' | '/') => {
                quoted.push(c)
            }
            c => quoted.push_str(&format!("#{};", u32::from(c))),
        }
    }
    quoted
}
