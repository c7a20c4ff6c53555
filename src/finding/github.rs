//! Findings for GitHub Actions: annotations on the changed lines, and a summary of the job.

use std::io;

use super::{Level, Report};
use crate::text::counted;
use crate::text::pull_request::comment;
use crate::text::terminal::visible;

/// How many annotations of one level GitHub shows for one step.
const SHOWN: usize = 10;
/// How many findings the summary lists: a summary of more than 1 MiB is thrown away.
const LISTED: usize = 100;

/// Writes one workflow command for each finding.
///
/// Nothing in a record can write a second one: a command ends with its line, and whatever could end a line or a property
/// is escaped.
pub fn github(report: &Report, prefix: &str, out: &mut dyn io::Write) -> io::Result<()> {
    for found in &report.findings {
        let finding = &found.finding;
        let command = match found.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        write!(out, "::{command} file={}", property(&format!("{prefix}{}", finding.file)))?;
        if let Some(spot) = &found.spot {
            let (line, column) = (spot.line, spot.column);
            write!(out, ",line={line},col={column},endLine={},endColumn={}", spot.end_line, spot.end_column)?;
        }
        let help = finding.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
        let message = format!("{}{help}", finding.message);
        writeln!(out, ",title={}::{}", property(finding.rule), data(&message))?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Writes the summary as Markdown: how many findings there are, and the first of them as a table.
pub fn github_summary(report: &Report, prefix: &str, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "### postmortem check: {}\n", report.tally())?;
    let total = report.findings.len();
    if total == 0 {
        return Ok(());
    }
    writeln!(out, "| level | place | rule | finding |\n| --- | --- | --- | --- |")?;
    for found in report.findings.iter().take(LISTED) {
        let line = found.spot.as_ref().map(|spot| format!(":{}", spot.line)).unwrap_or_default();
        let place = comment(&format!("{prefix}{}{line}", found.finding.file));
        let (level, rule) = (found.level.name(), found.finding.rule);
        writeln!(out, "| {level} | {place} | {rule} | {} |", comment(&found.finding.message))?;
    }
    if total > LISTED {
        writeln!(out, "\n{} more are in the log of this step.", total - LISTED)?;
    }
    if [Level::Error, Level::Warning, Level::Note].into_iter().any(|level| report.count(level) > SHOWN) {
        let all = counted(total, "finding");
        writeln!(out, "\nGitHub shows the first {SHOWN} annotations of each level; there are {all} in all.")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, checked, written};
    use super::*;

    #[test]
    fn every_line_is_one_command() {
        let (report, _) = checked(&HOSTILE);
        let text = written(|out| github(&report, "a,b:c/", out));
        let commands = ["::error file=", "::warning file=", "::notice file="];
        assert_eq!(text.lines().count(), report.findings.len());
        for line in text.split(['\n', '\r']).filter(|line| !line.is_empty()) {
            assert!(commands.iter().any(|command| line.starts_with(command)), "{line}");
            // The first `::` behind the command ends its properties: all of them are ours.
            let properties = line[2..].split("::").next().unwrap();
            assert!(
                properties.starts_with(|c: char| c.is_ascii_lowercase()) && properties.contains(",title="),
                "{line}"
            );
            assert!(properties.contains("file=a%2Cb%3Ac/"), "{line}");
        }
        assert!(text.contains("line=3,col=12,endLine=3,endColumn="), "{text}");
        assert_eq!(data("100%\r\n::error::x"), "100%25\\u{d}%0A::error::x");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }

    #[test]
    fn the_summary_calls_nobody() {
        let (report, _) = checked(&HOSTILE);
        let text = written(|out| github_summary(&report, "", out));
        assert!(text.starts_with("### postmortem check: "), "{text}");
        assert!(!text.contains("@octocat") && !text.contains("fixes #1") && !text.contains("<img"), "{text}");
        let rows = text.lines().filter(|line| line.starts_with("| "));
        assert_eq!(rows.count(), report.findings.len() + 2);
    }

    #[test]
    fn a_long_summary_says_how_many_there_are() {
        let text = format!(
            "id: INC-1\ntitle: x\nservices: [{}]\n",
            (0..150).map(|i| format!("s{i}")).collect::<Vec<_>>().join(", ")
        );
        let (report, _) = checked(&[("INC-1.yaml", &text)]);
        let total = report.findings.len();
        let text = written(|out| github_summary(&report, "", out));
        assert!(total >= 150 && text.contains(&format!("{} more are in the log", total - LISTED)), "{text}");
        assert!(text.contains(&format!("there are {total} findings in all")), "{text}");
    }
}
