//! The same statistics over groups of incidents.

use std::collections::BTreeMap;

use super::case::{CaseNumbers, Measure};
use super::filter::By;
use super::group::{Group, group};
use crate::workspace::{Case, Workspace};

/// Incidents that have something in common.
#[derive(Debug)]
pub struct Slice<'a> {
    /// What they have in common.
    pub name: String,
    /// How many they are.
    pub n: usize,
    /// TTD, TTA, TTM, TTR and time in impact.
    pub groups: Vec<Group<'a>>,
}

/// Incidents with their numbers.
pub(super) type Cases<'a> = Vec<(&'a Case, CaseNumbers)>;

/// Incidents by group, in the order of the groups; an incident may be in several.
pub(super) fn split<'a>(
    workspace: &Workspace,
    cases: &[(&'a Case, CaseNumbers)],
    by: By,
) -> BTreeMap<(usize, String), Cases<'a>> {
    let mut groups: BTreeMap<(usize, String), Cases<'a>> = BTreeMap::new();
    for (case, numbers) in cases {
        for key in by.groups(case, workspace) {
            groups.entry(key).or_default().push((*case, numbers.clone()));
        }
    }
    groups
}

/// Every group's statistics.
pub(super) fn slices<'a>(workspace: &Workspace, cases: &[(&'a Case, CaseNumbers)], by: By) -> Vec<Slice<'a>> {
    let split = split(workspace, cases, by).into_iter();
    split
        .map(|((_, name), cases)| Slice {
            name,
            n: cases.len(),
            groups: Measure::ALL.into_iter().map(|measure| group(measure, &cases)).collect(),
        })
        .collect()
}
