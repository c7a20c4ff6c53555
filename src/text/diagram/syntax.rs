//! What mermaid itself says of a diagram: whether it begins with a type and closes its blocks.

use super::Fault;

/// How the source of a diagram may begin; mermaid looks no further than that.
pub const TYPES: [&str; 38] = [
    "flowchart",
    "graph",
    "sequenceDiagram",
    "classDiagram",
    "stateDiagram",
    "erDiagram",
    "journey",
    "gantt",
    "pie",
    "quadrantChart",
    "requirement",
    "gitGraph",
    "C4Context",
    "C4Container",
    "C4Component",
    "C4Dynamic",
    "C4Deployment",
    "mindmap",
    "timeline",
    "sankey",
    "xychart",
    "block",
    "packet",
    "kanban",
    "architecture",
    "radar",
    "treemap",
    "treeView",
    "venn",
    "ishikawa",
    "wardley",
    "eventmodeling",
    "swimlane",
    "usecase",
    "cynefin",
    "agentflow",
    "railroad",
    "info",
];

/// What opens a block in a flowchart and in a sequence diagram; `end` closes it.
const FLOW: [&str; 1] = ["subgraph"];
const SEQUENCE: [&str; 9] = ["loop", "alt", "opt", "par", "par_over", "rect", "critical", "break", "box"];

/// What is wrong with a diagram.
pub(super) fn judge(diagram: &str) -> Option<Fault> {
    let diagram = without_front_matter(diagram);
    let Some(first) = lines(diagram).next() else {
        return Some(Fault::new("the mermaid diagram is empty", "draw something, or take the fence out"));
    };
    let Some(found) = TYPES.iter().find(|name| first.starts_with(**name)) else {
        let word = first.split(|c: char| c.is_whitespace() || c == ';').next().unwrap_or(first);
        let fault = Fault::new(format!("mermaid knows no diagram `{word}`"), "");
        return Some(Fault { word: Some(word.to_owned()), ..fault });
    };
    let openers: &[&str] = match *found {
        "flowchart" | "graph" => &FLOW,
        "sequenceDiagram" => &SEQUENCE,
        _ => return None,
    };
    let plain = without_quotes(diagram);
    let words =
        lines(&plain).flat_map(|line| line.split(';')).filter_map(|part| part.split_whitespace().next());
    let (mut open, mut last) = (0_usize, "");
    for word in words {
        if openers.contains(&word) {
            open += 1;
            last = openers.iter().find(|opener| **opener == word).copied().unwrap_or_default();
        } else if word == "end" {
            let Some(less) = open.checked_sub(1) else {
                return Some(Fault::new("an `end` in the mermaid diagram closes nothing", "take it out"));
            };
            open = less;
        }
    }
    (open > 0)
        .then(|| Fault::new(format!("a `{last}` in the mermaid diagram is not closed"), "add its `end`"))
}

/// The lines that say something: no comments, no directives over one line or several.
fn lines(diagram: &str) -> impl Iterator<Item = &str> {
    let mut in_directive = false;
    diagram.lines().map(str::trim).filter(move |line| {
        let begins = line.starts_with("%%{");
        let skipped = in_directive || begins;
        in_directive = skipped && !line.contains("}%%");
        !skipped && !line.is_empty() && !line.starts_with("%%")
    })
}

/// A diagram below the settings that may stand between two lines of `---`.
fn without_front_matter(diagram: &str) -> &str {
    let rest = diagram.trim_start().strip_prefix("---\n");
    rest.and_then(|rest| rest.split_once("\n---")).map_or(diagram, |(_, rest)| rest)
}

/// Labels in quotes may hold any word.
fn without_quotes(diagram: &str) -> String {
    diagram.split('"').step_by(2).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mermaid_draws() {
        for diagram in [
            "graph TD;\n A-->B;",
            "%% a comment\n%%{init: {\n 'theme': 'dark'\n}}%%\nflowchart LR\n a --> b",
            "---\ntitle: x\n---\nstateDiagram-v2\n [*] --> A",
            "gitGraph:\n commit",
            "pie title x\n \"end\": 1",
            "flowchart TD\nsubgraph a;\nsubgraph b\nX[\"line\nend\nline\"]\nend\nend;",
            "sequenceDiagram\n loop each\n A->>B: end\n alt x\n else y\n end\n end",
            "xychart-beta\n bar [1]",
            "stateDiagram-v2\n state a {\n  b\n }",
        ] {
            assert_eq!(judge(diagram), None, "{diagram}");
        }
    }

    #[test]
    fn what_it_does_not() {
        for (diagram, says) in [
            ("flowchrt TD\n a --> b", "mermaid knows no diagram `flowchrt`"),
            ("a --> b", "mermaid knows no diagram `a`"),
            ("%% nothing\n", "the mermaid diagram is empty"),
            ("graph TD\n end", "an `end` in the mermaid diagram closes nothing"),
            ("sequenceDiagram\n loop x\n A->>B: y", "a `loop` in the mermaid diagram is not closed"),
        ] {
            assert_eq!(judge(diagram).map(|fault| fault.message).as_deref(), Some(says), "{diagram}");
        }
        assert_eq!(judge("flowchrt TD").unwrap().word.as_deref(), Some("flowchrt"));
    }
}
