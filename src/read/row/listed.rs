//! Texts that a program wrote as a list: `['One duty.', 'Another.']`.

/// The items of such a list, one a line; any other text as it is. `room` holds what is not as written.
pub fn lines_of<'a>(text: &'a str, room: &'a mut String) -> &'a str {
    let inner = text
        .trim()
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let Some(mut rest) = inner
        .map(str::trim)
        .filter(|rest| rest.starts_with(['\'', '"']))
    else {
        return text;
    };
    room.clear();
    while let Some(quote) = rest.chars().next().filter(|c| matches!(c, '\'' | '"')) {
        rest = &rest[1..];
        if !room.is_empty() {
            room.push('\n');
        }
        let mut ended = false;
        let mut signs = rest.char_indices();
        let mut after = rest.len();
        while let Some((at, c)) = signs.next() {
            if c == '\\' {
                match signs.next() {
                    Some((_, 'n' | 'r')) => room.push(' '),
                    Some((_, escaped)) => room.push(escaped),
                    None => break,
                }
            } else if c == quote {
                after = at + c.len_utf8();
                ended = true;
                break;
            } else {
                room.push(c);
            }
        }
        if !ended {
            return text;
        }
        rest = rest[after..].trim_start();
        match rest.strip_prefix(',') {
            Some(next) => rest = next.trim_start(),
            None if rest.is_empty() => break,
            None => return text,
        }
    }
    if rest.is_empty() { room } else { text }
}

#[cfg(test)]
mod tests {
    use super::lines_of;

    #[test]
    fn a_list_of_a_program_is_a_list_of_lines() {
        let mut room = String::new();
        let text = "['Runs the service desk.', \"The team's budget\"]";
        assert_eq!(
            lines_of(text, &mut room),
            "Runs the service desk.\nThe team's budget"
        );
        for other in ["[draft] Runs IT", "['a' b]", "['a", "plain", "['a', b]"] {
            assert_eq!(lines_of(other, &mut room), other);
        }
    }
}
