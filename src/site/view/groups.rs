//! Lists of incidents by team, tag and contributing factor, and the lists of these.

use super::super::document::{Block, Document, Facets};
use super::super::group::{Group, Named};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{cell, head, lists, number, ranked};
use crate::text::markdown::to_plain;

/// What a list is called.
pub(in crate::site) fn title(pen: &Pen<'_>, group: Group) -> String {
    let index = pen.index;
    let workspace = index.workspace;
    match group {
        Group::All => pen.word("incidents").to_owned(),
        Group::Library => pen.word("library").to_owned(),
        Group::Severity(rank) => {
            let severity = &workspace.policy.severities[rank];
            format!("{} {}", severity.id, pen.severity_name(severity))
        }
        Group::Month(year, month) => index.words.month(year, month),
        Group::Service(i) => {
            let record = &workspace.services[i];
            record.data.name.as_deref().unwrap_or(&record.id).to_owned()
        }
        Group::Team(i) => super::team::name(pen, i).to_owned(),
        Group::Tag(i) => index.groups.tags[i].text.clone(),
        // A factor is Markdown; a heading is not.
        Group::Factor(i) => to_plain(&index.groups.factors[i].text).trim().to_owned(),
    }
}

/// Where else to look for incidents.
pub(in crate::site) fn browse(pen: &Pen<'_>) -> Facets {
    let index = pen.index;
    let all = [
        ("teams/index", "teams", index.workspace.teams.len()),
        ("tags/index", "tags", index.groups.tags.len()),
        ("factors/index", "recurring_factors", index.groups.factors.len()),
    ];
    let links = all.into_iter().filter(|(.., count)| *count > 0).map(|(path, key, count)| {
        pen.join([pen.to(Page::At(path), pen.word(key)), pen.text(&count.to_string())], " ")
    });
    Facets { title: pen.word("browse").to_owned(), links: links.collect() }
}

/// The list of a tag or a factor.
pub(in crate::site) fn group(pen: &Pen<'_>, group: Group, rendered: &lists::Rendered) -> Document {
    let above = match group {
        Group::Tag(_) => "tag",
        _ => "factor",
    };
    let list = lists::rows(pen, "newest_first", group, 1, rendered);
    let count = pen.index.words.count("n_records", pen.index.listed(group).len());
    Document {
        title: title(pen, group),
        above: Vec::new(),
        below: vec![pen.text(pen.word(above))],
        lede: Some(pen.text(&count)),
        wide: vec![list],
        ..Document::default()
    }
}

/// All tags.
pub(in crate::site) fn tags(pen: &Pen<'_>) -> Document {
    let rows = table(pen, &pen.index.groups.tags, Group::Tag, |named| pen.text(&named.text));
    Document {
        title: pen.word("tags").to_owned(),
        wide: pen.list_table("tags", &["tag", "incidents#", "newest"], rows).into_iter().collect(),
        ..Document::default()
    }
}

/// All factors that several incidents name.
pub(in crate::site) fn factors(pen: &Pen<'_>) -> Document {
    let rows = table(pen, &pen.index.groups.factors, Group::Factor, |named| pen.text(&to_plain(&named.text)));
    Document {
        title: pen.word("recurring_factors").to_owned(),
        lede: Some(pen.text(pen.word("recurring_note"))),
        wide: pen
            .list_table("recurring_factors", &["factor", "incidents#", "newest"], rows)
            .into_iter()
            .collect(),
        ..Document::default()
    }
}

/// A row for each, with how many incidents name it and when the newest began; the most named first.
fn table(
    pen: &Pen<'_>,
    all: &[Named],
    group: fn(usize) -> Group,
    name: impl Fn(&Named) -> Safe,
) -> Vec<Vec<super::super::document::Cell>> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(all[i].cases.len()));
    let rows = order.into_iter().map(|i| {
        let named = &all[i];
        let newest = named.cases.first().and_then(|&case| pen.index.begins[case]);
        vec![
            head(pen.leading(group(i).page(), &name(named))),
            number(pen.text(&named.cases.len().to_string())),
            ranked(newest.map(|at| pen.day(pen.index.clock.day(at))).unwrap_or_default(), newest),
        ]
    });
    rows.collect()
}

/// All teams.
pub(in crate::site) fn teams(pen: &Pen<'_>) -> Document {
    let index = pen.index;
    let rows = (0..index.workspace.teams.len()).map(|i| {
        let record = &index.workspace.teams[i];
        let retired = record.data.retired_on.as_ref().map(|_| pen.tag("", pen.word("retired")));
        vec![
            head(pen.join(
                [
                    pen.to(Page::Team(i), super::team::name(pen, i)),
                    pen.small(&record.id),
                    retired.unwrap_or_default(),
                ],
                " ",
            )),
            cell(pen.join(record.data.members.iter().map(|name| pen.text(name)), ", ")),
            number(pen.text(&index.groups.services[i].len().to_string())),
            number(pen.text(&index.groups.actions[i].len().to_string())),
            number(pen.text(&index.groups.teams[i].len().to_string())),
        ]
    });
    let columns = ["team", "members", "services#", "open_actions#", "incidents#"];
    let table: Vec<Block> = pen.list_table("teams", &columns, rows.collect()).into_iter().collect();
    Document { title: pen.word("teams").to_owned(), wide: table, ..Document::default() }
}

impl Pen<'_> {
    /// A tag of one of our incidents: a link to all that have it.
    pub(in crate::site) fn tagged(&self, tag: &str) -> Safe {
        match self.index.groups.tag(tag) {
            Some(page) => self.to(page, tag),
            None => self.text(tag),
        }
    }

    /// A contributing factor, with the way to the others that name it, where there are some.
    pub(in crate::site) fn contributing(&self, factor: &str) -> Safe {
        let Some(Page::Factor(i)) = self.index.groups.factor(factor) else { return self.phrase(factor) };
        let count = self.index.groups.factors[i].cases.len();
        let text = self.index.words.count("n_name_it", count);
        self.join([self.phrase(factor), self.to(Page::Factor(i), &text)], " ")
    }

    /// A team by name: a link where there is one.
    pub(in crate::site) fn team(&self, name: &str) -> Safe {
        match self.index.workspace.names.team(name) {
            Some(team) => self.to(Page::Team(team), name),
            None => self.text(name),
        }
    }
}
