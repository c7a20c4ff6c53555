//! The sections of a Markdown runbook.

use std::ops::Range;

use crate::text::markdown::{Outline, outline};

/// The sections that runbooks for alerts usually have, in their order.
pub const USUAL: [&str; 4] = ["Meaning", "Impact", "Diagnosis", "Mitigation"];

/// A part of a Markdown runbook under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<'a> {
    /// Its heading without markup; empty for what stands above the first.
    pub title: String,
    /// Where that heading is, in bytes of the text; empty where there is none.
    pub heading: Range<usize>,
    /// What stands below, up to the next heading of that level; white space around it taken off.
    pub text: &'a str,
}

impl Section<'_> {
    /// Whether it is the section of this name, whatever its case.
    pub fn is(&self, name: &str) -> bool {
        self.title.trim().eq_ignore_ascii_case(name)
    }
}

/// The sections of a text: it is cut at headings of the second level, or of the first where it has no others.
pub fn sections(body: &str) -> Vec<Section<'_>> {
    let headings: Vec<_> = outline(body)
        .into_iter()
        .filter_map(|part| match part {
            Outline::Heading { level, text, range } => Some((level, text, range)),
            Outline::Code { .. } => None,
        })
        .collect();
    let level = if headings.iter().any(|(level, ..)| *level == 2) { 2 } else { 1 };
    let cuts: Vec<_> = headings.into_iter().filter(|(at, ..)| *at == level).collect();
    let ends = cuts.iter().skip(1).map(|(_, _, range)| range.start).chain([body.len()]);
    let text = |from: usize, to: usize| body.get(from..to).unwrap_or_default().trim();
    let first = cuts.first().map_or(body.len(), |(_, _, range)| range.start);
    let above = Section { title: String::new(), heading: 0..0, text: text(0, first) };
    let below = cuts.iter().zip(ends).map(|((_, title, range), end)| Section {
        title: title.clone(),
        heading: range.start..range.start + body.get(range.clone()).unwrap_or_default().trim_end().len(),
        text: text(range.end, end),
    });
    (!above.text.is_empty()).then_some(above).into_iter().chain(below).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_at_their_headings() {
        let body = "# TargetDown\n\n## meaning\n\nA.\n\n```\n## no heading\n```\n\n### Deeper\n\nB.\n\n## Diagnosis\n\n## `Mitigation`\nC.\n";
        let found = sections(body);
        let titles: Vec<&str> = found.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(titles, ["", "meaning", "Diagnosis", "Mitigation"]);
        assert!(found[1].is("Meaning") && found[1].text.ends_with("B.") && found[2].text.is_empty());
        assert_eq!(sections("just text").len(), 1);
        assert_eq!(sections("# One\na\n# Two\nb").iter().map(|one| one.text).collect::<Vec<_>>(), ["a", "b"]);
        assert!(sections("").is_empty());
    }
}
