//! Rust without its comments and texts, so that a rule sees only what is compiled.

/// `source` with comments, string and character literals blanked out; line
/// breaks stay, so that line numbers do.
pub fn code_of(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match &bytes[at..] {
            [b'/', b'/', ..] => line_end(bytes, at),
            [b'/', b'*', ..] => comment_end(bytes, at),
            [b'r', b'"' | b'#', ..] if !follows_name(bytes, at) => raw_string_end(bytes, at),
            [b'b', b'r', b'"' | b'#', ..] if !follows_name(bytes, at) => raw_string_end(bytes, at + 1),
            [b'"', ..] => string_end(bytes, at),
            [b'\'', ..] => character_end(bytes, at),
            _ => at,
        };
        for byte in &mut code[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    String::from_utf8(code).expect("whole literals and comments were replaced by spaces")
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    let line = bytes[from..].iter().position(|&byte| byte == b'\n');
    line.map_or(bytes.len(), |length| from + length)
}

/// Block comments nest.
fn comment_end(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0;
    let mut at = from;
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// The end of `r"…"` or `r#"…"#`; `from` itself for a raw identifier (`r#type`).
fn raw_string_end(bytes: &[u8], from: usize) -> usize {
    let hashes = bytes[from + 1..].iter().take_while(|&&byte| byte == b'#').count();
    if bytes.get(from + 1 + hashes) != Some(&b'"') {
        return from;
    }
    let mut closing = vec![b'"'];
    closing.resize(1 + hashes, b'#');
    let body = from + 2 + hashes;
    let length = bytes[body..].windows(closing.len()).position(|window| window == closing);
    length.map_or(bytes.len(), |length| body + length + closing.len())
}

/// The end of a character literal; `from` itself for a lifetime.
fn character_end(bytes: &[u8], from: usize) -> usize {
    if bytes.get(from + 1) == Some(&b'\\') {
        let rest = bytes.get(from + 3..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\'');
        return length.map_or(bytes.len(), |length| from + 3 + length + 1);
    }
    // A character takes up to four bytes; a lifetime has no quote after its first letter.
    (from + 2..=from + 5)
        .find(|&at| bytes.get(at) == Some(&b'\''))
        .filter(|&at| std::str::from_utf8(&bytes[from + 1..at]).is_ok_and(|s| s.chars().count() == 1))
        .map_or(from, |at| at + 1)
}

fn follows_name(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

/// The lines of `code` that hold `word` as a word of its own, counted from 1.
pub fn lines_with<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    code.lines()
        .enumerate()
        .filter(move |(_, line)| {
            line.match_indices(word).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + word.len()..].chars().next();
                !before.is_some_and(is_name) && !after.is_some_and(is_name)
            })
        })
        .map(|(index, _)| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_go_and_code_stays() {
        for (source, code) in [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            (r#"f("b \" c", d)"#, "f(        , d)"),
            (r##"f(r#"b " c"#, d)"##, "f(          , d)"),
            (r##"f(b"x", br#"y"z"#)"##, "f(b   ,          )"),
            ("'\"' b '\\'' c '\\u{e9}'", "    b      c         "),
            ("'é' b", "     b"),
            ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
            ("for r in 0..9 { r }", "for r in 0..9 { r }"),
            ("let r#type = 1;", "let r#type = 1;"),
            ("// \" open\nb", "         \nb"),
        ] {
            assert_eq!(code_of(source), code, "{source}");
        }
    }

    #[test]
    fn an_open_end_is_no_panic() {
        for source in ["\"a", "/* a", "r#\"a", "'\\", "'", "r", "\"a\\"] {
            code_of(source);
        }
    }

    #[test]
    fn words_are_whole() {
        let code = "unsafe {}\nunsafe_op\nx.unsafe();\nnot_unsafe";
        assert_eq!(lines_with(code, "unsafe").collect::<Vec<_>>(), [1, 3]);
    }
}
