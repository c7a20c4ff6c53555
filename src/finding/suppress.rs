//! Comments that allow a finding: `# postmortem: allow[rule] reason`.
//!
//! Behind a value, such a comment covers what begins on its line. On a line of its own it covers the field or the list
//! item that begins on the next line with content, all of it; above the first field that is the whole file.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::locate::Document;
use super::report::{Weighed, weigh};
use super::{Finding, Level, Place};
use crate::rule;
use crate::yaml::{Entry, Kind, Node, comments};

/// What a file must contain to have such a comment.
pub(crate) const MARK: &str = "postmortem: allow[";

/// Whether a comment can allow what a rule finds: not where nothing in the file can be relied on, its comments neither,
/// not where the finding is about the comment, and not where it is about the change that may bring the comment.
pub(crate) fn can_be_allowed(rule: &str) -> bool {
    let never =
        ["unreadable", "empty-file", "yaml-syntax", "unused-suppression", "suppression-without-reason"];
    !never.contains(&rule) && !is_history(rule)
}

fn is_history(rule: &str) -> bool {
    rule::find(rule).is_some_and(|rule| rule.group == rule::Group::History)
}

/// Leaves out the findings that a comment allows, says how many they were, and adds what is wrong with the comments.
///
/// `files` are those that contain [`MARK`]; `level` is what a finding weighs, and `complete` tells whether a rule looked
/// at everything it ever looks at: only then a comment that allows nothing can go.
pub fn suppress(
    mut weighed: Vec<Weighed>,
    files: &BTreeSet<String>,
    read: impl Fn(&str) -> Option<String> + Sync,
    level: impl Fn(&Finding) -> Option<Level>,
    complete: impl Fn(&str) -> bool,
) -> (Vec<Weighed>, usize) {
    let known = files.par_iter().filter_map(|file| {
        let document = Document::new(read(file)?);
        let allowed = allowed(&document);
        Some((file.as_str(), (document, allowed)))
    });
    let mut known: BTreeMap<&str, (Document, Vec<Allowed>)> = known.collect();
    let before = weighed.len();
    weighed.retain(|(finding, _)| {
        let Some((document, allowed)) = known.get_mut(finding.file.as_str()) else { return true };
        let mut named = allowed.iter_mut().filter(|one| one.rule == finding.rule).peekable();
        if named.peek().is_none() || !can_be_allowed(finding.rule) {
            return true;
        }
        let begin = Begin::new(finding, document);
        let mut open = true;
        for one in named.filter(|one| one.scope.covers(begin.as_ref())) {
            one.used = true;
            open = false;
        }
        open
    });
    let suppressed = before - weighed.len();
    let wrong = known.into_iter().flat_map(|(file, (_, allowed))| {
        allowed.into_iter().flat_map(|one| one.wrong(file, &complete)).collect::<Vec<_>>()
    });
    weighed.extend(weigh(wrong.collect(), level));
    (weighed, suppressed)
}

/// One rule named in one comment.
struct Allowed {
    /// As written; empty where the brackets hold none.
    rule: String,
    name: Range<usize>,
    /// The whole comment, where it is the first rule of one that gives no reason.
    unreasoned: Option<Range<usize>>,
    scope: Scope,
    used: bool,
}

#[derive(Clone)]
enum Scope {
    Nothing,
    /// What begins on this line, or below a key on it.
    Line(usize),
    /// What begins in these bytes.
    Node(Range<usize>),
    File,
}

/// Where a finding begins.
struct Begin {
    byte: usize,
    line: usize,
    /// The line of its key, below which a list or a map may begin.
    key: Option<usize>,
}

impl Begin {
    fn new(finding: &Finding, document: &Document) -> Option<Self> {
        let spot = document.spot(&finding.place)?;
        let key = document.key_of(&spot.bytes).map(|key| document.position(key.start).0);
        Some(Self { byte: spot.bytes.start, line: spot.line, key })
    }
}

impl Scope {
    fn covers(&self, begin: Option<&Begin>) -> bool {
        match (self, begin) {
            (Self::File, _) => true,
            (Self::Node(bytes), Some(begin)) => bytes.contains(&begin.byte),
            (Self::Line(line), Some(begin)) => begin.line == *line || begin.key == Some(*line),
            _ => false,
        }
    }
}

impl Allowed {
    /// What is wrong with the comment itself.
    fn wrong(self, file: &str, complete: impl Fn(&str) -> bool) -> Vec<Finding> {
        let unused = |message: String| {
            Finding::new("unused-suppression", file, Place::Bytes(self.name.clone()), message)
        };
        let mut found = Vec::new();
        if self.rule.is_empty() {
            let help = "write it as `# postmortem: allow[rule] reason`";
            found.push(
                unused("the comment names no rule between brackets, so it allows nothing".into()).help(help),
            );
        } else if rule::find(&self.rule).is_none() {
            let (message, help) = rule::unknown(&self.rule);
            found.push(unused(message).help(help));
        } else if is_history(&self.rule) {
            let message =
                format!("no comment allows what `{}` finds: the change could bring it along", self.rule);
            let help = "remove it from the comment, and write the reason where the finding of the rule says";
            found.push(unused(message).help(help));
        } else if !can_be_allowed(&self.rule) {
            let message = format!("no comment allows what `{}` finds", self.rule);
            found.push(unused(message).help("remove it from the comment"));
        } else if !self.used && complete(&self.rule) {
            let message = format!("`{}` finds nothing here, so there is nothing to allow", self.rule);
            let help = "remove it from the comment, or move the comment to the line above what it is about";
            found.push(unused(message).help(help));
        }
        found.extend(self.unreasoned.map(|comment| {
            let message = "the comment allows something and does not say why";
            Finding::new("suppression-without-reason", file, Place::Bytes(comment), message)
                .help("write the reason behind the bracket")
        }));
        found
    }
}

/// Every rule named in every such comment of a file.
fn allowed(document: &Document) -> Vec<Allowed> {
    let Some((root, offset)) = &document.tree else { return Vec::new() };
    let (yaml, _) = document.yaml();
    let shift = |bytes: Range<usize>| bytes.start + offset..bytes.end + offset;
    let mut found = Vec::new();
    for comment in comments(yaml) {
        let text = &yaml[comment.clone()];
        let Some(rest) = text.trim_start_matches('#').trim_start().strip_prefix(MARK) else { continue };
        let mut at = comment.end - rest.len();
        // Without a bracket that closes, there are no names.
        let (names, reason) = rest.split_once(']').unwrap_or(("", rest));
        let scope = scope(root, document, &comment);
        for (i, name) in names.split(',').enumerate() {
            let begin = at + name.len() - name.trim_start().len();
            at += name.len() + 1;
            found.push(Allowed {
                rule: name.trim().to_owned(),
                name: shift(begin..begin + name.trim().len()),
                unreasoned: (i == 0 && reason.trim().is_empty()).then(|| shift(comment.clone())),
                scope: scope.clone(),
                used: false,
            });
        }
    }
    found
}

fn scope(root: &Node, document: &Document, comment: &Range<usize>) -> Scope {
    let (yaml, offset) = document.yaml();
    let line = yaml[..comment.start].rfind('\n').map_or(0, |i| i + 1);
    if !yaml[line..comment.start].trim_start_matches('\u{feff}').trim().is_empty() {
        return Scope::Line(document.position(comment.start + offset).0);
    }
    if comment.end <= root.span.start {
        return Scope::File;
    }
    let node = next(root, comment.end, yaml);
    node.map_or(Scope::Nothing, |bytes| Scope::Node(bytes.start + offset..bytes.end + offset))
}

/// The fields or items that begin on the next line with content behind a byte.
fn next(node: &Node, behind: usize, yaml: &str) -> Option<Range<usize>> {
    let first = match &node.kind {
        Kind::Scalar { .. } => return None,
        Kind::List(items) => items.partition_point(|item| item.span.start < behind),
        Kind::Map(entries) => entries.partition_point(|entry| entry.key.span.start < behind),
    };
    let before = first.checked_sub(1).and_then(|i| part(node, i)).filter(|(bytes, _)| behind < bytes.end);
    if let Some(found) = before.and_then(|(_, child)| next(child, behind, yaml)) {
        return Some(found);
    }
    let start = part(node, first)?.0.start;
    let line = yaml[start..].find('\n').map_or(yaml.len(), |length| start + length);
    let same_line = (first..).map_while(|i| part(node, i)).take_while(|(bytes, _)| bytes.start < line);
    same_line.map(|(bytes, _)| bytes.end).max().map(|end| start..end)
}

/// A field of a map or an item of a list: all its bytes, and its value.
fn part(node: &Node, index: usize) -> Option<(Range<usize>, &Node)> {
    match &node.kind {
        Kind::Scalar { .. } => None,
        Kind::List(items) => items.get(index).map(|item| (item.span.clone(), item)),
        Kind::Map(entries) => entries.get(index).map(|Entry { key, value }| {
            let bytes = key.span.start..value.span.end.max(key.span.end);
            (bytes, value)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::checked;

    /// Rule and line of what is found in one incident, and how many findings comments allow.
    fn told(text: &str) -> (Vec<(&'static str, usize)>, usize) {
        let text = format!("{text}title: payments fail\nstatus: cancelled\ncancelled: {{reason: a test}}\n");
        let (report, suppressed) = checked(&[("INC-1.yaml", &text)]);
        let line = |spot: &Option<crate::finding::Spot>| spot.as_ref().map_or(0, |spot| spot.line);
        (report.findings.iter().map(|found| (found.finding.rule, line(&found.spot))).collect(), suppressed)
    }

    #[test]
    fn behind_a_value_it_covers_its_line() {
        let one = "id: INC-1\nlinks: a  # postmortem: allow[shape] as imported\ntags: b\n";
        assert_eq!(told(one), (vec![("shape", 3)], 1));
        let two = "id: INC-1\nlinks: {a: b}  # postmortem: allow[shape, bad-value] as imported\n";
        assert_eq!(told(two), (vec![("unused-suppression", 2)], 1));
        let key = "id: INC-1\nlinks: # postmortem: allow[shape] as imported\n  title: b\n";
        assert_eq!(told(key), (vec![], 1));
    }

    #[test]
    fn alone_it_covers_the_whole_of_what_follows() {
        let node = "id: INC-1\n# postmortem: allow[bad-value] by hand\n\n# more words\ntimes:\n  detected: noon\n  closed: late\nseverity_changes: [{at: noon}]\n";
        assert_eq!(told(node), (vec![("bad-value", 8)], 2));
        let item = "id: INC-1\ntimeline:\n  # postmortem: allow[bad-value] by hand\n  - at: noon\n    kind: none\n  - at: noon\n";
        let (found, suppressed) = told(item);
        assert_eq!((found.iter().filter(|(rule, _)| *rule == "bad-value").count(), suppressed), (1, 2));
        let last = "id: INC-1\ntimes:\n  closed: noon\n  # postmortem: allow[shape] it is below\nlinks: a\ntags: b\n";
        assert_eq!(told(last), (vec![("bad-value", 3), ("shape", 6)], 1));
    }

    #[test]
    fn above_the_first_field_it_covers_the_file() {
        let file = "# A copy.\n# postmortem: allow[shape] as imported\n---\nid: INC-1\nlinks: a\ntags: b\n";
        assert_eq!(told(file), (vec![], 2));
        let runbook = "---\n# postmortem: allow[unknown-key] another tool reads it\nowner: sre\nalerts: [Slow]\ncolour: red\n---\n# Restart\n\n# postmortem: allow[shape] text\n";
        let (report, suppressed) =
            checked(&[("runbooks/a.md", runbook), ("teams/sre.yaml", "id: sre\nname: SRE\n")]);
        assert_eq!((report.tally().as_str(), suppressed), ("no findings", 1));
    }

    #[test]
    fn only_comments_count() {
        let block = "id: INC-1\nsummary: |\n  # postmortem: allow[shape] no comment\nlinks: a\n";
        assert_eq!(told(block), (vec![("shape", 4)], 0));
        let quoted = "id: INC-1\nsummary: \"x # postmortem: allow[shape] no comment\"\nlinks: a\n";
        assert_eq!(told(quoted), (vec![("shape", 3)], 0));
    }

    #[test]
    fn what_is_wrong_with_a_comment_is_found() {
        let wrong = "id: INC-1\n# postmortem: allow[shpae] typo\nlinks: a # postmortem: allow[shape]\n# postmortem: allow[] what\ntags: [a]\n# postmortem: allow[shape no end\n";
        let expected = [
            ("unused-suppression", 2),
            ("suppression-without-reason", 3),
            ("unused-suppression", 4),
            ("unused-suppression", 6),
        ];
        assert_eq!(told(wrong), (expected.to_vec(), 1));
        let end = "id: INC-1\nlinks: a\n";
        let (report, _) = checked(&[("INC-1.yaml", &format!("{end}# postmortem: allow[shape] too late\n"))]);
        assert_eq!(report.findings.last().map(|found| found.finding.rule), Some("unused-suppression"));
    }

    #[test]
    fn a_broken_file_cannot_be_allowed() {
        let (found, suppressed) = told("# postmortem: allow[yaml-syntax] soon\nid: [\n");
        assert_eq!((found[0].0, suppressed), ("yaml-syntax", 0));
        let (found, _) = told("# postmortem: allow[yaml-syntax] soon\nid: !tag INC-1\n");
        assert_eq!(found, [("unused-suppression", 1), ("yaml-syntax", 2)]);
    }

    #[test]
    fn no_comment_allows_what_is_found_about_the_change() {
        let (found, suppressed) =
            told("# postmortem: allow[vanished-action, shape] x\nid: INC-1\nlinks: a\n");
        assert_eq!((found, suppressed), (vec![("unused-suppression", 1)], 1));
    }

    #[test]
    fn the_next_name_is_offered() {
        let (report, _) =
            checked(&[("INC-1.yaml", "# postmortem: allow[shpae] typo\nid: INC-1\ntitle: a\n")]);
        let help = report.findings.iter().find(|found| found.finding.rule == "unused-suppression");
        assert!(help.unwrap().finding.help.as_ref().unwrap().starts_with("did you mean `shape`?"));
    }

    #[test]
    fn a_megabyte_of_comments_takes_no_time() {
        let rows = "# postmortem: allow[shape] x\n- a\n".repeat(20_000);
        let start = std::time::Instant::now();
        let (report, _) = checked(&[("INC-1.yaml", &format!("id: INC-1\ntags:\n{rows}"))]);
        let unused =
            report.findings.iter().filter(|found| found.finding.rule == "unused-suppression").count();
        assert_eq!(unused, 20_000);
        assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    }
}
