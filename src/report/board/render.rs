//! Makes the pages from their templates. Everything that a template is given is escaped, but for the style, the script
//! and the pictures.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Environment, Error, HtmlEscape, UndefinedBehavior, context};
use serde_json::Map;
use sha2::{Digest, Sha256};

use super::chart_page::chart_page;
use super::options::{BoardOptions, Past};
use super::page::page;
use crate::report::Audited;
use crate::report::picture::seats::Cutout;

const TEMPLATES: [(&str, &str); 5] = [
    ("page.html", include_str!("page.html")),
    ("chart.html", include_str!("chart.html")),
    ("head.html", include_str!("head.html")),
    ("macros.html", include_str!("macros.html")),
    ("tools.html", include_str!("tools.html")),
];
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
const WORDS: &str = include_str!("words.json");

/// Writes an audit as one page of HTML that needs nothing beside itself: for readers who never saw a terminal, and for
/// print. Text from a chart is escaped, and a policy in the page forbids every script but its own and all requests.
///
/// # Errors
/// Those of the writer.
pub fn board_html(
    audited: Audited<'_>,
    options: &BoardOptions,
    past: Past<'_>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let page = Serde(page(audited, options, past));
    let html = rendered("page.html", context! { page => Value::from(page) });
    out.write_all(html.map_err(io::Error::other)?.as_bytes())
}

/// Writes a chart, or a part of it, as one page of HTML that needs nothing beside itself: the picture, and all its seats as
/// a list to fold and to search.
///
/// # Errors
/// Those of the writer.
pub fn chart_html(
    audited: Audited<'_>,
    cutout: &Cutout,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let chart = Serde(chart_page(audited, cutout));
    let html = rendered("chart.html", context! { chart => Value::from(chart) });
    out.write_all(html.map_err(io::Error::other)?.as_bytes())
}

/// A page from its template.
fn rendered(template: &str, data: Value) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let lines = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(lines);
    environment.add_filter("fill", fill);
    environment.add_filter("code", code);
    environment.add_global("w", Value::from(Serde(&words())));
    for (name, content) in [("style", STYLE), ("script", SCRIPT)] {
        environment.add_global(name, Value::from_safe_string(content.to_owned()));
        environment.add_global(format!("{name}_hash"), hash(content));
    }
    for (name, content) in TEMPLATES {
        environment.add_template(name, content)?;
    }
    environment.get_template(template)?.render(data)
}

/// Every word of the report, by its key.
pub(super) fn words() -> Map<String, serde_json::Value> {
    serde_json::from_str(WORDS).expect("a test reads the words")
}

/// The hash by which the policy of the page knows a style or a script.
fn hash(content: &str) -> Value {
    let hash = STANDARD.encode(Sha256::digest(content.as_bytes()));
    Value::from_safe_string(format!("sha256-{hash}"))
}

/// Puts values in the places of a sentence: `{who}` stands for the argument `who`. Values are escaped unless they are a
/// part of the page already.
fn fill(sentence: &str, values: Kwargs) -> Result<Value, Error> {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(at) = rest.find('{') {
        filled.push_str(&HtmlEscape(&rest[..at]).to_string());
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end);
        let value: Value = values.get(&rest[at + 1..end])?;
        match value.is_safe() {
            true => filled.push_str(&value.to_string()),
            false => filled.push_str(&HtmlEscape(&value.to_string()).to_string()),
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    filled.push_str(&HtmlEscape(rest).to_string());
    Ok(Value::from_safe_string(filled))
}

/// Text of the rules, in which code stands between backticks.
fn code(text: &str) -> Value {
    let mut html = String::new();
    let parts: Vec<_> = text.split('`').collect();
    let is_closed = parts.len() % 2 == 1;
    for (index, part) in parts.iter().enumerate() {
        let escaped = HtmlEscape(part);
        html.push_str(&match index % 2 {
            1 if is_closed => format!("<code>{escaped}</code>"),
            _ if index > 0 && !is_closed => format!("`{escaped}"),
            _ => escaped.to_string(),
        });
    }
    Value::from_safe_string(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_marked_and_everything_is_escaped() {
        for (text, expected) in [
            ("a `b<` c", "a <code>b&lt;</code> c"),
            ("a `<b>", "a `&lt;b&gt;"),
        ] {
            assert_eq!(code(text).to_string(), expected);
        }
    }
}
