//! Which name means which record: ids, aliases and former ids, without regard to case.

use rustc_hash::FxHashMap;

use super::{Case, Record};
use crate::record::{Runbook, Service, Team, Text};

/// An index into a list of the workspace, by lower-case name; and as the first to claim a name wrote it, which is how nearly
/// all others write it.
type Index = FxHashMap<String, usize>;

/// Which name means which record; where two records claim a name, the first has it.
#[derive(Debug, Clone, Default)]
pub struct Names {
    cases: Index,
    services: Index,
    teams: Index,
    runbooks: Index,
}

fn claim(index: &mut Index, name: &str, position: usize) {
    let first = *index.entry(name.to_lowercase()).or_insert(position);
    if first == position {
        index.entry(name.to_owned()).or_insert(position);
    }
}

fn find(index: &Index, name: &str) -> Option<usize> {
    let lower = || {
        // What is in lower case already was looked for.
        let other = !name.is_ascii() || name.bytes().any(|byte| byte.is_ascii_uppercase());
        other.then(|| index.get(&name.to_lowercase())).flatten()
    };
    index.get(name).or_else(lower).copied()
}

impl Names {
    pub(super) fn new(
        cases: &[Box<Case>],
        services: &[Record<Service>],
        teams: &[Record<Team>],
        runbooks: &[Record<Runbook>],
    ) -> Self {
        let mut names = Self::default();
        names.cases.reserve(2 * cases.len());
        for (i, case) in cases.iter().enumerate() {
            claim(&mut names.cases, &case.id, i);
        }
        for (i, runbook) in runbooks.iter().enumerate() {
            claim(&mut names.runbooks, &runbook.id, i);
        }
        // An id weighs more than somebody else's alias.
        for (i, service) in services.iter().enumerate() {
            claim(&mut names.services, &service.id, i);
        }
        for (i, team) in teams.iter().enumerate() {
            claim(&mut names.teams, &team.id, i);
        }
        for (i, service) in services.iter().enumerate() {
            service.data.aliases.iter().for_each(|alias| claim(&mut names.services, alias, i));
        }
        for (i, team) in teams.iter().enumerate() {
            team.data.aliases.iter().for_each(|alias| claim(&mut names.teams, alias, i));
        }
        // What is in use weighs more than what was.
        let Self { cases: by_case, services: by_service, teams: by_team, runbooks: by_runbook } = &mut names;
        let formerly = |index: &mut Index, position, former: &[Text]| {
            for id in former {
                claim(index, id, position);
            }
        };
        for (i, case) in cases.iter().enumerate() {
            formerly(by_case, i, &case.data.former_ids);
        }
        for (i, service) in services.iter().enumerate() {
            formerly(by_service, i, &service.data.former_ids);
        }
        for (i, team) in teams.iter().enumerate() {
            formerly(by_team, i, &team.data.former_ids);
        }
        for (i, runbook) in runbooks.iter().enumerate() {
            formerly(by_runbook, i, &runbook.data.former_ids);
        }
        names
    }

    /// The incident of this id, or that had it.
    pub fn case(&self, id: &str) -> Option<usize> {
        find(&self.cases, id)
    }

    /// The service of this id or alias, or that had it.
    pub fn service(&self, name: &str) -> Option<usize> {
        find(&self.services, name)
    }

    /// The team of this id or alias, or that had it.
    pub fn team(&self, name: &str) -> Option<usize> {
        find(&self.teams, name)
    }

    /// The runbook of this id, or that had it.
    pub fn runbook(&self, id: &str) -> Option<usize> {
        find(&self.runbooks, id)
    }
}
