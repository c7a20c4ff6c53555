//! Settings that change nothing, because what they name does not exist.

use super::support::which;
use super::{Check, Group, RULES, Rule};
use crate::finding::{Finding, Level, Place, at};
use crate::fix::Fix;
use crate::record::{FailoverStrategy, IncidentKind, Leaf, Settings, alike, nearest};
use crate::time::{Zone, working_hours};
use crate::workspace::{State, Workspace, catalogue_language};

pub(super) const RULE: Rule = Rule {
    id: "bad-setting",
    group: Group::Names,
    level: Level::Error,
    summary: "A setting names a rule, zone, state, measure, strategy or kind of record that does not exist.",
    why: "A setting that is passed over in silence is worse than none: a rule believed to be off still fails the build, \
          times believed to be local are shown in UTC, a kind of record believed to be restricted is published. A \
          language without words is a note only: pages in it fall back to English.",
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

/// Maps of the settings whose keys name something: field, what, the keys, the names that exist.
fn keys(settings: &Settings) -> [(&'static str, &'static str, Vec<&str>, Vec<&'static str>); 5] {
    let kinds = IncidentKind::ALL.iter().map(|kind| kind.word());
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
