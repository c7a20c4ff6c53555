//! What needs what: the graph over services, its cycles, and the order of recovery.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::record::{DependencyKind, Leaf, Service};
use crate::workspace::{Record, Workspace};

/// One dependency of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The service that is needed.
    pub to: usize,
    /// Not hard: it works without, with less.
    pub soft: bool,
    /// Index into `depends_on`.
    pub field: usize,
}

/// The services in use and what they need. Services are known by their index into [`Graph::services`], which is
/// in the order of their files.
#[derive(Debug)]
pub struct Graph<'a> {
    services: Vec<&'a Record<Service>>,
    /// From the index into `workspace.services`.
    position: Vec<Option<usize>>,
    edges: Vec<Vec<Edge>>,
    knots: Vec<Vec<usize>>,
    knot_of: Vec<usize>,
    levels: Vec<usize>,
}

impl<'a> Graph<'a> {
    /// The graph over the services for which `in_use` holds.
    ///
    /// A dependency is hard unless it says `soft`; one on a name that means no service in use is left out, and
    /// of two records with one id the first counts.
    pub fn new(workspace: &'a Workspace, in_use: impl Fn(&Service) -> bool) -> Self {
        let mut position = vec![None; workspace.services.len()];
        let mut services = Vec::new();
        for (i, record) in workspace.services.iter().enumerate() {
            if workspace.names.service(&record.id) == Some(i) && in_use(&record.data) {
                position[i] = Some(services.len());
                services.push(record);
            }
        }
        let node = |name: &str| workspace.names.service(name).and_then(|i| position[i]);
        let edges: Vec<Vec<Edge>> = services.iter().map(|service| edges(&service.data, node)).collect();
        let mut hard = DiGraph::<(), ()>::with_capacity(services.len(), services.len());
        for _ in &services {
            hard.add_node(());
        }
        for (from, edges) in edges.iter().enumerate() {
            for edge in edges.iter().filter(|edge| !edge.soft) {
                hard.add_edge(NodeIndex::new(from), NodeIndex::new(edge.to), ());
            }
        }
        // Kosaraju rather than Tarjan: petgraph's Tarjan recurses, and a hostile chain would overflow the stack.
        let mut knots: Vec<Vec<usize>> = kosaraju_scc(&hard)
            .into_iter()
            .map(|knot| knot.into_iter().map(NodeIndex::index).collect())
            .collect();
        let mut knot_of = vec![0; services.len()];
        let mut levels = vec![0; services.len()];
        for (k, knot) in knots.iter_mut().enumerate() {
            knot.sort_unstable();
            for &node in &*knot {
                knot_of[node] = k;
            }
            // Knots come with what they need before them.
            let needed = knot.iter().flat_map(|&node| &edges[node]).filter(|edge| !edge.soft);
            let outside = needed.filter(|edge| knot.binary_search(&edge.to).is_err());
            let level = outside.map(|edge| levels[edge.to] + 1).max().unwrap_or(0);
            for &node in &*knot {
                levels[node] = level;
            }
        }
        Self { services, position, edges, knots, knot_of, levels }
    }

    /// The services, by file.
    pub fn services(&self) -> &[&'a Record<Service>] {
        &self.services
    }

    /// The id of a service.
    pub fn id(&self, node: usize) -> &'a str {
        &self.services[node].id
    }

    /// The service of this id or alias, if it is in use.
    pub fn find(&self, workspace: &Workspace, name: &str) -> Option<usize> {
        workspace.names.service(name).and_then(|i| self.position.get(i).copied().flatten())
    }

    /// What a service needs, each other service once; hard where it is named both ways.
    pub fn edges(&self, node: usize) -> &[Edge] {
        &self.edges[node]
    }

    /// What a service does not work without, in the order of the catalogue.
    pub fn hard(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.edges[node].iter().filter(|edge| !edge.soft).map(|edge| edge.to)
    }

    /// Sets of services that need each other in a circle, and single services, what is needed first.
    pub fn knots(&self) -> &[Vec<usize>] {
        &self.knots
    }

    /// Whether a service needs itself by way of hard dependencies.
    pub fn in_cycle(&self, node: usize) -> bool {
        self.knots[self.knot_of[node]].len() > 1 || self.hard(node).any(|to| to == node)
    }

    /// The wave in which a service comes back, from 0.
    pub fn level(&self, node: usize) -> usize {
        self.levels[node]
    }

    /// The order of recovery: every wave needs only what is in the waves before it (a cycle stands in one wave).
    /// Inside a wave the most critical tier comes first, then the id.
    pub fn waves(&self) -> Vec<Vec<usize>> {
        let mut waves = vec![Vec::new(); self.levels.iter().max().map_or(0, |most| most + 1)];
        (0..self.services.len()).for_each(|node| waves[self.levels[node]].push(node));
        for wave in &mut waves {
            wave.sort_by_key(|&node| (tier(&self.services[node].data).unwrap_or(u32::MAX), self.id(node)));
        }
        waves
    }
}

fn edges(service: &Service, node: impl Fn(&str) -> Option<usize>) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for (field, dependency) in service.depends_on.iter().enumerate() {
        let Some(to) = dependency.service.as_deref().and_then(&node) else { continue };
        let soft = dependency.kind.as_ref().and_then(Leaf::get) == Some(&DependencyKind::Soft);
        match edges.iter_mut().find(|edge| edge.to == to) {
            Some(edge) if edge.soft && !soft => *edge = Edge { to, soft, field },
            Some(_) => {}
            None => edges.push(Edge { to, soft, field }),
        }
    }
    edges
}

/// How critical a service is; 1 is the most.
pub(crate) fn tier(service: &Service) -> Option<u32> {
    service.tier.as_ref().and_then(Leaf::get).map(|tier| tier.0)
}
