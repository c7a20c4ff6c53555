//! `:::` containers as GitHub's alerts, before the parser sees them.
//!
//! `::: warning Title` up to `:::` becomes a quotation that is an alert, which every writer knows. Only the marks of lines
//! are changed, so whatever stands inside passes the same parser and the same writers as all other text. One that is never
//! closed ends with the text; a kind that is not known stays what it is.

use std::borrow::Cow;

use memchr::memmem;

/// Deepest nesting; what is deeper stays text.
const DEEPEST: usize = 6;

/// Names of containers elsewhere (`VitePress`, Docusaurus, `MkDocs`) and the alert each becomes.
const KINDS: [(&str, &str); 13] = [
    ("note", "NOTE"),
    ("info", "NOTE"),
    ("abstract", "NOTE"),
    ("example", "NOTE"),
    ("tip", "TIP"),
    ("hint", "TIP"),
    ("success", "TIP"),
    ("important", "IMPORTANT"),
    ("warning", "WARNING"),
    ("attention", "WARNING"),
    ("caution", "CAUTION"),
    ("danger", "CAUTION"),
    ("error", "CAUTION"),
];

/// The text with its containers as alerts.
pub(super) fn to_alerts(source: &str) -> Cow<'_, str> {
    if memmem::find(source.as_bytes(), b":::").is_none() {
        return source.into();
    }
    let mut out = String::with_capacity(source.len() + 64);
    let mut depth = 0;
    let mut fence: Option<(u8, usize)> = None;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let mark =
            (text.len() - text.trim_start_matches(' ').len() <= 3).then(|| text.trim_start_matches(' '));
        let mark = mark.unwrap_or_default();
        if let Some((byte, length)) = fence {
            if run(mark, byte) >= length && mark.trim_end().bytes().all(|b| b == byte) {
                fence = None;
            }
        } else if let Some(byte) = mark.bytes().next().filter(|b| matches!(b, b'`' | b'~')) {
            let length = run(mark, byte);
            fence = (length >= 3).then_some((byte, length));
        } else if run(mark, b':') >= 3 {
            let rest = mark.trim_start_matches(':').trim();
            if rest.is_empty() && depth > 0 {
                depth -= 1;
                // Without an empty line the next paragraph would belong to the quotation.
                push(&mut out, depth, "\n");
                continue;
            }
            if let Some((alert, title)) = opening(rest).filter(|_| depth < DEEPEST) {
                push(&mut out, depth, "\n");
                depth += 1;
                push(&mut out, depth, &format!("[!{alert}]\n"));
                if !title.is_empty() {
                    // Markup in it may end the bold text early; then it is a paragraph like others.
                    let bold = if title.contains(['*', '_', '`', '[', '<']) { "" } else { "**" };
                    push(&mut out, depth, &format!("{bold}{title}{bold}\n"));
                    push(&mut out, depth, "\n");
                }
                continue;
            }
        }
        push(&mut out, depth, line);
    }
    out.into()
}

fn push(out: &mut String, depth: usize, line: &str) {
    (0..depth).for_each(|_| out.push_str("> "));
    out.push_str(line);
}

fn run(text: &str, byte: u8) -> usize {
    text.bytes().take_while(|b| *b == byte).count()
}

/// The alert and the title of `warning A title` or `warning[A title]`.
fn opening(rest: &str) -> Option<(&'static str, &str)> {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (kind, title) = rest.split_at(end);
    let (_, alert) = KINDS.iter().find(|(name, _)| kind.eq_ignore_ascii_case(name))?;
    let title = title.trim();
    let bare = title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title);
    Some((alert, bare.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_become_alerts() {
        for (source, expected) in [
            ("::: tip\na\n:::\nb", "\n> [!TIP]\n> a\n\nb"),
            (":::danger Stop *now*\na", "\n> [!CAUTION]\n> Stop *now*\n> \n> a"),
            (
                "::: note[One]\n:::: warning\na\n::::\n:::",
                "\n> [!NOTE]\n> **One**\n> \n> \n> > [!WARNING]\n> > a\n> \n\n",
            ),
            ("::: unknown\na\n:::", "::: unknown\na\n:::"),
            ("```\n::: tip\n```", "```\n::: tip\n```"),
            ("    ::: tip", "    ::: tip"),
        ] {
            assert_eq!(to_alerts(source), expected, "{source}");
        }
        assert!(matches!(to_alerts("a: b"), Cow::Borrowed(_)));
        let deep = to_alerts(&"::: tip\n".repeat(100)).into_owned();
        assert_eq!(deep.matches("[!TIP]").count(), DEEPEST);
    }
}
