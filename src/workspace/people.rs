//! Who is meant by the names of a contact, a call tree or a team.

use std::collections::BTreeSet;

use super::Workspace;
use super::blanks::placeholder;
use crate::record::{Team, Text};

/// Words of what stands for whoever it is at the time.
const NOBODY: [&str; 20] = [
    "anyone",
    "desk",
    "duty",
    "everyone",
    "group",
    "helpdesk",
    "hotline",
    "nobody",
    "none",
    "oncall",
    "opsgenie",
    "pager",
    "pagerduty",
    "rota",
    "roster",
    "rotation",
    "schedule",
    "shift",
    "team",
    "whoever",
];

/// The same in Chinese, where no space parts words.
const CHINESE: [&str; 4] = ["值班", "轮值", "小组", "团队"];

/// A name as it is compared.
pub(crate) fn plain(name: &Text) -> String {
    name.trim().to_lowercase()
}

/// Whether a text names one person: neither a number to dial, nor a team, a rotation, a placeholder or `unknown`.
pub(crate) fn is_person(workspace: &Workspace, name: &Text) -> bool {
    let text = name.trim();
    let lower = plain(name);
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let rotation = words.iter().any(|word| NOBODY.contains(word))
        || words.windows(2).any(|two| two == ["on", "call"])
        || CHINESE.iter().any(|word| lower.contains(word));
    // `Todo` may be a family name, `tbd` alone is none.
    let blank =
        placeholder(text).is_some() || (words.len() == 1 && placeholder(&lower.to_uppercase()).is_some());
    name.says_something()
        && text.chars().any(char::is_alphabetic)
        && workspace.names.team(text).is_none()
        && !rotation
        && !blank
}

/// The people of a team, as they are compared: its members, those it says to call and those who stand in; empty where it
/// names nobody.
pub(crate) fn members(workspace: &Workspace, team: &Team) -> BTreeSet<String> {
    let contacts = team.contacts.iter().flat_map(|contact| [&contact.name, &contact.backup]);
    let names = team.members.iter().chain(contacts.flatten());
    names.filter(|name| is_person(workspace, name)).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::workspace::load;

    #[test]
    fn a_team_has_the_people_it_names() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("teams")).unwrap();
        let dba = "id: dba\nmembers: [ann, Bo Li, unknown]\ncontacts:\n  - {name: Ann, backup: +86 21 55}\n  \
                   - {name: PagerDuty rotation core-primary, backup: net}\n  - {name: on-call of the day, backup: TBD}\n";
        std::fs::write(folder.path().join("teams/dba.yaml"), dba).unwrap();
        std::fs::write(folder.path().join("teams/net.yaml"), "id: net\n").unwrap();
        let workspace = load(&Source::open_work_tree(folder.path()).unwrap()).workspace;
        let people = members(&workspace, &workspace.teams[0].data);
        assert_eq!(people.into_iter().collect::<Vec<_>>(), ["ann", "bo li"]);
    }
}
