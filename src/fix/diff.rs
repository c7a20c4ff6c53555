//! What fixes would change, as a unified diff that `git apply` and `patch -p1` take.

use std::io;

use similar::{ChangeTag, TextDiff};

use crate::text::secrets::masked;
use crate::text::terminal::visible;

/// Writes the difference between two texts of one file; nothing where there is none.
///
/// Control characters and those that turn the direction of text are shown, not printed, because it is read on
/// terminals, and secrets are crossed out; a patch of lines that hold one does not apply.
pub fn unified(path: &str, old: &str, new: &str, color: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let paint = |code: &'static str| if color { (code, "\x1b[0m") } else { ("", "") };
    let path = visible(path.trim_start_matches('/')).replace(['\n', '\t'], "?");
    let [old, new] = [masked(old), masked(new)];
    let [old, new]: [Vec<&str>; 2] = [&old, &new].map(|text| text.split_inclusive('\n').collect());
    let diff = TextDiff::from_slices(&old, &new);
    let mut diff = diff.unified_diff();
    let mut hunks = diff.context_radius(3).iter_hunks().peekable();
    if hunks.peek().is_some() {
        let (bold, plain) = paint("\x1b[1m");
        writeln!(out, "{bold}--- a/{path}{plain}\n{bold}+++ b/{path}{plain}")?;
    }
    for hunk in hunks {
        let (cyan, plain) = paint("\x1b[36m");
        writeln!(out, "{cyan}{}{plain}", hunk.header())?;
        for change in hunk.iter_changes() {
            let (start, end) = match change.tag() {
                ChangeTag::Equal => ("", ""),
                ChangeTag::Delete => paint("\x1b[31m"),
                ChangeTag::Insert => paint("\x1b[32m"),
            };
            // The carriage return of a line end stays, or the patch would not apply.
            let mut ends = [("\r\n", "\r"), ("\n", "")].into_iter();
            let ended = ends.find_map(|(end, cr)| Some((change.value().strip_suffix(end)?, cr)));
            let (line, cr) = ended.unwrap_or((change.value(), ""));
            writeln!(out, "{start}{}{}{end}{cr}", change.tag(), visible(line))?;
            if ended.is_none() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(old: &str, new: &str, color: bool) -> String {
        let mut out = Vec::new();
        unified("2026/INC-1.yaml", old, new, color, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn as_patch_wants_it() {
        let old = "id: a\r\nat: 1\r\nx: y";
        assert_eq!(
            diff(old, "id: a\r\nat: 2\r\nx: y", false),
            "--- a/2026/INC-1.yaml\n+++ b/2026/INC-1.yaml\n@@ -1,3 +1,3 @@\n id: a\r\n-at: 1\r\n+at: 2\r\n x: y\n\\ No newline at end of file\n"
        );
        assert_eq!(diff(old, old, false), "");
    }

    #[test]
    fn text_cannot_drive_the_terminal() {
        let text = diff("a: \u{1b}[2J\u{202e}x\n", "b: \u{9b}31m\rx\n", true);
        assert!(
            text.contains("-a: \\u{1b}[2J\\u{202e}x") && text.contains("+b: \\u{9b}31m\\u{d}x"),
            "{text:?}"
        );
        assert!(text.contains("\u{1b}[31m-a") && text.contains("\u{1b}[32m+b"));
    }
}
