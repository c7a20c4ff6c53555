//! Mermaid diagrams as SVG that a page can hold: drawn by a library, rewritten through an allow-list, the same bytes on
//! every machine.
//!
//! The library is never trusted: its colours become classes of the style sheet, its elements and attributes pass a list
//! ([`svg`]), what is too big for it is refused before it begins ([`limits`]), and its panics are caught.

mod colour;
mod limits;
mod svg;
mod syntax;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use mermaid_rs_renderer::{
    Graph, LayoutConfig, ParseError, Theme, compute_layout, parse_mermaid, parser::ParseOutput, render_svg,
};

/// Why a diagram is not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong with it.
    pub message: String,
    /// The name that may have been meant.
    pub word: Option<String>,
    /// The next step, where it is none of the names.
    pub help: &'static str,
}

impl Fault {
    fn new(message: impl Into<String>, help: &'static str) -> Self {
        Self { message: message.into(), word: None, help }
    }
}

/// Every name a diagram may begin with.
pub use syntax::TYPES;

/// A finished drawing without the ids of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Drawing {
    width: u32,
    height: u32,
    /// What is inside of it; [`svg::ID`] stands for the prefix of its ids.
    body: String,
}

impl Drawing {
    /// Appends it; `id` becomes the beginning of its ids, `label` its accessible name, escaped.
    pub fn push(&self, out: &mut String, id: &str, label: &str) {
        let (width, height) = (self.width.to_string(), self.height.to_string());
        let parts: [&str; 13] = [
            "<svg class=\"dg\" viewBox=\"0 0 ",
            &width,
            " ",
            &height,
            "\" width=\"",
            &width,
            "\" height=\"",
            &height,
            "\" role=\"img\" aria-label=\"",
            label,
            "\">",
            &self.body.replace(svg::ID, id),
            "</svg>",
        ];
        for part in parts {
            out.push_str(part);
        }
    }
}

/// What is wrong with a diagram, as far as it can be said without drawing it.
pub fn fault(source: &str) -> Option<Fault> {
    read(source).err()
}

/// Draws a diagram; the same source is drawn once in a process.
pub fn draw(source: &str) -> Option<Arc<Drawing>> {
    static DRAWN: LazyLock<Mutex<BTreeMap<String, Option<Arc<Drawing>>>>> = LazyLock::new(Mutex::default);
    /// A site holds a few hundred; a server that runs for weeks forgets at this many.
    const MOST: usize = 4096;
    if let Some(drawn) = DRAWN.lock().unwrap_or_else(PoisonError::into_inner).get(source) {
        return drawn.clone();
    }
    let drawn = draw_anew(source).map(Arc::new);
    let mut all = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(source.to_owned(), drawn.clone());
    drawn
}

fn draw_anew(source: &str) -> Option<Drawing> {
    let graph = read(source).ok()?;
    let (theme, layout) = (theme(), layout());
    // The library asserts things about its layouts, and indexes into them.
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        render_svg(&compute_layout(&graph, &theme, &layout), &theme, &layout)
    }));
    svg::rewrite(&drawn.ok()?)
}

fn read(source: &str) -> Result<Graph, Fault> {
    if let Some(fault) = syntax::judge(source) {
        return Err(fault);
    }
    limits::source(source)?;
    let parsed = catch_unwind(|| parse(source))
        .unwrap_or_else(|_| Err(Fault::new("the mermaid diagram cannot be read", UNREAD)))?;
    limits::graph(&parsed.graph)?;
    Ok(parsed.graph)
}

/// What to do about a diagram that mermaid may draw and this program does not.
const UNREAD: &str = "the site shows its source instead";

fn parse(source: &str) -> Result<ParseOutput, Fault> {
    let unread = |what: String| Fault::new(format!("the mermaid diagram cannot be drawn: {what}"), UNREAD);
    match mermaid_rs_renderer::parse_mermaid_strict(source) {
        // Mermaid adds a participant that only some lines name.
        Err(ParseError::UnknownParticipant { .. }) => {
            parse_mermaid(source).map_err(|e| unread(e.to_string()))
        }
        Err(other) => Err(unread(other.to_string())),
        Ok(parsed) => Ok(parsed),
    }
}

/// Text is measured by the library's own table of widths: a site must not depend on the fonts of the machine it is built
/// on. For what is not ASCII the library asks for a font first; no font has this name, so it comes to the same table.
fn theme() -> Theme {
    Theme { font_family: "no font of postmortem".to_owned(), ..Theme::modern() }
}

fn layout() -> LayoutConfig {
    LayoutConfig { fast_text_metrics: true, ..LayoutConfig::default() }
}

#[cfg(test)]
mod tests;
