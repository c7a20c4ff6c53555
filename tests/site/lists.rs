//! Lists: every incident is in those it belongs to and in no other, once; long ones are cut into pages; addresses stay.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::{NOW, files, make, texts};

/// How many incidents a folder has that needs several pages.
const MANY: usize = 620;

/// One incident: what each list is to find, by the first part of its path.
struct One {
    id: String,
    severity: &'static str,
    month: String,
    services: Vec<&'static str>,
    teams: BTreeSet<&'static str>,
    tags: Vec<&'static str>,
    factor: &'static str,
}

/// A folder of incidents that differ in everything lists go by.
fn many(input: &Path) -> Vec<One> {
    let write = |path: String, text: &str| {
        let path = input.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let services = [("web", "front"), ("api", "back"), ("db", "back"), ("lonely", "nobody")];
    for (service, owner) in services {
        write(format!("services/{service}.yaml"), &format!("name: The {service}\nowner: {owner}\n"));
    }
    for team in ["front", "back"] {
        write(format!("teams/{team}.yaml"), "contacts: [{name: a.b}]\n");
    }
    let mut all = Vec::new();
    for i in 0..MANY {
        let two = [services[i % 4], services[(i / 4) % 4]];
        let named: Vec<&str> = if i % 7 == 0 { vec![two[0].0] } else { vec![two[0].0, two[1].0] };
        let teams = services.iter().filter(|(service, owner)| named.contains(service) && *owner != "nobody");
        let one = One {
            id: format!("INC-{i:04}"),
            severity: ["P0", "P1", "P2", "P3"][if i % 50 == 0 { 0 } else { 1 + i % 3 }],
            month: format!("2025-{:02}", 1 + i % 12),
            teams: teams.map(|(_, owner)| *owner).collect(),
            tags: [(2, "Even"), (3, "third")]
                .iter()
                .filter(|(n, _)| i % n == 0)
                .map(|(_, tag)| *tag)
                .collect(),
            factor: if i % 5 == 0 { "No limit." } else { "no  LIMIT" },
            services: named,
        };
        let mut text = format!(
            "title: title {i} <b>\nseverity: {}\nstatus: closed\nservices: [{}]\ntags: [{}]\n",
            one.severity,
            one.services.join(", "),
            one.tags.join(", ")
        );
        let day = 1 + i % 28;
        let _ = writeln!(text, "times: {{started: {}-{day:02}T00:00:00Z}}", one.month);
        let _ = writeln!(text, "analysis: {{contributing_factors: [{}, alone {i}]}}", one.factor);
        let _ =
            writeln!(text, "actions: [{{title: act {i}, owner: back, state: committed, due: 2026-01-01}}]");
        write(format!("2025/{}.yaml", one.id), &text);
        all.push(one);
    }
    all
}

/// The ids in the rows of a page.
fn rows(page: &str) -> Vec<String> {
    let list = page.split("<table class=\"inc\"").nth(1).unwrap_or_default();
    let list = list.split("</table>").next().unwrap();
    list.split("<tr><td")
        .skip(1)
        .map(|row| row.split("<small>").nth(1).unwrap().split('<').next().unwrap().to_owned())
        .collect()
}

/// The ids of a list over all its pages, following `rel="next"`; how many pages it has.
fn walk(made: &BTreeMap<String, Vec<u8>>, first: &str) -> (Vec<String>, usize) {
    let (mut ids, mut at, mut pages) = (Vec::new(), first.to_owned(), 0);
    loop {
        let page = String::from_utf8(made.get(&at).unwrap_or_else(|| panic!("no {at}")).clone()).unwrap();
        assert!(page.len() < 300_000, "{at} has {} bytes", page.len());
        ids.extend(rows(&page));
        pages += 1;
        assert_eq!(page.contains("rel=\"prev\""), pages > 1, "{at}");
        let Some(next) = page.split("rel=\"next\" href=\"").nth(1) else { return (ids, pages) };
        at = super::scan::join(&at, next.split('"').next().unwrap());
    }
}

#[test]
fn every_incident_is_in_the_lists_it_belongs_to() {
    let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let all = many(input.path());
    make(input.path(), output.path(), NOW);
    let made = files(output.path());
    let mut expected: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for one in &all {
        let mut lists = vec![
            "incidents/index".to_owned(),
            format!("severity/{}", one.severity),
            format!("months/{}", one.month),
        ];
        lists.extend(one.services.iter().map(|service| format!("services/{service}")));
        lists.extend(one.teams.iter().map(|team| format!("teams/{team}")));
        lists.extend(one.tags.iter().map(|tag| format!("tags/{}", tag.to_lowercase())));
        for list in lists {
            expected.entry(format!("{list}.html")).or_default().insert(&one.id);
        }
    }
    // One factor, whatever its case, spaces and full stop; those that one incident alone names have no list.
    let factors: Vec<&String> = made
        .keys()
        .filter(|name| {
            name.starts_with("factors/no-limit-")
                && name.strip_suffix(".html").is_some()
                && !name.contains('~')
        })
        .collect();
    assert_eq!(factors.len(), 1, "{factors:?}");
    expected.insert(factors[0].clone(), all.iter().map(|one| one.id.as_str()).collect());
    assert!(expected.len() > 25, "{}", expected.len());
    for (first, ids) in &expected {
        let (found, pages) = walk(&made, first);
        assert_eq!(found.len(), ids.len(), "{first}");
        assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), *ids, "{first}");
        assert_eq!(pages, ids.len().div_ceil(250), "{first}");
    }
    // No other page lists incidents, except further pages of these and the front page.
    for (name, page) in texts(&made, ".html") {
        let part = name.contains("page-");
        assert!(
            part || name == "index.html" || rows(&page).is_empty() || expected.contains_key(&name),
            "{name}"
        );
    }
    let shard = String::from_utf8(made["incidents/rows.js"].clone()).unwrap();
    assert_eq!(shard.matches("[\"a\",\"title ").count(), MANY);
    assert!(
        !shard.contains("<td") && !shard.contains("&lt;") && shard.contains("title 7 <b>"),
        "values, not markup"
    );
    // What is open to be done stands on pages of its own, and with its team.
    let actions = texts(&made, ".html").into_iter().filter(|(name, _)| name.starts_with("actions"));
    let counts: Vec<usize> = actions.map(|(_, page)| page.matches("act ").count()).collect();
    assert_eq!(counts, [250, 250, 120]);
    let team = String::from_utf8_lossy(&made["teams/back.html"]).into_owned();
    assert_eq!(team.matches("act ").count(), 250);
    assert!(team.contains("<a href=\"../actions.html\">and 370 more</a>"));
}

#[test]
fn an_id_keeps_its_page_when_its_file_moves() {
    let page = |folder: &str, other: Option<&str>| {
        let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (folder, name) in std::iter::once((folder, "INC-1")).chain(other.map(|name| ("2020", name))) {
            fs::create_dir_all(input.path().join(folder)).unwrap();
            fs::write(input.path().join(folder).join(format!("{name}.yaml")), "title: x\nseverity: P1\n")
                .unwrap();
        }
        make(input.path(), output.path(), NOW);
        files(output.path())["incidents/INC-1.html"].clone()
    };
    assert!(page("2025", None) == page("2026/deep/er", None));
    assert!(!page("2025", Some("INC-2")).is_empty());
}

#[test]
fn a_former_id_leads_to_the_new_one() {
    let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let write = |path: &str, text: &str| {
        fs::create_dir_all(input.path().join(path).parent().unwrap()).unwrap();
        fs::write(input.path().join(path), text).unwrap();
    };
    write("postmortem.yaml", "languages: [en, zh]\n");
    write("2026/INC-2.yaml", "title: x\nformer_ids: [INC-1, INC-3, ../evil]\nservices: [old]\n");
    write("2026/INC-3.yaml", "title: y\nrelated: [INC-1]\n");
    write("services/new.yaml", "former_ids: [old]\n");
    write("runbooks/r2.yaml", "former_ids: [r1]\n");
    write("teams/t2.yaml", "former_ids: [t1]\n");
    write("library/l2.yaml", "kind: external\norganisation: x\ntitle: y\nformer_ids: [l1]\n");
    make(input.path(), output.path(), NOW);
    let made = files(output.path());
    let moved = [
        ("incidents/INC-1", "incidents/INC-2"),
        ("incidents/~2e.~2fevil", "incidents/INC-2"),
        ("services/old", "services/new"),
        ("plan/old", "plan/new"),
        ("runbooks/r1", "runbooks/r2"),
        ("teams/t1", "teams/t2"),
        ("library/l1", "library/l2"),
    ];
    for edition in ["", "zh/"] {
        for (from, to) in moved {
            let page = String::from_utf8(made[&format!("{edition}{from}.html")].clone()).unwrap();
            let target = format!("../{to}.html");
            for part in [
                format!("<meta http-equiv=\"refresh\" content=\"0; url={target}\">"),
                format!("<link rel=\"canonical\" href=\"{target}\">"),
                format!("<a href=\"{target}\">"),
                "<meta name=\"robots\" content=\"noindex\">".to_owned(),
                "Content-Security-Policy".to_owned(),
            ] {
                assert!(page.contains(&part), "{edition}{from}: no {part} in {page}");
            }
            let text = String::from_utf8(made[&format!("{edition}{from}.md")].clone()).unwrap();
            assert_eq!(text.trim().lines().count(), 1, "{text}");
            assert!(text.contains(&format!("](../{to}.md)")), "{text}");
        }
    }
    // An id that is in use stays with its record, and what names a former id means the record that had it.
    let other = String::from_utf8(made["incidents/INC-3.html"].clone()).unwrap();
    assert!(!other.contains("refresh") && other.contains("<a href=\"../incidents/INC-2.html\">"));
    let rows = String::from_utf8(made["services/new.html"].clone()).unwrap();
    assert!(rows.contains("INC-2"), "an incident of a service by its former id");
}

/// Headings of titles have ids: each comes once on a page, and no thread changes which.
#[test]
fn ids_of_actions_come_once_on_a_page() {
    let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir_all(input.path().join("2025")).unwrap();
    for i in 0..MANY {
        let state = if i % 20 == 0 { "done" } else { "committed" };
        let text = format!(
            "title: t\ntimes: {{started: 2025-01-01T00:00:00Z}}\nactions:\n  - {{title: '# Pool', owner: a, state: {state}, due: 2026-01-01}}\n"
        );
        fs::write(input.path().join(format!("2025/INC-{i:04}.yaml")), text).unwrap();
    }
    make(input.path(), output.path(), NOW);
    let pages = texts(&files(output.path()), ".html");
    let mut seen = 0;
    for (name, page) in pages.iter().filter(|(name, _)| name.starts_with("actions")) {
        let ids: Vec<&str> =
            page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}");
        assert!(ids.contains(&"u-pool"), "{name}");
        seen += 1;
    }
    assert_eq!(seen, 3);
}
