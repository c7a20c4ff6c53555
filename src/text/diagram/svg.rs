//! The library's SVG, written anew: known elements, known attributes, numbers that are numbers, and nothing else.
//!
//! No style, no script, no link, no picture, no reference to anything but its own arrow heads. An element that is not
//! known gives the drawing up, since leaving it out could change what is drawn; links and pictures are known, and left out.

use std::fmt::Write as _;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Drawing;
use super::colour::{Use, class};
use crate::text::escape;

/// Stands for the beginning of an id; no text holds it, since text is escaped.
pub(super) const ID: &str = "\u{0}";

/// Longest side, and most bytes of a finished drawing.
const SIDE: f32 = 20_000.0;
const BYTES: usize = 200_000;

/// Elements that are written.
const DRAWN: [&str; 9] = ["g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "tspan"];
/// Elements whose children are written without them.
const OPEN: [&str; 2] = ["a", "defs"];
/// Elements that are left out with all that is in them.
const CLOSED: [&str; 4] = ["image", "symbol", "linearGradient", "title"];

/// Attributes that hold numbers, commands of a path or functions of a transformation.
const NUMBERS: &str = " x y x1 x2 y1 y2 cx cy r rx ry dx dy width height d points transform stroke-width stroke-dasharray \
    opacity fill-opacity stroke-opacity markerWidth markerHeight refX refY viewBox ";
/// Attributes that hold one of a few words.
const WORDS: [(&str, &str); 6] = [
    ("text-anchor", " start middle end "),
    ("dominant-baseline", " middle hanging central auto "),
    ("font-weight", " bold 600 700 "),
    ("font-style", " italic "),
    ("orient", " auto auto-start-reverse "),
    ("markerUnits", " userSpaceOnUse "),
];

#[derive(Default)]
struct Writer {
    out: String,
    /// Arrow heads by their id, in order; only those that are used are written.
    heads: Vec<(String, String)>,
    used: Vec<String>,
    /// The end tags of open elements; empty for one that is not written.
    open: Vec<&'static str>,
    /// How many elements below one that is left out.
    skipped: usize,
}

/// The drawing, or nothing where it holds something unexpected.
pub(super) fn rewrite(svg: &str) -> Option<Drawing> {
    let mut reader = Reader::from_str(svg);
    let mut writer = Writer::default();
    let mut view = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if view.is_none() => view = Some(View::of(&tag)?),
            Event::Start(tag) => writer.start(&tag, view.as_ref()?)?,
            Event::Empty(tag) => {
                writer.start(&tag, view.as_ref()?)?;
                writer.end();
            }
            Event::End(_) if writer.open.is_empty() => break,
            Event::End(_) => writer.end(),
            Event::Text(text) => writer.text(&text.decode().ok()?),
            Event::GeneralRef(entity) => {
                let c = match entity.resolve_char_ref().ok()? {
                    Some(c) => c.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&entity.decode().ok()?)?.to_owned(),
                };
                writer.text(&c);
            }
            Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {
                return None;
            }
        }
    }
    writer.finish(&view?)
}

/// What of the plane is shown.
struct View {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

impl View {
    fn of(tag: &BytesStart) -> Option<Self> {
        let attribute = tag.try_get_attribute("viewBox").ok()??;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        let mut numbers = value.split_whitespace().map(|number| number.parse::<f32>().ok());
        let mut next = || numbers.next()?;
        let (x, y, width, height) = (next()?, next()?, next()?, next()?);
        let fits = |side: f32| (1.0..=SIDE).contains(&side);
        (fits(width) && fits(height) && x.abs() <= SIDE && y.abs() <= SIDE).then_some(Self {
            x,
            y,
            width,
            height,
        })
    }
}

impl Writer {
    fn start(&mut self, tag: &BytesStart, view: &View) -> Option<()> {
        let name = tag.name();
        let name = std::str::from_utf8(name.as_ref()).ok()?;
        if self.skipped > 0 || CLOSED.contains(&name) || (self.out.is_empty() && is_backdrop(name, tag, view))
        {
            self.skipped += 1;
            self.open.push("");
            return Some(());
        }
        if OPEN.contains(&name) {
            self.open.push("");
            return Some(());
        }
        match name {
            "marker" => {
                let id = value(tag, "id")?;
                is_token(&id).then_some(())?;
                self.heads.push((id.clone(), String::new()));
                self.push("<marker id=\"");
                self.push(ID);
                self.push(&id);
                self.push("\"");
                self.attributes(name, tag)?;
                self.open.push("</marker>");
            }
            "text" => self.element("text", "</text>", tag)?,
            _ => {
                let known = DRAWN.iter().find(|known| **known == name)?;
                self.element(known, end_of(known), tag)?;
            }
        }
        Some(())
    }

    fn element(&mut self, name: &str, end: &'static str, tag: &BytesStart) -> Option<()> {
        self.push("<");
        self.push(name);
        self.attributes(name, tag)?;
        self.open.push(end);
        Some(())
    }

    fn attributes(&mut self, name: &str, tag: &BytesStart) -> Option<()> {
        let mut classes = String::new();
        let is_text = matches!(name, "text" | "tspan");
        let mut style = String::new();
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let key = std::str::from_utf8(attribute.key.as_ref()).ok()?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            match key {
                // Text is always in the page's ink, which reads on every fill there is.
                "fill" if !is_text => classes.extend(class(&value, Use::Fill).iter().chain(&[' '])),
                "stroke" if !is_text => classes.extend(class(&value, Use::Stroke).iter().chain(&[' '])),
                "marker-start" | "marker-end" => {
                    let id = value.strip_prefix("url(#")?.strip_suffix(')')?;
                    is_token(id).then_some(())?;
                    self.used.push(id.to_owned());
                    for part in [" ", key, "=\"url(#", ID, id, ")\""] {
                        self.push(part);
                    }
                }
                "style" if is_text => style = value.into_owned(),
                _ => self.plain(key, &value)?,
            }
        }
        for part in style.split(';') {
            if let Some((key, value)) = part.split_once(':') {
                self.plain(key.trim(), value.trim())?;
            }
        }
        if !classes.is_empty() {
            for part in [" class=\"", classes.trim_end(), "\""] {
                self.push(part);
            }
        }
        self.push(">");
        Some(())
    }

    /// Writes an attribute that is known and drops any other; a number that is none gives the drawing up.
    fn plain(&mut self, key: &str, value: &str) -> Option<()> {
        let is = |list: &str, word: &str| list.contains(&format!(" {word} "));
        if key == "font-size" || is(NUMBERS, key) {
            self.write(key, &numbers(value.trim_end_matches("px"))?);
        } else if let Some((_, words)) = WORDS.iter().find(|(name, _)| *name == key)
            && is(words, value)
        {
            self.write(key, value);
        }
        Some(())
    }

    fn write(&mut self, key: &str, value: &str) {
        for part in [" ", key, "=\"", value, "\""] {
            self.push(part);
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped == 0 && matches!(self.open.last(), Some(&("</text>" | "</tspan>"))) {
            let text = escape::text(text).into_owned();
            self.push(&text);
        }
    }

    fn end(&mut self) {
        let Some(end) = self.open.pop() else { return };
        self.skipped = self.skipped.saturating_sub(1);
        self.push(end);
    }

    /// Writes to the arrow head that is open, or to the drawing.
    fn push(&mut self, text: &str) {
        match self.heads.last_mut() {
            Some((_, head)) if !head.ends_with("</marker>") => head.push_str(text),
            _ => self.out.push_str(text),
        }
    }

    fn finish(self, view: &View) -> Option<Drawing> {
        let mut body = String::with_capacity(self.out.len() + 1024);
        for (id, head) in &self.heads {
            if self.used.contains(id) {
                body.push_str(head);
            }
        }
        if !body.is_empty() {
            body = format!("<defs>{body}</defs>");
        }
        // The library begins its plane anywhere; a drawing of ours begins at zero.
        if view.x != 0.0 || view.y != 0.0 {
            let (mut x, mut y) = (String::new(), String::new());
            number(&mut x, -view.x);
            number(&mut y, -view.y);
            // Writing to a String cannot fail.
            let _ = write!(body, "<g transform=\"translate({x} {y})\">{}</g>", self.out);
        } else {
            body.push_str(&self.out);
        }
        (body.len() <= BYTES && !self.out.is_empty()).then_some(Drawing {
            width: pixels(view.width),
            height: pixels(view.height),
            body,
        })
    }
}

/// The rectangle behind everything: the page is the background.
fn is_backdrop(name: &str, tag: &BytesStart, view: &View) -> bool {
    let side = |key| value(tag, key).and_then(|value| value.parse::<f32>().ok());
    name == "rect" && side("width") == Some(view.width) && side("height") == Some(view.height)
}

fn value(tag: &BytesStart, key: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(key).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn is_token(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

fn end_of(name: &str) -> &'static str {
    match name {
        "g" => "</g>",
        "path" => "</path>",
        "rect" => "</rect>",
        "circle" => "</circle>",
        "ellipse" => "</ellipse>",
        "line" => "</line>",
        "polyline" => "</polyline>",
        "polygon" => "</polygon>",
        _ => "</tspan>",
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to 1..=SIDE above")]
fn pixels(side: f32) -> u32 {
    side.ceil() as u32
}

/// Numbers to a tenth, so that the last digit of a sine, which differs between machines, is not in a page; commands and
/// functions of one word each; nothing else.
fn numbers(value: &str) -> Option<String> {
    const FUNCTIONS: [&str; 4] = ["translate", "rotate", "scale", "em"];
    let mut out = String::with_capacity(value.len());
    let mut rest = value.trim();
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() || matches!(first, '-' | '+' | '.') {
            let end =
                rest[1..].find(|c: char| !(c.is_ascii_digit() || c == '.')).map_or(rest.len(), |at| at + 1);
            let (digits, after) = rest.split_at(end);
            number(&mut out, digits.parse::<f32>().ok().filter(|number| number.abs() <= 1e6)?);
            rest = after;
        } else if first.is_ascii_alphabetic() {
            let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let command = word.len() == 1 && "MmLlHhVvCcSsQqTtAaZz".contains(word);
            (command || FUNCTIONS.contains(&word)).then_some(())?;
            out.push_str(word);
            rest = after;
        } else {
            matches!(first, ' ' | ',' | '(' | ')' | '%').then_some(())?;
            out.push(first);
            rest = &rest[1..];
        }
    }
    Some(out)
}

fn number(out: &mut String, number: f32) {
    let tenths = format!("{number:.1}");
    let short = tenths.strip_suffix(".0").unwrap_or(&tenths);
    out.push_str(if short == "-0" { "0" } else { short });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(inside: &str) -> Option<String> {
        let svg =
            format!("<svg viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\" fill=\"red\"/>{inside}</svg>");
        rewrite(&svg).map(|drawing| drawing.body)
    }

    #[test]
    fn what_is_known_is_written() {
        assert_eq!(
            body("<path id=\"a\" d=\"M 1.2345,6 L -0.01 2\" fill=\"none\" stroke=\"#F00\" onclick=\"x\"/>")
                .unwrap(),
            "<path d=\"M 1.2,6 L 0 2\" class=\"fn sr\"></path>"
        );
        assert_eq!(
            body("<text style=\"text-anchor: middle; font-size: 16px; behavior: url(x)\" fill=\"#fff\">a &lt;b&gt; &#38;</text>")
                .unwrap(),
            "<text text-anchor=\"middle\" font-size=\"16\">a &lt;b&gt; &amp;</text>"
        );
        assert_eq!(
            body("<defs><marker id=\"h\" orient=\"auto\"><path d=\"M0 0z\"/></marker><marker id=\"i\"/></defs><line marker-end=\"url(#h)\"/>")
                .unwrap(),
            "<defs><marker id=\"\0h\" orient=\"auto\"><path d=\"M0 0z\"></path></marker></defs><line marker-end=\"url(#\0h)\"></line>"
        );
    }

    #[test]
    fn what_is_not_is_left_out_or_gives_up() {
        assert_eq!(
            body("<a href=\"javascript:alert(1)\" onclick=\"x\"><circle r=\"1\"/></a><image href=\"x\"/>")
                .unwrap(),
            "<circle r=\"1\"></circle>"
        );
        for odd in [
            "<script>x</script><g/>",
            "<foreignObject><b/></foreignObject><g/>",
            "<style>*{}</style><g/>",
            "<path d=\"M NaN 1\"/>",
            "<path d=\"M inf 1\"/>",
            "<rect x=\"url(x)\"/>",
            "<line marker-end=\"url(https://evil.example)\"/>",
            "<g transform=\"matrix(1)\"/>",
            "<!-- x --><g/>",
            "<g>",
        ] {
            assert_eq!(body(odd), None, "{odd}");
        }
        assert_eq!(rewrite("<svg viewBox=\"0 0 99999 9\"><g/></svg>"), None);
    }
}
