//! Groups and their rules, from the tree of a document.

use std::collections::BTreeMap;

use super::{Alert, Problem, Rules};
use crate::yaml::{Entry, Kind, Node};

/// What is found on the way through a file.
pub(super) struct Walk<'a> {
    file: &'a str,
    /// Where each line of the file begins.
    lines: Vec<usize>,
    /// Where the document begins in the file.
    pub(super) begin: usize,
    rules: Rules,
}

impl<'a> Walk<'a> {
    pub(super) fn new(file: &'a str, text: &str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file, lines, begin: 0, rules: Rules::default() }
    }

    pub(super) fn done(self) -> Rules {
        self.rules
    }

    /// The line of a place in the document, from 1.
    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|begin| *begin <= self.begin + at)
    }

    pub(super) fn report(&mut self, at: usize, message: &str) {
        let (file, line) = (self.file.to_owned(), Some(self.line(at)));
        self.rules.problems.push(Problem { file, line, message: message.to_owned() });
    }

    /// What stands below `groups`.
    pub(super) fn groups(&mut self, node: &Node) {
        let Kind::List(groups) = &node.kind else {
            if !node.is_null() {
                self.report(node.span.start, "`groups` is no list");
            }
            return;
        };
        for group in groups {
            self.group(group);
        }
    }

    fn group(&mut self, node: &Node) {
        self.rules.groups += 1;
        let Kind::Map(entries) = &node.kind else {
            self.report(node.span.start, "is no group: a group is a map with `name` and `rules`");
            return;
        };
        let name = self.text(entries, "name").unwrap_or_default();
        let labels = self.map(entries, "labels");
        match entry(entries, "rules").map(|rules| (rules, &rules.kind)) {
            Some((_, Kind::List(rules))) => rules.iter().for_each(|rule| self.rule(rule, &name, &labels)),
            Some((rules, _)) if !rules.is_null() => self.report(rules.span.start, "`rules` is no list"),
            _ => {}
        }
    }

    fn rule(&mut self, node: &Node, group: &str, of_group: &BTreeMap<String, String>) {
        let Kind::Map(entries) = &node.kind else {
            self.report(node.span.start, "is no rule: a rule is a map with `alert` or `record`");
            return;
        };
        let Some(named) = entry(entries, "alert") else {
            match entry(entries, "record") {
                Some(_) => self.rules.recording += 1,
                None => self.report(node.span.start, "is a rule without `alert` or `record`"),
            }
            return;
        };
        let Some(name) = self.text(entries, "alert").filter(|name| !name.trim().is_empty()) else {
            // A name of another shape has been reported.
            if named.text().is_some() {
                self.report(named.span.start, "is an alert without a name");
            }
            return;
        };
        let expr = self.text(entries, "expr");
        if entry(entries, "expr").is_none() {
            self.report(named.span.start, &format!("alert `{name}` has no `expr`"));
        }
        let mut labels = of_group.clone();
        labels.extend(self.map(entries, "labels"));
        let alert = Alert {
            file: self.file.to_owned(),
            line: self.line(named.span.start),
            span: self.begin + named.span.start..self.begin + named.span.end,
            group: group.to_owned(),
            name: name.trim().to_owned(),
            expr: expr.unwrap_or_default().trim().to_owned(),
            holds: self.text(entries, "for").filter(|text| !text.trim().is_empty()),
            labels,
            annotations: self.map(entries, "annotations"),
        };
        self.rules.alerts.push(alert);
    }

    /// The text of a field; a number is one too, anything else is reported.
    fn text(&mut self, entries: &[Entry], key: &str) -> Option<String> {
        let node = entry(entries, key)?;
        let text = node.text().map(str::to_owned);
        if text.is_none() {
            self.report(node.span.start, &format!("`{key}` is no text"));
        }
        text.filter(|_| !node.is_null())
    }

    /// The texts of a field by their names.
    fn map(&mut self, entries: &[Entry], key: &str) -> BTreeMap<String, String> {
        let mut map = BTreeMap::new();
        match entry(entries, key).map(|node| (node, &node.kind)) {
            Some((_, Kind::Map(pairs))) => {
                for Entry { key: name, value } in pairs {
                    match name.text().zip(value.text()) {
                        Some((name, text)) => drop(map.insert(name.to_owned(), text.to_owned())),
                        None => {
                            self.report(name.span.start, &format!("`{key}` holds something that is no text"));
                        }
                    }
                }
            }
            Some((node, _)) if !node.is_null() => {
                self.report(node.span.start, &format!("`{key}` is no map"));
            }
            _ => {}
        }
        map
    }
}

/// The value of a key; of several, the first.
pub(super) fn entry<'n>(entries: &'n [Entry], key: &str) -> Option<&'n Node> {
    entries.iter().find(|entry| entry.key.text() == Some(key)).map(|entry| &entry.value)
}
