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

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_in_a_cell_cannot_break_the_table_or_mention_anybody() {
        assert_eq!(escaped("a|b\nc"), "a&#124;b c");
        assert_eq!(escaped("<b>*x*</b>"), "&lt;b&gt;&#42;x&#42;&lt;/b&gt;");
        assert_eq!(escaped("@team #12"), "@<!-- -->team #<!-- -->12");
        assert_eq!(escaped("[x](http://y)"), "&#91;x&#93;(http:<!-- -->//y)");
    }
}
