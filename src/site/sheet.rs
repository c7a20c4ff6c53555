//! The built-in style sheet as it is published: without what only its authors read.

/// The sheet without comments, indentation and spaces that say nothing; strings stay as they are.
///
/// It is for the built-in sheet, in which a colon before a space begins a value.
pub(super) fn compact(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            _ if first.is_whitespace() => rest.len() - rest.trim_start().len(),
            _ => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        match first {
            '/' if length > 1 => {}
            _ if first.is_whitespace() => {
                if !out.is_empty() && !out.ends_with([' ', ';', '{', '\n', ',', '>', ':']) {
                    out.push(' ');
                }
            }
            '{' | '}' | ',' | ';' | '>' => {
                out.truncate(out.trim_end_matches(' ').len());
                if first == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(first);
                // Lines, so that what a browser says of a place can be found.
                if first == '}' {
                    out.push('\n');
                }
            }
            _ => out.push_str(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn only_what_says_nothing_goes() {
        let sheet = "/* a */\n:root {\n  --a: light-dark( #fff, #000 );\n}\n@media (width > 3em) {\n  .a > b :hover,\n  c { content: \"; } \" / \"\"; margin: 0 calc(1px + -2px); }\n}\n";
        assert_eq!(
            compact(sheet),
            ":root{--a:light-dark( #fff,#000 )}\n@media (width>3em){.a>b :hover,c{content:\"; } \" / \"\";margin:0 calc(1px + -2px)}\n}\n"
        );
    }
}
