//! The example of each finding, from `fixtures/findings/`: a chart that shows the finding, and the same chart
//! repaired.
//!
//! The files are also fixtures of the tests, so users see what is tested.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::{AuditOptions, audit};
use crate::classify::ClassifiedChart;
use crate::model::{Field, Finding, Location, Subject};
use crate::postings::{Checks, PostingFinding};
use crate::read;
use crate::read::{Day, Input, Reader};
use crate::rules::{Rules, RulesError};

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/findings");

/// An example of a finding.
#[derive(Clone, Debug)]
pub struct FindingExample {
    /// The chart that shows it. For a finding about a change, the chart before and the chart after.
    pub flagged: Vec<ExampleFile>,
    /// The same chart or charts, repaired.
    pub repaired: Vec<ExampleFile>,
    /// The policy that the finding needs.
    pub policy: Option<ExampleFile>,
}

/// A file of an example.
#[derive(Clone, Debug)]
pub struct ExampleFile {
    /// Its name within the folder.
    pub name: String,
    /// The audit date to read it with.
    pub day: Option<Day>,
    bytes: &'static [u8],
}

/// The audit date of the examples.
#[derive(Deserialize)]
struct Days {
    day: String,
    /// Names of charts that are read without an audit date.
    without: Vec<String>,
}

static DAYS: LazyLock<Option<Days>> = LazyLock::new(|| {
    let text = FOLDER.get_file("policies/days.yaml")?.contents_utf8()?;
    serde_yaml::from_str(text).ok()
});

impl FindingExample {
    /// The example of a code, if there is one.
    pub fn of(code: &str) -> Option<FindingExample> {
        let flagged = files(code);
        let repaired = files(&format!("{code}-repaired"));
        if flagged.is_empty() || repaired.is_empty() {
            return None;
        }
        let policy = FOLDER.get_file(format!("policies/{code}.yaml"));
        Some(FindingExample {
            flagged,
            repaired,
            policy: policy.map(example_file),
        })
    }

    /// Audits the example and its repaired twin, or runs the checks on job descriptions.
    ///
    /// # Errors
    /// None in a released version, because a test shows every example.
    pub fn shown(self, about: Subject, builtin: &Rules) -> Result<ShownExample, RulesError> {
        let own = self.policy.as_ref();
        let own = own.map(|policy| Rules::with_texts(&[(&policy.name, &policy.text())]));
        let own = own.transpose()?;
        let rules = own.as_ref().unwrap_or(builtin);
        Ok(ShownExample {
            flagged: seen(&self.flagged, about, rules),
            repaired: seen(&self.repaired, about, rules),
            about,
            example: self,
        })
    }
}

/// An example, with its findings under the built-in rules.
#[derive(Debug)]
pub struct ShownExample {
    /// What the finding is about.
    pub about: Subject,
    /// The files.
    pub example: FindingExample,
    /// The findings on the chart that shows it. `None` if the example is not one single chart.
    pub flagged: Option<Seen>,
    /// The findings on the repaired chart.
    pub repaired: Option<Seen>,
}

/// The findings on a chart or on job descriptions.
#[derive(Debug)]
pub struct Seen {
    /// The findings, by place.
    pub findings: Vec<Finding>,
    /// Whether the chart has dates, so that the audit date matters.
    pub has_dates: bool,
}

fn seen(files: &[ExampleFile], about: Subject, rules: &Rules) -> Option<Seen> {
    let [file] = files else { return None };
    match about {
        Subject::Chart if file.is_description() => None,
        Subject::Chart | Subject::Suppression => Some(file.audited(rules)),
        Subject::JobDescription => Some(file.checked(rules)),
        Subject::Snapshots => None,
    }
}

/// The file with that name and any extension, or the files of the folder with that name.
fn files(name: &str) -> Vec<ExampleFile> {
    if let Some(folder) = FOLDER.get_dir(name) {
        let mut files: Vec<_> = folder.files().map(example_file).collect();
        // `before` comes before `after`.
        files.sort_by(|a, b| b.name.cmp(&a.name));
        return files;
    }
    let is_it = |path: &Path| path.file_stem().is_some_and(|stem| stem == name);
    let file = FOLDER.files().find(|file| is_it(file.path()));
    file.map(example_file).into_iter().collect()
}

fn example_file(file: &'static include_dir::File<'static>) -> ExampleFile {
    let name = file.path().to_string_lossy().replace('\\', "/");
    let days = DAYS.as_ref().filter(|days| !days.without.contains(&name));
    ExampleFile {
        day: days.and_then(|days| days.day.parse().ok()),
        bytes: file.contents(),
        name,
    }
}

impl ExampleFile {
    /// Its bytes.
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes
    }

    /// The content as text. Bytes that are not UTF-8 and invisible characters are written as `\xE9` and
    /// `\u{200B}`.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.bytes.len());
        for chunk in self.bytes.utf8_chunks() {
            for sign in chunk.valid().chars() {
                if is_unseen(sign) {
                    let _ = write!(text, "\\u{{{:04X}}}", u32::from(sign));
                } else {
                    text.push(sign);
                }
            }
            for byte in chunk.invalid() {
                let _ = write!(text, "\\x{byte:02X}");
            }
        }
        text
    }

    /// Whether it only describes a chart that is too large to store.
    pub fn is_description(&self) -> bool {
        Path::new(&self.name)
            .extension()
            .is_some_and(|ending| ending == "txt")
    }

    /// Reads the file as a chart.
    pub fn chart(&self, rules: &Rules) -> ClassifiedChart {
        ClassifiedChart::read(self.reader(rules), rules)
    }

    fn reader<'r>(&self, rules: &'r Rules) -> Reader<'r> {
        let input = Input::Held {
            name: self.name.clone(),
            bytes: Arc::from(self.bytes),
        };
        let options = read::ReadOptions {
            as_of: self.day,
            ..read::ReadOptions::default()
        };
        Reader::new(vec![input], &rules.columns, options)
    }

    fn audited(&self, rules: &Rules) -> Seen {
        let on = self.chart(rules);
        let mut files = on.chart.sources().files.iter();
        Seen {
            findings: audit(&on, rules, AuditOptions::default()).findings,
            has_dates: files.any(|file| {
                let mut remarks = file.remarks.iter();
                file.gives(Field::Start)
                    || file.gives(Field::End)
                    || remarks.any(|remark| remark.until.is_some())
            }),
        }
    }

    fn checked(&self, rules: &Rules) -> Seen {
        let checks = Checks::new(rules, |_| true);
        let mut findings = Vec::new();
        let found_in = |file, line, found: PostingFinding<'_>| Finding {
            code: found.kind.code.clone().into(),
            severity: found.kind.severity,
            message: found.message,
            confidence: None,
            entity: None,
            positions: Vec::new(),
            more_positions: 0,
            locations: vec![Location {
                file,
                line,
                column: 1,
                excerpt: None,
            }],
            occurrences: Vec::new(),
        };
        let mut reader = self.reader(rules);
        checks.all(&mut reader, |file, line, found| {
            findings.push(found_in(file, line, found));
        });
        Seen {
            findings,
            has_dates: false,
        }
    }
}

/// Whether a character is invisible: controls, spaces without width, and marks that change the direction of
/// text.
fn is_unseen(sign: char) -> bool {
    sign.is_control() && sign != '\n'
        || matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
