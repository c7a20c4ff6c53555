//! Findings for people: the source line, a caret under the value, one next step.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use annotate_snippets::renderer::{DecorStyle, Renderer};
use annotate_snippets::{Annotation, AnnotationKind, Level as Tag, Origin, Snippet};
use rayon::prelude::*;

use super::{Level, Located, Report, Spot};
use crate::text::secrets::masked;
use crate::text::terminal::{visible as terminal, visible_line};

/// Writes every finding the way rustc does; `prefix` is put before paths so that they can be opened from the
/// current directory.
pub fn human(report: &Report, prefix: &str, color: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let shown = |(file, text)| (file, without_rare_controls(masked(text)));
    let texts: Texts<'_> =
        report.texts.iter().map(|(file, text)| (file.as_str(), text.as_str())).map(shown).collect();
    for findings in report.findings.chunks(1_024) {
        let texts = findings.par_iter().map(|found| render(&texts, found, prefix, &renderer));
        for text in texts.collect::<Vec<String>>() {
            writeln!(out, "{text}\n")?;
        }
    }
    Ok(())
}

/// What the renderer passes on and a terminal or a log acts on, as signs of the same length, so that places stay: the controls
/// of the C1 set, and the separators of lines and paragraphs.
fn without_rare_controls(text: Cow<'_, str>) -> Cow<'_, str> {
    let acts = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}');
    if !text.contains(acts) {
        return text;
    }
    let sign = |c: char| match c {
        '\u{2028}' | '\u{2029}' => '\u{240a}',
        c if acts(c) => '\u{b7}',
        c => c,
    };
    Cow::Owned(text.chars().map(sign).collect())
}

/// Two places in one file that are fewer lines apart are drawn in one piece.
const NEAR: usize = 200;

/// The texts that findings point into, by file, without their secrets.
type Texts<'a> = BTreeMap<&'a str, Cow<'a, str>>;

fn render(texts: &Texts<'_>, found: &Located, prefix: &str, renderer: &Renderer) -> String {
    let finding = &found.finding;
    let tag = match found.level {
        Level::Error => Tag::ERROR,
        Level::Warning => Tag::WARNING,
        Level::Note => Tag::NOTE,
    };
    let own = |text: &str| terminal(text).into_owned();
    let path = |file: &str| visible_line(&format!("{prefix}{file}"));
    // Only the lines in question: a renderer that gets the whole file reads all of it again for each finding.
    let source = |file: &str, spots: &[&Spot]| {
        let (text, begin, line) = window(texts.get(file)?, spots)?;
        Some((Snippet::source(text).line_start(line).path(path(file)), begin))
    };
    let mark = |kind: AnnotationKind, spot: &Spot, begin: usize, label: Option<&str>| -> Annotation<'_> {
        kind.span(spot.bytes.start - begin..spot.bytes.end - begin).label(label.map(own))
    };
    let second = finding.second.as_ref().zip(found.second.as_ref());
    let title = tag.primary_title(own(&finding.message)).id(finding.rule);
    let near = |spot: &Spot| found.spot.as_ref().is_some_and(|first| first.line.abs_diff(spot.line) < NEAR);
    let here = second.filter(|(label, spot)| label.file.is_none() && near(spot));
    let spots: Vec<&Spot> = found.spot.iter().chain(here.map(|(_, spot)| spot)).collect();
    let mut group = match found.spot.as_ref().zip(source(&finding.file, &spots)) {
        Some((spot, (snippet, begin))) => {
            let also =
                here.map(|(label, spot)| mark(AnnotationKind::Context, spot, begin, Some(&label.text)));
            let first = mark(AnnotationKind::Primary, spot, begin, finding.label.as_deref());
            title.element(snippet.annotation(first).annotations(also))
        }
        None => title.element(Origin::path(path(&finding.file))),
    };
    let elsewhere = second.filter(|_| here.is_none()).and_then(|(label, spot)| {
        let file = label.file.as_ref().unwrap_or(&finding.file);
        Some((label, spot, source(file, &[spot])?))
    });
    if let Some((label, spot, (snippet, begin))) = elsewhere {
        group =
            group.element(snippet.annotation(mark(AnnotationKind::Context, spot, begin, Some(&label.text))));
    }
    if let Some(help) = &finding.help {
        group = group.element(Tag::HELP.message(own(help)));
    }
    renderer.render(&[group])
}

/// The lines from the first of the spots to the last: their text, where it begins, and the number of its first line.
fn window<'a>(text: &'a str, spots: &[&Spot]) -> Option<(&'a str, usize, usize)> {
    let first = spots.iter().min_by_key(|spot| spot.bytes.start)?;
    let last = spots.iter().map(|spot| spot.bytes.end).max()?;
    let begin = text[..first.bytes.start].rfind('\n').map_or(0, |i| i + 1);
    let end = text[last..].find('\n').map_or(text.len(), |i| last + i + 1);
    Some((&text[begin..end], begin, first.line))
}
