//! Code in the colours of its language, as classes: comments, strings, numbers, keywords and names.
//!
//! A reader of our own, not a highlighting library: with `syntect` (its regular expressions in Rust) the first block of a
//! language took 20 to 190 ms and every further one of 200 bytes 1 to 3 ms, many times the rest of its page, and neither
//! `PromQL` nor TOML, HCL or a Dockerfile was among its languages. This one passes over the text once, knows five colours,
//! and leaves plain what it does not know.

mod language;

use super::escape;
use language::{Language, Style};

/// Longer code stays plain: nobody reads it for its colours.
const LONGEST: usize = 64 * 1024;

/// Appends code as HTML; `language` is the word behind the fence.
pub fn push(out: &mut String, language: &str, code: &str) {
    match Language::named(language).filter(|_| code.len() <= LONGEST) {
        Some(language) if language.style == Style::Diff => diff(out, code),
        Some(language) => Reader::new(out, code, language).run(),
        None => escape::push_text(out, code),
    }
}

fn span(out: &mut String, class: &str, text: &str) {
    for part in ["<span class=\"", class, "\">"] {
        out.push_str(part);
    }
    escape::push_text(out, text);
    out.push_str("</span>");
}

/// A line is added, removed, or says where.
fn diff(out: &mut String, code: &str) {
    for line in code.split_inclusive('\n') {
        let text = line.trim_end_matches('\n');
        match text.bytes().next() {
            Some(b'+') => span(out, "hs", text),
            Some(b'-') => span(out, "hd", text),
            Some(b'@') => span(out, "hc", text),
            _ => escape::push_text(out, text),
        }
        out.push_str(&line[text.len()..]);
    }
}

struct Reader<'a> {
    out: &'a mut String,
    code: &'a str,
    language: &'static Language,
    at: usize,
    /// Where the text that is not written yet begins.
    plain: usize,
    /// Whether the next word is the name of a command.
    command: bool,
    /// Quotes that nothing further on closes, so that no search for one is made twice.
    unclosed: [bool; 3],
}

impl<'a> Reader<'a> {
    fn new(out: &'a mut String, code: &'a str, language: &'static Language) -> Self {
        Self { out, code, language, at: 0, plain: 0, command: true, unclosed: [false; 3] }
    }

    fn run(mut self) {
        while let Some(&byte) = self.code.as_bytes().get(self.at) {
            if let Some(length) = self.comment() {
                self.token("hc", length);
            } else if let Some(length) = self.string(byte) {
                self.token("hs", length);
                self.command = false;
            } else if byte.is_ascii_digit() {
                let length = self.while_in(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
                self.token("hn", length);
                self.command = false;
            } else if byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii() {
                self.word();
            } else if byte == b'$' && self.language.style == Style::Shell {
                self.variable();
            } else {
                self.command = match byte {
                    b'\n' | b'|' | b';' | b'&' | b'(' | b'`' => true,
                    b' ' | b'\t' => self.command,
                    _ => false,
                };
                self.at += 1;
            }
        }
        escape::push_text(self.out, &self.code[self.plain..]);
    }

    fn rest(&self) -> &'a str {
        &self.code[self.at..]
    }

    fn while_in(&self, is: impl Fn(u8) -> bool) -> usize {
        self.rest().bytes().position(|byte| !is(byte)).unwrap_or(self.rest().len())
    }

    fn token(&mut self, class: &str, length: usize) {
        escape::push_text(self.out, &self.code[self.plain..self.at]);
        span(self.out, class, &self.code[self.at..self.at + length]);
        self.at += length;
        self.plain = self.at;
    }

    fn comment(&self) -> Option<usize> {
        let rest = self.rest();
        let line = |mark: &&&str| rest.starts_with(**mark);
        if let Some(mark) = self.language.comments.iter().find(line) {
            // Within a word, `#` is a character.
            let before = self.code[..self.at].bytes().next_back();
            if *mark != "#" || before.is_none_or(|byte| byte.is_ascii_whitespace()) {
                return Some(rest.find('\n').unwrap_or(rest.len()));
            }
        }
        let inside = rest.strip_prefix("/*").filter(|_| self.language.comments.contains(&"//"))?;
        Some(inside.find("*/").map_or(rest.len(), |end| end + 4))
    }

    fn string(&mut self, quote: u8) -> Option<usize> {
        let index = self.language.quotes.iter().position(|q| *q == quote)?;
        if self.unclosed[index] {
            return None;
        }
        let mut escaped = false;
        for (i, byte) in self.rest().bytes().enumerate().skip(1) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = self.language.style != Style::Sql,
                _ if byte == quote => return Some(i + 1),
                _ => {}
            }
        }
        self.unclosed[index] = true;
        None
    }

    fn word(&mut self) {
        let dashes = matches!(self.language.style, Style::Shell | Style::Keys);
        let is = |byte: u8| {
            byte.is_ascii_alphanumeric()
                || byte == b'_'
                || !byte.is_ascii()
                || dashes && matches!(byte, b'-' | b'.')
        };
        let length = self.while_in(is);
        let word = &self.rest()[..length];
        let after = self.rest()[length..].trim_start_matches([' ', '\t']);
        let style = self.language.style;
        let name = match style {
            Style::Shell => self.command && !after.starts_with('='),
            Style::Keys => after.starts_with([':', '=']) || (self.language.braces && after.starts_with('{')),
            Style::Words | Style::Sql | Style::Diff => self.rest()[length..].starts_with('('),
        };
        let begins = self.command;
        self.command = style == Style::Shell && self.command && after.starts_with('=');
        if self.language.has(word, begins) {
            self.token("hk", length);
            // A command follows `if`, `then`, `do`.
            self.command = style == Style::Shell;
        } else if name {
            self.token("hf", length);
        } else {
            self.at += length;
        }
    }

    fn variable(&mut self) {
        let rest = &self.rest()[1..];
        let name = |text: &str| {
            text.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'_')).unwrap_or(text.len())
        };
        let length = match rest.strip_prefix('{') {
            Some(inside) => match name(inside) {
                length if inside[length..].starts_with('}') => length + 3,
                _ => 0,
            },
            None => name(rest) + 1,
        };
        if length > 1 {
            self.token("hf", length);
        } else {
            self.at += 1;
        }
        self.command &= rest.starts_with('(');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn html(language: &str, code: &str) -> String {
        let mut out = String::new();
        push(&mut out, language, code);
        out.replace("<span class=\"", "<").replace("</span>", "|").replace("\">", ":")
    }

    #[test]
    fn languages_of_incidents() {
        for (language, code, expected) in [
            (
                "sh",
                "kubectl get -n x # a\nA=1 rm \"b\" | wc -l",
                "<hf:kubectl| get -n x <hc:# a|\nA=<hn:1| rm <hs:\"b\"| | <hf:wc| -l",
            ),
            (
                "bash",
                "if true; then echo $X ${Y}; fi",
                "<hk:if| <hf:true|; <hk:then| <hf:echo| <hf:$X| <hf:${Y}|; <hk:fi|",
            ),
            ("yaml", "a: 1 # b\n- c: \"d\"", "<hf:a|: <hn:1| <hc:# b|\n- <hf:c|: <hs:\"d\"|"),
            ("json", "{\"a\": [true, 2.5]}", "{<hs:\"a\"|: [<hk:true|, <hn:2.5|]}"),
            ("toml", "[a]\nb = 'c'", "[a]\n<hf:b| = <hs:'c'|"),
            (
                "hcl",
                "resource \"a\" \"b\" {\n  c = 1\n}",
                "<hk:resource| <hs:\"a\"| <hs:\"b\"| {\n  <hf:c| = <hn:1|\n}",
            ),
            ("dockerfile", "FROM a:1 AS b", "<hk:FROM| a:<hn:1| <hk:AS| b"),
            (
                "promql",
                "sum by (job) (rate(x[5m])) > 3",
                "<hk:sum| <hk:by| (job) (<hf:rate|(x[<hn:5m|])) &gt; <hn:3|",
            ),
            ("sql", "select now() -- a", "<hk:select| <hf:now|() <hc:-- a|"),
            ("rust", "fn a(b: &'a str) {}", "<hk:fn| <hf:a|(b: &amp;'a str) {}"),
            ("diff", "-a\n+b\n c", "<hd:-a|\n<hs:+b|\n c"),
            ("brainfuck", "<b>", "&lt;b&gt;"),
        ] {
            assert_eq!(html(language, code), expected, "{language}");
        }
    }

    #[test]
    fn what_is_too_long_stays_plain() {
        assert!(!html("sh", &"echo 1\n".repeat(20_000)).contains("<h"));
        assert_eq!(html("sh", "x ' y \"z\""), "<hf:x| ' y <hs:\"z\"|");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_text_is_what_it_was(code in "[a-c1 \n\"'`#/*$\\\\{}()<&:=é中+-]{0,40}", which in 0..language::ALL.len()) {
            let mut out = String::new();
            push(&mut out, language::ALL[which].names[0], &code);
            let mut text = String::new();
            for (i, part) in out.split("<span class=\"").enumerate() {
                text.push_str(if i == 0 { part } else { &part[4..] });
            }
            prop_assert_eq!(text.replace("</span>", ""), escape::text(&code));
        }
    }
}
