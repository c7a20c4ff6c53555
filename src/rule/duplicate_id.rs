//! Ids, aliases and former ids that mean more than one record.

use std::collections::{BTreeMap, BTreeSet};

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
    summary: "Two records of one type share an id, a former id, or a service's or team's alias, without regard to case.",
    why: "Two people open an incident at the same time and take the same number; both branches merge cleanly, and from \
          then on every reference means the wrong one half of the time. Case does not count, because the pages of \
          `inc-7` and `INC-7` are one file on most laptops. A former id is in use as well: its page leads to the \
          record that had it, and nothing else can stand there; once is enough for it.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\n"), ("2027/inc-1.yaml", "id: inc-1\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\n"), ("2027/INC-2.yaml", "id: INC-2\n")],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut repeated = Vec::new();
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
    let mut others = |record, file, field: &'static str, what, names: &[Text]| {
        for (i, name) in names.iter().enumerate() {
            claim(record, name, file, at(field).item(i).into(), what);
        }
    };
    for service in &workspace.services {
        others(RecordType::Service, service.file.as_str(), "aliases", "alias", &service.data.aliases);
    }
    for team in &workspace.teams {
        others(RecordType::Team, team.file.as_str(), "aliases", "alias", &team.data.aliases);
    }
    for (record, id, file, names) in formers(workspace) {
        others(record, file, "former_ids", "former id", names);
        again(id, file, names, &mut repeated);
    }
    findings.append(&mut repeated);
}

/// The former ids of every record that can have some, with its type, its id and its file.
fn formers(workspace: &Workspace) -> impl Iterator<Item = (RecordType, &str, &str, &[Text])> {
    let cases = workspace.cases.iter();
    let cases = cases.map(|one| (RecordType::Incident, &*one.id, &*one.file, &*one.data.former_ids));
    let services = workspace.services.iter();
    let services = services.map(|one| (RecordType::Service, &*one.id, &*one.file, &*one.data.former_ids));
    let teams = workspace.teams.iter();
    let teams = teams.map(|one| (RecordType::Team, &*one.id, &*one.file, &*one.data.former_ids));
    let runbooks = workspace.runbooks.iter();
    let runbooks = runbooks.map(|one| (RecordType::Runbook, &*one.id, &*one.file, &*one.data.former_ids));
    cases.chain(services).chain(teams).chain(runbooks).filter(|(.., names)| !names.is_empty())
}

/// Former ids that a record lists twice, or that it still has.
fn again(id: &str, file: &str, names: &[Text], findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::from([id.to_lowercase()]);
    for (i, name) in names.iter().enumerate() {
        if !seen.insert(name.to_lowercase()) {
            let message = if name.eq_ignore_ascii_case(id) {
                format!("`{name}` is the id it has, not one it had")
            } else {
                format!("the former id `{name}` is listed twice")
            };
            let finding = Finding::new(RULE.id, file, at("former_ids").item(i), message);
            findings.push(finding.help("take it out of the list"));
        }
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

    #[test]
    fn a_former_id_belongs_to_one_record() {
        let messages = |files: &[(&str, &str)]| -> Vec<String> {
            found("duplicate-id", files).into_iter().map(|finding| finding.message).collect()
        };
        let one = ("2026/INC-1.yaml", "id: INC-1\nformer_ids: [old, INC-2]\n");
        let two = ("2026/INC-2.yaml", "id: INC-2\nformer_ids: [OLD]\n");
        assert_eq!(
            messages(&[one, two]),
            [
                "the former id `INC-2` already belongs to `2026/INC-2.yaml`",
                "the former id `OLD` already belongs to `2026/INC-1.yaml`",
            ]
        );
        for file in ["services/a.yaml", "teams/a.yaml", "runbooks/a.yaml", "2026/a.yaml"] {
            assert_eq!(
                messages(&[(file, "id: a\nformer_ids: [b, A, B]\n")]),
                ["`A` is the id it has, not one it had", "the former id `B` is listed twice"],
                "{file}"
            );
            let other = file.replace("a.yaml", "c.yaml");
            assert!(messages(&[(file, "id: a\nformer_ids: [b]\n"), (&other, "id: c\n")]).is_empty());
        }
    }
}
