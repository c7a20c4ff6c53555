//! People who would have to be two at once.

use std::collections::BTreeMap;

use super::support::{applies, people, said};
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::Text;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "one-person-many-roles",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "One person has several roles of one call tree or one list of contacts, or stands in for themselves.",
    why: "Whoever decides cannot type at the same time, and whoever types cannot talk to users: incident command keeps the \
          roles with different people for that reason. A list of five roles with three people in it is a list of three. \
          Standing in for a person of another role is looked at only where it is the same person.",
    bad: &[(
        "plan.yaml",
        "call_tree:\n  - {role: commander, contact: guo.peng, backup: feng.lan}\n  - {role: communications, contact: guo.peng, backup: pan.li}\n",
    )],
    good: &[(
        "plan.yaml",
        "call_tree:\n  - {role: commander, contact: guo.peng, backup: feng.lan}\n  - {role: communications, contact: pan.li, backup: guo.peng}\n",
    )],
    check: Check::Whole(
        |all| {
            let lists = all.teams.iter().map(|team| &team.data.contacts);
            let lists = lists.chain(applies::lasting(all).map(|(_, record)| &record.data.contacts));
            lists.filter(|contacts| !contacts.is_empty()).count() + usize::from(all.plan.is_some())
        },
        check,
    ),
};

/// One entry of a list: its role, who has it, who stands in.
type Entry<'a> = (Option<&'a Text>, Option<&'a Text>, Option<&'a Text>);

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut look = |file: &str, list: &str, name: &str, entries: Vec<Entry<'_>>| {
        let mut roles: BTreeMap<String, (&Text, FieldPath)> = BTreeMap::new();
        for (i, (role, person, backup)) in entries.into_iter().enumerate() {
            let field = at(list).item(i);
            let Some(person) = person.filter(|person| people::is_person(workspace, person)) else { continue };
            if backup.is_some_and(|backup| people::plain(backup) == people::plain(person)) {
                let message = format!("`{person}` stands in for themselves");
                let finding = Finding::new(RULE.id, file, field.clone().then("backup"), message);
                findings.push(finding.help("name somebody else"));
            }
            let Some(role) = role.filter(|role| said(Some(*role))) else { continue };
            match roles.get(&people::plain(person)) {
                Some((other, _)) if people::plain(other) == people::plain(role) => {}
                Some((other, first)) => {
                    let message = format!("`{person}` is both {other} and {role}");
                    findings.push(
                        Finding::new(RULE.id, file, field.then(name), message)
                            .second(first.clone(), format!("{other} here"))
                            .help("give one of the roles to somebody else"),
                    );
                }
                None => {
                    roles.insert(people::plain(person), (role, field.then(name)));
                }
            }
        }
    };
    if let Some(plan) = &workspace.plan {
        let calls = plan.data.call_tree.iter();
        let entries = calls.map(|call| (call.role.as_ref(), call.contact.as_ref(), call.backup.as_ref()));
        look(&plan.file, "call_tree", "contact", entries.collect());
    }
    let services = applies::lasting(workspace).map(|(_, record)| (&record.file, &record.data.contacts));
    let teams = workspace.teams.iter().filter(|team| team.data.retired_on.is_none());
    for (file, contacts) in services.chain(teams.map(|team| (&team.file, &team.data.contacts))) {
        let contacts = contacts.iter();
        let entries = contacts.map(|one| (one.role.as_ref(), one.name.as_ref(), one.backup.as_ref()));
        look(file, "contacts", "name", entries.collect());
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn people_not_numbers_or_teams() {
        let count = |calls: &str| {
            let plan = format!("call_tree: [{calls}]\n");
            found("one-person-many-roles", &[("plan.yaml", &plan), ("teams/dba.yaml", "id: dba\n")]).len()
        };
        assert_eq!(count("{role: a, contact: ann, backup: Ann}"), 1);
        assert_eq!(count("{role: a, contact: ann}, {role: A, contact: ann}"), 0, "one role in two places");
        assert_eq!(count("{role: a, contact: ann}, {role: b, contact: ann}, {role: c, contact: ann}"), 2);
        assert_eq!(count("{role: a, contact: dba}, {role: b, contact: dba}"), 0);
        assert_eq!(count("{role: a, contact: +86 21 55}, {role: b, contact: +86 21 55}"), 0);
        for nobody in
            ["on-call of the day", "TBD", "tbd", "PagerDuty rotation core-primary", "当日值班", "待定"]
        {
            let both =
                format!("{{role: a, contact: {nobody}, backup: {nobody}}}, {{role: b, contact: {nobody}}}");
            assert_eq!(count(&both), 0, "{nobody}");
        }
        assert_eq!(count("{role: a, contact: Todo Ken, backup: todo ken}"), 1, "a family name");
        assert_eq!(count("{role: a, contact: unknown}, {role: b, contact: unknown}"), 0);
    }
}
