//! Services with one person to call.

use std::collections::BTreeMap;

use super::support::{applies, people};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "single-contact",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "One person is all there is to call for a service.",
    why: "People sleep, fly and fall ill, and the person with the knowledge is the one on holiday. NIST SP 800-34 asks for \
          alternates in every role of a plan. Counted are the distinct people among the contacts of the service, or of \
          its team where it has none of its own, and those who stand in for them; a rotation and the name \
          of a team count as more than one person.",
    bad: &[
        ("teams/data.yaml", "id: data\ncontacts: [{role: on-call, name: ma.rui, channel: pager}]\n"),
        ("services/orders.yaml", "id: orders\nowner: data\n"),
    ],
    good: &[
        (
            "teams/data.yaml",
            "id: data\ncontacts: [{role: on-call, name: ma.rui, channel: pager, backup: cao.yu}]\n",
        ),
        ("services/orders.yaml", "id: orders\nowner: data\n"),
    ],
    check: Check::Whole(|all| applies::services(all, |_| true), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let help = "name somebody who stands in, or a second contact";
    let mut teams: BTreeMap<&str, (&str, String, Vec<&str>)> = BTreeMap::new();
    for (_, record) in applies::lasting(workspace) {
        if workspace.hides(&record.file, &at("contacts")) {
            continue;
        }
        if !record.data.contacts.is_empty() {
            if let Some(person) = people::only(workspace, &record.data.contacts) {
                let message = format!("`{person}` is the only person to call for `{}`", record.id);
                findings.push(Finding::new(RULE.id, &record.file, at("contacts"), message).help(help));
            }
            continue;
        }
        let Some(team) = people::team(workspace, record.data.owner.as_deref()) else { continue };
        if let Some(person) = people::only(workspace, &team.data.contacts)
            && !workspace.hides(&team.file, &at("contacts"))
        {
            let entry = teams.entry(&team.file).or_insert_with(|| (&team.id, person.to_string(), Vec::new()));
            entry.2.push(&record.id);
        }
    }
    for (file, (team, person, services)) in teams {
        let (first, rest) = (services[0], services.len() - 1);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let message =
            format!("`{person}` is the only person to call in `{team}`, which owns `{first}`{more}");
        findings.push(Finding::new(RULE.id, file, at("contacts"), message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn who_counts_as_a_second_person() {
        let count = |contacts: &str| {
            let service = format!("id: db\nowner: t\ncontacts: {contacts}\n");
            let team = "id: t\ncontacts: [{name: ann}]\n";
            found("single-contact", &[("services/db.yaml", &service), ("teams/t.yaml", team)]).len()
        };
        assert_eq!(count("[{name: ann}]"), 1);
        assert_eq!(count("[{name: ann, backup: Ann }, {role: expert, name: ann}]"), 1);
        assert_eq!(count("[{name: ann}, {name: bo}]"), 0);
        assert_eq!(count("[{name: t}]"), 0, "a team");
        assert_eq!(count("[{name: ann, backup: unknown}]"), 0, "nobody knows");
        assert_eq!(count("[{name: PagerDuty rotation core-primary}]"), 0, "a rotation");
        assert_eq!(count("[{channel: pager}]"), 0, "whoever answers");
        assert_eq!(count("[]"), 1, "its team's");
    }
}
