//! Makes text safe within a page of Markdown.

/// Escapes text for a table cell. Characters that Markdown would format become character references. An empty
/// comment behind `@` and `#`, and inside web addresses, keeps the site from turning them into mentions and
/// links.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                escaped.push_str(&format!("&#{};", u32::from(c)));
            }
            '@' | '#' => escaped.extend([c].into_iter().chain("<!-- -->".chars())),
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
        .replace("://", ":<!-- -->//")
        .replace("www.", "www<!-- -->.")
}

/// Escapes a text of the rules. Code in backticks and emphasis stay; HTML, links, mentions and new lines do not.
pub(super) fn formatted(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let mut formatted = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('`') {
        formatted.push_str(&without_markup(&rest[..at]));
        rest = &rest[at..];
        // One backtick is closed by the next one that stands alone.
        let open = backticks(rest);
        let code = (open == 1).then(|| closed(rest)).flatten();
        match code {
            Some(end) => formatted.push_str(&rest[..end]),
            None => formatted.push_str(&"&#96;".repeat(open)),
        }
        rest = &rest[code.unwrap_or(open)..];
    }
    formatted + &without_markup(rest)
}

fn without_markup(text: &str) -> String {
    let mut without = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => without.push_str("&lt;"),
            '>' => without.push_str("&gt;"),
            '&' => without.push_str("&amp;"),
            '[' | ']' => without.push_str(&format!("&#{};", u32::from(c))),
            '@' => without.push_str("@<!-- -->"),
            c => without.push(c),
        }
    }
    without.replace("://", ":<!-- -->//")
}

/// The number of backticks at the beginning.
fn backticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// The end of the code that one backtick opens at the beginning.
fn closed(text: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        at += text[at..].find('`')?;
        let close = backticks(&text[at..]);
        at += close;
        if close == 1 {
            return Some(at);
        }
    }
}

/// The fence of a block of code that this text cannot close.
pub(super) fn fence(text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    "`".repeat(runs.max().unwrap_or(0).max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::{escaped, fence, formatted};

    #[test]
    fn text_of_the_rules_may_be_formatted_but_not_be_html() {
        for (text, expected) in [
            ("`a & b` *c*", "`a & b` *c*"),
            ("<b> `x", "&lt;b&gt; &#96;x"),
            ("```<b>`", "&#96;&#96;&#96;&lt;b&gt;&#96;"),
            ("`a``<b>` <i>", "`a``<b>` &lt;i&gt;"),
            (
                "a\n# b [x](http://y) @z",
                "a # b &#91;x&#93;(http:<!-- -->//y) @<!-- -->z",
            ),
        ] {
            assert_eq!(formatted(text), expected);
        }
        assert_eq!(fence("a\n```\nb"), "````");
        assert_eq!(fence("a"), "```");
    }

    #[test]
    fn text_in_a_cell_cannot_break_the_table_or_mention_anybody() {
        assert_eq!(escaped("a|b\nc"), "a&#124;b c");
        assert_eq!(escaped("<b>*x*</b>"), "&lt;b&gt;&#42;x&#42;&lt;/b&gt;");
        assert_eq!(escaped("@team #12"), "@<!-- -->team #<!-- -->12");
        assert_eq!(escaped("[x](http://y)"), "&#91;x&#93;(http:<!-- -->//y)");
    }
}
