//! Records whose every text is an attack: nothing leaves the output folder, and no page holds anything live.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use postmortem::record::schema::RecordType;

use super::fill::fill;
use super::{NOW, files, make, scan, texts};

/// What every text of a record says.
pub(super) const ATTACKS: [&str; 12] = [
    "<script>alert(1)</script>",
    "[click](javascript:alert(1)) ![x](javascript:alert(1)) <javascript:alert(1)>",
    "../../../../outside",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "</title></style></textarea></svg><svg onload=alert(1)>",
    "{{ w.home }} {% include \"base.html\" %}",
    "[a]: javascript:alert(1)\n\n[a] <a href=\"javascript:alert(1)\">x</a>",
    "` | `<b>` \n# heading\n```\n<script>alert(1)</script>",
    "//evil.example/x \u{202e}\u{1b}[31m \\\\evil\\share",
];

/// Tags and attributes that the templates and the sanitiser write.
const TAGS: &str = "html head meta title link script body a header nav ul li button search kbd main h1 h2 h3 h4 h5 h6 p span b small \
    time section table caption thead tbody tr th td dl dt dd div ol pre code em strong del blockquote hr br img input label \
    aside article footer bdi figure figcaption details summary svg defs desc path circle rect use line text title sup sub output g marker ellipse polyline polygon tspan";
/// The one inline script.
const FIRST: &str = include_str!("../../templates/first.js");
const ATTRIBUTES: &str = "media property http-equiv hreflang defer lang charset name content rel href type src class id aria-label aria-current aria-labelledby \
    aria-hidden role data-auto data-light data-dark data-elapsed data-copy data-copied data-up data-top data-label data-hint data-keys data-found \
    data-list data-pick data-plain data-v data-rows data-group data-count data-more data-wait data-lost data-show data-all data-zone data-own data-here data-markdown data-none data-broken data-close data-kinds aria-haspopup aria-keyshortcuts hidden datetime scope tabindex checked disabled for alt title \
    loading download width height x y x1 x2 y1 y2 d r rx start align fill-opacity viewBox preserveAspectRatio transform points cx cy \
    stroke-width stroke-dasharray opacity stroke-opacity marker-start marker-end markerWidth markerHeight refX refY markerUnits orient \
    text-anchor dominant-baseline font-size font-weight font-style dx dy ry";

/// Writes a record of every type, all of whose texts are the attack.
pub(super) fn folder(attack: &str, input: &Path) {
    let text = |_: &str, _: usize| attack.to_owned();
    let records = [
        (RecordType::Incident, "2026/one.yaml"),
        (RecordType::Incident, "library/two.yaml"),
        (RecordType::Service, "services/three.yaml"),
        (RecordType::Team, "teams/four.yaml"),
        (RecordType::Runbook, "runbooks/five.yaml"),
        (RecordType::Drill, "drills/six.yaml"),
        (RecordType::Plan, "plan.yaml"),
        (RecordType::Settings, "postmortem.yaml"),
    ];
    for (record, file) in records {
        let mut record = fill(record, &text).record;
        if file.starts_with("library") {
            record["kind"] = "external".into();
        } else if file.starts_with("2026") {
            // Ours, counted, with a severity that exists beside the hostile one.
            record["kind"] = "incident".into();
            record["status"] = "closed".into();
        } else if file == "postmortem.yaml" {
            record["alert_rules"] = serde_json::json!(["alerts"]);
        }
        let path = input.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, record.to_string()).unwrap();
    }
    fs::write(input.join("runbooks/seven.md"), format!("---\ntitle: x\n---\n{attack}\n\n# {attack}\n"))
        .unwrap();
    let alert = |url: &str| {
        serde_json::json!({ "alert": attack, "expr": attack, "for": attack, "labels": { (attack): attack },
            "annotations": { "summary": attack, "runbook_url": url } })
    };
    let rules = [alert("https://x.example/seven"), alert(attack)];
    fs::create_dir_all(input.join("alerts")).unwrap();
    let groups = serde_json::json!({ "groups": [{ "name": attack, "rules": rules }] });
    fs::write(input.join("alerts/a.json"), groups.to_string()).unwrap();
    fs::write(input.join("2026/drawing.svg"), "<svg onload=\"alert(1)\"/>").unwrap();
    fs::write(input.join("2026/page.html"), "<script>alert(1)</script>").unwrap();
}

#[test]
fn nothing_leaves_the_folder_and_nothing_is_live() {
    for attack in ATTACKS {
        let top = tempfile::tempdir().unwrap();
        let (input, output) = (top.path().join("input"), top.path().join("deep/er/output"));
        folder(attack, &input);
        let before = files(&input);
        make(&input, &output, NOW);
        assert!(files(&input) == before, "{attack:?} changed its input");
        let all: Vec<String> = files(top.path()).into_keys().collect();
        let outside: Vec<_> = all
            .iter()
            .filter(|path| !path.starts_with("input/") && !path.starts_with("deep/er/output/"))
            .collect();
        assert!(outside.is_empty(), "{attack:?} wrote {outside:?}");
        let made = files(&output);
        assert!(made.len() > 40, "{attack:?}: {} files", made.len());
        check_html(attack, &made);
        check_markdown(attack, &made);
    }
}

fn check_html(attack: &str, made: &BTreeMap<String, Vec<u8>>) {
    for (name, page) in texts(made, ".html") {
        check_page(attack, &name, &page);
    }
}

/// Holds a page to the tags, attributes, scripts and targets that are ours.
pub(super) fn check_page(attack: &str, name: &str, page: &str) {
    let inline: Vec<&str> =
        page.split("<script>").skip(1).map(|rest| rest.split("</script>").next().unwrap()).collect();
    assert!(inline.iter().all(|script| *script == FIRST.trim()), "{attack:?} on {name}: {inline:?}");
    let tags: Vec<&str> = TAGS.split_whitespace().collect();
    let attributes: Vec<&str> = ATTRIBUTES.split_whitespace().collect();
    for tag in scan::tags(page) {
        assert!(tags.contains(&tag.name.as_str()), "{attack:?} on {name}: <{}>", tag.name);
        for (attribute, value) in &tag.attributes {
            let known = attributes.iter().any(|known| known.eq_ignore_ascii_case(attribute));
            assert!(known, "{attack:?} on {name}: {attribute}");
            if matches!(attribute.as_str(), "href" | "src") {
                check_link(attack, name, &tag.name, value);
            }
        }
        let is_ours = tag.name != "script"
            || tag.attributes.is_empty()
            || tag.attributes.iter().any(|(_, value)| {
                ["site.js", "incident.js", "lists.js"].iter().any(|script| value.ends_with(script))
            });
        assert!(is_ours, "{attack:?} on {name}: a script");
    }
}

fn check_link(attack: &str, page: &str, tag: &str, target: &str) {
    if target.starts_with("https://") || target.starts_with("http://") || target.starts_with("mailto:") {
        return;
    }
    let first = target.split(['/', '?', '#']).next().unwrap();
    assert!(!first.contains(':'), "{attack:?} on {page}: <{tag}> to {target}");
    assert!(!target.starts_with("//") && !target.contains('\\'), "{attack:?} on {page}: <{tag}> to {target}");
    scan::join(page, target.split('#').next().unwrap());
}

fn check_markdown(attack: &str, made: &BTreeMap<String, Vec<u8>>) {
    for (name, page) in texts(made, ".md") {
        check_text(attack, &name, &page);
    }
}

/// Holds a report in Markdown to text that no reader of it makes live.
pub(super) fn check_text(attack: &str, name: &str, page: &str) {
    let mut fence = 0;
    for line in page.lines() {
        let text = line.trim_start_matches([' ', '>', '-']);
        let ticks = text.len() - text.trim_start_matches('`').len();
        if fence == 0 && ticks >= 3 {
            fence = ticks;
        } else if fence > 0 {
            fence = if ticks >= fence && text.trim_end().len() == ticks { 0 } else { fence };
        } else {
            let unescaped = line.replace("\\]", "").replace("\\`", "");
            let code = |target| unescaped.split('`').step_by(2).any(|part| part.contains(target));
            for live in ["](javascript:", "](data:", "<s", "<a", "<i", "</"] {
                assert!(!code(live), "{attack:?} in {name}: {line}");
            }
        }
    }
}

#[test]
fn a_wrong_template_names_its_place() {
    let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir(input.path().join("templates")).unwrap();
    fs::create_dir(input.path().join("services")).unwrap();
    fs::write(input.path().join("services/a.yaml"), "id: a").unwrap();
    for (text, what) in [
        ("<p>\n  {{ doc.titel }}", "line 2, column"),
        ("{% if %}", "line 1, column"),
        ("{{ nothing }}", "line 1"),
    ] {
        fs::write(input.path().join("templates/page.html"), text).unwrap();
        let source = postmortem::source::Source::open_work_tree(input.path()).unwrap();
        let loaded = postmortem::workspace::load(&source);
        let sync = postmortem::output::Sync::open(output.path()).unwrap();
        let options = postmortem::site::Options {
            audience: postmortem::record::Audience::Internal,
            filter: &postmortem::stats::Filter::default(),
            now: NOW,
            chronicle: None,
            html: true,
            markdown: false,
            search: true,
            version: "0",
        };
        let error = postmortem::site::build(&loaded.workspace, &source, &sync, &options, &())
            .unwrap_err()
            .to_string();
        assert!(error.contains("templates/page.html") && error.contains(what), "{error}");
    }
}
