//! Renders audits, verdicts and charts. Each format has a file of its own. No format decides anything.
//!
//! - An audit: `audit_text`, `audit_markdown` and `audit_json`; `audit_areas`, `audit_findings` and `audit_overview` are parts of
//!   the text, and `alike` puts findings of one code together.
//! - Findings of any run: `findings` marks them at their places, for editors, pull requests, code scanners and tables.
//! - A verdict a line: `verdict_text`, `verdict_json` and `verdict_table`; `posting_findings` adds findings on a job
//!   description.
//! - How a verdict came about: `why_text` and `why_json`.
//! - The difference of two snapshots: `drift_text`, `drift_markdown` and `drift_json`; the first two share
//!   `drift_words`.
//! - The rows of a chart: `chart_csv`, `chart_yaml` and `chart_json`.
//! - `table` writes rows of CSV and TSV, and `markdown` makes text safe within a page.
//! - Verdicts against labels: `evaluation_text` and `evaluation_json`; `fitted_yaml` is what was learned from
//!   them.
//! - A configuration to begin with: `starter_yaml`.
//! - What a finding means: `explain_text`, `explain_json` and `explain_markdown`. They share `explained`, and
//!   `line_changes` compares two charts. `explain_word` describes a role or a duty.
//!
//! Text from a chart is not trusted: its control characters never reach a terminal.

mod alike;
mod audit_areas;
mod audit_findings;
mod audit_json;
mod audit_markdown;
mod audit_overview;
mod audit_text;
mod chart_csv;
mod chart_json;
mod chart_rows;
mod chart_yaml;
mod drift_json;
mod drift_markdown;
mod drift_text;
mod drift_words;
mod evaluation_json;
mod evaluation_text;
mod evidence_json;
mod explain_json;
mod explain_markdown;
mod explain_text;
mod explain_word;
mod explained;
mod findings;
mod fitted_yaml;
mod line_changes;
mod markdown;
mod occurrence_json;
mod posting_findings;
mod starter_yaml;
mod table;
mod verdict_json;
mod verdict_table;
mod verdict_text;
mod why_json;
mod why_text;
mod words;

pub use audit_json::{SCHEMA_VERSION, audit_json, audit_jsonl};
pub use audit_markdown::audit_markdown;
pub use audit_text::{TextOptions, audit_text};
pub use chart_csv::chart_csv;
pub use chart_json::chart_json;
pub use chart_rows::ChartRows;
pub use chart_yaml::chart_yaml;
pub use drift_json::drift_json;
pub use drift_markdown::drift_markdown;
pub use drift_text::drift_text;
pub use evaluation_json::evaluation_json;
pub use evaluation_text::evaluation_text;
pub use evidence_json::Detail;
pub use explain_json::{explain_all_json, explain_index_json, explain_json};
pub use explain_markdown::{explain_all_markdown, explain_index_markdown, explain_markdown};
pub use explain_text::{explain_index_text, explain_text};
pub use explain_word::ExplainedWord;
pub use explained::Explained;
pub use findings::{
    FoundPosting, Marks, findings_concise, findings_github, findings_gitlab, findings_junit,
    findings_rdjson, findings_sarif, findings_table,
};
pub use fitted_yaml::{calibration_yaml, weights_yaml};
pub use posting_findings::{findings_json, findings_text};
pub use starter_yaml::starter_yaml;
pub use table::{Separator, Table};
pub use verdict_json::verdict_json;
pub use verdict_table::{Carrying, ColumnError, FINDINGS, Header, VerdictColumns};
pub use verdict_text::{evidence_text, verdict_text};
pub use why_json::why_json;
pub use why_text::why_text;

use crate::audit::Audit;
use crate::classify::ClassifiedChart;
use crate::drift::Drift;
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
pub struct Drifted<'a> {
    /// The earlier snapshot and its verdicts.
    pub old: &'a ClassifiedChart,
    /// The later snapshot and its verdicts.
    pub new: &'a ClassifiedChart,
    /// The rules that made the verdicts on both.
    pub rules: &'a Rules,
    /// What changed.
    pub drift: &'a Drift,
}
