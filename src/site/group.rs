//! Incidents that belong together, and how a long list of them is cut into pages.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Index, Page};
use super::slug::{Slugs, stable};
use super::todo::{Item, Place, Todo, drill_services};
use crate::workspace::{Workspace, factors, plain};

/// How many incidents one page lists: some 120 KB.
pub(super) const LENGTH: usize = 250;

/// A list of incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// All of ours.
    All,
    /// All external ones.
    Library,
    /// Of a severity, by its rank.
    Severity(usize),
    /// Begun in a month.
    Month(i32, u32),
    /// Of a service, by its place.
    Service(usize),
    /// Of the services of a team, by its place.
    Team(usize),
    /// With a tag, by its place.
    Tag(usize),
    /// With a contributing factor, by its place.
    Factor(usize),
}

/// A tag or a factor and the incidents that name it.
#[derive(Debug)]
pub(super) struct Named {
    /// As the first of them words it.
    pub(super) text: String,
    /// Its file name, which depends on nothing else.
    pub(super) slug: String,
    /// The incidents, the newest first.
    pub(super) cases: Vec<usize>,
}

/// Teams, tags and factors with their incidents.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// By the place of the team; an incident is in the list of each team whose services it hit.
    pub(super) teams: Vec<Vec<usize>>,
    /// The services that a team owns, by the place of the team.
    pub(super) services: Vec<Vec<usize>>,
    /// What a team or one of its people still has to do, in the order of [`Todo::open`].
    pub(super) actions: Vec<Vec<Place>>,
    /// What the incidents and drills of a service left to do, by the place of the service, in the same order.
    pub(super) service_actions: Vec<Vec<Place>>,
    /// The actions of all.
    pub(super) todo: Todo,
    /// The tags, by their words.
    pub(super) tags: Vec<Named>,
    /// The factors of two incidents or more, by their words: one that nobody else names is on the page of its incident.
    pub(super) factors: Vec<Named>,
    tag_places: BTreeMap<String, usize>,
    factor_places: BTreeMap<String, usize>,
}

impl Group {
    /// The first page of the list.
    pub(super) const fn page(self) -> Page {
        match self {
            Self::All => Page::At("incidents/index"),
            Self::Library => Page::At("library/index"),
            Self::Severity(rank) => Page::Severity(rank),
            Self::Month(year, month) => Page::Month(year, month),
            Self::Service(i) => Page::Service(i),
            Self::Team(i) => Page::Team(i),
            Self::Tag(i) => Page::Tag(i),
            Self::Factor(i) => Page::Factor(i),
        }
    }
}

/// The path of a further page of a list. No record has a page of this name.
pub(super) fn part(first: &str, number: usize) -> String {
    match first.strip_suffix("index") {
        Some(folder) if folder.ends_with('/') => format!("{folder}page-{number}"),
        _ => format!("{first}~page-{number}"),
    }
}

/// A tag as it is compared.
fn folded(tag: &str) -> String {
    tag.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Groups {
    /// Sorts our incidents, which come the newest first.
    pub(super) fn new(workspace: &Workspace, ours: &[usize]) -> Self {
        let mut teams = vec![Vec::new(); workspace.teams.len()];
        let (mut tags, mut found) = (Found::default(), Found::default());
        for &i in ours {
            let case = &workspace.cases[i];
            let services = case.data.services.iter().filter_map(|name| workspace.names.service(name));
            let owners = services.filter_map(|service| workspace.services[service].data.owner.as_ref());
            let owners: BTreeSet<usize> = owners.filter_map(|owner| workspace.names.team(owner)).collect();
            for team in owners {
                teams[team].push(i);
            }
            tags.add(
                i,
                case.data.tags.iter().filter(|tag| tag.says_something()).map(|tag| (folded(tag), &**tag)),
            );
            found.add(i, factors(case).map(|(_, text)| (plain(text), &**text)));
        }
        let mut services = vec![Vec::new(); workspace.teams.len()];
        for (i, record) in workspace.services.iter().enumerate() {
            let owner = record.data.owner.as_ref().and_then(|owner| workspace.names.team(owner));
            if let Some(team) = owner {
                services[team].push(i);
            }
        }
        let todo = Todo::new(workspace, ours);
        let actions = by_team(workspace, &todo.open);
        let service_actions = by_service(workspace, &todo.open);
        found.0.retain(|_, (_, cases)| cases.len() > 1);
        let (tags, tag_places) = tags.named(|keys| Slugs::of(keys.map(String::as_str)));
        let (factors, factor_places) = found.named(|keys| keys.map(|key| stable(key)).collect());
        Self { teams, services, actions, service_actions, todo, tags, factors, tag_places, factor_places }
    }

    /// On how many pages the open actions stand; 1 at least.
    pub(super) fn action_pages(&self) -> usize {
        self.todo.open.len().div_ceil(LENGTH).max(1)
    }

    /// The list of a tag of one of our incidents.
    pub(super) fn tag(&self, tag: &str) -> Option<Page> {
        self.tag_places.get(&folded(tag)).map(|&place| Page::Tag(place))
    }

    /// The list of a factor, where several of our incidents name it.
    pub(super) fn factor(&self, factor: &str) -> Option<Page> {
        self.factor_places.get(&plain(factor)).map(|&place| Page::Factor(place))
    }
}

/// Which of the open actions are a team's or one of its people's, by team.
fn by_team(workspace: &Workspace, open: &[Place]) -> Vec<Vec<Place>> {
    let mut people: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, team) in workspace.teams.iter().enumerate() {
        for name in team.data.members.iter().filter(|name| name.says_something()) {
            people.entry(name.trim().to_lowercase()).or_default().insert(i);
        }
    }
    let mut all = vec![Vec::new(); workspace.teams.len()];
    for &place in open {
        let owner = Item::of(workspace, place).and_then(|item| item.action.owner.as_deref());
        let Some(owner) = owner else { continue };
        match workspace.names.team(owner) {
            Some(team) => all[team].push(place),
            None => people
                .get(&owner.trim().to_lowercase())
                .into_iter()
                .flatten()
                .for_each(|&team| all[team].push(place)),
        }
    }
    all
}

/// Which of the open actions incidents and drills of a service left, by service.
fn by_service(workspace: &Workspace, open: &[Place]) -> Vec<Vec<Place>> {
    let mut all = vec![Vec::new(); workspace.services.len()];
    for &place in open {
        let services: BTreeSet<usize> = match place.origin {
            Ok(i) => {
                let names = workspace.cases[i].data.services.iter();
                names.filter_map(|name| workspace.names.service(name)).collect()
            }
            Err(i) => drill_services(workspace, &workspace.drills[i]),
        };
        for service in services {
            all[service].push(place);
        }
    }
    all
}

/// What was found so far: how it is worded and who names it, by what it is compared by.
#[derive(Default)]
struct Found<'a>(BTreeMap<String, (&'a str, Vec<usize>)>);

impl<'a> Found<'a> {
    fn add(&mut self, case: usize, names: impl Iterator<Item = (String, &'a str)>) {
        for (key, text) in names.filter(|(key, _)| !key.is_empty()) {
            let (_, cases) = self.0.entry(key).or_insert((text, Vec::new()));
            // An incident that says it twice is in the list once.
            if cases.last() != Some(&case) {
                cases.push(case);
            }
        }
    }

    fn named(
        self,
        slugs: impl FnOnce(&mut dyn Iterator<Item = &String>) -> Vec<String>,
    ) -> (Vec<Named>, BTreeMap<String, usize>) {
        let slugs = slugs(&mut self.0.keys());
        let places = self.0.keys().cloned().enumerate().map(|(i, key)| (key, i)).collect();
        let named = self.0.into_values().zip(slugs);
        let named = named.map(|((text, cases), slug)| Named { text: text.to_owned(), slug, cases });
        (named.collect(), places)
    }
}

impl Index<'_> {
    /// The incidents of a list, in its order.
    pub(super) fn listed(&self, group: Group) -> &[usize] {
        match group {
            Group::All => &self.ours,
            Group::Library => &self.library,
            Group::Severity(rank) => &self.by_severity[rank],
            Group::Month(year, month) => self.by_month.get(&(year, month)).map_or(&[], Vec::as_slice),
            Group::Service(i) => &self.by_service[i],
            Group::Team(i) => &self.groups.teams[i],
            Group::Tag(i) => &self.groups.tags[i].cases,
            Group::Factor(i) => &self.groups.factors[i].cases,
        }
    }

    /// On how many pages a list stands; 1 at least.
    pub(super) fn parts(&self, group: Group) -> usize {
        self.listed(group).len().div_ceil(LENGTH).max(1)
    }

    /// Every list, in a fixed order.
    pub(super) fn lists(&self) -> Vec<Group> {
        let all = [Group::All, Group::Library].into_iter();
        all.chain((0..self.by_severity.len()).map(Group::Severity))
            .chain((0..self.by_service.len()).map(Group::Service))
            .chain(self.by_month.keys().map(|&(year, month)| Group::Month(year, month)))
            .chain((0..self.groups.teams.len()).map(Group::Team))
            .chain((0..self.groups.tags.len()).map(Group::Tag))
            .chain((0..self.groups.factors.len()).map(Group::Factor))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_pages_have_names_of_their_own() {
        assert_eq!(part("incidents/index", 2), "incidents/page-2");
        assert_eq!(part("severity/P1", 12), "severity/P1~page-12");
        assert_eq!(part("tags/reindex", 2), "tags/reindex~page-2");
        assert_eq!(Slugs::of(["page-2", "page-x", "Page-3"].into_iter()), ["page-2~2", "page-x", "Page-3~2"]);
    }

    #[test]
    fn tags_are_one_whatever_their_case() {
        assert_eq!(folded("  Data   Loss "), "data loss");
    }
}
