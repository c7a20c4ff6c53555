//! Templates: the only module that names the template engine.
//!
//! One engine a format. Whatever is put into a template is escaped for its format unless it is [`Safe`]; a variable
//! that does not exist is an error that names template, line and column.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use tera::{Context, ErrorKind, Tera, Value};

use super::templates::Format;
use crate::error::{Error, Result};
use crate::text::{escape, markdown_escape};

/// Finished text of a format: written by this program or passed by the sanitiser, never escaped again.
#[derive(Debug, Clone, Default)]
pub(super) struct Safe(String);

impl Safe {
    /// Marks a text as finished.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The finished text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The finished text, taken out.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

impl Serialize for Safe {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        Value::safe_string(&self.0).serialize(serializer)
    }
}

/// A value prepared once for many pages.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(super) struct Ready(Value);

impl Ready {
    /// Prepares a value.
    pub(super) fn new(value: &dyn erased::Erased) -> Result<Self> {
        value.value().map(Self)
    }
}

/// The templates of one format, ready to render from many threads.
pub(super) struct Templates(Tera);

impl Templates {
    /// Compiles templates by name; `globals` are in every context.
    pub(super) fn new<'a>(
        format: Format,
        sources: impl Iterator<Item = (&'a str, &'a str)>,
        globals: &[(&'static str, &dyn erased::Erased)],
    ) -> Result<Self> {
        let mut tera = Tera::new();
        match format {
            Format::Html => tera.set_escape_fn(html),
            Format::Markdown => tera.set_escape_fn(markdown),
        }
        tera.autoescape_on([".html", ".md"]);
        tera.add_raw_templates(sources).map_err(|error| failed(&error, "?"))?;
        for (name, value) in globals {
            tera.global_context().insert_value(*name, value.value()?);
        }
        Ok(Self(tera))
    }

    /// Renders one template with named values.
    pub(super) fn render(
        &self,
        template: &str,
        capacity: usize,
        values: &[(&'static str, &dyn erased::Erased)],
    ) -> Result<Vec<u8>> {
        let mut context = Context::new();
        for (name, value) in values {
            context.insert_value(*name, value.value()?);
        }
        let mut out = Vec::with_capacity(capacity);
        self.0.render_to(template, &context, &mut out).map_err(|error| failed(&error, template))?;
        if template.ends_with(Format::Markdown.ending()) {
            calm(&mut out);
        }
        Ok(out)
    }
}

/// Leaves one empty line where a template left several, except in code.
fn calm(page: &mut Vec<u8>) {
    let mut calm = Vec::with_capacity(page.len());
    let (mut fence, mut empty) = (0, false);
    for line in page.split_inclusive(|byte| *byte == b'\n') {
        let mark = line.iter().position(|byte| !matches!(byte, b' ' | b'>')).unwrap_or(line.len());
        let ticks = line[mark..].iter().take_while(|byte| **byte == b'`').count();
        if fence == 0 && ticks >= 3 {
            fence = ticks;
        } else if fence > 0 && ticks >= fence && line[mark + ticks..].trim_ascii().is_empty() {
            fence = 0;
        }
        let before = std::mem::replace(&mut empty, line == b"\n");
        if fence > 0 || !(empty && before) {
            calm.extend_from_slice(line);
        }
    }
    while calm.ends_with(b"\n\n") {
        calm.pop();
    }
    *page = calm;
}

/// Values of any type in one list.
pub(super) mod erased {
    use super::{Result, Serialize, Value, failed};

    /// Something that can be put into a context.
    pub(in crate::site) trait Erased {
        /// It as the engine's value.
        fn value(&self) -> Result<Value>;
    }

    impl<T: Serialize> Erased for T {
        fn value(&self) -> Result<Value> {
            Value::try_from_serializable(self).map_err(|error| failed(&error, "?"))
        }
    }
}

fn html(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(escape::attribute(text).as_bytes())
}

fn markdown(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(markdown_escape::inline(text).as_bytes())
}

fn failed(error: &tera::Error, template: &str) -> Error {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Error::Template {
            name: report.filename().to_owned(),
            at: Some((report.span().start_line, report.span().start_col + 1)),
            what: report.message().to_owned(),
        },
        kind => Error::Template { name: template.to_owned(), at: None, what: kind.to_string() },
    }
}
