//! Facts that must be known by now.

use super::support::said;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Analysis, Impact, IncidentKind, Milestone, RegressionTests, ReviewState, Text, Texts};
use crate::workspace::{Case, SeverityPolicy, State, Workspace, written};

pub(super) const RULE: Rule = Rule {
    id: "missing-fact",
    group: Group::Lifecycle,
    level: Level::Error,
    summary: "A fact is missing that the record's kind, state and severity ask for.",
    why: "Each state of the loop detect → analyse → respond → repair → verify → review is entered by knowing something: \
          who acknowledged it before it is analysed, what showed that service was back before it is reviewed, the root \
          cause before it is closed. A record that skips states needs the facts of every state it skipped. `unknown` \
          satisfies any of them, and is counted in the statistics. What a severity needs to be closed (depth of whys, \
          reviewers, lessons) is a setting. A near miss needs `times.detected`, `summary` and one factor; an external \
          record its organisation, `times.started` and one source; cancelled and duplicate records need nothing.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P2\nstatus: analyzing\nservices: [payments]\ntimes: {detected: 2026-03-05T10:00:00Z}\ndetection: {source: monitoring}\nroles: {on-call: wei.xu}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P2\nstatus: analyzing\nservices: [payments]\ntimes: {detected: 2026-03-05T10:00:00Z, acknowledged: 2026-03-05T10:04:00Z}\ndetection: {source: monitoring}\nroles: {on-call: wei.xu}\n",
    )],
    check: Check::Case(|case| case.kind != IncidentKind::Maintenance, check),
};

/// A fact: where it belongs, whether it is there, and how to give it.
struct Fact {
    state: State,
    path: &'static str,
    met: bool,
    /// What is missing where that is more than the field itself.
    what: Option<String>,
    help: &'static str,
}

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    match case.kind {
        IncidentKind::Incident | IncidentKind::Security => ours(case, workspace, findings),
        IncidentKind::NearMiss if case.counts() => {
            needs(case, workspace, "a near miss", &near_miss(case), findings);
        }
        IncidentKind::External => needs(case, workspace, "an external record", &external(case), findings),
        IncidentKind::NearMiss | IncidentKind::Maintenance => {}
    }
}

fn ours(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    if !said(case.data.status.as_ref()) {
        if !workspace.hides(&case.file, &at("status")) {
            let states = State::ALL.map(State::word).join(", ");
            findings.push(
                Finding::new(
                    RULE.id,
                    &case.file,
                    at("id"),
                    "`status` is missing, so nothing else can be asked for",
                )
                .help(format!("write `status:` and one of: {states}")),
            );
        }
        return;
    }
    let Some(state) = case.state.filter(|state| !state.is_exit()) else { return };
    let mut facts = response(case);
    facts.extend(closing(case, case.severity.and_then(|rank| workspace.policy.severities.get(rank))));
    for fact in facts.into_iter().filter(|fact| fact.state <= state && !fact.met) {
        if workspace.hides(&case.file, &at(fact.path)) {
            continue;
        }
        let what = fact.what.unwrap_or_else(|| format!("`{}` is missing", fact.path));
        let finding = Finding::new(
            RULE.id,
            &case.file,
            at("status"),
            format!("{what}, which `{}` needs", fact.state.word()),
        );
        let finding = if fact.state < state {
            finding.label(format!("`{}` comes after `{}`", state.word(), fact.state.word()))
        } else {
            finding.label(format!("needs `{}`", fact.path))
        };
        findings.push(finding.help(in_timeline(case, fact.path).unwrap_or_else(|| fact.help.into())));
    }
}

/// Facts of records without a lifecycle.
fn needs(case: &Case, workspace: &Workspace, who: &str, facts: &[(&str, bool)], findings: &mut Vec<Finding>) {
    let place = if case.data.kind.is_some() { at("kind") } else { at("id") };
    for (path, _) in facts.iter().filter(|(path, met)| !met && !workspace.hides(&case.file, &at(path))) {
        let message = format!("`{path}` is missing, which {who} needs");
        let finding = Finding::new(RULE.id, &case.file, place.clone(), message);
        findings.push(finding.help(in_timeline(case, path).unwrap_or_else(|| UNKNOWN.into())));
    }
}

const UNKNOWN: &str = "add it; `unknown` will do where nobody knows";

fn near_miss(case: &Case) -> [(&'static str, bool); 3] {
    let factors = case.data.analysis.as_ref().is_some_and(|analysis| any(&analysis.contributing_factors));
    let detected = written(&case.data, Milestone::Detected).is_some();
    [
        ("times.detected", detected),
        ("summary", said(case.data.summary.as_ref())),
        ("analysis.contributing_factors", factors),
    ]
}

fn external(case: &Case) -> [(&'static str, bool); 3] {
    let source =
        case.data.sources.iter().any(|source| said(source.url.as_ref()) || said(source.title.as_ref()));
    let started = written(&case.data, Milestone::Started).is_some();
    [("organisation", said(case.data.organisation.as_ref())), ("times.started", started), ("sources", source)]
}

fn any(texts: &[Text]) -> bool {
    texts.iter().any(|text| said(Some(text)))
}

/// The facts of the states up to `reviewing`.
fn response(case: &Case) -> Vec<Fact> {
    use State::{Analyzing, Detected, Repairing, Responding, Reviewing, Verifying};
    let data = &case.data;
    let fact = |state, path, met, help| Fact { state, path, met, what: None, help };
    let time = |state, path, milestone| fact(state, path, written(data, milestone).is_some(), UNKNOWN);
    let source = data.detection.as_ref().is_some_and(|detection| detection.source.is_some());
    let on_call = data.roles.named("on-call").is_some_and(|people| any(&people.0));
    let summary = data.impact.as_ref().is_some_and(|impact| said(impact.summary.as_ref()));
    let affected = |impact: &Impact| impact.users.is_some() || impact.share.is_some();
    let users = data.impact.as_ref().is_some_and(affected);
    let users = Fact {
        what: (!users).then(|| "`impact.users` and `impact.share` are both missing".into()),
        ..fact(Responding, "impact.users", users, "write a figure (`~1200` for about), `all` or `unknown`")
    };
    let mitigations = data.response.iter().flat_map(|response| &response.mitigations);
    let mitigated = mitigations.into_iter().any(|step| said(step.action.as_ref()) || step.kind.is_some());
    let mut changes = data.repair.iter().flat_map(|repair| &repair.changes);
    let repaired = changes.any(|change| said(change.link.as_ref()) || said(change.description.as_ref()));
    let tested = match data.repair.as_ref().and_then(|repair| repair.regression_tests.as_ref()) {
        Some(RegressionTests::Named(names)) => any(names),
        Some(RegressionTests::Waived(reason)) => said(reason.as_ref()),
        None => false,
    };
    let verified =
        data.verification.iter().any(|row| said(row.check.as_ref()) || said(row.evidence.as_ref()));
    vec![
        fact(Detected, "severity", said(data.severity.as_ref()), UNKNOWN),
        fact(
            Detected,
            "services",
            any(&data.services),
            "name the services of the catalogue that users missed",
        ),
        time(Detected, "times.detected", Milestone::Detected),
        fact(
            Detected,
            "detection.source",
            source,
            "write one of: monitoring, logs, user-report, operator, other, unknown",
        ),
        time(Analyzing, "times.acknowledged", Milestone::Acknowledged),
        fact(Analyzing, "roles.on-call", on_call, "name the first responder, or write `unknown`"),
        fact(Responding, "impact.summary", summary, "say in a sentence what users felt"),
        users,
        time(Repairing, "times.mitigated", Milestone::Mitigated),
        fact(
            Repairing,
            "response.mitigations",
            mitigated,
            "say what ended the impact: `- {action: …, kind: rollback, effective: yes}`",
        ),
        fact(Verifying, "repair.changes", repaired, "link or describe the change that removed the cause"),
        fact(Verifying, "repair.regression_tests", tested, "name a test, or write `{waived: the reason}`"),
        time(Reviewing, "times.resolved", Milestone::Resolved),
        fact(
            Reviewing,
            "verification",
            verified,
            "say what showed that service was back: `- {check: …, result: passed}`",
        ),
    ]
}

/// The facts of `closed`: some for all, the rest as the severity's policy asks.
fn closing(case: &Case, policy: Option<&SeverityPolicy>) -> Vec<Fact> {
    let data = &case.data;
    let none = Analysis::default();
    let analysis = data.analysis.as_ref().unwrap_or(&none);
    let fact = |path, met, help| Fact { state: State::Closed, path, met, what: None, help };
    let mut facts =
        vec![fact("analysis.root_cause", said(analysis.root_cause.as_ref()), UNKNOWN), decided(case)];
    let Some(policy) = policy else { return facts };
    let id = &policy.id;
    let answers = analysis.five_whys.iter().filter_map(|why| why.because.as_ref());
    let depth = answers.clone().filter(|because| because.says_something()).count();
    let deep = depth >= policy.whys || answers.clone().any(Text::is_unknown);
    facts.push(Fact {
        what: (!deep)
            .then(|| format!("`analysis.five_whys` is {depth} deep and `{id}` asks for {}", policy.whys)),
        ..fact("analysis.five_whys", deep, "ask why of the last answer, or write `unknown` below it")
    });
    let by = data.review.as_ref().and_then(|review| review.by.as_ref()).map_or(&[][..], |by| &by.0);
    let reviewers = by.iter().filter(|name| name.says_something()).count();
    let read = reviewers >= policy.reviewers || by.iter().any(Text::is_unknown);
    facts.push(Fact {
        what: (!read)
            .then(|| format!("`review.by` names {reviewers} and `{id}` asks for {}", policy.reviewers)),
        ..fact("review.by", read, "name who reviewed it")
    });
    if policy.reviewers > 0 || policy.review_required {
        let at = data.review.as_ref().is_some_and(|review| review.at.is_some());
        facts.push(fact("review.at", at, "say when it was reviewed"));
    }
    if policy.review_required {
        let lists = data.lessons.iter().flat_map(|l| [&l.went_well, &l.went_wrong, &l.got_lucky]).flatten();
        let lessons = lists.into_iter().any(|texts: &Texts| any(&texts.0));
        facts.push(fact(
            "analysis.contributing_factors",
            any(&analysis.contributing_factors),
            "say what made it possible, likelier or worse",
        ));
        facts.push(fact("lessons", lessons, "write `went_well`, `went_wrong` or `got_lucky`"));
        let owned = data.actions.iter().any(|action| said(action.owner.as_ref()) && action.due.is_some());
        facts.push(Fact {
            what: (!owned).then(|| "no action has both an owner and a due date".into()),
            ..fact(
                "actions",
                owned,
                "say what will be done so that it does not come back, by whom and by when",
            )
        });
    }
    facts
}

/// Whether the review came to an end.
fn decided(case: &Case) -> Fact {
    let state = case.data.review.as_ref().and_then(|review| review.state.as_ref());
    let open = |state: &ReviewState| matches!(state, ReviewState::Draft | ReviewState::InReview);
    let met = state.is_some_and(|leaf| !leaf.get().is_some_and(open));
    Fact {
        state: State::Closed,
        path: "review.state",
        met,
        what: state
            .filter(|_| !met)
            .map(|leaf| format!("`review.state` is `{}`, not yet decided", leaf.text())),
        help: "write `approved`, `published` or `not-required`",
    }
}

/// A milestone that stands in the timeline only.
fn in_timeline(case: &Case, path: &str) -> Option<String> {
    let milestone = path.strip_prefix("times.")?;
    let kind =
        |row: &&crate::record::TimelineRow| row.kind.as_ref().is_some_and(|kind| kind.text() == milestone);
    let row = case.data.timeline.iter().find(kind)?.at.as_ref()?;
    Some(format!("the timeline has it: `{milestone}: {}`", row.text()))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    /// A record in a state, with everything that `closed` needs but the fields of `without`.
    fn missing(state: &str, severity: &str, without: &[&str]) -> Vec<String> {
        let fields = [
            "severity: SEVERITY",
            "services: [payments]",
            "detection: {source: unknown}",
            "roles: {on-call: unknown}",
            "impact: {summary: unknown, users: unknown}",
            "response: {mitigations: [{action: unknown}]}",
            "repair: {changes: [{description: unknown}], regression_tests: {waived: no code changed}}",
            "verification: [{check: success rate}]",
            "analysis: {root_cause: unknown, five_whys: [a, b, {because: c}], contributing_factors: [unknown]}",
            "lessons: {went_well: paging}",
            "actions: [{title: alert, owner: sre, due: 2026-04-01}]",
            "review: {state: approved, at: unknown, by: [a, b]}",
            "times: {detected: unknown, acknowledged: unknown, mitigated: unknown, resolved: unknown}",
        ];
        let kept = fields.iter().filter(|field| !without.iter().any(|name| field.starts_with(name)));
        let body = kept.map(|field| field.replace("SEVERITY", severity)).collect::<Vec<_>>().join("\n");
        let text = format!("id: INC-1\nstatus: {state}\n{body}\n");
        found("missing-fact", &[("INC-1.yaml", &text)]).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn unknown_satisfies_everything() {
        for severity in ["P0", "P1", "P2", "P3"] {
            assert_eq!(missing("closed", severity, &[]), Vec::<String>::new());
        }
    }

    #[test]
    fn each_state_asks_for_its_own_and_all_before() {
        let count = |state| {
            missing(
                state,
                "P1",
                &[
                    "severity",
                    "services",
                    "detection",
                    "roles",
                    "impact",
                    "response",
                    "repair",
                    "verification",
                    "analysis",
                    "lessons",
                    "actions",
                    "review",
                    "times",
                ],
            )
            .len()
        };
        let states = ["detected", "analyzing", "responding", "repairing", "verifying", "reviewing", "closed"];
        // Without a severity no policy applies: root cause and review only.
        assert_eq!(states.map(count), [4, 6, 8, 10, 12, 14, 16]);
        assert_eq!(["cancelled", "duplicate", "nonsense"].map(count), [0, 0, 0]);
    }

    #[test]
    fn depth_goes_by_severity() {
        assert_eq!(missing("closed", "P3", &["lessons", "actions"]), Vec::<String>::new());
        assert_eq!(
            missing("closed", "P1", &["lessons", "actions"]),
            [
                "`lessons` is missing, which `closed` needs",
                "no action has both an owner and a due date, which `closed` needs"
            ]
        );
        let shallow = missing("closed", "P0", &["analysis"]);
        assert!(
            shallow
                .contains(&"`analysis.five_whys` is 0 deep and `P0` asks for 3, which `closed` needs".into()),
            "{shallow:?}"
        );
    }

    #[test]
    fn silent_about_what_cannot_be_read() {
        let text = "id: INC-1\nstatus: detected\nsevrity: P1\nservices: payments\ntimes: {detected: yesterday}\ndetection: [monitoring]\n";
        assert_eq!(found("missing-fact", &[("INC-1.yaml", text)]), []);
    }

    #[test]
    fn other_kinds_have_needs_of_their_own() {
        let count = |text: &str| found("missing-fact", &[("INC-1.yaml", text)]).len();
        assert_eq!(count("id: INC-1\nkind: near-miss\n"), 3);
        assert_eq!(count("id: INC-1\nkind: external\n"), 3);
        assert_eq!(count("id: INC-1\nkind: maintenance\n"), 0);
        assert_eq!(count("id: INC-1\nkind: security\n"), 1);
    }
}
