//! `rolecall chart`: a picture of the chart.

use anyhow::{Result, anyhow};
use clap::{Args, ValueEnum};
use rolecall::audit::{self, audit};
use rolecall::chart::{Chart, EntityId};
use rolecall::classify::ClassifiedChart;
use rolecall::report::{Audited, Cutout, chart_dot, chart_html, chart_mermaid, chart_svg};
use rolecall::text::squeeze;

use super::Outcome;
use super::input::InputArgs;
use super::outputs::{OutputsArgs, files};
use super::reading::Keep;
use super::seats::seat;

/// Draw a chart: who reports to whom, which side each seat looks to, and who covers the sides
///
/// In a big chart, only the officers and the top levels are drawn; the other seats are shown as a number at their
/// managers. Names of people are not shown unless --show-names asks for them.
#[derive(Args)]
pub struct ChartArgs {
    /// How to draw the chart; by default SVG, or what the ending of --output says
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    output: OutputsArgs,
    /// Draw this seat and those below it: its id, its title as written, or `:LINE`
    #[arg(long, value_name = "POSITION")]
    root: Option<String>,
    /// Draw only this entity
    #[arg(long, value_name = "NAME")]
    entity: Option<String>,
    /// How many levels to draw below the top
    #[arg(long, value_name = "LEVELS")]
    depth: Option<u32>,
    /// How many seats to draw at most
    #[arg(long, value_name = "SEATS", default_value_t = 150)]
    most: usize,
    /// Show the names of incumbents
    #[arg(long)]
    show_names: bool,
    #[command(flatten)]
    input: InputArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, ValueEnum)]
enum Format {
    /// An image
    #[default]
    Svg,
    /// A graph for Graphviz
    Dot,
    /// A flow chart for wikis and tickets
    Mermaid,
    /// A page with the image, and with all seats as a list to fold and to search
    Html,
}

impl ChartArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.input.load_rules()?;
        let chosen = self.output.chosen(self.format)?;
        let (reader, lost) = self.input.reader(&rules, Keep::Nothing, &files(&chosen))?;
        let on = ClassifiedChart::read(reader, &rules);
        let chart = &on.chart;
        let cutout = Cutout {
            root: self.root.as_deref().map(|id| seat(chart, id)).transpose()?,
            entity: self
                .entity
                .as_deref()
                .map(|name| entity(chart, name))
                .transpose()?,
            depth: self.depth,
            most: self.most,
            show_names: self.show_names,
        };
        let audit = audit(&on, &rules, audit::AuditOptions::default());
        let audited = Audited {
            on: &on,
            rules: &rules,
            audit: &audit,
        };
        for one in chosen.iter().filter(|_| !chart.is_empty()) {
            let mut out = match one.format {
                Format::Svg | Format::Html => one.output.open_data(),
                Format::Dot | Format::Mermaid => one.output.open_text(),
            }?;
            match one.format {
                Format::Svg => chart_svg(audited, &cutout, &mut out),
                Format::Html => chart_html(audited, &cutout, &mut out),
                Format::Dot => chart_dot(audited, &cutout, &mut out),
                Format::Mermaid => chart_mermaid(audited, &cutout, &mut out),
            }?;
            out.close()?;
        }
        Ok(self.input.tell(chart.sources(), &lost))
    }
}

/// The entity with a name. Case and signs do not matter.
fn entity(chart: &Chart, name: &str) -> Result<EntityId> {
    let wanted = squeeze(name);
    let found = chart
        .entities()
        .find(|(_, entity)| squeeze(&entity.name) == wanted);
    let (id, _) = found.ok_or_else(|| {
        let known = chart
            .entities()
            .take(10)
            .map(|(_, entity)| entity.name.as_str());
        let known: Vec<_> = known.collect();
        anyhow!(
            "no entity is called `{name}`, which --entity names; there are: {}",
            known.join(", ")
        )
    })?;
    Ok(id)
}
