//! Findings for people: the source line, a caret under the value, one next step.

use std::io;

use annotate_snippets::renderer::{DecorStyle, Renderer};
use annotate_snippets::{Annotation, AnnotationKind, Level as Tag, Origin, Snippet};

use super::{Level, Located, Report, Spot};
use crate::text::terminal::visible as terminal;

/// Writes every finding the way rustc does; `prefix` is put before paths so that they can be opened from the
/// current directory.
pub fn human(report: &Report, prefix: &str, color: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    for found in &report.findings {
        writeln!(out, "{}\n", render(report, found, prefix, &renderer))?;
    }
    Ok(())
}

fn render(report: &Report, found: &Located, prefix: &str, renderer: &Renderer) -> String {
    let finding = &found.finding;
    let tag = match found.level {
        Level::Error => Tag::ERROR,
        Level::Warning => Tag::WARNING,
        Level::Note => Tag::NOTE,
    };
    let own = |text: &str| terminal(text).into_owned();
    let path = |file: &str| own(&format!("{prefix}{file}"));
    let source =
        |file: &str| report.texts.get(file).map(|text| Snippet::source(text.as_str()).path(path(file)));
    let mark = |kind: AnnotationKind, spot: &Spot, label: Option<&str>| -> Annotation<'_> {
        kind.span(spot.bytes.clone()).label(label.map(own))
    };
    let second = finding.second.as_ref().zip(found.second.as_ref());
    let title = tag.primary_title(own(&finding.message)).id(finding.rule);
    let mut group = match found.spot.as_ref().zip(source(&finding.file)) {
        Some((spot, snippet)) => {
            let here = second.filter(|(label, _)| label.file.is_none());
            let also = here.map(|(label, spot)| mark(AnnotationKind::Context, spot, Some(&label.text)));
            let first = mark(AnnotationKind::Primary, spot, finding.label.as_deref());
            title.element(snippet.annotation(first).annotations(also))
        }
        None => title.element(Origin::path(path(&finding.file))),
    };
    let elsewhere = second.and_then(|(label, spot)| Some((label, spot, source(label.file.as_ref()?)?)));
    if let Some((label, spot, snippet)) = elsewhere {
        group = group.element(snippet.annotation(mark(AnnotationKind::Context, spot, Some(&label.text))));
    }
    if let Some(help) = &finding.help {
        group = group.element(Tag::HELP.message(own(help)));
    }
    renderer.render(&[group])
}
