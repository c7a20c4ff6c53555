//! Findings for whatever shows test results: a suite for each rule, a case for each finding.

use std::io;

use super::concise::line;
use super::{Deny, Located, Report};
use crate::rule::RULES;

/// Writes a JUnit report as the schema of the Ant task has it; `now` is Unix seconds.
///
/// What fails the run is a failure, everything else a case that passes and says what was found. Names hold no lines, so
/// that a result can be compared with that of another run.
pub fn junit(
    report: &Report,
    prefix: &str,
    deny: &Deny,
    now: i64,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let stamp = chrono::DateTime::from_timestamp(now, 0).unwrap_or_default().format("%Y-%m-%dT%H:%M:%S");
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>")?;
    for (id, rule) in RULES.iter().enumerate() {
        let found: Vec<&Located> =
            report.findings.iter().filter(|found| found.finding.rule == rule.id).collect();
        let fails = |found: &Located| deny.fails(&found.finding, found.level);
        let (tests, failures) = (found.len().max(1), found.iter().filter(|found| fails(found)).count());
        writeln!(
            out,
            "  <testsuite name=\"{}\" package=\"postmortem\" id=\"{id}\" timestamp=\"{stamp}\" hostname=\"localhost\" \
             tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">\n    <properties/>",
            rule.id
        )?;
        if found.is_empty() {
            writeln!(out, "    <testcase name=\"no finding\" classname=\"{}\" time=\"0\"/>", rule.id)?;
        }
        for found in &found {
            let finding = &found.finding;
            let (name, class) = (escape(&finding.message), escape(&format!("{prefix}{}", finding.file)));
            write!(out, "    <testcase name=\"{name}\" classname=\"{class}\" time=\"0\"")?;
            if fails(found) {
                let (level, text) = (found.level.name(), escape(&told(found, prefix)));
                writeln!(
                    out,
                    ">\n      <failure message=\"{name}\" type=\"{level}\">{text}</failure>\n    </testcase>"
                )?;
            } else {
                writeln!(out, "/>")?;
            }
        }
        let passed = found.iter().filter(|found| !fails(found)).map(|found| told(found, prefix));
        let passed = escape(&passed.collect::<Vec<_>>().join("\n"));
        writeln!(out, "    <system-out>{passed}</system-out>\n    <system-err/>\n  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn told(found: &Located, prefix: &str) -> String {
    let help = found.finding.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    format!("{}{help}", line(found, prefix))
}

/// Text for an element or a quoted attribute; characters that XML 1.0 cannot hold, not even escaped, are replaced.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, checked, written};
    use super::*;

    #[test]
    fn failures_are_what_fails() {
        let (report, _) = checked(&HOSTILE);
        let text = written(|out| junit(&report, "x/", &Deny::new(&[]), 0, out));
        assert_eq!(text.matches("<failure ").count(), report.count(crate::finding::Level::Error));
        assert_eq!(text.matches("<testsuite ").count(), RULES.len());
        assert!(text.contains("timestamp=\"1970-01-01T00:00:00\""));
        let clean = written(|out| junit(&Report::default(), "", &Deny::new(&[]), 0, out));
        assert_eq!(clean.matches("name=\"no finding\"").count(), RULES.len());
    }

    #[test]
    fn every_character_is_one_that_xml_can_hold() {
        assert_eq!(
            escape("a<b>&\"\u{0}\u{1b}\u{ffff}\n\t\u{10ffff}]]>"),
            "a&lt;b&gt;&amp;&quot;\u{fffd}\u{fffd}\u{fffd}\n\t\u{10ffff}]]&gt;"
        );
    }
}
