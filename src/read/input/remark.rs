//! A comment in a chart that suppresses findings.

/// A comment in a chart that suppresses findings: `# rolecall: ignore RC201 until 2026-12-31 -- reason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its line, counted from 1.
    pub line: u32,
    /// Its column, counted from 1.
    pub column: u32,
    /// The line it is about.
    pub about: u32,
    /// Codes, beginnings of codes or names.
    pub codes: Vec<String>,
    /// The last day on which it holds, as written.
    pub until: Option<String>,
    /// Why; may be empty.
    pub reason: String,
}
