//! Every payload in every text of every record, through every way out that is no browser: pages, reports, feeds, the index of
//! search, tables, terminals, pull requests.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use postmortem::cli::{Env, run};
use postmortem::text::csv_cell::neutral;
use postmortem::text::links::{Destination, classify};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;
use tempfile::TempDir;

use super::hostile::{check_page, check_text};
use super::payloads::{folder, payloads};
use super::{NOW, files, make, texts};

/// A folder of records in a repository, whose first commit holds nothing but the settings; and the site made of it.
static HOSTILE: LazyLock<TempDir> = LazyLock::new(|| {
    let top = tempfile::tempdir().unwrap();
    let records = top.path().join("records");
    folder(&payloads(), &records, 1);
    make(&records, &top.path().join("site"), NOW);
    let settings = fs::read(records.join("postmortem.yaml")).unwrap();
    let repository = top.path().join("repository");
    fs::create_dir(&repository).unwrap();
    fs::write(repository.join("postmortem.yaml"), settings).unwrap();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(&repository).args(["-c", "user.name=x", "-c", "user.email=x@x.example"]);
        assert!(git.args(arguments).output().unwrap().status.success(), "git {arguments:?}");
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "settings"]);
    top
});

/// Runs the program in a folder; what it prints on both streams.
fn postmortem(directory: &Path, arguments: &[&str]) -> (String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut env = Env::within(directory, || Ok(NOW), &mut out, &mut err);
    let code = run(["postmortem"].iter().chain(arguments).map(OsString::from), &mut env);
    let (out, err) = (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap());
    assert!(code < 2, "{arguments:?}: {err}");
    (out, err)
}

fn records() -> std::path::PathBuf {
    HOSTILE.path().join("records")
}

/// Whether a terminal, an editor or a log would do anything at this character but show it.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Whichever dialect reads a text, it finds no HTML and no refused link.
fn check_markdown(name: &str, text: &str) {
    let plain = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    for options in [plain, Options::empty(), Options::all()] {
        for event in Parser::new_ext(text, options) {
            match &event {
                Event::Html(html) if html.starts_with("<!-- postmortem ") => {}
                Event::Html(_) | Event::InlineHtml(_) => panic!("{name}: {event:?} with {options:?}"),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    assert!(!matches!(classify(dest_url), Destination::Refused(_)), "{name}: {event:?}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn pages_and_reports_hold_nothing_live() {
    let made = files(&HOSTILE.path().join("site"));
    let ours = |name: &str| !name.starts_with("files/");
    let (mut pages, mut reports) = (0, 0);
    for (name, page) in texts(&made, ".html").iter().filter(|(name, _)| ours(name)) {
        check_page("a payload", name, page);
        pages += 1;
    }
    for (name, report) in texts(&made, ".md").iter().filter(|(name, _)| ours(name)) {
        check_text("a payload", name, report);
        check_markdown(name, report);
        reports += 1;
    }
    assert!(pages > 1_000 && reports > 1_000, "{pages} pages, {reports} reports");
}

#[test]
fn scripts_of_data_are_data() {
    let made = files(&HOSTILE.path().join("site"));
    let mut seen = 0;
    for (name, text) in texts(&made, ".js") {
        let call = text.strip_prefix("postmortemIndex(").and_then(|rest| rest.trim_end().strip_suffix(')'));
        let rows =
            text.strip_prefix("window.postmortemRows =").map(|rest| rest.trim_end().trim_end_matches(';'));
        let Some(data) = call.map(|inner| format!("[{inner}]")).or(rows.map(str::to_owned)) else {
            assert!(!name.contains('/') && name != "actions.js" && !name.starts_with("files/"), "{name}");
            continue;
        };
        serde_json::from_str::<Value>(&data).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!data.to_lowercase().contains("</script") && !data.contains("<!--"), "{name}");
        seen += 1;
    }
    assert!(seen > 8, "{seen} files of data");
    for (name, text) in texts(&made, ".json").iter().filter(|(name, _)| !name.starts_with("files/")) {
        serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn feeds_are_read_as_text() {
    let site = HOSTILE.path().join("site");
    let feed = fs::read_to_string(site.join("feed.xml")).unwrap();
    let read = atom_syndication::Feed::read_from(feed.as_bytes()).unwrap();
    assert!(read.entries.len() > 15, "{} entries", read.entries.len());
    for entry in &read.entries {
        for text in std::iter::once(&entry.title).chain(&entry.summary) {
            assert_eq!(text.r#type, atom_syndication::TextType::Text, "{text:?}");
        }
        for link in &entry.links {
            assert!(!matches!(classify(link.href()), Destination::Refused(_)), "{link:?}");
        }
        assert!(entry.content.is_none());
    }
    let calendar = fs::read_to_string(site.join("calendar.ics")).unwrap();
    let lines: Vec<&str> = calendar.split_terminator("\r\n").collect();
    let ours = "BEGIN:VCALENDAR VERSION: PRODID: NAME: X-WR-CALNAME: CALSCALE: METHOD: REFRESH-INTERVAL; X-PUBLISHED-TTL: BEGIN:VEVENT \
                UID: DTSTAMP: DTSTART DTEND SUMMARY: DESCRIPTION: URL: CATEGORIES: TRANSP: LAST-MODIFIED: SEQUENCE: STATUS: END:VEVENT END:VCALENDAR";
    for line in &lines {
        let known = line.starts_with(' ') || ours.split_whitespace().any(|start| line.starts_with(start));
        // Marks of direction belong to right-to-left writing; what reaches beyond its text does not.
        let acts = |c: char| acts(c) && !matches!(c, '\u{200e}' | '\u{200f}');
        assert!(known && !line.contains('\n') && !line.chars().any(acts), "{line:?}");
    }
    let events = lines.iter().filter(|line| **line == "BEGIN:VEVENT").count();
    let summaries = lines.iter().filter(|line| line.starts_with("SUMMARY:")).count();
    assert_eq!(events, summaries);
    assert!(events > 100, "{events} events");
}

#[test]
fn tables_run_no_formula() {
    postmortem(&records(), &["export", "csv", "--root", ".", "--output", "../data"]);
    let mut cells = 0;
    for (name, bytes) in
        files(&HOSTILE.path().join("data")).iter().filter(|(name, _)| !name.ends_with("json"))
    {
        for row in csv::Reader::from_reader(bytes.as_slice()).records() {
            for cell in &row.unwrap() {
                assert_eq!(neutral(cell), cell, "{name}");
                cells += 1;
            }
        }
    }
    assert!(cells > 10_000, "{cells} cells");
}

#[test]
fn terminals_only_show() {
    for arguments in [
        &["check", "--root", "."] as &[&str],
        &["check", "--root", ".", "--format", "concise"],
        &["check", "--root", ".", "--format", "github"],
        &["stats", "--root", "."],
        &["stats", "--root", ".", "--by", "service"],
        &["plan", "--root", "."],
        &["runbook", "coverage", "--root", "."],
        &["report", "--root", "."],
    ] {
        let (out, err) = postmortem(&records(), arguments);
        for line in out.lines().chain(err.lines()) {
            // A report is a document, which may hold separators of lines.
            let document = |c: char| arguments[0] == "report" && matches!(c, '\u{2028}' | '\u{2029}');
            assert!(!line.chars().any(|c| acts(c) && !document(c)), "{arguments:?}: {line:?}");
        }
        if arguments.contains(&"github") {
            let commands = ["::error ", "::warning ", "::notice ", "::group::", "::endgroup::"];
            let acts = |line: &&str| line.trim_start().starts_with("::") || line.contains("##[");
            for line in out.lines().filter(acts) {
                assert!(commands.iter().any(|command| line.starts_with(command)), "{line:?}");
            }
        }
    }
}

#[test]
fn documents_and_pull_requests_hold_nothing_live() {
    for arguments in [
        &["report", "--root", ".", "--format", "markdown"] as &[&str],
        &["plan", "--root", ".", "--format", "markdown"],
        &["stats", "--root", ".", "--format", "markdown"],
    ] {
        check_markdown(arguments[0], &postmortem(&records(), arguments).0);
    }
    let repository = HOSTILE.path().join("repository");
    folder(&payloads(), &repository, 1);
    let comment =
        postmortem(&repository, &["diff", "--root", ".", "--base", "HEAD", "--format", "markdown"]).0;
    assert!(comment.len() > 10_000 && comment.len() <= 65_536, "{} bytes", comment.len());
    check_markdown("diff", &comment);
    for line in comment.lines() {
        assert!(!line.chars().any(acts), "{line:?}");
        // Nobody is called and nothing is closed, wherever the host looks for names and numbers.
        let prose: String = line.split('`').step_by(2).collect();
        let called = prose.match_indices(['@', '#']).any(|(at, _)| {
            let before = prose[..at].chars().next_back();
            let after = prose[at + 1..].chars().next();
            !before.is_some_and(|c| c == '\\' || c == '&') && after.is_some_and(char::is_alphanumeric)
        });
        assert!(!called, "{line}");
        assert!(!line.starts_with('/') && !line.starts_with("::"), "{line}");
    }
}
