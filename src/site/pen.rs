//! Writes values for one page in one format: text, prose, times, links, badges.
//!
//! What a pen returns is finished ([`Safe`]); the templates only place it.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::clock::{Shown, date};
use super::index::Index;
use super::language;
use super::template::Safe;
use super::templates::Format;
use super::words::ends_wide;
use crate::record::{Choice, Date, Leaf, Text, Texts};
use crate::text::slug::Ids;
use crate::text::terminal::visible_brackets;
use crate::text::{escape, markdown, markdown_escape};
use crate::time::{Duration, Time};

/// Where links to pages of the site lead.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pages<'a> {
    /// Beside this page.
    Beside,
    /// To the published site, at this address without a slash at its end.
    Published(&'a str),
    /// Nowhere: what would be a link is text.
    Nowhere,
}

/// Writes values for one page.
pub(super) struct Pen<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) format: Format,
    /// What leads from the page's folder to the top of its edition: `../` or nothing.
    pub(super) up: &'static str,
    /// Where links to other pages lead.
    pub(super) pages: Pages<'a>,
    /// The record's file: relative links start there.
    pub(super) file: &'a str,
    /// The language of the text around; a text in another one says so.
    pub(super) language: Option<&'static str>,
    /// The day that need not be repeated.
    pub(super) near: Option<NaiveDate>,
    ids: Ids,
    prose_words: markdown::Words<'a>,
}

impl<'a> Pen<'a> {
    /// A pen for a page in a folder of the site, or at its top.
    pub(super) fn new(index: &'a Index<'a>, format: Format, top: bool) -> Self {
        let up = if top { "" } else { "../" };
        Self {
            index,
            format,
            up,
            pages: Pages::Beside,
            file: "",
            language: language::of_page(index.words.get("language")),
            near: None,
            ids: Ids::new(),
            prose_words: match format {
                Format::Html => index.words.of_prose(),
                Format::Markdown => markdown::Words::default(),
            },
        }
    }

    /// The same for the page of a record.
    pub(super) fn of(index: &'a Index<'a>, format: Format, file: &'a str) -> Self {
        Self { file, ..Self::new(index, format, false) }
    }

    /// What leads from the page's folder to the top of the site.
    pub(super) fn top(&self) -> &'static str {
        self.index.edition.top(self.up)
    }

    /// What leads from the page to the top of its edition and to that of the site.
    pub(super) fn ways(&self) -> (String, String) {
        match self.pages {
            Pages::Published(site) => (format!("{site}/{}", self.index.edition.folder()), format!("{site}/")),
            Pages::Beside | Pages::Nowhere => (self.up.to_owned(), self.top().to_owned()),
        }
    }

    /// A word of the interface.
    pub(super) fn word(&self, key: &'static str) -> &'a str {
        self.index.words.get(key)
    }

    /// A message of the interface around a finished text; nothing around nothing.
    pub(super) fn around(&self, key: &'static str, value: Safe) -> Safe {
        if value.as_str().is_empty() {
            return value;
        }
        let (before, after) = self.index.words.halves(key);
        let mut out = String::with_capacity(before.len() + value.as_str().len() + after.len());
        self.push_word(&mut out, before);
        out.push_str(value.as_str());
        self.push_word(&mut out, after);
        Safe::new(out)
    }

    /// Appends words of the interface.
    pub(super) fn push_word(&self, out: &mut String, word: &str) {
        if self.is_html() {
            escape::push_text(out, word);
        } else {
            out.push_str(&markdown_escape::inline(word));
        }
    }

    /// A word of a closed list, by its label; as written where it is in no list.
    pub(super) fn choice<T: Choice>(&self, leaf: Option<&Leaf<T>>) -> Safe {
        leaf.map(|leaf| self.text(self.chosen(leaf))).unwrap_or_default()
    }

    /// The label of a word of a closed list; as written where it is in no list.
    pub(super) fn chosen<'l, T: Choice>(&self, leaf: &'l Leaf<T>) -> &'l str
    where
        'a: 'l,
    {
        leaf.get().map_or(leaf.text(), |value| self.index.words.label(*value))
    }

    /// A role by its label; as written where it is none of the built-in ones.
    pub(super) fn role(&self, written: &str) -> Safe {
        self.text(self.index.words.maybe(&["Role-", written].concat()).unwrap_or(written))
    }

    /// A sentence of the commands in the language of the page; as it is where there are no other words for it.
    pub(super) fn said(&self, text: &str) -> Safe {
        self.text(self.index.words.said(text).as_deref().unwrap_or(text))
    }

    pub(super) fn is_html(&self) -> bool {
        self.format == Format::Html
    }

    /// Plain text.
    pub(super) fn text(&self, text: &str) -> Safe {
        if text.is_empty() {
            return Safe::default();
        }
        if !self.is_html() {
            return Safe::new(markdown_escape::inline(&visible_brackets(text)));
        }
        if text.is_ascii() {
            return Safe::new(escape::text(text));
        }
        let mut out = String::with_capacity(text.len() + 32);
        self.push_text(&mut out, text);
        Safe::new(out)
    }

    /// Appends plain text.
    pub(super) fn push_text(&self, out: &mut String, text: &str) {
        if !self.is_html() {
            out.push_str(&markdown_escape::inline(&visible_brackets(text)));
            return;
        }
        if language::has_right_to_left(text) {
            // What stands around it must not be drawn into its direction.
            out.push_str("<bdi>");
            escape::push_text(out, text);
            out.push_str("</bdi>");
            return;
        }
        match language::of(text).filter(|language| self.language != Some(language)) {
            Some(language) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "<span lang=\"{language}\">");
                escape::push_text(out, text);
                out.push_str("</span>");
            }
            None => escape::push_text(out, text),
        }
    }

    /// Plain text, or nothing where there is none.
    pub(super) fn maybe(&self, text: Option<&Text>) -> Safe {
        text.map(|text| self.text(text)).unwrap_or_default()
    }

    /// A number or another leaf as written.
    pub(super) fn leaf<T>(&self, leaf: Option<&Leaf<T>>) -> Safe {
        leaf.map(|leaf| self.text(leaf.text())).unwrap_or_default()
    }

    /// A duration as people read it; as written where it is none.
    pub(super) fn duration(&self, leaf: Option<&Leaf<Duration>>) -> Safe {
        match leaf.map(|leaf| leaf.get().ok_or_else(|| leaf.text())) {
            Some(Ok(duration)) => self.text(&self.index.words.duration(*duration)),
            Some(Err(written)) => self.text(written),
            None => Safe::default(),
        }
    }

    /// Seconds as people read them.
    pub(super) fn seconds(&self, seconds: i64) -> Safe {
        self.text(&self.index.words.seconds(seconds))
    }

    /// A text between marks of the format, such as `**`.
    fn marked(&self, open: &str, close: &str, mark: &str, text: &str) -> Safe {
        let mut out = String::with_capacity(text.len() + 24);
        let (open, close) = if self.is_html() { (open, close) } else { (mark, mark) };
        out.push_str(open);
        self.push_text(&mut out, text);
        out.push_str(close);
        Safe::new(out)
    }

    /// Important text.
    pub(super) fn strong(&self, text: &str) -> Safe {
        self.marked("<b>", "</b>", "**", text)
    }

    /// Text beside.
    pub(super) fn small(&self, text: &str) -> Safe {
        self.marked("<small>", "</small>", "", text)
    }

    /// A word where there is no value.
    pub(super) fn none(&self, key: &'static str) -> Safe {
        self.marked("<span class=\"none\">", "</span>", "", self.word(key))
    }

    /// A verdict in a word; `class` is `ok`, `warn`, `bad` or empty.
    pub(super) fn tag(&self, class: &'static str, text: &str) -> Safe {
        let open = match class {
            "ok" => "<b class=\"tag ok\">",
            "warn" => "<b class=\"tag warn\">",
            "bad" => "<b class=\"tag bad\">",
            _ => "<b class=\"tag\">",
        };
        self.marked(open, "</b>", "**", text)
    }

    /// Something to type or a name of a machine.
    pub(super) fn code(&self, text: &str) -> Safe {
        if self.is_html() {
            return Safe::new(format!("<code>{}</code>", escape::text(text)));
        }
        self.text(text)
    }

    /// Prose of any length.
    pub(super) fn prose(&self, source: &str) -> Safe {
        let mut block = self.block(source);
        block.truncate(block.trim_end().len());
        Safe::new(block)
    }

    /// Prose in a line or a cell: without its paragraph, where it is one.
    pub(super) fn phrase(&self, source: &str) -> Safe {
        if self.is_html()
            && let Some(line) = markdown::simple_line(source)
        {
            return if language::has_right_to_left(line) {
                Safe::new(["<bdi>", line, "</bdi>"].concat())
            } else {
                Safe::new(line)
            };
        }
        let block = self.block(source);
        let line = block.trim_end();
        if self.is_html() {
            let inner = line.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
            let line = inner.filter(|inner| !inner.contains("<p>")).unwrap_or(line);
            if inner.is_some() && language::has_right_to_left(source) {
                return Safe::new(["<bdi>", line, "</bdi>"].concat());
            }
            return Safe::new(line);
        }
        if line.contains('\n') || has_bare_pipe(line) {
            return Safe::new(markdown_escape::inline(&markdown::to_plain(source)));
        }
        Safe::new(line)
    }

    fn block(&self, source: &str) -> String {
        if self.is_html()
            && let Some(simple) = markdown::simple_html(source)
        {
            return simple;
        }
        let resolve = |target: &str, _: bool| self.resolve(target);
        let context = markdown::Context {
            resolve: &resolve,
            ids: &self.ids,
            id_prefix: "u-",
            heading_shift: markdown::shift_to(3, source),
            words: &self.prose_words,
        };
        if !self.is_html() {
            return markdown::markdown_block(&visible_brackets(source), &context);
        }
        let mut out = String::with_capacity(source.len() + source.len() / 8 + 16);
        markdown::to_html(&visible_brackets(source), &context, &mut out);
        out
    }

    /// Several texts as phrases.
    pub(super) fn phrases(&self, texts: Option<&Texts>) -> Vec<Safe> {
        texts.iter().flat_map(|texts| &texts.0).map(|text| self.phrase(text)).collect()
    }

    /// Several finished texts in a row; a comma, a semicolon, a colon and a space between them are those of the language.
    pub(super) fn join(&self, parts: impl IntoIterator<Item = Safe>, separator: &str) -> Safe {
        let mut parts = parts.into_iter().filter(|part| !part.as_str().is_empty());
        let Some(first) = parts.next() else { return Safe::default() };
        let Some(second) = parts.next() else { return first };
        let separator = self.index.words.between(separator);
        let mut out = String::with_capacity(first.as_str().len() + second.as_str().len() + 32);
        out.push_str(first.as_str());
        for part in std::iter::once(second).chain(parts) {
            // Full-width punctuation brings its own space.
            if separator != " " || !ends_wide(&out) {
                out.push_str(separator);
            }
            out.push_str(part.as_str());
        }
        Safe::new(out)
    }

    /// A thing and what is said of it, in a row.
    pub(super) fn clauses(&self, parts: impl IntoIterator<Item = Safe>) -> Safe {
        self.join(parts, self.word("clause"))
    }

    fn shown(&self, shown: &Shown) -> Safe {
        match &shown.machine {
            Some(machine) => self.time(machine, &shown.text),
            None => Safe::new(&shown.text),
        }
    }

    fn time(&self, machine: &str, text: &str) -> Safe {
        if !self.is_html() {
            return Safe::new(text);
        }
        Safe::new(["<time datetime=\"", machine, "\">", text, "</time>"].concat())
    }

    /// A written time; as written where it is none.
    pub(super) fn at(&self, leaf: Option<&Leaf<Time>>) -> Safe {
        let Some(leaf) = leaf else { return Safe::default() };
        match leaf.get() {
            Some(time) => self.near_day(time, self.near),
            None => self.text(leaf.text()),
        }
    }

    /// A time; on the day `near`, the clock time only.
    pub(super) fn near_day(&self, time: &Time, near: Option<NaiveDate>) -> Safe {
        match self.index.clock.time(time, near, &self.index.words) {
            Some(shown) => self.shown(&shown),
            None => self.none("unknown"),
        }
    }

    /// A point in time.
    pub(super) fn point(&self, at: i64) -> Safe {
        self.shown(&self.index.clock.point(at, self.near))
    }

    /// A calendar day.
    pub(super) fn day(&self, day: NaiveDate) -> Safe {
        let text = date(day);
        self.time(&text, &text)
    }

    /// A written day; as written where it is none.
    pub(super) fn date(&self, leaf: Option<&Leaf<Date>>) -> Safe {
        match leaf.map(|leaf| leaf.get().ok_or_else(|| leaf.text())) {
            Some(Ok(day)) => self.day(day.0),
            Some(Err(written)) => self.text(written),
            None => Safe::default(),
        }
    }
}

/// Whether a cell would end early: a pipe that nothing escapes.
fn has_bare_pipe(line: &str) -> bool {
    if !line.contains('|') {
        return false;
    }
    let mut before = ' ';
    line.chars().any(|c| {
        let bare = c == '|' && before != '\\';
        before = c;
        bare
    })
}
