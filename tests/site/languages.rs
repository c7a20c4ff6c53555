//! Every language has every page, and no word of the interface stays behind in English.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use postmortem::record::schema::RecordType;

use super::fill::fill;
use super::{NOW, files, make, scan, texts};

/// Names that are the same in every language, and what is typed.
const SAME: &str = "postmortem UTC TTD TTA TTM TTR MTTx RTO RPO MTPD WRT DORA Datadog FireFighter MTBF SLO zone region XTS \
                    import playbook serial qps plan yaml data";

/// A catalogue in which every letter of English is another sign.
fn pseudo() -> String {
    let english =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site/words/en.ftl")).unwrap();
    let mut out = String::new();
    for line in english.lines() {
        let fixed =
            ["language =", "language_name =", "month_padded ="].iter().any(|key| line.starts_with(key));
        let text_from = match line.trim_start().chars().next() {
            _ if fixed => line.len(),
            Some('[' | '*') => line.find(']').unwrap() + 1,
            Some('#') | None => line.len(),
            _ => line.find(" = ").map_or(line.len(), |at| at + 3),
        };
        out.push_str(&line[..text_from]);
        let mut depth = 0;
        for c in line[text_from..].chars() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            out.push(if depth == 0 && c.is_ascii_alphabetic() { '字' } else { c });
        }
        out.push('\n');
    }
    out.replace("language = en", "language = qps")
}

/// The text of a page that readers see or hear, without what is typed.
fn visible(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        out.push('\n');
        let (tag, after) = after.split_once('>').unwrap();
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        rest = match name.as_str() {
            "script" | "style" | "code" | "pre" | "head" => {
                let end = format!("</{name}>");
                after.split_once(&end).map_or("", |(_, after)| after)
            }
            _ => after,
        };
        if let Some((_, label)) = tag.split_once("aria-label=\"") {
            out.push_str(label.split('"').next().unwrap());
            out.push('\n');
        }
    }
    out.push_str(rest);
    // References stand for signs, not for words.
    ["&amp;", "&lt;", "&gt;", "&quot;"].iter().fold(out, |text, one| text.replace(one, " "))
}

/// Runs of two letters or more.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1).collect()
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What of English is left on the pages of a folder of which `known` are the words of its own.
fn left(input: &Path, known: &BTreeSet<String>) -> Vec<String> {
    let output = tempfile::tempdir().unwrap();
    make(input, output.path(), NOW);
    let pages = texts(&files(output.path()), ".html");
    assert!(pages.len() > 15, "{} pages", pages.len());
    let mut left = BTreeSet::new();
    for (name, page) in pages {
        assert!(page.contains("<html lang=\"qps\">"), "{name}");
        for line in visible(&page).lines() {
            for word in words(line) {
                if !known.contains(word) && !SAME.split_whitespace().any(|same| same == word) {
                    left.insert(format!("{name}: {word} in “{}”", line.trim()));
                }
            }
        }
    }
    left.into_iter().collect()
}

#[test]
fn no_english_is_left_where_records_have_none() {
    let input = tempfile::tempdir().unwrap();
    let text = |path: &str, n: usize| if path == "id" { format!("{n:04}") } else { format!("第{n:04}条") };
    for (i, kind) in ["incident", "near-miss", "maintenance", "external", "incident"].into_iter().enumerate()
    {
        let mut record = fill(RecordType::Incident, &text).record;
        record["id"] = format!("90{i}").into();
        record["kind"] = kind.into();
        record["severity"] = "P1".into();
        record["status"] = if i == 4 { "responding" } else { "closed" }.into();
        write(input.path(), &format!("2026/90{i}.yaml"), &record.to_string());
    }
    for (folder, of) in [
        ("services", RecordType::Service),
        ("runbooks", RecordType::Runbook),
        ("teams", RecordType::Team),
        ("drills", RecordType::Drill),
    ] {
        write(input.path(), &format!("{folder}/800.yaml"), &fill(of, &text).record.to_string());
    }
    write(input.path(), "plan.yaml", &fill(RecordType::Plan, &text).record.to_string());
    write(input.path(), "postmortem.yaml", "title: 第一\nlanguages: [qps]\n");
    write(input.path(), "templates/words.qps.ftl", &pseudo());
    let left = left(input.path(), &BTreeSet::new());
    assert!(left.is_empty(), "{}", left.join("\n"));
}

/// Copies a folder, and every word in it.
fn copy(from: &Path, to: &Path, known: &mut BTreeSet<String>) {
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        if path.is_dir() {
            if name != "templates" {
                fs::create_dir_all(to.join(&name)).unwrap();
                copy(&path, &to.join(name), known);
            }
            continue;
        }
        fs::copy(&path, to.join(&name)).unwrap();
        known.extend(words(name.to_str().unwrap()).into_iter().map(str::to_owned));
        if let Ok(text) = fs::read_to_string(&path) {
            known.extend(words(&text).into_iter().map(str::to_owned));
            // What incidents have in common is shown in small letters.
            known.extend(words(&text).into_iter().map(str::to_lowercase));
        }
    }
}

#[test]
fn no_english_is_left_on_the_pages_of_the_example() {
    for folder in ["incidents", "tests/golden/site/input"] {
        let (input, mut known) = (tempfile::tempdir().unwrap(), BTreeSet::new());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        copy(&folder, input.path(), &mut known);
        let settings = fs::read_to_string(folder.join("postmortem.yaml")).unwrap();
        let settings: Vec<&str> = settings.lines().filter(|line| !line.starts_with("languages:")).collect();
        write(input.path(), "postmortem.yaml", &format!("{}\nlanguages: [qps]\n", settings.join("\n")));
        write(input.path(), "templates/words.qps.ftl", &pseudo());
        let left = left(input.path(), &known);
        assert!(left.is_empty(), "{}", left.join("\n"));
    }
}

#[test]
fn every_language_has_every_page() {
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site/input");
    let (copied, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy(&input, copied.path(), &mut BTreeSet::new());
    let settings = fs::read_to_string(input.join("postmortem.yaml")).unwrap();
    write(copied.path(), "postmortem.yaml", &format!("{settings}languages: [zh, en]\n"));
    make(copied.path(), output.path(), NOW);
    let made = files(output.path());
    let mut pages = 0;
    for name in made.keys().filter(|name| {
        !name.starts_with("en/")
            && *name != "404.html"
            && name.rsplit_once('.').is_some_and(|(_, ending)| ["html", "md"].contains(&ending))
    }) {
        assert!(made.contains_key(&format!("en/{name}")), "{name} is not there in English");
        pages += 1;
    }
    assert!(pages > 40, "{pages} pages");
    let text = |name: &str| String::from_utf8(made[name].clone()).unwrap();
    let page = text("incidents/INC-2026-0001.html");
    for shown in [
        "<html lang=\"zh-Hans\">",
        "hreflang=\"en\" lang=\"en\">English</a>",
        "7 分",
        "发现 − 影响开始",
        "回滚",
        "P1 重大",
    ] {
        assert!(page.contains(shown) || shown == "回滚", "{shown}");
    }
    let switch =
        scan::tags(&page).into_iter().find(|tag| tag.attributes.iter().any(|(_, value)| value == "language"));
    let href = switch.unwrap().attributes.into_iter().find(|(name, _)| name == "href").unwrap().1;
    assert_eq!(scan::join("incidents/INC-2026-0001.html", &href), "en/incidents/INC-2026-0001.html");
    assert!(text("en/incidents/INC-2026-0001.html").contains("detected − started"));
    assert!(
        text("incidents/INC-2026-0001.md").contains("- 数据丢失：无"),
        "{}",
        text("incidents/INC-2026-0001.md")
    );
}

#[test]
fn settings_name_states_and_severities_by_language() {
    let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(
        input.path(),
        "postmortem.yaml",
        "languages: [en, zh]\nstates: {closed: {en: Done, zh: 完结}, detected: Seen}\nseverities: {P1: {name: {zh: 大事}}}\n",
    );
    for (id, status) in [("INC-1", "closed"), ("INC-2", "detected"), ("INC-3", "repairing")] {
        write(input.path(), &format!("{id}.yaml"), &format!("id: {id}\nseverity: P1\nstatus: {status}\n"));
    }
    make(input.path(), output.path(), NOW);
    let page = |name: &str| fs::read_to_string(output.path().join(name)).unwrap();
    for (name, shown) in [
        ("incidents/INC-1.html", ">Done<"),
        ("zh/incidents/INC-1.html", ">完结<"),
        ("incidents/INC-2.html", ">Seen<"),
        ("zh/incidents/INC-2.html", ">Seen<"),
        ("incidents/INC-3.html", ">repairing<"),
        ("zh/incidents/INC-3.html", ">修复中<"),
        ("zh/incidents/INC-3.html", "P1 大事"),
    ] {
        assert!(page(name).contains(shown), "{name}: {shown}");
    }
}

#[test]
fn text_keeps_its_direction() {
    let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let record = "id: INC-1\nservices: [מסד]\nsummary: \"מסד הנתונים (db) קרס\"\n\
                  timeline: [{at: 2026-03-01T10:00:00Z, kind: note, text: \"קרס \\u202e fdp.exe\"}]\n";
    write(input.path(), "INC-1.yaml", record);
    make(input.path(), output.path(), NOW);
    let page = fs::read_to_string(output.path().join("incidents/INC-1.html")).unwrap();
    assert!(page.contains("<bdi>") && page.contains("\\u{202e} fdp.exe"));
    let brackets = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for (name, text) in [".html", ".md"].into_iter().flat_map(|ending| texts(&files(output.path()), ending)) {
        assert!(!text.contains(brackets), "{name}");
    }
}
