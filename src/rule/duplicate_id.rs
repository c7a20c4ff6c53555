//! Ids and aliases that mean more than one record.

use std::collections::BTreeMap;

use super::support::ids::ids;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place, at};
use crate::record::Text;
use crate::record::schema::RecordType;
use crate::workspace::{Workspace, stem};

pub(super) const RULE: Rule = Rule {
    id: "duplicate-id",
    group: Group::Names,
    level: Level::Error,
    summary: "Two records of one type share an id, or a service's or team's alias, without regard to case.",
    why: "Two people open an incident at the same time and take the same number; both branches merge cleanly, and from \
          then on every reference means the wrong one half of the time. Case does not count, because the pages of \
          `inc-7` and `INC-7` are one file on most laptops.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\n"), ("2027/inc-1.yaml", "id: inc-1\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\n"), ("2027/INC-2.yaml", "id: INC-2\n")],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut claims: BTreeMap<(RecordType, String), (&str, Place)> = BTreeMap::new();
    let mut claim = |record, name: &str, file, place: Place, what| {
        let (first, there) = claims.entry((record, name.to_lowercase())).or_insert((file, place.clone()));
        if *first == file {
            return;
        }
        let message = format!("the {what} `{name}` already belongs to `{first}`");
        findings.push(
            Finding::new(RULE.id, file, place, message)
                .elsewhere(first, there.clone(), "first used here")
                .help(match record {
                    RecordType::Incident => "take the next free number here",
                    _ => "give one of them another name",
                }),
        );
    };
    // The file that is named after its id keeps it: the other is the copy whose `id` was forgotten.
    let (named, others): (Vec<_>, Vec<_>) =
        ids(workspace).into_iter().partition(|id| stem(id.file) == id.name);
    for id in named.into_iter().chain(others) {
        claim(id.record, id.name, id.file, id.place(), "id");
    }
    let mut aliases = |record, file, names: &[Text]| {
        for (i, name) in names.iter().enumerate() {
            claim(record, name, file, at("aliases").item(i).into(), "alias");
        }
    };
    for service in &workspace.services {
        aliases(RecordType::Service, service.file.as_str(), &service.data.aliases);
    }
    for team in &workspace.teams {
        aliases(RecordType::Team, team.file.as_str(), &team.data.aliases);
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn the_file_that_is_named_otherwise_is_to_blame() {
        let copy = ("2026/INC-0.yaml", "id: INC-1\n");
        let found = found("duplicate-id", &[copy, ("2026/INC-1.yaml", "id: INC-1\n")]);
        let files: Vec<&str> = found.iter().map(|f| f.file.as_str()).collect();
        assert_eq!(files, ["2026/INC-0.yaml"]);
        assert_eq!(found[0].message, "the id `INC-1` already belongs to `2026/INC-1.yaml`");
    }
}
