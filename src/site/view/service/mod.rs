//! The page of one service: what it promises, what it needs, how it comes back, and what happened to it.

mod evidence;
mod recovery;

use std::collections::BTreeMap;

use super::super::document::{Aside, Block, Document, Pair};
use super::super::draw::Named;
use super::super::draw::needs::{self, Neighbour};
use super::super::group::Group;
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::actions;
use super::statistics::{budget, lasting};
use super::{cell, head, list, lists, number};
use crate::record::{Contact, Dependency, DependencyKind, Drill, DrillResult, Leaf, Service, Text};
use crate::recovery::{RecoveryPlan, promises};
use crate::stats::Statistics;
use crate::time::Duration;
use crate::workspace::Record;

/// One service about to become a page.
struct Subject<'a, 'p> {
    pen: &'p Pen<'a>,
    service: &'a Service,
    index: usize,
}

/// The page of a service.
pub(in crate::site) fn document(
    pen: &Pen<'_>,
    index: usize,
    rendered: &lists::Rendered,
    ours: &Statistics<'_>,
    plan: &RecoveryPlan<'_>,
) -> Document {
    let record = &pen.index.workspace.services[index];
    let subject = Subject { pen, service: &record.data, index };
    let incidents = &pen.index.by_service[index];
    let list =
        (!incidents.is_empty()).then(|| lists::rows(pen, "newest_first", Group::Service(index), 1, rendered));
    let shown = crate::evidence::shown(pen.index.workspace, record);
    let sections = [
        pen.section("objectives", "objectives", subject.objectives()),
        pen.section("depends", "dependencies", subject.dependencies()),
        pen.section("recovery", "recovery", subject.recovery()),
        pen.section("backups", "backups_and_replication", subject.copies()),
        pen.section("deployment", "deployment_and_health", subject.deployment()),
        pen.section("evidence", "infrastructure", subject.claims(&shown)),
        pen.section("playbooks", "playbooks", subject.playbooks(&shown)),
        pen.section("lasting", "measured_recovery", lasting::of_service(pen, index)),
        pen.section("budget", "error_budget", budget::of_service(pen, ours, &record.id)),
        pen.section("incidents", "incidents", list.into_iter().collect()),
        pen.section("actions", "open_actions", subject.actions()),
        pen.section("runbooks", "runbooks_and_drills", subject.rehearsed(plan)),
        pen.section("alerts", "alerts", subject.alerts()),
    ];
    Document {
        title: record.data.name.as_deref().unwrap_or(&record.id).to_owned(),
        above: subject.above(),
        below: vec![pen.text(&record.id)],
        aside: subject.aside(),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

impl Subject<'_, '_> {
    fn above(&self) -> Vec<Safe> {
        let (pen, service) = (self.pen, self.service);
        let mut line = vec![pen.text(pen.word("service_lower"))];
        if let Some(tier) = &service.tier {
            line.push(pen.strong(&pen.index.words.around("tier_lower", tier.text())));
        }
        if let Some(owner) = &service.owner {
            line.push(pen.around("owned_by", pen.team(owner)));
        }
        if let Some(flag) = &service.data_bearing {
            line.push(pen.around("holds_data", pen.flag(Some(flag))));
        }
        if let Some(date) = &service.retired_on {
            line.push(pen.around("retired_on", pen.date(Some(date))));
        }
        line
    }

    fn aside(&self) -> Vec<Aside> {
        let (pen, workspace) = (self.pen, self.pen.index.workspace);
        let mut aside = Vec::new();
        let mut add = |title: String, pairs: Vec<Pair>| {
            if !pairs.is_empty() {
                aside.push(Aside { title, pairs: pen.pairs(&pairs) });
            }
        };
        add(
            pen.word("contacts").to_owned(),
            self.service.contacts.iter().map(|contact| pen.contact(contact)).collect(),
        );
        let team = self.service.owner.as_ref().and_then(|name| workspace.names.team(name));
        if let Some(team) = team.map(|team| &workspace.teams[team]) {
            let mut pairs: Vec<Pair> =
                team.data.contacts.iter().map(|contact| pen.contact(contact)).collect();
            let members = pen.join(team.data.members.iter().map(|name| pen.text(name)), ", ");
            pairs.extend(pen.pair("members", members));
            add(team.data.name.as_deref().unwrap_or(&team.id).to_owned(), pairs);
        }
        let aliases = pen.join(self.service.aliases.iter().map(|name| pen.text(name)), ", ");
        let evidence = pen.join(self.service.evidence.iter().map(|path| pen.reference(Some(path))), ", ");
        let former = pen.former(&self.service.former_ids);
        let pairs = [pen.pair("aliases", aliases), former, pen.pair("evidence", evidence)];
        add(pen.word("record").to_owned(), pairs.into_iter().flatten().collect());
        aside
    }

    fn objectives(&self) -> Vec<Block> {
        let pen = self.pen;
        let mut blocks = Vec::new();
        if let Some(promised) = &self.service.objectives {
            blocks.extend(pen.block_of([
                ("rto_long", pen.duration(promised.rto.as_ref())),
                ("rpo_long", pen.duration(promised.rpo.as_ref())),
                ("mtpd_long", pen.duration(promised.mtpd.as_ref())),
                ("wrt_long", pen.duration(promised.wrt.as_ref())),
                ("availability", pen.share(promised.availability.as_ref())),
                ("window", pen.duration(promised.window.as_ref())),
            ]));
        }
        let plan = pen.to(Page::Plan(self.index), pen.word("plan_of_service"));
        blocks.push(Block::Prose(pen.paragraph(&plan)));
        blocks
    }

    fn dependencies(&self) -> Vec<Block> {
        let pen = self.pen;
        let phrase = |text: Option<&Text>| text.map(|text| pen.phrase(text)).unwrap_or_default();
        let rows = self.service.depends_on.iter().map(|needs| {
            vec![
                head(needs.service.as_ref().map(|name| pen.service(name)).unwrap_or_default()),
                cell(needs.kind.as_ref().map_or_else(
                    || pen.text(pen.word("DependencyKind-hard")),
                    |kind| pen.choice(Some(kind)),
                )),
                cell(phrase(needs.degraded_mode.as_ref())),
            ]
        });
        let table = pen.plain_table("dependencies", &["service", "kind", "without_it"], rows.collect());
        let mut blocks: Vec<Block> = self.neighbours().into_iter().chain(table).collect();
        let workspace = pen.index.workspace;
        let dependants = pen.index.needed_by[self.index].iter().map(|&i| {
            let other = &workspace.services[i];
            pen.to(Page::Service(i), other.data.name.as_deref().unwrap_or(&other.id))
        });
        blocks.extend(pen.block_of([("needed_by", pen.join(dependants, ", "))]));
        blocks
    }

    /// The drawing of what needs it and what it needs.
    fn neighbours(&self) -> Option<Block> {
        let (pen, workspace) = (self.pen, self.pen.index.workspace);
        let soft =
            |needs: &Dependency| needs.kind.as_ref().and_then(Leaf::get) == Some(&DependencyKind::Soft);
        let is_this = |needs: &&Dependency| {
            needs.service.as_ref().and_then(|name| workspace.names.service(name)) == Some(self.index)
        };
        let needed_by: Vec<Neighbour> = pen.index.needed_by[self.index]
            .iter()
            .map(|&i| {
                let other = &workspace.services[i];
                let kind = other.data.depends_on.iter().find(is_this);
                Neighbour { name: &other.id, soft: kind.is_some_and(soft) }
            })
            .collect();
        let named =
            self.service.depends_on.iter().filter_map(|needs| Some((needs.service.as_deref()?, needs)));
        let needs: Vec<Neighbour> =
            named.map(|(name, needs)| Neighbour { name, soft: soft(needs) }).collect();
        let name = Named {
            id: "needs",
            title: pen.word("needs_drawing"),
            description: pen.word("needs_drawing_long"),
        };
        let drawing = needs::draw(&workspace.services[self.index].id, &needed_by, &needs, name);
        pen.drawn(drawing.filter(|_| pen.is_html()), "needs_legend")
    }

    /// What its incidents and drills left to do.
    fn actions(&self) -> Vec<Block> {
        actions::open_block(self.pen, &self.pen.index.groups.service_actions[self.index])
    }

    /// The alert rules that lead to its runbooks, and those whose label names it.
    fn alerts(&self) -> Vec<Block> {
        let (pen, workspace) = (self.pen, self.pen.index.workspace);
        let about = |i: &usize| {
            let services = &workspace.runbooks[*i].data.services;
            services.iter().any(|name| workspace.names.service(name) == Some(self.index))
        };
        let runbooks = (0..workspace.runbooks.len()).filter(about);
        let mut led: BTreeMap<usize, Option<usize>> = runbooks
            .flat_map(|runbook| pen.index.alerts[runbook].iter().map(move |&alert| (alert, Some(runbook))))
            .collect();
        for (i, alert) in workspace.alerts.alerts.iter().enumerate() {
            let named = alert.labels.get("service").and_then(|name| workspace.names.service(name));
            if named == Some(self.index) {
                led.entry(i).or_default();
            }
        }
        let rows = led.into_iter().map(|(alert, runbook)| {
            let alert = &workspace.alerts.alerts[alert];
            let runbook = runbook.map(|i| {
                let record = &workspace.runbooks[i];
                pen.to(Page::Runbook(i), record.data.title.as_deref().unwrap_or(&record.id))
            });
            vec![
                head(pen.code(&alert.name)),
                cell(pen.text(alert.annotation("summary").unwrap_or_default())),
                cell(pen.text(&alert.labels_line())),
                cell(runbook.unwrap_or_else(|| pen.none("none"))),
            ]
        });
        let columns = ["alert", "summary", "labels", "runbook"];
        pen.plain_table("alerts", &columns, rows.collect()).into_iter().collect()
    }

    /// Runbooks about it, and drills it took part in.
    fn rehearsed(&self, plan: &RecoveryPlan<'_>) -> Vec<Block> {
        let (pen, workspace) = (self.pen, self.pen.index.workspace);
        let mine =
            |names: &[Text]| names.iter().any(|name| workspace.names.service(name) == Some(self.index));
        let runbooks =
            workspace.runbooks.iter().enumerate().filter(|(_, runbook)| mine(&runbook.data.services));
        let runbooks = runbooks
            .map(|(i, record)| pen.to(Page::Runbook(i), record.data.title.as_deref().unwrap_or(&record.id)));
        let mut blocks: Vec<Block> = list(runbooks.collect()).into_iter().collect();
        let rows = workspace.drills.iter().flat_map(|drill| {
            let results = drill.data.results.iter().filter(|result| {
                result.service.as_ref().is_some_and(|name| workspace.names.service(name) == Some(self.index))
            });
            results.map(|result| pen.drill_row(drill, result)).collect::<Vec<_>>()
        });
        let rows: Vec<_> = rows.collect();
        let seen = !rows.is_empty();
        blocks.extend(pen.captioned("drills", &Pen::DRILL, rows));
        let others = workspace.drills.iter().filter(|drill| !seen && mine(&drill.data.services));
        if let Some(planned) = plan.service(&workspace.services[self.index].id) {
            let one = &planned.rehearsal;
            blocks.extend(pen.block_of([
                ("next_drill", pen.due(one.wants_drill(), one.due)),
                ("next_restore", pen.due(one.wants_restore(), one.restore_due)),
            ]));
        }
        blocks.extend(list(
            others
                .map(|drill| pen.clauses([pen.text(&drill.id), pen.date(drill.data.date.as_ref())]))
                .collect(),
        ));
        blocks
    }
}

impl Pen<'_> {
    /// Somebody to call.
    pub(in crate::site) fn contact(&self, contact: &Contact) -> Pair {
        let name =
            contact.role.as_ref().map_or_else(|| self.text(self.word("contact")), |role| self.role(role));
        let backup = contact.backup.as_ref().map(|backup| self.around("backup_lower", self.text(backup)));
        let parts = [
            self.maybe(contact.name.as_ref()),
            self.maybe(contact.channel.as_ref()),
            backup.unwrap_or_default(),
        ];
        Pair { name, value: self.clauses(parts) }
    }

    /// The columns of [`Pen::drill_row`].
    pub(in crate::site) const DRILL: [&'static str; 9] = [
        "drill",
        "date",
        "scenario",
        "kind",
        "recovery_time#",
        "recovery_point#",
        "restored_from",
        "result",
        "against_objectives",
    ];

    /// What a drill measured, as a row.
    pub(in crate::site) fn drill_row(
        &self,
        drill: &Record<Drill>,
        result: &DrillResult,
    ) -> Vec<super::super::document::Cell> {
        let passed = match result.passed.as_ref().map(|leaf| (leaf.get(), leaf.text())) {
            Some((Some(flag), _)) if flag.0 => self.tag("ok", self.word("passed")),
            Some((Some(_), _)) => self.tag("bad", self.word("failed")),
            Some((None, written)) => self.text(written),
            None => Safe::default(),
        };
        vec![
            head(self.text(&drill.id)),
            cell(self.date(drill.data.date.as_ref())),
            cell(self.choice(drill.data.scenario.as_ref())),
            cell(self.choice(result.kind.as_ref())),
            number(self.duration(result.recovery_time.as_ref())),
            number(self.duration(result.recovery_point.as_ref())),
            cell(self.maybe(result.restored_from.as_ref())),
            cell(passed),
            cell(self.against_objectives(result)),
        ]
    }

    /// What a drill measured against what its service promises; nothing where either is not said.
    fn against_objectives(&self, result: &DrillResult) -> Safe {
        let workspace = self.index.workspace;
        let service = result.service.as_ref().and_then(|name| workspace.names.service(name));
        let Some(service) = service else { return Safe::default() };
        let promised = promises(&workspace.services[service].data);
        let seconds = |leaf: Option<&Leaf<Duration>>| leaf.and_then(Leaf::get).map(|one| one.seconds);
        let held = [
            ("RTO", seconds(result.recovery_time.as_ref()), promised.rto),
            ("RPO", seconds(result.recovery_point.as_ref()), promised.rpo),
        ];
        let tags = held.into_iter().filter_map(|(name, measured, limit)| {
            let (class, key) = if measured? <= limit? { ("ok", "holds") } else { ("bad", "beyond") };
            Some(self.tag(class, &format!("{name} {}", self.word(key))))
        });
        self.join(tags, " ")
    }

    /// Finished text as a paragraph.
    pub(in crate::site) fn paragraph(&self, text: &Safe) -> Safe {
        if self.is_html() { Safe::new(format!("<p>{}</p>", text.as_str())) } else { text.clone() }
    }
}
