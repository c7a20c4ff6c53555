//! Where the comments of a text are: what looks like one inside a string or a block scalar is none.

use std::ops::Range;

use granit_parser::{Event, Options, Parser};

use super::tree::bytes;

/// The bytes of every comment, `#` included, in written order; those before a syntax error where there is one.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let mut options = Options::default();
    options.max_buffered_comment_events = usize::MAX;
    Parser::new_from_str_with_options(text, options)
        .map_while(Result::ok)
        .filter(|(event, _)| matches!(event, Event::Comment(..)))
        .map(|(_, span)| bytes(&span, text))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_comments_are_comments() {
        let text = "# one\nid: a#b  # two\ntext: |\n  # no comment\n  x # nor this\nquoted: \"# nor\n  # this\"\n# three\nlist: [a, # four\n  b]\n";
        let found: Vec<&str> = comments(text).into_iter().map(|bytes| &text[bytes]).collect();
        assert_eq!(found, ["# one", "# two", "# three", "# four"]);
        let many = format!("id: a\nlist:\n{}  - b\n", "  # x\n".repeat(500));
        assert_eq!(comments(&many).len(), 500);
    }
}
