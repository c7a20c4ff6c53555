//! The inline half of the Markdown writer: text, code, links and emphasis.

use pulldown_cmark::{LinkType, TagEnd};

use super::layout::NOTHING;
use super::report::{Text, Writer};
use super::target::Target;
use crate::text::markdown_escape::{self as escape, Place};

impl Writer<'_, '_> {
    pub(super) fn text(&mut self, text: &str) {
        self.to.inline();
        if text.is_empty() {
            return self.to.out.push_str(NOTHING);
        }
        let place = match self.place {
            Text::Lines => Place::Line(self.to.line),
            Text::Heading => Place::Heading,
            Text::Cell => Place::Inside,
        };
        escape::push(&mut self.to.out, text, place);
    }

    /// A footnote's number, as text in brackets.
    pub(super) fn footnote(&mut self, name: &str) {
        let number = self.footnotes.number(name);
        self.text(&format!("[{number}]"));
    }

    /// A line of an HTML block, without the indentation and the empty lines that could start a block of code.
    pub(super) fn raw_lines(&mut self, text: &str) {
        for line in text
            .split(['\n', '\r'])
            .map(|line| line.trim_matches([' ', '\t']))
            .filter(|line| !line.is_empty())
        {
            if self.to.out.len() > self.to.line {
                self.to.newline();
            }
            self.text(line);
        }
    }

    pub(super) fn code_span(&mut self, code: &str) {
        // A table row is cut at its pipes before code is looked for, and renderers differ on a backslash before one.
        if self.place == Text::Cell && code.contains("\\|") {
            return self.text(code);
        }
        self.to.inline();
        let mut code = one_line(code);
        if self.place == Text::Cell {
            code = code.replace('|', "\\|");
        }
        if self.to.out.len() == self.code_end {
            // Touching backticks would make one run.
            self.to.out.push_str(NOTHING);
        }
        let fence = "`".repeat(longest_backticks(&code) + 1);
        let padded = code.starts_with('`')
            || code.ends_with('`')
            || (code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty());
        let padding = if padded { " " } else { "" };
        for part in [&fence, padding, &code, padding, &fence] {
            self.to.out.push_str(part);
        }
        self.code_end = self.to.out.len();
    }

    pub(super) fn code_block(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let code = code.replace("\r\n", "\n").replace('\r', "\n");
        let fence = "`".repeat((longest_backticks(&code) + 1).max(3));
        self.to.block();
        self.to.out.push_str(&fence);
        // Code without a language says so: some renderers guess, and linters ask.
        self.to.out.push_str(if language.is_empty() { "text" } else { &language });
        for line in code.split_terminator('\n') {
            if line.is_empty() {
                self.to.blank();
            } else {
                self.to.newline();
                self.to
                    .out
                    .extend(line.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }));
            }
        }
        self.to.newline();
        self.to.out.push_str(&fence);
    }

    /// Writes `<https://…>` as it was; false for any other kind of link, and for one that does not read so everywhere.
    pub(super) fn autolink(&mut self, link_type: LinkType, url: &str) -> bool {
        if link_type != LinkType::Autolink
            || self.in_link()
            || escape::link_url(url).replace("&amp;", "&") != url
        {
            return false;
        }
        let Target::Outside(url) = self.judge.decide(url, link_type, false) else { return false };
        self.to.inline();
        self.to.out.push('<');
        self.to.out.push_str(&url);
        self.to.out.push('>');
        true
    }

    pub(super) fn link(&mut self, link_type: LinkType, url: &str, title: &str) {
        self.to.inline();
        let end =
            if self.in_link() { None } else { link_end(&self.judge.decide(url, link_type, false), title) };
        if end.is_some() {
            self.open_bracket();
        }
        self.links.push((self.to.out.len(), end));
    }

    pub(super) fn end_link(&mut self) {
        match self.links.pop() {
            Some((_, Some(end))) => self.to.out.push_str(&end),
            Some((begin, None)) if self.to.out.len() == begin => self.to.out.push_str(NOTHING),
            _ => {}
        }
    }

    /// A picture stays one; any other image becomes a link named by its alternative text.
    pub(super) fn image(&mut self, link_type: LinkType, url: &str, title: &str, alt: &str) {
        self.to.inline();
        let alt = if alt.trim().is_empty() { url } else { alt };
        let target = self.judge.decide(url, link_type, true);
        let Some(end) = link_end(&target, title) else { return self.text(alt) };
        if matches!(target, Target::Picture(_)) {
            self.to.out.push_str("![");
        } else if self.in_link() {
            return self.text(alt);
        } else {
            self.open_bracket();
        }
        self.to.out.push_str(&escape::link_text(alt));
        self.to.out.push_str(&end);
    }

    /// Emphasis keeps the characters its author chose: beside a word, `_` and `*` differ.
    pub(super) fn delimiter(&mut self, tag: TagEnd, at: usize) {
        let rest = &self.source[at..];
        let delimiter = match tag {
            TagEnd::Strong if rest.starts_with('_') => "__",
            TagEnd::Strong => "**",
            // Three tildes in a row could open a fence.
            TagEnd::Strikethrough if self.strikes > 1 => "",
            TagEnd::Strikethrough if rest.starts_with("~~") => "~~",
            TagEnd::Strikethrough => "~",
            _ if rest.starts_with('_') => "_",
            _ => "*",
        };
        self.to.out.push_str(delimiter);
    }

    /// The marker of the list that begins at `at`, so that neighbouring lists stay apart.
    pub(super) fn list_marker(&self, at: usize, numbered: bool) -> char {
        let rest = self.source[at..].trim_start();
        if numbered {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if after.starts_with(')') { ')' } else { '.' }
        } else {
            rest.chars().next().filter(|c| matches!(c, '*' | '+')).unwrap_or('-')
        }
    }

    /// Begins a link; an exclamation mark before it would make it an image.
    fn open_bracket(&mut self) {
        if self.place == Text::Lines && self.to.out.ends_with('!') {
            self.to.out.pop();
            self.to.out.push_str("&#33;");
        }
        self.to.out.push('[');
    }

    fn in_link(&self) -> bool {
        self.links.iter().any(|(_, end)| end.is_some())
    }
}

fn link_end(target: &Target, title: &str) -> Option<String> {
    let url = match target {
        Target::Nowhere => return None,
        Target::Outside(url) | Target::Inside(url) | Target::Download(url) | Target::Picture(url) => url,
    };
    let url = escape::link_url(url);
    Some(if title.is_empty() {
        format!("]({url})")
    } else {
        format!("]({url} \"{}\")", escape::link_title(title))
    })
}

fn one_line(code: &str) -> String {
    let clean = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    code.chars().map(clean).collect()
}

pub(super) fn longest_backticks(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
