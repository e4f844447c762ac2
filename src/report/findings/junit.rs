//! A test report in the form of JUnit, which nearly every CI system shows:
//! <https://github.com/testmoapp/junitxml>.

use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::{Mark, Marks};
use crate::model::Severity;
use crate::report::words::plain;
use crate::text::visible_lines;

/// Writes a suite for each file and in it a case for each place of each finding. A case fails where `fails` says so of
/// the severity, and is skipped otherwise. What could not be read is an error. A run without findings is one case that
/// passes, since many systems take an empty report for a mistake.
///
/// # Errors
/// Those of the writer.
pub fn findings_junit(
    marks: &Marks<'_>,
    fails: impl Fn(Severity) -> bool,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut suites: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for error in &marks.unread {
        let text = error.to_string();
        let case = Case {
            name: "can be read".to_owned(),
            went: Went::Broke(said(&text)),
        };
        suites.entry(error.file.clone()).or_default().push(case);
    }
    for mark in marks.gravest_first() {
        let suite = suites.entry(mark.place.path()).or_default();
        suite.push(Case::of(mark, fails(mark.severity)));
    }
    if suites.is_empty() {
        let case = Case {
            name: "no findings".to_owned(),
            went: Went::Passed,
        };
        suites.insert(env!("CARGO_PKG_NAME").to_owned(), vec![case]);
    }
    suites.values_mut().for_each(|cases| tell_apart(cases));

    let count = |cases: &[Case], letter: char| {
        let such = cases.iter().filter(|case| case.went.letter() == letter);
        such.count().to_string()
    };
    let all = |letter: char| -> String {
        let cases = suites.values().flatten();
        cases
            .filter(|case| case.went.letter() == letter)
            .count()
            .to_string()
    };
    let tests: usize = suites.values().map(Vec::len).sum();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.create_element("testsuites")
        .with_attribute(("name", env!("CARGO_PKG_NAME")))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", all('F').as_str()))
        .with_attribute(("errors", all('E').as_str()))
        .write_inner_content(|xml| {
            for (file, cases) in &suites {
                let file = text_of_xml(&plain(file));
                xml.create_element("testsuite")
                    .with_attribute(("name", file.as_str()))
                    .with_attribute(("tests", cases.len().to_string().as_str()))
                    .with_attribute(("failures", count(cases, 'F').as_str()))
                    .with_attribute(("errors", count(cases, 'E').as_str()))
                    .with_attribute(("skipped", count(cases, 'S').as_str()))
                    .write_inner_content(|xml| {
                        cases.iter().try_for_each(|case| case.write(&file, xml))
                    })?;
            }
            Ok(())
        })?;
    writeln!(out)
}

/// A case of the report.
struct Case {
    name: String,
    went: Went,
}

/// How a case went.
enum Went {
    Passed,
    /// The finding is severe enough to fail the run: its severity, its message, and all there is to say.
    Failed(&'static str, String, String),
    /// The finding is not severe enough: severity and message.
    Skipped(String),
    /// The file could not be read.
    Broke(String),
}

impl Went {
    fn letter(&self) -> char {
        match self {
            Went::Passed => 'P',
            Went::Failed(..) => 'F',
            Went::Skipped(_) => 'S',
            Went::Broke(_) => 'E',
        }
    }
}

impl Case {
    fn of(mark: &Mark<'_>, fails: bool) -> Case {
        let (severity, message) = (mark.severity.name(), said(&mark.message));
        let went = if fails {
            let place = &mark.place;
            let at = format!("{}:{}:{}", plain(&place.path()), place.line, place.column);
            let all = [&at, &message, mark.why(), mark.help()];
            Went::Failed(severity, message.clone(), said_in_lines(&all.join("\n")))
        } else {
            Went::Skipped(format!("{severity}: {message}"))
        };
        Case {
            name: format!("{} {}: {message}", mark.code, mark.name()),
            went,
        }
    }

    fn write(&self, file: &str, xml: &mut Writer<impl io::Write>) -> io::Result<()> {
        let case = xml
            .create_element("testcase")
            .with_attribute(("name", self.name.as_str()))
            .with_attribute(("classname", file));
        match &self.went {
            Went::Passed => case.write_empty()?,
            Went::Failed(severity, message, all) => case.write_inner_content(|xml| {
                xml.create_element("failure")
                    .with_attribute(("message", message.as_str()))
                    .with_attribute(("type", *severity))
                    .write_text_content(BytesText::new(all))?;
                Ok(())
            })?,
            Went::Skipped(message) => case.write_inner_content(|xml| {
                xml.create_element("skipped")
                    .with_attribute(("message", message.as_str()))
                    .write_empty()?;
                Ok(())
            })?,
            Went::Broke(message) => case.write_inner_content(|xml| {
                xml.create_element("error")
                    .with_attribute(("message", message.as_str()))
                    .with_attribute(("type", "unread"))
                    .write_empty()?;
                Ok(())
            })?,
        };
        Ok(())
    }
}

/// Numbers cases of one name, which CI systems would take for one.
fn tell_apart(cases: &mut [Case]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases {
        let count = seen.entry(case.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            case.name = format!("{} ({count})", case.name);
        }
    }
}

fn said(text: &str) -> String {
    text_of_xml(&plain(text))
}

fn said_in_lines(text: &str) -> String {
    text_of_xml(&visible_lines(text))
}

/// The text without the two characters that no XML may hold and that can be seen.
fn text_of_xml(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
