//! From the bytes of a file to its alerts: which parts hold rules, and what keeps the others from being read.

use super::group::{Walk, entry};
use super::{Problem, Rules};
use crate::yaml::{Kind, Node, parse, parts};

/// The largest file that is read, in bytes: the largest rule file of a public mixin has a tenth of that.
const LIMIT: usize = 4 << 20;

/// More problems than this in one file help nobody.
const MANY: usize = 100;

/// Reads a rule file, PrometheusRule objects, or a stream or list of them.
///
/// What could not be read is a problem with its line, and the rest of the file is read all the same. Objects of other kinds are
/// passed over. Whatever the bytes are, this ends soon: large files, deep nesting and piles of aliases are refused.
pub fn read(file: &str, bytes: &[u8]) -> Rules {
    let whole = |message: String| Problem { file: file.into(), line: None, message };
    let failed = |message: String| Rules { problems: vec![whole(message)], ..Rules::default() };
    if bytes.len() > LIMIT {
        return failed(format!("is larger than {} MiB, the limit for rule files", LIMIT >> 20));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            return failed(format!("is not UTF-8: line {line} holds a byte that is none"));
        }
    };
    let mut walk = Walk::new(file, text);
    for (begin, part) in parts(text) {
        walk.begin = begin;
        match parse(part) {
            Ok((root, _)) => document(&root, &mut walk),
            Err(problem) if problem.rule == "empty-file" => {}
            Err(problem) => match template(part) {
                Some(at) => {
                    walk.report(at, "is a template and no YAML yet: render it first, as `helm template` does")
                }
                None => walk.report(problem.span.start, &problem.message),
            },
        }
    }
    let mut rules = walk.done();
    let left = rules.problems.len().saturating_sub(MANY);
    if left > 0 {
        rules.problems.truncate(MANY);
        rules.problems.push(whole(format!("has {left} more problems: the rest is not listed")));
    }
    rules
}

/// One document: rules at its top, an object, or a list of objects.
fn document(root: &Node, walk: &mut Walk<'_>) {
    let mut objects = vec![root];
    while let Some(node) = objects.pop() {
        let Kind::Map(entries) = &node.kind else {
            walk.report(node.span.start, "is no map: rules stand below `groups:` or in a PrometheusRule");
            continue;
        };
        let kind = entry(entries, "kind");
        if let Some(kind) = kind.filter(|kind| kind.text().is_none()) {
            walk.report(kind.span.start, "`kind` is no text");
            continue;
        }
        match kind.and_then(Node::text) {
            Some("PrometheusRule") => {
                let spec = entry(entries, "spec").and_then(|spec| match &spec.kind {
                    Kind::Map(entries) => entry(entries, "groups"),
                    _ => None,
                });
                match spec {
                    Some(groups) => walk.groups(groups),
                    None => walk.report(node.span.start, "is a PrometheusRule without `spec.groups`"),
                }
            }
            Some(kind) if kind == "List" || kind == "PrometheusRuleList" => {
                if let Some(Kind::List(items)) = entry(entries, "items").map(|items| &items.kind) {
                    objects.extend(items.iter().rev());
                }
            }
            Some(_) => {}
            None => {
                if let Some(groups) = entry(entries, "groups") {
                    walk.groups(groups);
                }
            }
        }
    }
}

/// Where a text begins to be a template for YAML: a line that is an action of its own, or a value that is one.
fn template(text: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let begin = at;
        at += line.len();
        let code = line.trim_start();
        let value = code.split_once(": ").map_or(code, |(_, value)| value.trim_start());
        let is_template = code.starts_with("{{") || value.starts_with("{{");
        is_template.then(|| begin + line.len() - code.len())
    })
}
