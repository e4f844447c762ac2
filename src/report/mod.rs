//! Renders audits, verdicts and charts: one folder a report, and in it one file a format. No format decides anything.
//!
//! - `audit`: an audit, as text, Markdown and JSON.
//! - `board`: an audit as a page of HTML, for people who never saw a terminal.
//! - `findings`: findings of any run at their places, for editors, pull requests, code scanners and tables.
//! - `verdict`: a verdict a line, or how it came about.
//! - `diff`: what changed between two snapshots. `difference`: what fixes change in files.
//! - `history`: who covered which side over several snapshots.
//! - `chart`: the rows of a chart.
//! - `picture`: a chart, drawn.
//! - `explain`: what a finding, a role or a duty means.
//! - `evaluation`: verdicts against labels, and what was learned from them.
//! - `starter_yaml`: a configuration to begin with.
//!
//! What several of them need is beside them: `alike` puts findings of one code together, `table` writes rows of CSV and
//! TSV, `columnar` writes Parquet and Arrow, `markdown` makes text safe within a page, `words` holds phrases for people,
//! and `text_options` says how text for people is to look.
//!
//! Text from a chart is not trusted: its control characters never reach a terminal.

mod alike;
mod audit;
mod board;
mod chart;
#[cfg(feature = "arrow")]
mod columnar;
mod diff;
mod difference;
mod evaluation;
mod explain;
mod findings;
mod history;
mod markdown;
mod picture;
mod starter_yaml;
mod table;
mod text_options;
mod verdict;
mod words;

pub use audit::json::{SCHEMA_VERSION, audit_json, audit_jsonl};
pub use audit::markdown::audit_markdown;
pub use audit::text::audit_text;
pub use board::options::{BoardOptions, Past};
pub use board::render::{board_html, chart_html};
#[cfg(feature = "xlsx")]
pub use board::workbook::write::board_xlsx;
pub use chart::csv::chart_csv;
pub use chart::json::chart_json;
pub use chart::rows::ChartRows;
pub use chart::yaml::chart_yaml;
#[cfg(feature = "arrow")]
pub use columnar::{Columnar, ColumnarWriter};
pub use diff::json::diff_json;
pub(crate) use diff::json::diff_line;
pub use diff::markdown::diff_markdown;
pub use diff::text::diff_text;
pub use difference::fixes_difference;
pub use evaluation::fitted_yaml::{calibration_yaml, weights_yaml, wording_yaml};
pub use evaluation::json::evaluation_json;
pub use evaluation::text::evaluation_text;
pub use explain::explained::Explained;
pub use explain::json::{explain_all_json, explain_index_json, explain_json};
pub use explain::markdown::{explain_all_markdown, explain_index_markdown, explain_markdown};
pub use explain::text::{explain_index_text, explain_text};
pub use explain::word::ExplainedWord;
pub use findings::{
    FoundPosting, Mark, Marks, Place, findings_concise, findings_github, findings_gitlab,
    findings_junit, findings_rdjson, findings_sarif, findings_table,
};
pub use history::json::history_json;
pub use history::text::history_text;
pub use picture::dot::chart_dot;
pub use picture::layout::{GAP, INDENT, PictureLayout, WIDTH, layout};
pub use picture::mermaid::chart_mermaid;
pub use picture::seats::Cutout;
pub use picture::svg::chart_svg;
pub use starter_yaml::starter_yaml;
pub use table::{Separator, TableWriter};
pub use text_options::TextOptions;
#[cfg(feature = "arrow")]
pub use verdict::batches::{VerdictBatch, verdict_batch, verdict_schema};
pub use verdict::columns::{Carrying, ColumnError, FINDINGS, InputColumn, VerdictColumns};
pub use verdict::evidence_json::Detail;
pub use verdict::findings::{findings_json, findings_text};
pub use verdict::json::verdict_json;
pub(crate) use verdict::json::verdict_line;
pub use verdict::table::{verdict_table_findings, verdict_table_header, verdict_table_row};
pub use verdict::text::{evidence_text, verdict_text};
pub use verdict::why_json::why_json;
pub use verdict::why_text::why_text;

use crate::audit::Audit;
use crate::classify::ClassifiedChart;
use crate::diff::Diff;
use crate::rules::Rules;

/// An audit, with the chart and the rules it is about.
#[derive(Clone, Copy)]
pub struct Audited<'a> {
    /// The chart and its verdicts.
    pub on: &'a ClassifiedChart,
    /// The rules that made the verdicts.
    pub rules: &'a Rules,
    /// What was found.
    pub audit: &'a Audit,
}

/// What changed between two snapshots, with the charts and the rules it is about.
#[derive(Clone, Copy)]
pub struct Diffed<'a> {
    /// The earlier snapshot and its verdicts.
    pub old: &'a ClassifiedChart,
    /// The later snapshot and its verdicts.
    pub new: &'a ClassifiedChart,
    /// The rules that made the verdicts on both.
    pub rules: &'a Rules,
    /// What changed.
    pub diff: &'a Diff,
}
