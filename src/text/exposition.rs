//! User text as the value of a Prometheus label, in a metrics file and in a query.

use super::terminal::visible;

/// The value as readers of the metrics get it: control and bidirectional characters made visible, line feeds and tabs kept.
pub fn label_value(text: &str) -> String {
    visible(text).into_owned()
}

/// A label value in double quotes, as the text format, OpenMetrics and `PromQL` all read it.
pub fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in visible(value).chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_characters_are_escaped_and_the_rest_is_shown() {
        assert_eq!(quoted("a\\b\"c\nd}"), r#""a\\b\"c\nd}""#);
        assert_eq!(quoted("严重\t1"), "\"严重\t1\"");
        assert_eq!(quoted("P0\u{202e}\r"), r#""P0\\u{202e}\\u{d}""#);
        assert_eq!(label_value("P0\u{202e}"), "P0\\u{202e}");
    }
}
