//! Where the headings and the code of a text are.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::language;

/// A heading or a block of code; ranges are bytes of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outline {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text without markup.
        text: String,
        /// All of it.
        range: Range<usize>,
    },
    /// A block of code, fenced or indented.
    Code {
        /// Its language, maybe empty.
        language: String,
        /// What is in it, without the indentation of a list around it.
        text: String,
        /// All of it, from the fence before to the fence behind.
        range: Range<usize>,
    },
}

/// Every heading and every block of code of `source`, in order.
pub fn outline(source: &str) -> Vec<Outline> {
    let mut found = Vec::new();
    let mut open: Option<Outline> = None;
    for (event, range) in super::parser(source).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                open = Some(Outline::Heading { level: level as u8, text: String::new(), range });
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => language(info).to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                open = Some(Outline::Code { language, text: String::new(), range });
            }
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock) => found.extend(open.take()),
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
                if let Some(Outline::Heading { text, .. } | Outline::Code { text, .. }) = &mut open {
                    text.push_str(&part);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(Outline::Heading { text, .. }) = &mut open {
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_code_where_they_are() {
        let source =
            "# A `b`\n\n```sh\n## no heading\nrm x\n```\n\nMeaning\n---\n\n- item\n\n  ```\n  ls\n  ```\n";
        let found = outline(source);
        let told: Vec<String> = found
            .iter()
            .map(|part| match part {
                Outline::Heading { level, text, .. } => format!("{level} {text}"),
                Outline::Code { language, text, range } => {
                    assert!(source[range.clone()].contains(text.trim().lines().next().unwrap()));
                    format!("{language}: {text}")
                }
            })
            .collect();
        assert_eq!(told, ["1 A b", "sh: ## no heading\nrm x\n", "2 Meaning", ": ls\n"]);
    }
}
