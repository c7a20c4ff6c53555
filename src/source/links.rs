//! Follows symbolic links by their text, inside the root only, and turns nodes into entries.
//!
//! Links are resolved here and not by the system, so that a work tree and a revision of it give the same entries,
//! and so that no link is ever followed out of the root. Links may repeat folders: a chain of links never enters a
//! folder that holds one of them, and what is listed through links is bounded.

use super::nodes::{Node, Nodes, Place, below, is_within};
use super::problem::{Problem, ProblemKind};
use super::{Entry, Listing};

/// As many links as Linux follows before it gives up.
const MAX_LINKS: usize = 40;

/// How much may be listed a second time through links to folders.
const MAX_LINKED: usize = 100_000;

enum Target {
    File(Place),
    Folder(String),
}

struct Follower<'a> {
    nodes: &'a [(String, Node)],
    entries: Vec<Entry>,
    problems: Vec<Problem>,
    /// How much may still be listed through links.
    left: usize,
}

/// The entries and problems of a folder of records, sorted by path.
pub(super) fn follow(nodes: Nodes) -> Listing {
    let Nodes { mut found, problems, .. } = nodes;
    // A hand-made git tree can name the same path twice: the first wins.
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|later, first| later.0 == first.0);
    let mut follower = Follower { nodes: &found, entries: Vec::new(), problems, left: MAX_LINKED };
    for (path, node) in &found {
        match node {
            Node::Folder => {}
            Node::File(place) => follower.entry(path.clone(), place),
            Node::Link(target) => follower.link(path, target),
        }
    }
    let Follower { mut entries, mut problems, .. } = follower;
    entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    problems.sort_unstable();
    problems.dedup();
    Listing { entries, problems }
}

impl<'a> Follower<'a> {
    fn entry(&mut self, path: String, place: &Place) {
        self.entries.push(Entry { path, place: place.clone() });
    }

    fn problem(&mut self, path: &str, kind: ProblemKind) {
        self.problems.push(Problem::new(path, kind));
    }

    /// A link as it stands in the tree.
    fn link(&mut self, path: &'a str, target: &str) {
        match self.resolve(path, target) {
            Ok(Target::File(place)) => self.entry(path.to_owned(), &place),
            Ok(Target::Folder(folder)) => {
                if self.expand(path, &folder, &mut vec![path]).is_none() {
                    self.problem(path, ProblemKind::LinksTooMany { limit: MAX_LINKED });
                }
            }
            Err(kind) => self.problem(path, kind),
        }
    }

    /// Lists `folder` once more under the path `shown`; `chain` holds the links that led here.
    /// Nothing when too much has been listed through links.
    fn expand(&mut self, shown: &str, folder: &str, chain: &mut Vec<&'a str>) -> Option<()> {
        if chain.len() > MAX_LINKS || chain.iter().any(|link| is_within(link, folder)) {
            self.problem(shown, ProblemKind::LinkLoop);
            return Some(());
        }
        let nodes = self.nodes;
        let prefix = below(folder, "");
        let start = nodes.partition_point(|(path, _)| *path < prefix);
        for (path, node) in &nodes[start..] {
            let Some(rest) = path.strip_prefix(&prefix) else { break };
            self.left = self.left.checked_sub(1)?;
            let here = below(shown, rest);
            match node {
                Node::Folder => {}
                Node::File(place) => self.entry(here, place),
                Node::Link(target) => match self.resolve(path, target) {
                    Ok(Target::File(place)) => self.entry(here, &place),
                    Ok(Target::Folder(next)) => {
                        chain.push(path);
                        self.expand(&here, &next, chain)?;
                        chain.pop();
                    }
                    // Reported once, where the link stands.
                    Err(_) => {}
                },
            }
        }
        Some(())
    }

    /// What a link at the real path `link` leads to, name by name as the system would do it.
    fn resolve(&self, link: &str, target: &str) -> Result<Target, ProblemKind> {
        let outside = || ProblemKind::LinkOutside { target: target.to_owned() };
        let broken = || ProblemKind::LinkBroken { target: target.to_owned() };
        if target.starts_with('/') {
            return Err(outside());
        }
        let mut at: Vec<&str> = link.split('/').collect();
        at.pop();
        let mut todo: Vec<&str> = target.rsplit('/').collect();
        let mut hops = 0;
        let mut reached = None;
        while let Some(name) = todo.pop() {
            match name {
                "" | "." => continue,
                ".." => {
                    at.pop().ok_or_else(outside)?;
                    continue;
                }
                name => at.push(name),
            }
            match self.get(&at.join("/")).ok_or_else(broken)? {
                Node::Folder => {}
                Node::File(place) => reached = Some(place),
                Node::Link(next) => {
                    hops += 1;
                    if hops >= MAX_LINKS {
                        return Err(ProblemKind::LinkLoop);
                    }
                    if next.starts_with('/') {
                        return Err(outside());
                    }
                    at.pop();
                    todo.extend(next.rsplit('/'));
                }
            }
            if reached.is_some() && !todo.is_empty() {
                return Err(broken());
            }
        }
        Ok(reached.map_or_else(|| Target::Folder(at.join("/")), |place| Target::File(place.clone())))
    }

    fn get(&self, path: &str) -> Option<&Node> {
        let index = self.nodes.binary_search_by(|(other, _)| other.as_str().cmp(path)).ok()?;
        self.nodes.get(index).map(|(_, node)| node)
    }
}
