//! Findings for eyes that know them, and for editors: one line each.

use std::io;

use super::{Located, Report};
use crate::text::terminal::visible_line;

/// Writes `path:line:column: level[rule] message` for each finding; without line and column where the file as a whole is
/// meant.
pub fn concise(report: &Report, prefix: &str, out: &mut dyn io::Write) -> io::Result<()> {
    report.findings.iter().try_for_each(|found| writeln!(out, "{}", visible_line(&line(found, prefix))))
}

/// A finding in one line.
pub(super) fn line(found: &Located, prefix: &str) -> String {
    let Located { finding, level, .. } = found;
    let place = found.spot.as_ref().map(|spot| format!(":{}:{}", spot.line, spot.column)).unwrap_or_default();
    let (file, level, rule, message) = (&finding.file, level.name(), finding.rule, &finding.message);
    format!("{prefix}{file}{place}: {level}[{rule}] {message}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, checked, written};
    use super::*;

    #[test]
    fn one_line_a_finding() {
        let (report, _) = checked(&HOSTILE);
        let text = written(|out| concise(&report, "x/", out));
        assert_eq!(text.lines().count(), report.findings.len());
        assert!(text.contains("x/2026/INC-1.yaml:3:12: error[unknown-service] "), "{text}");
        assert!(text.contains("x/2026/INC-2.yaml: error[unreadable] "), "{text}");
        assert!(!text.contains('\u{1b}'));
    }
}
