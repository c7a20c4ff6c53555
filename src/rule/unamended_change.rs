//! Edits of an approved record without an amendment.

use std::collections::BTreeMap;

use super::support::rows::rows;
use super::support::said;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, Step, at};
use crate::history::{FieldChange, Past, Succession, Version};
use crate::record::schema::same_meaning;
use crate::record::{Amendment, Leaf, ReviewState};
use crate::text::secrets::masked;
use crate::time::Zone;
use crate::workspace::{Case, State, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "unamended-change",
    group: Group::History,
    level: Level::Error,
    summary: "An approved or closed record was edited without an amendment that says what and why.",
    why: "People decide on what a review says; after it was approved, a time or a cause that quietly becomes another one makes \
          fools of those who read it before. Work that goes on may be kept up to date: `state`, `evidence`, `ticket`, `due` \
          and `done` of actions, new actions, `links`, `related`, `tags` and `former_ids`; so may the last steps themselves (`published`, `closed`). For anything else a row \
          in `amendments` names the field, both values and the reason. A record that is reopened, with its reason, is being \
          worked on again and is free until it is back in review.",
    bad: &[
        (
            "base/2026/INC-1.yaml",
            "id: INC-1\ntimes: {resolved: 2026-03-05T14:00:00Z}\nreview: {state: approved}\n",
        ),
        (
            "2026/INC-1.yaml",
            "id: INC-1\ntimes: {resolved: 2026-03-05T11:00:00Z}\nreview: {state: approved}\n",
        ),
    ],
    good: &[
        (
            "base/2026/INC-1.yaml",
            "id: INC-1\ntimes: {resolved: 2026-03-05T14:00:00Z}\nreview: {state: approved}\n",
        ),
        (
            "2026/INC-1.yaml",
            "id: INC-1\ntimes: {resolved: 2026-03-05T11:00:00Z}\nreview: {state: approved}\namendments:\n  - at: 2026-03-20T09:00:00Z\n    field: times.resolved\n    from: 2026-03-05T14:00:00Z\n    to: 2026-03-05T11:00:00Z\n    reason: the status page showed recovery three hours earlier\n",
        ),
    ],
    check: Check::History(check),
};

fn check(past: &Past, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for incident in &past.incidents {
        if let Some((old, new)) = incident.same()
            && is_settled(&old.case)
            && !is_live(&new.case)
        {
            edits(incident, old, new, workspace.policy.named_zone, findings);
        }
    }
}

/// Whether people rely on it: approved, published or closed, and not reopened since.
fn is_settled(case: &Case) -> bool {
    !is_live(case) && (case.state == Some(State::Closed) || approved(case))
}

fn approved(case: &Case) -> bool {
    let state = case.data.review.as_ref().and_then(|review| review.state.as_ref()).and_then(Leaf::get);
    matches!(state, Some(ReviewState::Approved | ReviewState::Published))
}

/// Whether the incident is being worked on: its state is before the review.
fn is_live(case: &Case) -> bool {
    case.state.is_some_and(|state| state < State::Reviewing)
}

fn edits(
    incident: &Succession,
    old: &Version,
    new: &Version,
    zone: Option<Zone>,
    findings: &mut Vec<Finding>,
) {
    let rows: Vec<(usize, &Amendment)> =
        rows(old, new, "amendments").added.into_iter().map(|i| (i, &new.case.data.amendments[i])).collect();
    // One finding for a field, a list being one field.
    let mut open: BTreeMap<String, Vec<&FieldChange>> = BTreeMap::new();
    for change in incident.changes.iter().filter(|change| !is_free(change, &new.case)) {
        let name = without_items(&change.path.to_string());
        let covers = |row: &&(usize, &Amendment)| {
            let field = without_items(row.1.field.as_deref().unwrap_or_default().trim());
            !field.is_empty()
                && name.strip_prefix(&field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let covering: Vec<_> = rows.iter().filter(covers).collect();
        if covering.is_empty() {
            open.entry(field(&change.path).to_string()).or_default().push(change);
        } else if let Some(finding) = wrong(&covering, change, &name, new, zone) {
            findings.push(finding);
        }
    }
    for (field, changes) in open {
        findings.push(missing(&field, &changes, new));
    }
}

/// What may change without an amendment.
fn is_free(change: &FieldChange, new: &Case) -> bool {
    let path = without_items(&change.path.to_string());
    let added = change.old.is_none();
    let top = path.split('.').next().unwrap_or_default();
    match top {
        // Rows of these are only added; what they say is judged by rules of their own.
        "id" | "former_ids" | "links" | "related" | "tags" | "amendments" | "status" | "status_changes"
        | "severity" | "severity_changes" => true,
        "reopened" => added,
        "times" => path == "times.closed" && added,
        "review" => (path == "review.state" && approved(new)) || (path != "review.state" && added),
        "actions" => {
            // Another rule speaks of what is gone.
            let gone = change.new.is_none() && path == "actions";
            let free = ["state", "evidence", "ticket", "due", "done"];
            let added = added && path == "actions";
            gone || added || path.strip_prefix("actions.").is_some_and(|field| free.contains(&field))
        }
        _ => false,
    }
}

/// A field without an amendment.
fn missing(field: &str, changes: &[&FieldChange], new: &Version) -> Finding {
    let change = changes[0];
    let path = &change.path;
    let short = |text: &str| {
        let text = masked(text);
        match text.char_indices().nth(80) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.into_owned(),
        }
    };
    let value = |side: &Option<String>| side.as_deref().map(short);
    let mut message = match (value(&change.old), value(&change.new)) {
        (Some(old), Some(new)) => format!("`{path}` was changed after approval, from `{old}` to `{new}`"),
        (Some(old), None) => format!("`{path}` was removed after approval: `{old}`"),
        (None, new) => format!("`{path}` was added after approval: `{}`", new.unwrap_or_default()),
    };
    if changes.len() > 1 {
        message = format!("{message}, and {} more in `{field}`", changes.len() - 1);
    }
    let (from, to) = match (changes, value(&change.old), value(&change.new)) {
        ([_], Some(old), Some(new)) => (format!(", from: {old}"), format!(", to: {new}")),
        _ => (String::new(), String::new()),
    };
    let place = if change.new.is_some() { path.clone() } else { at(field) };
    let help = format!("add to `amendments`: `{{at: …, field: {field}{from}{to}, reason: …}}`");
    Finding::new(RULE.id, &new.case.file, place, message).help(help)
}

/// Amendments that name the field and say something else about it, or not why.
fn wrong(
    rows: &[&(usize, &Amendment)],
    change: &FieldChange,
    name: &str,
    new: &Version,
    zone: Option<Zone>,
) -> Option<Finding> {
    let finding = |i: usize, key: &str, message: String| {
        Finding::new(RULE.id, &new.case.file, at("amendments").item(i).then(key), message)
    };
    let (first, _) = **rows.first()?;
    if !rows.iter().any(|(_, row)| said(row.reason.as_ref())) {
        let message = format!("the amendment of `{name}` has no reason");
        return Some(finding(first, "reason", message).help("say why the approved text was wrong"));
    }
    let after = change.new.as_ref()?;
    let whole = rows.iter().filter(|(_, row)| row.field.as_deref().map(str::trim) == Some(name));
    let tells: Vec<(usize, &str)> =
        whole.filter_map(|(i, row)| Some((*i, row.to.as_deref()?.trim()))).collect();
    let (last, told) = *tells.last()?;
    if tells.iter().any(|(_, to)| same_meaning(to, after.trim(), zone)) {
        return None;
    }
    let message = format!("the amendment says `{told}`, and `{name}` is `{after}` now");
    Some(finding(last, "to", message).help("let the amendment say what the field says"))
}

/// The field that an amendment names: the path up to the first item of a list.
fn field(path: &FieldPath) -> FieldPath {
    let keys = path.steps().iter().map_while(|step| match step {
        Step::Key(key) => Some(key),
        Step::Item(_) => None,
    });
    keys.fold(FieldPath::default(), |path, key| path.key(key))
}

/// `timeline.at` for `timeline[3].at`.
fn without_items(path: &str) -> String {
    let mut depth = 0;
    let keep = |c: &char| {
        depth += i32::from(*c == '[');
        let outside = depth == 0;
        depth -= i32::from(*c == ']');
        outside
    };
    path.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    const BASE: &str = "id: INC-1\nstatus: reviewing\nimpact: {users: 10}\ntimeline: [{text: a}, {text: b}]\nactions: [{id: A-1, title: x, state: proposed}]\nreview: {state: approved}\n";

    fn messages(edits: &[(&str, &str)]) -> Vec<String> {
        let new = edits.iter().fold(BASE.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replacen(old, new, 1)
        });
        let files = [("base/INC-1.yaml", BASE), ("INC-1.yaml", new.as_str())];
        found("unamended-change", &files).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn what_goes_on_is_free() {
        let free = [
            ("state: proposed", "state: done, evidence: a link, ticket: T-1, due: 2026-05-01"),
            ("state: approved", "state: published"),
            (
                "status: reviewing",
                "status: closed\ntimes: {closed: 2026-03-09T10:00:00Z}\nlinks: [{url: x}]\nrelated: [INC-2]",
            ),
        ];
        assert_eq!(messages(&free), Vec::<String>::new());
        let more = [
            (
                "title: x, state: proposed}",
                "title: x, state: proposed}, {id: A-2, title: found in the review}",
            ),
            ("impact:", "tags: [queue]\nimpact:"),
        ];
        assert_eq!(messages(&more), Vec::<String>::new());
        let comments = [("id: INC-1\n", "# read again\nid: 'INC-1'\n")];
        assert_eq!(messages(&comments), Vec::<String>::new());
        let reopened = [("status: reviewing", "status: responding"), ("users: 10", "users: 20")];
        assert_eq!(messages(&reopened), Vec::<String>::new(), "illegal-status-change speaks");
        assert_eq!(messages(&[("{id: A-1, title: x, state: proposed}", "")]), Vec::<String>::new());
    }

    #[test]
    fn another_spelling_is_no_change() {
        let base = "id: INC-1\nstatus: closed\nRoles: {commander: xu}\ntimes: {detected: 2026-03-18 14:02+08:00, resolved: 2026-03-18T16:00:00+08:00}\nimpact: {share: 33%, users: 10}\ndetection: {source: User_Report}\ntimeline:\n  - {at: 2026-03-18T15:00:00Z, text: b}\n  - {at: 2026-03-18T14:30:00Z, text: a}\n";
        let told = |new: &str| {
            let files = [("base/INC-1.yaml", base), ("INC-1.yaml", new)];
            let found = found("unamended-change", &files).into_iter();
            found.map(|finding| finding.message).collect::<Vec<_>>()
        };
        let mended = "id: INC-1\nstatus: closed\nroles: {commander: xu}\ntimes: {detected: 2026-03-18T06:02:00Z, resolved: 2026-03-18T08:00:00Z}\nimpact: {share: 0.33, users: 10}\ndetection: {source: user-report}\ntimeline:\n  - {at: 2026-03-18T22:30:00+08:00, text: a}\n  - {at: 2026-03-18T23:00:00+08:00, text: b}\n";
        assert_eq!(told(mended), Vec::<String>::new());
        assert_eq!(
            told(&mended.replace("08:00:00Z", "08:01:00Z")),
            [
                "`times.resolved` was changed after approval, from `2026-03-18T16:00:00+08:00` to `2026-03-18T08:01:00Z`"
            ]
        );
        assert_eq!(told(&mended.replace("06:02:00Z", "06:02:00Z/.."))[..].len(), 1, "another precision");
        assert_eq!(told(&mended.replace("xu", "cao")).len(), 1);
        assert_eq!(told(&mended.replace("text: a", "text: c")).len(), 1);
        let amended = mended.replace("08:00:00Z", "09:00:00Z")
            + "amendments: [{field: times.resolved, to: 2026-03-18T17:00:00+08:00, reason: r}]\n";
        assert_eq!(told(&amended), Vec::<String>::new());
        assert_eq!(told(&amended.replace("T17:00", "T17:05")).len(), 1);
        // Rows under a key that is misspelt now are not read, and nothing breaks on them.
        assert_eq!(told(&amended.replace("amendments", "Amendments")).len(), 1);
    }

    #[test]
    fn the_rest_is_not() {
        assert_eq!(
            messages(&[("users: 10", "users: 20")]),
            ["`impact.users` was changed after approval, from `10` to `20`"]
        );
        assert_eq!(
            messages(&[("state: approved", "state: draft")]),
            ["`review.state` was changed after approval, from `approved` to `draft`"]
        );
        assert_eq!(
            messages(&[("{text: a}", "{text: new}, {text: a}"), ("text: b", "text: c")]),
            ["`timeline[0]` was added after approval: `{text: new}`, and 1 more in `timeline`"]
        );
        assert_eq!(
            messages(&[("title: x", "title: y")]),
            ["`actions[0].title` was changed after approval, from `x` to `y`"]
        );
    }

    #[test]
    fn amendments_name_the_field_and_tell_the_truth() {
        let with = |row: &str| {
            messages(&[("users: 10", "users: 20"), ("review:", &format!("amendments: [{{{row}}}]\nreview:"))])
        };
        assert_eq!(with("field: impact.users, from: 10, to: 20, reason: r"), Vec::<String>::new());
        assert_eq!(with("field: impact, reason: r"), Vec::<String>::new());
        assert_eq!(with("field: impact.user, reason: r").len(), 1);
        assert_eq!(with("field: impact.users"), ["the amendment of `impact.users` has no reason"]);
        assert_eq!(
            with("field: impact.users, to: 30, reason: r"),
            ["the amendment says `30`, and `impact.users` is `20` now"]
        );
        let rows = [
            ("text: b", "text: c"),
            ("review:", "amendments: [{field: 'timeline[1].text', to: c, reason: r}]\nreview:"),
        ];
        assert_eq!(messages(&rows), Vec::<String>::new());
    }
}
