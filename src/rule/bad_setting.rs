//! Settings that change nothing, because what they name does not exist.

use super::support::which;
use super::{Check, Group, RULES, Rule};
use crate::finding::{FieldPath, Finding, Level, Place, at};
use crate::fix::Fix;
use crate::record::schema::RecordType;
use crate::record::{EDIT_PATH, FailoverStrategy, IncidentKind, Leaf, Settings, alike, nearest};
use crate::text::color::{BACKGROUNDS, Color, READABLE};
use crate::text::links::{Destination, classify, is_picture, is_site_link};
use crate::text::url::resolve;
use crate::time::{Zone, working_hours};
use crate::workspace::{PEOPLE, State, Workspace, catalogue_language};

pub(super) const RULE: Rule = Rule {
    id: "bad-setting",
    group: Group::Names,
    level: Level::Error,
    summary: "A setting names a rule, zone, state, measure, strategy or kind of record that does not exist, or cannot be used as a colour, picture or address.",
    why: "A setting that is passed over in silence is worse than none: a rule believed to be off still fails the build, \
          times believed to be local are shown in UTC, a kind of record believed to be restricted is published. A \
          language without words is a note only: pages in it fall back to English. `site.edit` needs `{path}`, or \
          every record would be edited at one address.",
    bad: &[("postmortem.yaml", "rules: {time-ordr: warning}\n")],
    good: &[("postmortem.yaml", "rules: {time-order: warning}\n")],
    check: Check::Whole(|all| usize::from(all.settings.is_some()), check),
};

/// Measures whose ends can be moved.
const MEASURES: [&str; 4] = ["ttd", "tta", "ttm", "ttr"];
/// Languages with built-in words.
const LANGUAGES: [&str; 2] = ["en", "zh"];

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let Some(record) = &workspace.settings else { return };
    let settings = &record.data;
    let mut report = |place: Place, message: String, help: Option<String>, level, fix: Option<Fix>| {
        let mut finding = Finding::new(RULE.id, &record.file, place, message).weighing(level).fix(fix);
        finding.help = help;
        findings.push(finding);
    };
    if let Some(format) =
        settings.format.as_ref().filter(|format| format.get().is_some_and(|version| version.0 != 1))
    {
        let message = format!("format `{}` is not known to this program", format.text());
        report(
            at("format").into(),
            message,
            Some("write `format: 1`, or use a newer program".into()),
            Level::Error,
            None,
        );
    }
    if let Some(zone) = settings.zone.as_deref().filter(|zone| Zone::parse(zone).is_none()) {
        let help = nearest(zone, Zone::names()).map(|near| format!("did you mean `{near}`?"));
        let help = help.or_else(|| Some("use a name of the IANA database, such as `Asia/Shanghai`".into()));
        // Signs and separators mean something in these names: only case is passed over.
        let right = Zone::names().find(|name| name.eq_ignore_ascii_case(zone));
        let fix = right.map(|name| Fix::value(at("zone"), zone, name));
        report(
            at("zone").into(),
            format!("`{zone}` is not a time zone; UTC is used"),
            help,
            Level::Error,
            fix,
        );
    }
    if let Some(hours) = settings.calendar.as_ref().and_then(|calendar| calendar.hours.as_deref())
        && working_hours(hours).is_none()
    {
        let help = Some("write both ends of the working day, as in `09:00-18:00`".into());
        report(
            at("calendar.hours").into(),
            format!("`{hours}` are no working hours"),
            help,
            Level::Error,
            None,
        );
    }
    for (key, what, map_keys, known) in keys(settings) {
        for name in map_keys.iter().filter(|name| !known.contains(name)) {
            let field = at(key).key(name);
            let fix = alike(name, known.iter().copied()).map(|right| Fix::key(field.clone(), right));
            report(
                Place::Key(field),
                format!("there is no {what} `{name}`"),
                which(name, known.iter().copied()),
                Level::Error,
                fix,
            );
        }
    }
    for (id, severity) in settings.severities.iter() {
        let share = |leaf: Option<&Leaf<crate::record::Share>>| leaf.and_then(Leaf::get).map(|share| share.0);
        let Some(users) = &severity.users else { continue };
        if share(users.min_share.as_ref())
            .zip(share(users.max_share.as_ref()))
            .is_some_and(|(min, max)| min > max)
        {
            let place = at("severities").key(id).then("users.min_share").into();
            let message = format!("no share of users fits `{id}`: its least share is above its greatest");
            report(place, message, Some("exchange `min_share` and `max_share`".into()), Level::Error, None);
        }
    }
    for (place, message, help, level) in look(workspace, &record.file, settings) {
        report(place.into(), message, Some(help), level, None);
    }
    if let Some(address) = settings.site.as_ref().and_then(|site| site.edit.as_deref()) {
        let wrong = if !address.contains(EDIT_PATH) {
            Some("every record would be edited at the same address: `{path}` is missing in it")
        } else if !matches!(classify(&address.replace(EDIT_PATH, "x")), Destination::Web(_)) {
            Some("this is no address that a page may lead to")
        } else {
            None
        };
        if let Some(wrong) = wrong {
            let help = "write it as `https://git.example/repo/edit/main/incidents/{path}`";
            report(at("site.edit").into(), wrong.to_owned(), Some(help.into()), Level::Error, None);
        }
    }
    for (i, language) in settings.languages.iter().enumerate() {
        let plain = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let own = workspace.files.iter().filter_map(|file| catalogue_language(file));
        if !LANGUAGES.into_iter().chain(own).any(|known| plain(known) == plain(language)) {
            let message = format!("there are no words for the language `{language}`");
            report(
                at("languages").item(i).into(),
                message,
                Some(format!("built in: en, zh; `templates/words.{}.ftl` adds this one", plain(language))),
                Level::Note,
                None,
            );
        }
    }
}

/// A place in the settings, what is wrong there, and how to mend it.
type Wrong = (FieldPath, String, String, Level);

/// What is wrong with how the site shall look and where it shall lead.
fn look(workspace: &Workspace, file: &str, settings: &Settings) -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = Vec::new();
    if let Some(url) = settings.url.as_deref().filter(|url| !matches!(classify(url), Destination::Web(_))) {
        let help = "write it with its scheme, as in `https://incidents.example.com`";
        wrong.push((at("url"), format!("`{url}` is no address of the web"), help.into(), Level::Error));
    }
    let Some(site) = &settings.site else { return wrong };
    for (key, written, background, pages) in [
        ("site.accent", &site.accent, BACKGROUNDS[0], "light"),
        ("site.accent_dark", &site.accent_dark, BACKGROUNDS[1], "dark"),
    ] {
        let Some(text) = written.as_deref() else { continue };
        let Some(color) = Color::parse(text) else {
            let message = format!("`{text}` is no colour; the built-in one is used");
            wrong.push((at(key), message, "write it as `#rrggbb`".into(), Level::Error));
            continue;
        };
        let contrast = color.contrast(background);
        if contrast < READABLE {
            let message = format!(
                "`{text}` is hard to read on {pages} pages: its contrast is {:.2}, below {READABLE}",
                (contrast * 100.0).floor() / 100.0
            );
            let help = format!("`{}` is close to it and passes", color.readable_on(background));
            wrong.push((at(key), message, help, Level::Warning));
        }
    }
    if let Some(logo) = site.logo.as_deref() {
        let path = resolve(file, logo);
        if !path.as_deref().is_some_and(|path| workspace.files.contains(path)) {
            let message = format!("there is no file `{logo}` for the logo");
            wrong.push((at("site.logo"), message, "name a picture beside the settings".into(), Level::Error));
        } else if !path.is_some_and(|path| is_picture(&path)) {
            let help = "use svg, png, jpg, gif, webp or avif";
            wrong.push((at("site.logo"), format!("`{logo}` is no picture"), help.into(), Level::Error));
        }
    }
    for (i, link) in site.links.iter().enumerate() {
        let Some(url) = link.url.as_deref() else { continue };
        if !is_site_link(url) {
            let help =
                "use `https:`, `http:`, `mailto:`, `/path` on the host, or a path from the top of the site";
            let place = at("site.links").item(i).then("url");
            wrong.push((place, format!("`{url}` is no link that pages may have"), help.into(), Level::Error));
        }
    }
    wrong
}

/// Maps of the settings whose keys name something: field, what, the keys, the names that exist.
fn keys(settings: &Settings) -> [(&'static str, &'static str, Vec<&str>, Vec<&'static str>); 5] {
    let kinds = IncidentKind::ALL.iter().map(|kind| kind.word());
    let others =
        [RecordType::Service, RecordType::Team, RecordType::Runbook, RecordType::Drill, RecordType::Plan];
    let kinds = kinds.chain(others.map(RecordType::name)).chain([PEOPLE]);
    let strategies = FailoverStrategy::ALL.iter().map(|strategy| strategy.word());
    [
        (
            "rules",
            "rule",
            settings.rules.keys().map(|key| &**key).collect(),
            RULES.iter().map(|rule| rule.id).collect(),
        ),
        (
            "states",
            "state",
            settings.states.keys().map(|key| &**key).collect(),
            State::ALL.map(State::word).into(),
        ),
        ("metrics", "measure", settings.metrics.keys().map(|key| &**key).collect(), MEASURES.into()),
        (
            "strategies",
            "strategy",
            settings.strategies.keys().map(|key| &**key).collect(),
            strategies.collect(),
        ),
        (
            "visibility",
            "kind of record",
            settings.visibility.keys().map(|key| &**key).collect(),
            kinds.collect(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn the_look_of_the_site() {
        let found = |settings: &str| {
            let files = [("postmortem.yaml", settings), ("logo.svg", "<svg/>"), ("logo.html", "x")];
            found("bad-setting", &files)
        };
        let cases = [
            ("site: {accent: '#1b4fb8', accent_dark: '#8ab4ff', logo: logo.svg}", ""),
            ("site: {accent: blue}", "`blue` is no colour"),
            ("site: {accent: '#ffcc00'}", "`#ffcc00` is hard to read on light pages: its contrast is 1.5"),
            ("site: {accent_dark: '#111111'}", "hard to read on dark pages"),
            ("site: {logo: nowhere.png}", "no file `nowhere.png`"),
            ("site: {logo: ../../etc/passwd.png}", "there is no file"),
            ("site: {logo: logo.html}", "is no picture"),
            (
                "site: {links: [{title: Wiki, url: 'https://wiki.example'}, {url: /wiki/}, {url: plan/index.html}, {url: 'mailto:a@b.example'}]}",
                "",
            ),
            ("site: {links: [{title: x, url: 'javascript:alert(1)'}]}", "is no link that pages may have"),
            ("site: {links: [{url: ../wiki/}]}", "is no link that pages may have"),
            ("url: https://a.example/sub", ""),
            ("url: a.example", "is no address of the web"),
        ];
        for (settings, wanted) in cases {
            let findings = found(settings);
            assert_eq!(findings.len(), usize::from(!wanted.is_empty()), "{settings}: {findings:?}");
            assert!(findings.iter().all(|finding| format!("{finding:?}").contains(wanted)), "{findings:?}");
        }
    }

    #[test]
    fn an_address_to_edit_at_has_a_path_and_leads_to_the_web() {
        let count = |edit: &str| {
            let settings = format!("site: {{edit: \"{edit}\"}}\n");
            found("bad-setting", &[("postmortem.yaml", &settings)]).len()
        };
        assert_eq!(count("https://git.example/edit/main/incidents/{path}"), 0);
        assert_eq!(count("https://git.example/edit?file={path}"), 0);
        assert_eq!(count("https://git.example/edit/main/incidents/"), 1);
        assert_eq!(count("javascript:alert('{path}')"), 1);
        assert_eq!(count("{path}"), 1);
    }
}
